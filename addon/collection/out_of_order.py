# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering a card that is not at the head of the study queue that Anki built.

Anki refuses such an answer, and forgets the undo history with it (`pop_entry` in
rslib/src/scheduler/queue/mod.rs). While no queue is built it takes any card; it builds the queue
anew when it is next asked for one.
"""

from __future__ import annotations

from collections.abc import Callable

from anki.collection import Collection, OpChanges
from anki.decks import DeckCollapseScope, DeckId


def drop_study_queue(col: Collection, deck_id: DeckId) -> None:
    """Make Anki drop its queue, with no undo step and no card touched.

    Any change of a deck does it, except an answer. Folding the deck in the browser's sidebar is the
    cheapest that leaves no undo step (`set_deck_collapsed` in rslib/src/decks/tree.rs); the fold is
    put back at once. With the deck of the card that is answered, nothing more is synced: the answer
    modifies that deck too.
    """
    deck = col.decks.get(deck_id)
    assert deck is not None
    folded = bool(deck["browserCollapsed"])
    for value in (not folded, folded):
        col.decks.set_collapsed(deck_id, value, DeckCollapseScope.BROWSER)


def answer_out_of_order(
    col: Collection,
    deck_id: DeckId,
    answer: Callable[[], OpChanges],
    on_failure: Callable[[Exception], None],
) -> OpChanges:
    """Drop Anki's queue and answer: one transaction, and one undo step with Anki's own name.

    A step of its own, because undoing a plain "Answer Card" puts the card back into the queue that
    it was taken from, which is gone; undoing any other step drops the queue by itself.
    `deck_id` is the deck of the card. What `answer` raises is raised; an error in the steps around
    it is told to `on_failure`, and the answer is given all the same.
    """
    db = col.db
    assert db is not None
    refusal: Exception | None = None

    def drop_queue_and_answer() -> None:
        nonlocal refusal
        drop_study_queue(col, deck_id)
        try:
            answer()
        except Exception as error:
            refusal = error
            raise

    changes: OpChanges | None = None
    try:
        step = col.add_custom_undo_entry(col.tr.actions_answer_card())
        db.transact(drop_queue_and_answer)
        changes = OpChanges(card=True, deck=True, mtime=True, study_queues=True)
        changes = col.merge_undo_entries(step)
    except Exception as error:
        if refusal:
            raise refusal from None
        on_failure(error)
    if changes is None:
        # Drops the queue as well, but the undo history with it (`extend_limits` in
        # rslib/src/scheduler/mod.rs); limits extended by nothing stay as they are.
        col.sched.extend_limits(0, 0)
        changes = answer()
    return changes
