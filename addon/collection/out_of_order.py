# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering a card that is not at the head of the study queue that Anki built.

Anki refuses such an answer, and forgets the undo history with it (`pop_entry` in
rslib/src/scheduler/queue/mod.rs). While no queue is built it takes any card, and it builds the
queue anew when it is next asked for one.

What is done here is a sequence of calls to Anki's backend, and another thread's calls may come
between any two of them. No transaction keeps them out: to begin one while another thread has one
open rolls that one back (`DBProxy.transact` in pylib/anki/dbproxy.py).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from anki._backend import RustBackend
from anki.collection import Collection
from anki.errors import InvalidInput, NotFoundError
from anki.scheduler.v3 import CardAnswer
from anki.scheduler_pb2 import CustomStudyRequest

from .undone_cards import is_in_log

REFUSAL = "not at top of queue"  # what Anki says of a card that is not at the head
# Each takes about as long as building the queue. Another thread that does nothing but fetch nearly
# always comes first on older Pythons: 71 tries were needed then.
TRIES = 500


class OutOfOrderAnswers:
    """Answers to cards anywhere in Anki's queue.

    An error in the steps around an answer is told to `on_failure`; it is given all the same.
    """

    def __init__(self, col: Collection, on_failure: Callable[[Exception], None]) -> None:
        self._col, self._on_failure = col, on_failure
        # The answer that is being given, the deck of its card, and its undo step.
        self._begun: tuple[CardAnswer, int, int] | None = None

    def answer(self, message: bytes, deck_id: int) -> tuple[bytes, bool]:
        """Give an answer (a serialized CardAnswer) to a card in a deck.

        Returns Anki's reply, and whether undoing the answer will make Anki drop its queue, as it
        should because the queue does not hold the card. What Anki raises of the answer is raised.
        """
        backend = self._col._backend
        try:
            # A step of its own, because undoing a plain "Answer Card" leaves the queue as it is,
            # and undoing any other step that changes a card drops it
            # (`maybe_clear_study_queues_after_op`).
            step = backend.add_custom_undo_entry(self._col.tr.actions_answer_card())
            _drop_study_queue_in_step(backend, deck_id, step)
        except Exception as error:
            _drop_study_queue_and_undo_history(backend)
            reply = backend.answer_card_raw(message)
            if not isinstance(error, NotFoundError):  # the deck has just been deleted
                self._on_failure(error)
            return reply, False
        self._begun = CardAnswer.FromString(message), deck_id, step
        try:
            reply = _answer_while_others_fetch(backend, message)
        finally:
            self._begun = None
        try:
            return reply, _merge_next_step(backend, step)
        except Exception as error:
            self._on_failure(error)
            return reply, False

    def drop_again(self) -> None:
        """In the middle of an answer, drop the queue that Anki has built for a fetch.

        Code of others around the backend's own answer may fetch before it gives the answer.
        """
        if begun := self._begun:
            answer, deck_id, step = begun
            if not is_in_log(self._col, answer.card_id, answer.answered_at_millis):
                _drop_study_queue_in_step(self._col._backend, deck_id, step)


def drop_study_queue(backend: RustBackend, deck_id: int) -> None:
    """Make Anki drop its queue, as part of Anki's undo, by raising a deck's limit for today by 0.

    Any change of a deck does it (`requires_study_queue_rebuild` in rslib/src/ops.rs), and Anki
    takes this one for a change (`extend_limits` in rslib/src/decks/stats.rs). It reads the deck and
    saves it in one call, so it undoes no edit of another thread's. Where the deck is that of a card
    which is about to be answered, it will be saved and synced anyway.
    """
    backend.custom_study(CustomStudyRequest(deck_id=deck_id, new_limit_delta=0))


def _drop_study_queue_in_step(backend: RustBackend, deck_id: int, step: int) -> None:
    drop_study_queue(backend, deck_id)
    _merge_next_step(backend, step)


def _answer_while_others_fetch(backend: RustBackend, message: bytes) -> bytes:
    for _ in range(TRIES):
        try:
            return backend.answer_card_raw(message)
        except InvalidInput as error:
            if REFUSAL not in str(error):
                raise
            # Another thread has asked Anki for a card, and so made it build its queue again. With
            # the refusal, Anki has cleared the undo history already.
            _drop_study_queue_and_undo_history(backend)
    return backend.answer_card_raw(message)


def _drop_study_queue_and_undo_history(backend: RustBackend) -> None:
    backend.update_cards(cards=[], skip_undo_entry=True)


def _merge_next_step(backend: RustBackend, step: int) -> bool:
    """Make the undo step after `step` a part of it; False where another one lies between.

    That one belongs to another thread, and stays a step that it can merge into and that is undone
    alone. If somebody has cleared the undo history, there is nothing to merge into.
    """
    if backend.get_undo_status().last_step != step + 1:
        return False
    with suppress(InvalidInput):
        backend.merge_undo_entries(step)
    return True
