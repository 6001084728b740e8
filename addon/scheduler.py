# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's scheduler, with new cards shown where `ordering` says.

The reviewer knows the scheduler as `col.sched` and takes each card from `get_queued_cards()` and
gives it back to `answer_card()`. A subclass in `col.sched` is thus the whole of the hook into
Anki's queue. It decides which of Anki's cards is shown next, and nothing else.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from threading import RLock
from typing import NamedTuple

from anki.collection import Collection, OpChanges
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler

from . import collection_settings
from .answer_history import AnswerHistory
from .deck_bias import deck_bias
from .ordering import Bias, Day, ReviewMix, biased_order, next_is_new
from .study_day import INTRADAY_QUEUES, Answered, count_answered
from .study_queue import drop_study_queue

logger = logging.getLogger(__name__)

FailureHandler = Callable[[Exception], None]


class _Moment(NamedTuple):
    """The same as before while nothing but this scheduler's own answers changed the collection.

    The undo label is part of it because changes written with raw SQL leave `mod` alone, but clear
    the undo history.
    """

    mod: int
    last_step: int
    undo: str


@dataclass(frozen=True)
class _Session:
    """What holds for the selected deck and day while only cards are answered."""

    deck_id: DeckId
    bias: Bias
    interday_learning: Bias  # Anki's own order, which a rebuilt queue would start afresh
    answered: Answered

    def kind_wanted(self, queued: QueuedCards) -> QueuedCards.Queue.V:
        """Which kind of card the main queue should give next."""
        if next_is_new(self.answered.day(queued), self.bias):
            return QueuedCards.NEW
        if next_is_new(self.answered.interday_learning_day(queued), self.interday_learning):
            return QueuedCards.LEARNING
        return QueuedCards.REVIEW

    def main_order(
        self, queued: QueuedCards, main: list[QueuedCards.QueuedCard]
    ) -> Iterator[QueuedCards.QueuedCard]:
        """The main queue's cards in biased order, as far as `main` shows it."""
        new = [card for card in main if _is_new(card)]
        others = biased_order(
            [card for card in main if not _is_new(card)],
            _is_learning,
            self.answered.interday_learning_day(queued),
            self.interday_learning,
        )
        return biased_order([*new, *others], _is_new, self.answered.day(queued), self.bias)


@dataclass(frozen=True)
class _HandedOut:
    card: QueuedCards.QueuedCard
    at_head: bool
    moment: _Moment


class _Prepared(NamedTuple):
    """The next card as chosen at the end of an answer.

    Asked again, Anki would say the same while nothing has changed: it looks for learning cards that
    came due when a card is answered, not when one is fetched. But what each rating would do to the
    card is computed from the clock, in seconds.
    """

    second: int
    moment: _Moment
    queued: QueuedCards


