# SPDX-License-Identifier: AGPL-3.0-or-later
"""What studying a card needs of Anki, looked for at start-up: a future Anki may lack it."""

from __future__ import annotations

from anki._backend import RustBackend
from anki.collection import Collection
from anki.dbproxy import DBProxy
from anki.decks import DeckManager
from anki.scheduler.v3 import Scheduler

_NEEDED: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Scheduler, ("day_cutoff", "today")),
    (RustBackend, ("get_queued_cards", "answer_card", "answer_card_raw", "custom_study")),
    (RustBackend, ("update_cards", "get_card", "get_scheduling_states")),
    (RustBackend, ("add_custom_undo_entry", "merge_undo_entries", "get_undo_status")),
    (Collection, ("weakref",)),
    (DeckManager, ("get_current_id", "config_dict_for_deck_id", "parents", "is_filtered")),
    (DeckManager, ("deck_and_child_ids",)),
    (DBProxy, ("first", "scalar", "all")),
)


def missing() -> list[str]:
    """Return the names that this Anki lacks; empty in every supported version."""
    return [
        f"{owner.__name__}.{name}"
        for owner, names in _NEEDED
        for name in names
        if not hasattr(owner, name)
    ]
