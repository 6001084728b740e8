# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's scheduler, with new cards shown where `ordering` says.

The reviewer knows the scheduler as `col.sched` and takes each card from `get_queued_cards()` and
gives it back to `answer_card()`. A subclass in `col.sched` is thus the whole of the hook into
Anki's queue. It decides which of Anki's cards is shown next, and nothing else.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from threading import RLock

from anki.collection import Collection, OpChanges
from anki.decks import DeckId
from anki.errors import AnkiException, InvalidInput
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler

from ..ordering import Bias, Day
from . import stored_settings
from .deck_bias import deck_bias
from .next_cards import Moment, StudySession, is_intraday, now
from .out_of_order import answer_out_of_order, drop_study_queue
from .today import count_answered
from .undone_cards import AnswerHistory

logger = logging.getLogger(__name__)

FailureHandler = Callable[[Exception], None]


class OtherOrderError(Exception):
    """Another add-on, named by its module, changes the order of Anki's queue."""


class _HandedOut:
    """A card that a caller has; a plain class, because a named tuple takes 0.2 ms of start-up."""

    def __init__(self, card: QueuedCards.QueuedCard, at_head: bool, moment: Moment) -> None:
        self.card, self.at_head, self.moment = card, at_head, moment


class BiasedScheduler(Scheduler):
    """Use `install()` to put it into a collection."""

    def __init__(self, col: Collection, on_failure: FailureHandler | None = None) -> None:
        super().__init__(col)
        self._on_failure = on_failure
        self._gave_up = False
        # An answer is several calls to the backend; a fetch from another thread has to wait for it.
        self._lock = RLock()
        self._history = AnswerHistory(self.col)
        self._session: StudySession | None = None
        self._session_moment: Moment | None = None
        self._day_cutoff = 0
        # Cards that were shown, or listed to a caller, since the last answer.
        self._handed_out: dict[int, _HandedOut] = {}
        self._answered_since_fetch = False
        self._fetched_card = 0  # fetched alone, as the reviewer does
        self._prepared: tuple[int, Moment, QueuedCards] | None = None

    # Fetching
    ##########################################################################

    def get_queued_cards(
        self, *, fetch_limit: int = 1, intraday_learning_only: bool = False
    ) -> QueuedCards:
        "Anki's pending cards in biased order, and the remaining counts. Idempotent."
        with self._lock:
            if intraday_learning_only or self._gave_up:
                return super().get_queued_cards(
                    fetch_limit=fetch_limit, intraday_learning_only=intraday_learning_only
                )
            self._fetched_card = 0
            try:
                moment = now(self.col)
                if fetch_limit != 1:
                    return self._in_biased_order(fetch_limit, self._fetch, moment)
                queued = self._still_prepared(moment)
                queued = queued or self._in_biased_order(1, self._fetch, moment)
                if queued.cards:
                    self._fetched_card = queued.cards[0].card.id
                return queued
            except InvalidInput:
                # Anki refuses a card of its own queue; perhaps not the one that comes next.
                return super().get_queued_cards(fetch_limit=fetch_limit)
            except Exception as error:
                queued = super().get_queued_cards(fetch_limit=fetch_limit)  # raises Anki's own
                self._give_up(error)
                return queued

    def _prepare_next(self, moment: Moment) -> None:
        """Choose the next card on the thread that answers, and not on the one that draws."""
        # What another add-on has put around Anki's method may not expect this thread.
        if not (self._gave_up or _wrapper_of_ankis_queue()):
            second = int(time.time())
            queued = self._in_biased_order(1, self._ankis_queue, moment)
            self._prepared = second, moment, queued

    def _still_prepared(self, moment: Moment) -> QueuedCards | None:
        """The prepared card, while Anki would say the same.

        It would, while nothing has changed: it looks for learning cards that came due when a card
        is answered, not when one is fetched. But what each rating would do to the card is computed
        from the clock, in seconds.
        """
        if not self._prepared:
            return None
        second, prepared_at, prepared = self._prepared
        if prepared_at != moment or second != int(time.time()):
            return None
        queued = QueuedCards()  # its own for each caller: custom scheduling code changes states
        queued.CopyFrom(prepared)
        return queued

    def _fetch(self, limit: int) -> QueuedCards:
        """Anki's queue, and what other add-ons add to it; OtherOrderError if that is an order."""
        queued = super().get_queued_cards(fetch_limit=limit)
        wrapper = _wrapper_of_ankis_queue()
        if wrapper and _ids(queued) != _ids(self._ankis_queue(limit)):
            raise OtherOrderError(wrapper)
        return queued

    def _ankis_queue(self, limit: int, intraday_learning_only: bool = False) -> QueuedCards:
        return self.col._backend.get_queued_cards(
            fetch_limit=limit, intraday_learning_only=intraday_learning_only
        )

    def _in_biased_order(
        self, limit: int, fetch: Callable[[int], QueuedCards], moment: Moment
    ) -> QueuedCards:
        queued = fetch(limit)
        if self._answered_since_fetch:
            self._handed_out.clear()
            self._answered_since_fetch = False
        session = self._session_at(moment, queued) if queued.cards else None
        if not session:
            return queued
        heads = _heads(queued)
        cards = session.next_cards(queued, limit, fetch)
        if undone := self._history.card_to_show(session.deck_id):
            others = [card for card in cards if card.card.id != undone.card.id]
            cards = [undone, *others][:limit]
        for card in cards:
            self._handed_out[card.card.id] = _HandedOut(card, card.card.id in heads, moment)
        if [card.card.id for card in cards] != _ids(queued):
            del queued.cards[:]
            queued.cards.extend(cards)
        return queued

    # Answering
    ##########################################################################

    def answer_card(self, input: CardAnswer) -> OpChanges:
        "As Anki's; a card that is not at the head of Anki's queue is answered all the same."
        with self._lock:
            shown = self._handed_out.pop(input.card_id, None)
            before, out_of_order = None, shown is not None
            try:
                before = now(self.col)
                out_of_order = shown is not None and not self._is_at_head(shown, before)
            except Exception as error:
                self._give_up(error)
            answer = partial(super().answer_card, input)
            if shown and out_of_order:
                deck_id = DeckId(shown.card.card.deck_id)
                changes = answer_out_of_order(self.col, deck_id, answer, self._give_up)
            else:
                changes = answer()
            try:
                after = now(self.col)
                self._note_answer(input, shown, before, after)
                if input.card_id == self._fetched_card:  # else Anki would build no queue now
                    self._prepare_next(after)
                if out_of_order:
                    self._read_ahead()
            except AnkiException:
                self._session_moment = None  # whose error it is, the next fetch will show
            except Exception as error:
                self._give_up(error)
            return changes

    def _read_ahead(self) -> None:
        """Do what the thread that draws will do: building a queue has slowed that down.

        It drives those statements out of Anki's cache of 50.
        """
        now(self.col)
        if self._prepared:
            _second, _moment, queued = self._prepared
            for card in queued.cards:
                self.col._backend.get_card(card.card.id)
                self.col._backend.get_note(card.card.note_id)

    def _is_at_head(self, shown: _HandedOut, moment: Moment) -> bool:
        """Whether Anki takes the answer to a card in its queue."""
        if not shown.at_head or shown.moment == moment:
            return shown.at_head
        # A flag or a tag, set meanwhile, leaves Anki's queue as it is; most else drops it.
        return shown.card.card.id in _heads(self._ankis_queue(1))

    def _note_answer(
        self, input: CardAnswer, shown: _HandedOut | None, before: Moment | None, after: Moment
    ) -> None:
        self._answered_since_fetch = True
        session = self._session
        if session and shown:
            self._history.add(shown.card, input, session.deck_id)
        if self._session_moment != before or (session and not shown):
            self._session_moment = None
            return
        counted = not (session and shown) or session.answered.add(shown.card)
        self._session_moment = after if counted else None

    def release_shown_card(self) -> None:
        """See to it that Anki's own scheduler takes the answer of a card shown out of its order."""
        with self._lock:
            if self._answered_since_fetch:
                return
            for shown in self._handed_out.values():
                if not shown.at_head:
                    drop_study_queue(self.col, DeckId(shown.card.card.deck_id))
                    return

    # What holds at the moment
    ##########################################################################

    def _session_at(self, moment: Moment, queued: QueuedCards) -> StudySession | None:
        """The session; None if the deck is to be studied in Anki's own order."""
        _mod, _last_step, undo_label = moment
        kept = self._session_moment == moment and undo_label
        if not kept or time.time() >= self._day_cutoff:
            self._day_cutoff = self.day_cutoff
            self._session = self._new_session(queued)
            if self._session_moment != moment:
                self._history.follow_undo_and_redo()
            self._session_moment = moment
        return self._session

    def _new_session(self, queued: QueuedCards) -> StudySession | None:
        deck_id = self.col.decks.get_current_id()
        settings, _problems = stored_settings.load(self.col)
        deck = deck_bias(self.col, settings, deck_id)
        if deck.none:
            return None
        interday_learning_left = self._interday_learning_left(queued)
        answered = count_answered(self.col, deck_id, self._day_cutoff, interday_learning_left)
        if deck.on_a_day_with(answered.reviews + queued.review_count).none:
            return None
        return StudySession(deck_id, deck.bias, deck.interday_learning, answered)

    def _interday_learning_left(self, queued: QueuedCards) -> int:
        # Anki's learning count: intraday cards up to the learn-ahead limit, and interday cards.
        if not queued.learning_count:
            return 0
        intraday = self._ankis_queue(0, intraday_learning_only=True)
        return max(0, queued.learning_count - len(intraday.cards))

    def day_and_bias(self) -> tuple[Day, Bias] | None:
        """Where the selected deck's day stands; None if it is studied in Anki's own order."""
        with self._lock:
            if self._gave_up:
                return None
            try:
                queued = self._ankis_queue(1)
                session = self._session_at(now(self.col), queued)
                return (session.answered.day(queued), session.bias) if session else None
            except AnkiException:
                return None  # whose error it is, the next fetch will show
            except Exception as error:
                self._give_up(error)
                return None

    # When our own code fails
    ##########################################################################

    def _give_up(self, error: Exception) -> None:
        """Leave the queue in Anki's own order until the collection is opened again."""
        logger.exception("Study goes on in Anki's own order", exc_info=error)
        if not self._gave_up:
            self._gave_up = True
            if self._on_failure:
                self._on_failure(error)


def install(col: Collection, on_failure: FailureHandler | None = None) -> bool:
    """Make `col.sched` the biased scheduler; installing it again changes nothing.

    False, and nothing is changed, if the collection does not use Anki's v3 scheduler, or another
    add-on has put its own into its place. `on_failure` is told, once and from any thread, if our
    own code fails.
    """
    if isinstance(col.sched, BiasedScheduler):
        return True
    if type(col.sched) is not Scheduler:
        return False
    biased = BiasedScheduler(col, on_failure)
    biased.reps = col.sched.reps  # Anki's timebox counts them
    col.sched = biased
    return True


def uninstall(col: Collection) -> None:
    """Put Anki's own scheduler back; the card on screen can still be answered."""
    biased = col.sched
    if isinstance(biased, BiasedScheduler):
        biased.release_shown_card()
        col.sched = Scheduler(col)
        col.sched.reps = biased.reps


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
