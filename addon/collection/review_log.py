# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the review log tells of the last weeks: answers, and reviews left; a deck's steps."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import inf

from anki.collection import Collection
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_DAY_LEARN_RELEARN, QUEUE_TYPE_SUSPENDED
from anki.decks import DeckId
from anki.utils import ids2str

from ..evenings import Evening, Waited, evenings
from ..forecast import Habits, Pace, Steps, done_by, pace
from ..habits import Answer, Kind, habits
from ..ordering import Bias, Day, both_orders, new_after_reviews, rest_of_day
from .log_rows import (
    ANSWER,
    HOME_DECK,
    ID_BEFORE,
    INTRODUCTION,
    ROW_BEFORE,
    days_ago,
    days_until_due,
    of_last_days,
)

DAYS = 28  # before today
# By the log's type of a row, and whether it is an introduction.
KINDS = {(1, 0): Kind.REVIEW, (0, 1): Kind.NEW}

# Asked for each row of the log: there are fewer of them than cards in a large collection.
_OF_DECKS = f"exists (select 1 from cards c where c.id = r.cid and {HOME_DECK} in {{decks}})"
_ANSWERS = f"""
select r.id, r.type, {INTRODUCTION}, r.ease, r.time from revlog r {ROW_BEFORE}
where {{last_days}} and {ANSWER} and {_OF_DECKS}
order by r.id
"""
# When a card was due that was answered: so many days after the answer before as its interval was
# long. That of a review may have changed in between, when its due date was moved.
_UNTIL_DUE = f"(case when r.type = 1 then r.lastIvl else {days_until_due('before')} end)"
_ANSWERED_LATE = f"""
select {days_ago("before")} - {_UNTIL_DUE} as due, {days_ago("r")} as answered, count()
from revlog r
join revlog before on before.id = ({ID_BEFORE} and (r.type != 1 or earlier.ease > 0))
where {{last_days}} and {ANSWER} and {_UNTIL_DUE} > 0 and {_OF_DECKS}
group by 1, 2 having due > answered
"""
# Reviews and interday learning cards that wait today, buried ones too: those are back tomorrow.
_WAITING = f"""
select ?1 - (case when odid then odue else due end) as due, 0, count()
from cards c
where (
        type = {CARD_TYPE_REV} and queue != {QUEUE_TYPE_SUSPENDED}
        or queue = {QUEUE_TYPE_DAY_LEARN_RELEARN}
    )
    and (case when odid then odue else due end) < ?1 and {HOME_DECK} in {{decks}}
group by 1
"""


@dataclass(frozen=True)
class PastWeeks:
    """What the last weeks tell of a deck: for a forecast of its day, and of the days that were."""

    habits: Habits | None  # None if there is too little to tell
    steps: Steps
    day_left: float  # seconds
    answers: list[Answer]  # oldest first
    days: int = DAYS  # before today

    def reviews_done_in(self, day: Day, bias: Bias, in_learning: int) -> tuple[float, float] | None:
        """Forecast in how many minutes the last review is done: in Anki's order, and biased.

        None where the log tells too little for that, or no review is left.
        """
        if not (self.habits and day.reviews_left):
            return None
        ankis, yours = (
            done_by(order, self.habits, self.steps, inf, in_learning, self.day_left)
            for order in both_orders(day, bias)
        )
        return ankis.last_review_at / 60, yours.last_review_at / 60

    def pace(self, day: Day, bias: Bias, in_learning: int) -> Pace | None:
        """Return the pace to the last review of a biased day, which holds as the day goes on.

        A forecast with each card would take too long. None where there is none.
        """
        minutes = self.reviews_done_in(day, bias, in_learning)
        if not (self.habits and minutes):
            return None
        new = day.new_left - new_after_reviews(rest_of_day(day, bias))
        return pace(minutes[1], day.reviews_left, new, self.habits, self.steps)


def past_weeks(col: Collection, deck_id: DeckId, days: int = DAYS) -> PastWeeks:
    """Read the last weeks of a deck that is not filtered."""
    answers = last_answers(col, deck_id, days)
    day_left = col.sched.day_cutoff - time.time()
    return PastWeeks(habits(answers), steps(col, deck_id), day_left, answers, days)


def past_evenings(col: Collection, deck_id: DeckId, past: PastWeeks) -> list[Evening]:
    """Return the reviews left on each of the last evenings, oldest first.

    Reconstructed, since Anki logs answers and not what was left. It counts what was due, beyond the
    day's limit too. It is about right: a card that was suspended, moved here, or had its due date
    set by hand counts for the past as it stands now, and a deleted one not at all.
    """
    assert col.db is not None
    cutoff, decks = col.sched.day_cutoff, _decks(col, deck_id)
    late = _ANSWERED_LATE.format(decks=decks, last_days=of_last_days(past.days + 1))
    waits = col.db.all(late, cutoff * 1000)
    waits += col.db.all(_WAITING.format(decks=decks), col.sched.today)
    return evenings((Waited(*row) for row in waits), past.answers, cutoff, past.days)


def last_answers(col: Collection, deck_id: DeckId, days: int = DAYS) -> list[Answer]:
    """Return the answers of so many days and today in a deck and its subdecks, oldest first."""
    assert col.db is not None
    statement = _ANSWERS.format(decks=_decks(col, deck_id), last_days=of_last_days(days + 1))
    rows = col.db.all(statement, col.sched.day_cutoff * 1000)
    return [
        Answer(at / 1000, KINDS.get((kind, introduction), Kind.LEARNING), ease - 1, millis / 1000)
        for at, kind, introduction, ease, millis in rows
    ]


def steps(col: Collection, deck_id: DeckId) -> Steps:
    """Return the steps of a deck's preset."""
    preset = col.decks.config_dict_for_deck_id(deck_id)
    return Steps(
        tuple(60 * minutes for minutes in preset["new"]["delays"]),
        tuple(60 * minutes for minutes in preset["lapse"]["delays"]),
    )


def _decks(col: Collection, deck_id: DeckId) -> str:
    """Write a deck and its subdecks as a list in SQL."""
    return ids2str(col.decks.deck_and_child_ids(deck_id))