class BiasedScheduler(Scheduler):
    """Use `install()` to put it into a collection."""

    def __init__(self, col: Collection, on_failure: FailureHandler | None = None) -> None:
        super().__init__(col)
        self._on_failure = on_failure
        self._gave_up = False
        # An answer is several calls to the backend; a fetch from another thread has to wait for it.
        self._lock = RLock()
        self._history = AnswerHistory(self.col)
        self._session: _Session | None = None
        self._session_moment: _Moment | None = None
        self._day_cutoff = 0
        # Cards that were shown, or listed to a caller, since the last answer.
        self._handed_out: dict[int, _HandedOut] = {}
        self._answered_since_fetch = False
        self._prepared: _Prepared | None = None

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
            if fetch_limit == 1 and (prepared := self._still_prepared()):
                return prepared
            queued = super().get_queued_cards(fetch_limit=fetch_limit)
            try:
                return self._in_biased_order(queued, fetch_limit)
            except Exception as error:
                self._give_up(error)
                return super().get_queued_cards(fetch_limit=fetch_limit)

    def _prepare_next(self) -> None:
        """Choose the next card on the thread that answers, and not on the one that draws."""
        if not (self._gave_up or _is_wrapped(Scheduler.get_queued_cards)):
            second, moment = int(time.time()), self._moment()
            queued = self._in_biased_order(self._ankis_queue(1), 1)
            self._prepared = _Prepared(second, moment, queued)

    def _still_prepared(self) -> QueuedCards | None:
        prepared = self._prepared
        if not prepared or prepared.second != int(time.time()) or prepared.moment != self._moment():
            return None
        queued = QueuedCards()  # its own for each caller: custom scheduling code changes states
        queued.CopyFrom(prepared.queued)
        return queued

    def _ankis_queue(self, limit: int, intraday_learning_only: bool = False) -> QueuedCards:
        """Anki's queue without what other add-ons made of it: they may not expect this thread."""
        return self.col._backend.get_queued_cards(
            fetch_limit=limit, intraday_learning_only=intraday_learning_only
        )

    def _in_biased_order(self, queued: QueuedCards, limit: int) -> QueuedCards:
        if self._answered_since_fetch:
            self._handed_out.clear()
            self._answered_since_fetch = False
        moment = self._moment()
        session = self._session_at(moment, queued) if queued.cards else None
        if not session:
            return queued
        head = next((card.card.id for card in queued.cards if not _is_intraday(card)), None)
        cards = self._next_cards(session, queued, limit)
        if undone := self._history.card_to_show(session.deck_id):
            others = [card for card in cards if card.card.id != undone.card.id]
            cards = [undone, *others][:limit]
        for card in cards:
            at_head = _is_intraday(card) or card.card.id == head
            self._handed_out[card.card.id] = _HandedOut(card, at_head, moment)
        if [card.card.id for card in cards] != [card.card.id for card in queued.cards]:
            del queued.cards[:]
            queued.cards.extend(cards)
        return queued

    def _next_cards(
        self, session: _Session, queued: QueuedCards, limit: int
    ) -> list[QueuedCards.QueuedCard]:
        """The first `limit` cards: learning due now, the biased main queue, learning ahead."""
        depth = limit
        if limit == 1:
            head = queued.cards[0]
            wanted = session.kind_wanted(queued)
            if _is_intraday(head) or head.queue == wanted:
                return [head]
            depth = _usual_depth(wanted, session.answered.day(queued), session.bias.order)
            queued = self._ankis_queue(depth)
        total = queued.new_count + queued.learning_count + queued.review_count
        while True:
            cards = list(queued.cards)
            ordered = list(takewhile(_is_intraday, cards))
            main = [card for card in cards if not _is_intraday(card)]
            ordered += session.main_order(queued, main)
            if len(ordered) >= limit:
                return ordered[:limit]
            if len(cards) < depth or depth >= total:
                placed = {card.card.id for card in ordered}
                return (ordered + [c for c in cards if c.card.id not in placed])[:limit]
            depth = min(total, 4 * depth)
            queued = self._ankis_queue(depth)

    # Answering
    ##########################################################################

    def answer_card(self, input: CardAnswer) -> OpChanges:
        "As Anki's; a card that is not at the head of Anki's queue is answered all the same."
        with self._lock:
            before = self._moment()
            shown = self._handed_out.pop(input.card_id, None)
            if not shown or (shown.at_head and shown.moment == before):
                changes = super().answer_card(input)
            else:
                changes = self._answer_out_of_order(input, shown)
            try:
                self._note_answer(input, shown, before)
                self._prepare_next()
            except Exception as error:
                self._give_up(error)
            return changes

    def _answer_out_of_order(self, input: CardAnswer, shown: _HandedOut) -> OpChanges:
        """Drop Anki's queue and answer: one transaction, and one undo step with Anki's own name.

        A step of its own, because undoing a plain "Answer Card" puts the card back into the queue
        that it was taken from, which is gone; undoing any other step drops the queue by itself.
        """
        db = self.col.db
        assert db is not None
        answer = super().answer_card
        refusal: Exception | None = None

        def drop_queue_and_answer() -> None:
            nonlocal refusal
            drop_study_queue(self.col, DeckId(shown.card.card.deck_id))
            try:
                answer(input)
            except Exception as error:
                refusal = error
                raise

        changes: OpChanges | None = None
        try:
            step = self.col.add_custom_undo_entry(self.col.tr.actions_answer_card())
            db.transact(drop_queue_and_answer)
            changes = OpChanges(card=True, deck=True, mtime=True, study_queues=True)
            changes = self.col.merge_undo_entries(step)
        except Exception as error:
            if refusal:
                raise refusal from None
            self._give_up(error)
        if changes is None:
            # Drops the queue as well, but the undo history with it (`extend_limits` in
            # rslib/src/scheduler/mod.rs); limits extended by nothing stay as they are.
            self.extend_limits(0, 0)
            changes = answer(input)
        return changes

    def _note_answer(self, input: CardAnswer, shown: _HandedOut | None, before: _Moment) -> None:
        self._answered_since_fetch = True
        session = self._session
        if self._session_moment != before or (session and not shown):
            self._session_moment = None
            return
        if session and shown:
            self._history.add(shown.card, input, session.deck_id)
            answered = session.answered.plus(shown.card)
            if not answered:
                self._session_moment = None
                return
            self._session = replace(session, answered=answered)
        self._session_moment = self._moment()

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

    def _moment(self) -> _Moment:
        undo = self.col.undo_status()
        return _Moment(self.col.mod, undo.last_step, undo.undo)

    def _session_at(self, moment: _Moment, queued: QueuedCards) -> _Session | None:
        """The session; None if the deck is to be studied in Anki's own order."""
        kept = self._session_moment == moment and moment.undo
        if not kept or time.time() >= self._day_cutoff:
            self._day_cutoff = self.day_cutoff
            self._session = self._new_session(queued)
            self._session_moment = moment
            self._history.follow_undo_and_redo()
        return self._session

    def _new_session(self, queued: QueuedCards) -> _Session | None:
        deck_id = self.col.decks.get_current_id()
        settings, _problems = collection_settings.load(self.col)
        deck = deck_bias(self.col, settings, deck_id)
        if deck.none:
            return None
        interday_learning_left = self._interday_learning_left(queued)
        answered = count_answered(self.col, deck_id, self._day_cutoff, interday_learning_left)
        if deck.on_a_day_with(answered.reviews + queued.review_count).none:
            return None
        interday_learning = Bias(0, order=deck.interday_learning_order)
        return _Session(deck_id, deck.bias, interday_learning, answered)

    def _interday_learning_left(self, queued: QueuedCards) -> int:
        # Anki's learning count: intraday cards up to the learn-ahead limit, and interday cards.
        if not queued.learning_count:
            return 0
        intraday = self._ankis_queue(0, intraday_learning_only=True)
        return max(0, queued.learning_count - len(intraday.cards))

    def day_and_bias(self) -> tuple[Day, Bias] | None:
        """Where the selected deck's day stands; None if it is studied in Anki's own order."""
        with self._lock:
            queued = self._ankis_queue(1)
            session = None if self._gave_up else self._session_at(self._moment(), queued)
            return (session.answered.day(queued), session.bias) if session else None

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


def _is_wrapped(method: Callable[..., object]) -> bool:
    """Whether another add-on has put its own function in the place of the scheduler's."""
    code, ankis = getattr(method, "__code__", None), Scheduler.build_answer.__code__
    return code is None or code.co_filename != ankis.co_filename


def _is_intraday(card: QueuedCards.QueuedCard) -> bool:
    return card.card.queue in INTRADAY_QUEUES


def _is_new(card: QueuedCards.QueuedCard) -> bool:
    return card.queue == QueuedCards.NEW


def _is_learning(card: QueuedCards.QueuedCard) -> bool:
    return card.queue == QueuedCards.LEARNING


def _usual_depth(wanted: QueuedCards.Queue.V, day: Day, order: ReviewMix) -> int:
    """How many of Anki's cards to fetch to find one of the kind that is not at its head."""
    if wanted == QueuedCards.NEW:
        return 2 + day.reviews_left // (day.new_left + 1)
    if order is ReviewMix.BEFORE:
        return 1 + day.new_left
    return 2 + day.new_left // (day.reviews_left + 1)
