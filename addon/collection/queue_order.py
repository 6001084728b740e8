# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the main queue of the deck that is studied is ordered today."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from anki.collection import Collection, UndoStatus
from anki.scheduler.v3 import QueuedCards

from ..ordering import Bias, after_new, after_review, next_is_new
from . import stored_settings
from .deck_bias import deck_bias
from .new_cards_behind import NewCardsBehind
from .today import Answered, count_answered


class QueueOrder(NamedTuple):
    """The bias of new cards, that of interday learning cards, and what was answered today.

    Anki spreads interday learning cards over the reviews that are left, afresh with each queue that
    it builds, and an answer out of order makes it build one. So their places, too, are counted from
    the start of the day.
    """

    bias: Bias
    interday_learning: Bias
    answered: Answered
    behind: NewCardsBehind | None  # where Anki has the new cards after the reviews

    def kinds(self, left: QueuedCards) -> Iterator[QueuedCards.Queue.ValueType]:
        """Yield of which kind the main queue's next cards are, until nothing of it is left."""
        day = self.answered.day(left)
        interday = self.answered.interday_learning_day(left)
        while day.new_left or day.reviews_left:
            if next_is_new(day, self.bias):
                yield QueuedCards.NEW
                day = after_new(day)
                continue
            if next_is_new(interday, self.interday_learning):
                yield QueuedCards.LEARNING
                interday = after_new(interday)
            else:
                yield QueuedCards.REVIEW
                interday = after_review(interday)
            day = after_review(day)


class KeptOrder:
    """The order that was read, kept while only cards are answered.

    It holds while Anki's undo status is the same: the last step's number, and the names of what can
    be undone and redone. Only what is merged into the last step changes none of them.
    """

    def __init__(self, col: Collection, fetch: Callable[[int, bool], QueuedCards]) -> None:
        self._col, self._fetch = col, fetch
        self._order: QueueOrder | None = None
        self._read_at: UndoStatus | None = None  # None: it has to be read
        self._ends_at = 0  # seconds since the epoch

    def at(self, status: UndoStatus, queued: QueuedCards) -> QueueOrder | None:
        """Return the order, with the counts of Anki's queue; None where Anki's own holds."""
        if status != self._read_at or time.time() >= self._ends_at:
            self._ends_at = self._col.sched.day_cutoff
            self._order = self._read(queued)
            # With nothing to undo, raw SQL would leave the status as it is.
            self._read_at = status if status.undo else None
        return self._order

    def count_answer(
        self, card: QueuedCards.QueuedCard | None, before: UndoStatus | None, after: UndoStatus
    ) -> None:
        """Go on with the same order after an answer, where nothing else was done meanwhile.

        `card` is the one that was answered; None if it was not shown.
        """
        kept, self._read_at = self._read_at, None  # to be read again, if this returns early
        if not before or before != kept or after.last_step != before.last_step + 1:
            return
        if self._order:
            if not card or card.card.original_deck_id:  # of a filtered deck: only the log can tell
                return
            self._order = self._order._replace(answered=self._order.answered.with_answer(card))
            if self._order.behind:
                self._order.behind.read()  # now, and not on the thread that draws the card
        self._read_at = after

    def _read(self, queued: QueuedCards) -> QueueOrder | None:
        col, deck_id = self._col, self._col.decks.get_current_id()
        deck = deck_bias(col, stored_settings.load(col), deck_id)
        if deck.reason:
            return None
        # Anki's learning count: intraday cards up to the learn-ahead limit, and interday cards.
        learning = queued.learning_count
        intraday = len(self._fetch(learning, True).cards) if learning else 0
        answered = count_answered(col, deck_id, self._ends_at, max(0, learning - intraday))
        if deck.on_a_day_with(answered.reviews + queued.review_count).reason:
            return None
        behind = NewCardsBehind(col._backend, self._fetch) if deck.bias.from_mixed else None
        return QueueOrder(deck.bias, deck.interday_learning, answered, behind)
