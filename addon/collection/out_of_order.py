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
from anki.errors import InvalidInput
from anki.scheduler.v3 import CardAnswer

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
        # The card and the undo step of the answer that is being given.
        self._begun: tuple[int, int] | None = None

    def answer(self, message: bytes) -> tuple[bytes, bool]:
        """Give an answer (a serialized CardAnswer); what Anki raises of it is raised.

        Returns Anki's reply, and whether undoing the answer will make Anki drop its queue, as it
        should because the queue does not hold the card.
        """
        backend = self._col._backend
        try:
            # A step of its own, because undoing a plain "Answer Card" leaves the queue as it is,
            # and undoing any other step that changes a card drops it
            # (`maybe_clear_study_queues_after_op`).
            step = backend.add_custom_undo_entry(self._col.tr.actions_answer_card())
            card_id = CardAnswer.FromString(message).card_id
            _drop_study_queue_in_step(backend, card_id, step)
        except Exception as error:
            _drop_study_queue_and_undo_history(backend)
            reply = backend.answer_card_raw(message)
            if not isinstance(error, InvalidInput):  # of stored data, which Anki itself refuses
                self._on_failure(error)
            return reply, True
        self._begun = card_id, step
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
            _drop_study_queue_in_step(self._col._backend, *begun)


def drop_study_queue(backend: RustBackend, card_id: int) -> None:
    """Make Anki drop its queue, as part of Anki's undo, by saving a card as it is.

    Any change of a card does it. The card that is about to be answered will be synced anyway.
    """
    try:
        backend.update_cards(cards=[backend.get_card(card_id)], skip_undo_entry=False)
    except InvalidInput:  # custom data stored long ago, which Anki would not store today
        head = backend.get_queued_cards(fetch_limit=1, intraday_learning_only=False)
        cards = [queued.card for queued in head.cards]
        backend.update_cards(cards=cards, skip_undo_entry=False)


def _drop_study_queue_in_step(backend: RustBackend, card_id: int, step: int) -> None:
    drop_study_queue(backend, card_id)
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
