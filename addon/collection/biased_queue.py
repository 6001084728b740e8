# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's study queue with new cards where the settings want them.

Anki fetches cards on its main thread and answers them on another. One lock is held for a whole
fetch or answer: nothing is seen half changed, and no fetch builds what an answer has dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import RLock
from weakref import ref

from anki._backend import RustBackend
from anki.collection import Collection, OpChanges, UndoStatus
from anki.errors import AnkiException, InvalidInput, NotFoundError
from anki.scheduler.v3 import CardAnswer, QueuedCards

from ..ordering import depth_of_next
from .next_cards import next_cards
from .out_of_order import answer_out_of_order
from .queue_order import KeptOrder, QueueOrder
from .undone_cards import GivenAnswer, UndoneCards

logger = logging.getLogger(__name__)


class BiasedQueue:
    """The queue of one open collection; `on_failure` is told once if our code fails."""

    def __init__(self, col: Collection, on_failure: Callable[[Exception], None]) -> None:
        self._backend, self._ref = col._backend, ref(col)
        self._col = col = col.weakref()
        self._on_failure = on_failure
        self.is_on = self._failed = False
        self._lock = RLock()
        self._order = KeptOrder(col, self._fetch)
        self._undone = UndoneCards(col)
        # The last fetch and its order, for the review's strip; None where the order is Anki's.
        self.fetched: tuple[QueueOrder, QueuedCards] | None = None
        # The cards that were handed out since the last answer and are not answered yet.
        self._shown: dict[int, QueuedCards.QueuedCard] = {}
        self._answered_since_shown = False  # then the next fetch begins a new list of them
        # The card at the head of Anki's queue, which Anki lets us answer, and at which undo status.
        self._head: tuple[int, UndoStatus] | None = None
        # Answers that could not be made one step: undoing one leaves Anki's queue without its card.
        self._unmerged: list[GivenAnswer] = []

    def is_of(self, col: Collection) -> bool:
        return self._ref() is col

    def turn_on(self) -> None:
        if not (self.is_on or self._failed):
            self._undone = UndoneCards(self._col)  # the old one lacks the answers given meanwhile
            self.is_on = True

    # Fetching
    ##########################################################################

    def get_queued_cards(
        self, *, fetch_limit: int, intraday_learning_only: bool = False
    ) -> QueuedCards:
        """Do what the backend's does, with the cards in biased order."""
        if not (fetch_limit and self.is_on and self._is_open()) or intraday_learning_only:
            return self._fetch(fetch_limit, intraday_learning_only)
        status = queued = None
        try:
            with self._lock:
                if any(map(self._undone.is_undone, self._unmerged)):
                    self._backend.update_cards(cards=[], skip_undo_entry=True)  # drops the queue
                    self._unmerged.clear()
                status = self._backend.get_undo_status()
                queued = self._fetch(fetch_limit)
                return self._arranged(queued, fetch_limit, status)
        except Exception as error:
            fetched = queued or self._fetch(fetch_limit)  # Anki's own error is raised again
            self._fail_unless_excused(error, status)
            return fetched

    def _fetch(self, limit: int, intraday_learning_only: bool = False) -> QueuedCards:
        """Fetch cards in Anki's own order."""
        with self._lock:
            return RustBackend.get_queued_cards(
                self._backend, fetch_limit=limit, intraday_learning_only=intraday_learning_only
            )

    def _arranged(self, queued: QueuedCards, limit: int, status: UndoStatus) -> QueuedCards:
        """Replace Anki's cards by the first `limit` in our order, fetching until all are there."""
        if self._answered_since_shown:
            self._shown, self._answered_since_shown = {}, False
        order = self._order.at(status, queued)
        self.fetched = (order, queued) if order else None
        if not order or not queued.cards:
            return queued
        self._head = queued.cards[0].card.id, status
        if order.behind and limit == 1 and next(order.kinds(queued), None) == QueuedCards.NEW:
            queued.cards.extend(order.behind.first(queued.new_count))
        undone, depth = self._undone.first(status), limit
        while True:
            complete = len(queued.cards) < depth
            cards = next_cards(queued, order, limit, undone, complete)
            if complete or len(cards) == limit:
                break
            depth = max(2 * depth, depth_of_next(order.answered.day(queued), order.bias))
            queued = self._fetch(depth)
        self._shown.update((card.card.id, card) for card in cards)
        if len(queued.cards) > 1:
            del queued.cards[:]
            queued.cards.extend(cards)
        return queued

    # Answering
    ##########################################################################

    def answer_card(self, answer: CardAnswer) -> OpChanges:
        changes: OpChanges = OpChanges.FromString(self.answer_card_raw(answer.SerializeToString()))
        return changes

    def answer_card_raw(self, message: bytes) -> bytes:
        """Do what the backend's does (a CardAnswer, for OpChanges), for any card that was shown.

        To the caller it is one answer and one step of undo, wherever in Anki's queue the card is.
        """
        off = not self.is_on and (self._answered_since_shown or not self._shown)
        if off or self._ref() is None:  # of another profile, in whose backend ours still stands
            return RustBackend.answer_card_raw(self._backend, message)
        answer, before = CardAnswer.FromString(message), None
        with self._lock:
            shown, at_head = self._shown.get(answer.card_id), False
            try:
                before = self._backend.get_undo_status()
                at_head = shown is not None and self._is_at_head(answer.card_id, before)
            except Exception as error:
                self._fail_unless_excused(error)  # as if out of order: that works wherever it is
            if not shown or at_head:
                reply = RustBackend.answer_card_raw(self._backend, message)
            else:
                deck_id = shown.card.deck_id
                reply, merged = answer_out_of_order(self._col, message, deck_id, self._fail)
                if not merged:
                    self._unmerged.append((answer.card_id, answer.answered_at_millis))
                with suppress(Exception):  # that tells the caller of the next fetch, too
                    self._fetch(1)  # builds the queue here, not on the thread that draws the card
            try:
                with suppress(AnkiException):  # likewise
                    self._remember(answer, shown, before)
            except Exception as error:
                self._fail_unless_excused(error)
        return reply

    def _is_at_head(self, card_id: int, status: UndoStatus) -> bool:
        if self._head and self._head[1] == status and status.undo:  # else raw SQL goes unnoticed
            return self._head[0] == card_id
        # Something was done meanwhile. A flag leaves Anki's queue as it is, most else drops it.
        return any(card.card.id == card_id for card in self._fetch(1).cards)

    def _remember(
        self, answer: CardAnswer, shown: QueuedCards.QueuedCard | None, before: UndoStatus | None
    ) -> None:
        # Another add-on may answer a card that we did not hand out; ours are still to be answered.
        if self._shown.pop(answer.card_id, None):
            self._answered_since_shown = True
        after = self._backend.get_undo_status()
        self._order.count_answer(shown, before, after)
        self._undone.add_answer(answer, before, after)

    # When something fails
    ##########################################################################

    def _is_open(self) -> bool:
        """Tell whether the backend's collection is still this one: it may be another profile's."""
        return bool((col := self._ref()) and col.db)

    def _fail_unless_excused(self, error: Exception, before: UndoStatus | None = None) -> None:
        """Fail, unless Anki refuses a card, a deck is gone, the collection is being closed, or
        somebody has done something meanwhile: the undo status is not what it was `before`.
        """
        if isinstance(error, (InvalidInput, NotFoundError)) or not self._is_open():
            return
        with suppress(Exception):  # of a collection that is being closed
            if before and self._backend.get_undo_status() != before:
                return
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Leave the queue in Anki's own order until the collection is opened again."""
        logger.exception("Study goes on in Anki's own order")
        if not self._failed:
            self._failed, self.is_on = True, False
            self._on_failure(error)
