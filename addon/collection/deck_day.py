# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for the deck that is studied, on one day, while only cards are answered in it."""

from __future__ import annotations

import time
from collections.abc import Callable

from anki.collection import Collection
from anki.scheduler.v3 import QueuedCards

from ..ordering import Bias
from . import stored_settings
from .deck_bias import deck_bias
from .today import Answered, count_answered


class DeckDay:
    """The bias of new cards, that of interday learning cards, and what was answered today.

    Anki spreads interday learning cards over the reviews that are left, afresh with each queue that
    it builds, and an answer out of order makes it build one. So their places, too, are counted from
    the start of the day.
    """

    def __init__(self, bias: Bias, interday_learning: Bias, answered: Answered) -> None:
        self.bias, self.interday_learning, self.answered = bias, interday_learning, answered


class Revision:
    """A moment of the collection: while nothing is changed, another one is equal to it.

    It is the collection's `mod`, and the number and the name of the last undo step. Raw SQL leaves
    the first two as they are, but clears the undo history.
    """

    def __init__(self, col: Collection) -> None:
        undo = col._backend.get_undo_status()
        self._all = col.mod, undo.last_step, undo.undo
        self.last_step = undo.last_step
        # Where there is nothing to undo, nothing tells whether raw SQL has changed the collection.
        self.can_be_compared = bool(undo.undo)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Revision) and self._all == other._all


class KeptDeckDay:
    """The selected deck's day, read anew where anything but an answer was done.

    What is kept is replaced as a whole, because another thread may be reading it.
    """

    def __init__(self, col: Collection, fetch: Callable[..., QueuedCards]) -> None:
        self._col, self._fetch = col, fetch
        self._kept: tuple[DeckDay | None, Revision] | None = None
        self._ends_at = 0  # seconds since the epoch

    def is_of(self, revision: Revision) -> bool:
        return bool(self._kept and self._kept[1] == revision)

    def at(self, revision: Revision, queued: QueuedCards) -> DeckDay | None:
        """The day, with the counts of Anki's queue; None where Anki's own order holds."""
        kept = self._kept
        if (
            kept
            and kept[1] == revision
            and revision.can_be_compared
            and time.time() < self._ends_at
        ):
            return kept[0]
        self._ends_at = self._col.sched.day_cutoff
        deck_day = _read(self._col, self._fetch, queued, self._ends_at)
        self._kept = deck_day, revision
        return deck_day

    def read_again(self, revision: Revision) -> None:
        """Read the day anew when it is asked for; what was done until then is known."""
        self._kept, self._ends_at = (None, revision), 0

    def count_answer(
        self, card: QueuedCards.QueuedCard | None, before: Revision | None, after: Revision
    ) -> None:
        """Go on with the same day after an answer, where nothing else was done meanwhile.

        `card` is the one that was answered; None if it was not shown.
        """
        kept, self._kept = self._kept, None
        if kept and before and kept[1] == before and after.last_step == before.last_step + 1:
            day, _before = kept
            if day is None:
                self._kept = None, after
            elif card is not None and (answered := day.answered.with_answer(card)):
                self._kept = DeckDay(day.bias, day.interday_learning, answered), after

    def forget(self) -> None:
        self._kept = None


def _read(
    col: Collection, fetch: Callable[..., QueuedCards], queued: QueuedCards, day_cutoff: int
) -> DeckDay | None:
    deck_id = col.decks.get_current_id()
    settings, _problems = stored_settings.load(col)
    deck = deck_bias(col, settings, deck_id)
    if deck.no_bias:
        return None
    answered = count_answered(col, deck_id, day_cutoff, _interday_learning_left(fetch, queued))
    if deck.on_a_day_with(answered.reviews + queued.review_count).no_bias:
        return None
    return DeckDay(deck.bias, deck.interday_learning, answered)


def _interday_learning_left(fetch: Callable[..., QueuedCards], queued: QueuedCards) -> int:
    # Anki's learning count: intraday cards up to the learn-ahead limit, and interday cards.
    count = queued.learning_count
    if not count:
        return 0
    intraday = fetch(fetch_limit=count, intraday_learning_only=True)
    return max(0, count - len(intraday.cards))
