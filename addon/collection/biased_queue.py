# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's study queue with new cards where the settings want them.

A card may be fetched on one thread while another one is answered on a second thread. The lock keeps
our own steps apart; while it is held, only calls to Anki's backend are made.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from anki.collection import Collection
from anki.errors import AnkiException, InvalidInput
from anki.scheduler.v3 import CardAnswer, QueuedCards

from ..ordering import Bias, Day
from .deck_day import DeckDay, read_deck_day
from .next_cards import heads, next_cards, usual_depth
from .other_addons import check_order
from .out_of_order import answer_out_of_order, drop_study_queue
from .undone_cards import UndoneCards

logger = logging.getLogger(__name__)

# The collection's `mod`, and the number and the name of the last undo step. While all are as
# before, nothing was changed. Raw SQL leaves the first two alone, but clears the undo history.
Revision = tuple[int, int, str]


class Shown:
    """A card that a caller was given; a plain class starts 0.2 ms faster than a named tuple."""

    def __init__(self, card: QueuedCards.QueuedCard, at_head: bool, revision: Revision) -> None:
        self.card, self.at_head, self.revision = card, at_head, revision


class BiasedQueue:
    """The queue of one open collection. `on_failure` is told, once, if our own code fails."""

    def __init__(self, col: Collection, on_failure: Callable[[Exception], None]) -> None:
        self._col = col
        self._on_failure = on_failure
        self._failed = False
        self._lock = Lock()
        self._undone = UndoneCards(col)
        self._deck_day: DeckDay | None = None  # None where Anki's own order holds
        self._deck_day_at: Revision | None = None
        self._day_cutoff = 0  # seconds since the epoch
        # The cards that were shown, or listed to a caller, since the last answer.
        self._shown: dict[int, Shown] = {}
        self._answered_since_shown = False
        # Cards whose answers leave Anki's queue as it is when they are undone.
        self._keeping_queue: set[int] = set()

    # Fetching
    ##########################################################################

    def arrange(self, queued: QueuedCards, limit: int, depth: int) -> int:
        """Put the first `limit` cards into `queued`, the front of Anki's queue `depth` cards deep.

        Returns 0, or the depth to fetch first where a card that comes next is further back.
        """
        deeper = 0
        try:
            with self._lock:
                deeper = 0 if self._failed else self._arrange(queued, limit, depth)
        except InvalidInput:
            pass  # Anki's own, of a card further back in its queue
        except Exception as error:
            self._fail(error)
        if not deeper:
            del queued.cards[limit:]
        return deeper

    def _arrange(self, queued: QueuedCards, limit: int, depth: int) -> int:
        check_order(queued, depth, self._col._backend)
        revision = self._revision()
        if self._answered_since_shown:
            self._shown.clear()
            self._answered_since_shown = False
        deck_day = self._deck_day_of(revision, queued)
        at_head = heads(queued)
        if not deck_day or not queued.cards:
            for card_id in at_head:  # Anki takes their answers, wherever they were shown before
                self._shown.pop(card_id, None)
            return 0
        complete = len(queued.cards) < depth
        cards = next_cards(queued, deck_day, limit, complete)
        if len(cards) < limit and not complete:
            return max(4 * depth, usual_depth(queued, deck_day))
        if undone := self._undone.first:
            if undone in self._keeping_queue:
                self._keeping_queue.discard(undone)
                drop_study_queue(self._col._backend, undone)
                return depth
            first = [card for card in queued.cards if card.card.id == undone]
            if not first and not complete:
                return 4 * depth
            if not first:
                self._undone.forget_first()
            cards = (first + [card for card in cards if card.card.id != undone])[:limit]
        for card in cards:
            self._shown[card.card.id] = Shown(card, card.card.id in at_head, revision)
        if [card.card.id for card in cards] != [card.card.id for card in queued.cards]:
            del queued.cards[:]
            queued.cards.extend(cards)
        return 0

    def day_and_bias(self) -> tuple[Day, Bias] | None:
        """Where the selected deck's day stands; None if it is studied in Anki's own order."""
        try:
            with self._lock:
                queued = self._ankis_queue()
                deck_day = None if self._failed else self._deck_day_of(self._revision(), queued)
                return (deck_day.answered.day(queued), deck_day.bias) if deck_day else None
        except AnkiException:
            return None  # the next fetch will raise the same
        except Exception as error:
            self._fail(error)
            return None

    # Answering
    ##########################################################################

    def answer(self, message: bytes) -> bytes:
        """Give an answer (a serialized CardAnswer) to Anki's backend, and return its reply.

        To the caller it is one answer of Anki's and one step in Anki's undo, wherever in Anki's
        queue the card is.
        """
        answer = CardAnswer.FromString(message)
        failures: list[Exception] = []
        with self._lock:
            shown = self._shown.pop(answer.card_id, None)
            try:
                before = self._revision()
                in_order = not shown or self._is_at_head(shown, before)
            except Exception as error:
                before, in_order = None, not shown  # any card can be answered out of order
                if not isinstance(error, AnkiException):
                    failures.append(error)
            undo_drops_queue = True
            if in_order:
                reply = self._col._backend.answer_card_raw(message)
            else:
                reply, undo_drops_queue = answer_out_of_order(self._col, message, failures.append)
            try:
                if not undo_drops_queue:
                    self._keeping_queue.add(answer.card_id)
                self._note_answer(answer, shown, before)
                if not in_order:
                    self._ankis_queue()  # built now, and not on the thread that draws the card
            except AnkiException:
                self._deck_day_at = None  # the next fetch will raise the same
            except Exception as error:
                failures.append(error)
        if failures:
            self._fail(failures[0])
        return reply

    def _is_at_head(self, shown: Shown, revision: Revision) -> bool:
        if not shown.at_head or shown.revision == revision:
            return shown.at_head
        # A flag or a tag, set meanwhile, leaves Anki's queue as it is; most else drops it.
        return shown.card.card.id in heads(self._ankis_queue())

    def _note_answer(
        self, answer: CardAnswer, shown: Shown | None, before: Revision | None
    ) -> None:
        self._answered_since_shown = True
        self._undone.add_answer(answer.card_id, answer.answered_at_millis)
        after = self._revision()
        alone = before is not None and self._deck_day_at == before and after[1] == before[1] + 1
        counted = not self._deck_day or (shown and self._deck_day.answered.add(shown.card))
        self._deck_day_at = after if alone and counted else None

    @property
    def has_shown_out_of_order(self) -> bool:
        """Whether a card may be on screen whose answer Anki's own scheduler would refuse."""
        with self._lock:
            shown = self._shown.values()
            return not self._answered_since_shown and not all(card.at_head for card in shown)

    # What holds at the moment
    ##########################################################################

    def _revision(self) -> Revision:
        undo = self._col._backend.get_undo_status()
        return self._col.mod, undo.last_step, undo.undo

    def _deck_day_of(self, revision: Revision, queued: QueuedCards) -> DeckDay | None:
        """The day of the selected deck, read anew where anything but an answer was done."""
        _mod, _last_step, undo_name = revision
        changed = self._deck_day_at != revision
        # Without a name nothing tells whether raw SQL has changed the collection.
        if changed or not undo_name or time.time() >= self._day_cutoff:
            self._day_cutoff = self._col.sched.day_cutoff
            self._deck_day = read_deck_day(self._col, queued, self._day_cutoff)
            if changed:
                self._undone.follow_undo_and_redo()
            self._deck_day_at = revision
        return self._deck_day

    def _ankis_queue(self) -> QueuedCards:
        return self._col._backend.get_queued_cards(fetch_limit=1, intraday_learning_only=False)

    def _fail(self, error: Exception) -> None:
        """Leave the queue in Anki's own order until the collection is opened again."""
        logger.exception("Study goes on in Anki's own order", exc_info=error)
        if not self._failed:
            self._failed = True
            self._on_failure(error)
