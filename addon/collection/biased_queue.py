# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's study queue with new cards where the settings want them: what is shown and answered next.

A card may be fetched on one thread while another is answered on a second one. The lock keeps our
own steps apart; only calls to Anki's backend are made while it is held.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from anki.collection import Collection
from anki.errors import AnkiException, InvalidInput
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler

from ..ordering import Bias, Day
from . import stored_settings
from .deck_bias import deck_bias
from .next_cards import DeckDay, is_intraday
from .out_of_order import answer_out_of_order, drop_study_queue
from .today import count_answered
from .undone_cards import UndoneCards

logger = logging.getLogger(__name__)

# The collection's `mod`, and the number and the name of the last undo step. While all are as
# before, nothing was changed. Raw SQL leaves the first two alone, but clears the undo history.
Revision = tuple[int, int, str]


class OtherOrderError(Exception):
    """Another add-on, named by its module, changes the order of Anki's queue."""


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
        self._deck_day: DeckDay | None = None  # None if the deck is studied in Anki's own order
        self._deck_day_at: Revision | None = None
        self._day_cutoff = 0  # seconds since the epoch
        # The cards that were shown, or listed to a caller, since the last answer.
        self._shown: dict[int, Shown] = {}
        self._answered_since_shown = False
        # Cards whose answers do not make Anki drop its queue when they are undone.
        self._answers_in_the_way: set[int] = set()

    # Fetching
    ##########################################################################

    def arrange(self, queued: QueuedCards, limit: int, depth: int) -> int:
        """Put the first `limit` cards into `queued`, the front of Anki's queue `depth` cards deep.

        Returns 0, or the depth to fetch where a card that comes next is further back.
        """
        try:
            with self._lock:
                deeper = 0 if self._failed else self._arrange(queued, limit, depth)
        except Exception as error:
            deeper = 0
            if not isinstance(error, InvalidInput):  # Anki's own, of a card further back
                self._fail(error)
        if not deeper:
            del queued.cards[limit:]
        return deeper

    def _arrange(self, queued: QueuedCards, limit: int, depth: int) -> int:
        wrapper = _wrapper_of_ankis_queue()
        if wrapper and _ids(queued) != _ids(self._ankis_queue(depth)):
            raise OtherOrderError(wrapper)
        revision = self._revision()
        if self._answered_since_shown:
            self._shown.clear()
            self._answered_since_shown = False
        deck_day = self._deck_day_of(revision, queued)
        if not deck_day or not queued.cards:
            for card_id in _heads(queued):  # Anki takes their answers, wherever they were shown
                self._shown.pop(card_id, None)
            return 0
        complete = len(queued.cards) < depth
        cards = deck_day.next_cards(queued, limit, complete)
        if len(cards) < limit and not complete:
            return max(4 * depth, deck_day.expected_depth(queued))
        if undone := self._undone.first:
            if undone in self._answers_in_the_way:
                self._answers_in_the_way.discard(undone)
                drop_study_queue(self._col._backend, undone)
                return depth
            first = [card for card in queued.cards if card.card.id == undone]
            if not first and not complete:
                return 4 * depth
            if not first:
                self._undone.forget_first()
            cards = (first + [card for card in cards if card.card.id != undone])[:limit]
        heads = _heads(queued)
        for card in cards:
            self._shown[card.card.id] = Shown(card, card.card.id in heads, revision)
        if [card.card.id for card in cards] != _ids(queued):
            del queued.cards[:]
            queued.cards.extend(cards)
        return 0

    def day_and_bias(self) -> tuple[Day, Bias] | None:
        """Where the selected deck's day stands; None if it is studied in Anki's own order."""
        try:
            with self._lock:
                if self._failed:
                    return None
                queued = self._ankis_queue(1)
                deck_day = self._deck_day_of(self._revision(), queued)
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
                at_head = not shown or self._is_at_head(shown, before)
            except Exception as error:
                # Any card can be answered out of order.
                before, at_head = None, not shown
                if not isinstance(error, AnkiException):
                    failures.append(error)
            if at_head:
                reply, undo_drops_queue = self._col._backend.answer_card_raw(message), True
            else:
                reply, undo_drops_queue = answer_out_of_order(self._col, message, failures.append)
            try:
                if not undo_drops_queue:
                    self._answers_in_the_way.add(answer.card_id)
                self._note_answer(answer, shown, before)
                if not at_head:
                    self._ankis_queue(1)  # built now, and not on the thread that draws the card
            except AnkiException:
                self._deck_day_at = None  # the next fetch will raise the same
            except Exception as error:
                failures.append(error)
        if failures:
            self._fail(failures[0])
        return reply

    @property
    def has_shown_out_of_order(self) -> bool:
        """Whether a card may be on screen whose answer Anki's own scheduler would refuse."""
        with self._lock:
            shown = self._shown.values()
            return not self._answered_since_shown and not all(card.at_head for card in shown)

    def _is_at_head(self, shown: Shown, revision: Revision) -> bool:
        """Whether Anki takes the answer to a card in its queue."""
        if not shown.at_head or shown.revision == revision:
            return shown.at_head
        # A flag or a tag, set meanwhile, leaves Anki's queue as it is; most else drops it.
        return shown.card.card.id in _heads(self._ankis_queue(1))

    def _note_answer(
        self, answer: CardAnswer, shown: Shown | None, before: Revision | None
    ) -> None:
        self._answered_since_shown = True
        self._undone.add_answer(answer.card_id, answer.answered_at_millis)
        after = self._revision()
        nothing_else_changed = (
            before is not None and self._deck_day_at == before and after[1] == before[1] + 1
        )
        counted = not self._deck_day or (
            shown is not None and self._deck_day.answered.add(shown.card)
        )
        self._deck_day_at = after if nothing_else_changed and counted else None

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
            self._deck_day = self._read_deck_day(queued)
            if changed:
                self._undone.follow_undo_and_redo()
            self._deck_day_at = revision
        return self._deck_day

    def _read_deck_day(self, queued: QueuedCards) -> DeckDay | None:
        deck_id = self._col.decks.get_current_id()
        settings, _problems = stored_settings.load(self._col)
        deck = deck_bias(self._col, settings, deck_id)
        if deck.none:
            return None
        interday_learning_left = self._interday_learning_left(queued)
        answered = count_answered(self._col, deck_id, self._day_cutoff, interday_learning_left)
        if deck.on_a_day_with(answered.reviews + queued.review_count).none:
            return None
        return DeckDay(deck_id, deck.bias, deck.interday_learning, answered)

    def _interday_learning_left(self, queued: QueuedCards) -> int:
        """Anki's learning count holds them and the intraday cards up to the learn-ahead limit."""
        if not queued.learning_count:
            return 0
        intraday = self._ankis_queue(queued.learning_count, intraday_learning_only=True)
        return max(0, queued.learning_count - len(intraday.cards))

    def _ankis_queue(self, limit: int, intraday_learning_only: bool = False) -> QueuedCards:
        return self._col._backend.get_queued_cards(
            fetch_limit=limit, intraday_learning_only=intraday_learning_only
        )

    # When our own code fails
    ##########################################################################

    def _fail(self, error: Exception) -> None:
        """Leave the queue in Anki's own order until the collection is opened again."""
        logger.exception("Study goes on in Anki's own order", exc_info=error)
        if not self._failed:
            self._failed = True
            self._on_failure(error)


def _wrapper_of_ankis_queue() -> str:
    """The module of what another add-on has put in the place of Anki's method; empty if none."""
    module = getattr(Scheduler.get_queued_cards, "__globals__", {}).get("__name__", "unknown")
    if module == "decorator":  # put there with `anki.hooks.wrap`, which hides whose it is
        return "unknown"
    return "" if module == Scheduler.__module__ else module


def _heads(queued: QueuedCards) -> set[int]:
    """The cards whose answers Anki takes: the first of its two queues (`pop_entry`)."""
    cards = queued.cards
    return {
        next((card.card.id for card in cards if is_intraday(card) == intraday), 0)
        for intraday in (True, False)
    }


def _ids(queued: QueuedCards) -> list[int]:
    return [card.card.id for card in queued.cards]
