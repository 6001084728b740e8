# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dropping the study queue that Anki built.

Anki refuses an answer to a card that is not at the head of its queue, and forgets the undo history
with it (`pop_entry` in rslib/src/scheduler/queue/mod.rs). While no queue is built it takes any
card; it builds the queue anew when it is next asked for one.
"""

from __future__ import annotations

from anki.collection import Collection
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
