# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering a card that is not at the head of the study queue that Anki built.

Anki refuses such an answer, and forgets the undo history with it (`pop_entry` in
rslib/src/scheduler/queue/mod.rs). While no queue is built it takes any card, and it builds the
queue anew when it is next asked for one. So the queue is dropped first, and all of it is made one
step of Anki's undo. This is how the undo history grows, newest first:

    call                      steps that can be undone
    (before)                  [7 Suspend]
    add_custom_undo_entry     [8 Answer Card (empty), 7 Suspend]
    custom_study              [9 Custom Study, 8 Answer Card (empty), 7 Suspend]
    merge_undo_entries(8)     [8 Answer Card (a deck), 7 Suspend]
    answer_card_raw           [9 Answer Card, 8 Answer Card (a deck), 7 Suspend]
    merge_undo_entries(8)     [8 Answer Card (a deck, a card, its log), 7 Suspend]

Another thread's calls may come between any two of these. A transaction would keep them out, but to
begin one rolls back the one that another thread has open (`DBProxy.transact` in
pylib/anki/dbproxy.py).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from anki._backend import RustBackend
from anki.collection import Collection
from anki.errors import InvalidInput, NotFoundError
from anki.scheduler_pb2 import CustomStudyRequest

REFUSAL = "not at top of queue"  # what Anki says of a card that is not at the head
# Each try takes about as long as building the queue. Measured at worst: 71, against a thread that
# did nothing but fetch past our lock, on an older Python.
TRIES = 500


def answer_out_of_order(
    col: Collection, message: bytes, deck_id: int, on_failure: Callable[[Exception], None]
) -> tuple[bytes, bool]:
    """Give an answer (a serialized CardAnswer) to a card in a deck, as one step in Anki's undo.

    Returns Anki's reply, and whether it is one step. An error in the steps around the answer is
    told to `on_failure`, and the answer is given all the same. Raises what Anki says to the answer.
    """
    backend, step, failure, merged = col._backend, 0, None, False
    try:
        # Undoing a plain "Answer Card" would leave Anki's queue as it is, without the card. Undoing
        # a step of our own makes Anki drop it (`maybe_clear_study_queues_after_op`).
        step = backend.add_custom_undo_entry(col.tr.actions_answer_card())
        _drop_study_queue(backend, deck_id)
        _merge_next_step(backend, step)
    except Exception as error:
        backend.update_cards(cards=[], skip_undo_entry=True)  # drops the queue and the undo history
        failure = None if isinstance(error, NotFoundError) else error  # the deck was just deleted
    reply = _answer_until_taken(backend, message)
    try:
        merged = _merge_next_step(backend, step)
    except Exception as error:
        failure = error
    if failure:
        on_failure(failure)
    return reply, merged


def _answer_until_taken(backend: RustBackend, message: bytes) -> bytes:
    for _ in range(TRIES):
        try:
            return RustBackend.answer_card_raw(backend, message)  # Anki's own
        except InvalidInput as error:
            if REFUSAL not in str(error):
                raise
            # Somebody has made Anki build its queue again. The refusal cleared the undo history.
            backend.update_cards(cards=[], skip_undo_entry=True)  # drops the queue
    return RustBackend.answer_card_raw(backend, message)


def _drop_study_queue(backend: RustBackend, deck_id: int) -> None:
    """Make Anki drop its queue, as a step of its undo, by raising a deck's limit for today by 0.

    Any change of a deck does it (`requires_study_queue_rebuild` in rslib/src/ops.rs), and Anki
    takes this one for a change (`extend_limits` in rslib/src/decks/stats.rs). Anki reads the deck
    and saves it in one call, so no edit of another thread's is lost; and the deck of a card that is
    about to be answered will be saved anyway.
    """
    backend.custom_study(CustomStudyRequest(deck_id=deck_id, new_limit_delta=0))


def _merge_next_step(backend: RustBackend, step: int) -> bool:
    """Make the undo step after `step` a part of it; False where another thread's lies between.

    The other thread's step is left alone, to be merged into by its thread and undone by the person.
    If somebody has cleared the undo history, there is nothing to merge into.
    """
    if backend.get_undo_status().last_step == step + 1:
        with suppress(InvalidInput):
            backend.merge_undo_entries(step)
            return True
    return False
