# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far a deck's day has come: what was answered today, and what still waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from anki.collection import Collection
from anki.consts import (
    QUEUE_TYPE_DAY_LEARN_RELEARN,
    QUEUE_TYPE_LRN,
    QUEUE_TYPE_NEW,
    QUEUE_TYPE_PREVIEW,
    QUEUE_TYPE_REV,
)
from anki.decks import DeckId
from anki.scheduler.v3 import QueuedCards
from anki.utils import ids2str

from ..ordering import Day
from .log_rows import (
    ANSWER,
    HOME_DECK,
    INTERDAY_LEARNING,
    INTRODUCTION,
    ROW_BEFORE,
    of_last_days,
)

INTRADAY_QUEUES = (QUEUE_TYPE_LRN, QUEUE_TYPE_PREVIEW)

_TODAY = of_last_days(1)
# No WITH comes before it: Anki takes a statement that does not start with SELECT for a change of
# data (`is_dql` in rslib/src/backend/dbproxy.rs).
_ANSWERED_TODAY = f"""select
    coalesce(sum(r.type = 1), 0),
    coalesce(sum({INTERDAY_LEARNING}), 0),
    coalesce(sum({INTRODUCTION}), 0)
from revlog r join cards c on c.id = r.cid {ROW_BEFORE}
where {_TODAY} and {ANSWER} and {HOME_DECK} in {{decks}}
"""
_TIME_TODAY = f"""select coalesce(sum(r.time), 0)
from revlog r join cards c on c.id = r.cid
where {_TODAY} and {ANSWER} and {HOME_DECK} in {{decks}}
"""
_LAST_WAS_REVIEW = f"""select r.type = 1 or coalesce({INTERDAY_LEARNING}, 0)
from revlog r {ROW_BEFORE}
where r.cid = ?2 and {_TODAY} and {ANSWER} order by r.id desc limit 1
"""


if TYPE_CHECKING:
    from anki.cards import CardId

    class CountsLeft(Protocol):
        """Anki's counts of a deck: of its study queue, or in the deck list."""

        @property
        def new_count(self) -> int: ...
        @property
        def review_count(self) -> int: ...


class Answered(NamedTuple):
    """Answers given today; also the interday learning cards left, which Anki's counts hide."""

    reviews: int
    interday_learning: int
    new: int
    interday_learning_left: int

    def day(self, left: CountsLeft) -> Day:
        """Return where the day stands for new cards."""
        return Day(
            reviews_done=self.reviews + self.interday_learning,
            reviews_left=left.review_count + self.interday_learning_left,
            new_done=self.new,
            new_left=left.new_count,
        )

    def interday_learning_day(self, left: CountsLeft) -> Day:
        """Return where it stands for interday learning cards, which Anki mixes into the reviews."""
        return Day(
            reviews_done=self.reviews,
            reviews_left=left.review_count,
            new_done=self.interday_learning,
            new_left=self.interday_learning_left,
        )

    def with_answer(self, card: QueuedCards.QueuedCard) -> Answered:
        """Add an answer to a card that is in no filtered deck."""
        queue = card.card.queue
        interday = queue == QUEUE_TYPE_DAY_LEARN_RELEARN
        return Answered(
            self.reviews + (queue == QUEUE_TYPE_REV),
            self.interday_learning + interday,
            self.new + (queue == QUEUE_TYPE_NEW),
            max(0, self.interday_learning_left - interday),
        )


def count_answered(
    col: Collection, deck_id: DeckId, day_cutoff: int, interday_learning_left: int
) -> Answered:
    """Count the day's answers to cards of a deck and its subdecks, in the review log.

    `day_cutoff` is the end of the day in seconds since the epoch.
    """
    assert col.db is not None
    day_end = day_cutoff * 1000
    if not col.db.scalar(f"select 1 from revlog r where {_TODAY} limit 1", day_end):
        return Answered(0, 0, 0, interday_learning_left)  # the statement below takes 0.2 ms to read
    decks = ids2str(col.decks.deck_and_child_ids(deck_id))
    row = col.db.first(_ANSWERED_TODAY.format(decks=decks), day_end)
    assert row is not None
    reviews, interday_learning, new = row
    return Answered(reviews, interday_learning, new, interday_learning_left)


def last_was_review(col: Collection, card_id: CardId) -> bool:
    """Tell whether a card's last answer is counted among the day's reviews."""
    assert col.db is not None
    return bool(col.db.scalar(_LAST_WAS_REVIEW, col.sched.day_cutoff * 1000, card_id))


def secs_answering(col: Collection, deck_id: DeckId) -> float:
    """Return how long the day's answers to cards of a deck and its subdecks took."""
    assert col.db is not None
    decks = ids2str(col.decks.deck_and_child_ids(deck_id))
    millis = col.db.scalar(_TIME_TODAY.format(decks=decks), col.sched.day_cutoff * 1000)
    return float(millis) / 1000


def has_uncountable_cards(col: Collection, deck_id: DeckId) -> bool:
    """Tell whether a filtered deck below holds cards whose answers `count_answered` would miss.

    They are logged for the deck that the cards come from, or as no review (ahead of time).
    """
    assert col.db is not None
    if not col.db.scalar("select 1 from cards where odid != 0 limit 1"):
        return False
    decks = ids2str(col.decks.deck_and_child_ids(deck_id))
    return bool(
        col.db.scalar(
            # With the plus, SQLite uses its index of the few cards that are in filtered decks.
            f"select 1 from cards where odid != 0 and +did in {decks} and queue in"
            f" ({QUEUE_TYPE_NEW}, {QUEUE_TYPE_REV}, {QUEUE_TYPE_DAY_LEARN_RELEARN}) and"
            f" (odid not in {decks} or (queue = {QUEUE_TYPE_REV} and odue > ?)) limit 1",
            col.sched.today,
        )
    )
