# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the add-on stores in the collection's config: it syncs and belongs to the profile."""

from __future__ import annotations

from typing import Any

from anki.collection import Collection, OpChanges
from anki.decks import DeckId

from ..settings import DeckSettings, Settings, parse, to_stored

CONFIG_KEY = "biasedQueue"
# {"day": number of the day, "decks": [ids of the decks whose new cards are shown now, for today]}
ANKIS_ORDER_TODAY_KEY = "biasedQueueToday"


def load(col: Collection) -> tuple[Settings, list[str]]:
    """The settings, and a sentence for each stored value that had to be replaced by its default."""
    stored = _read(col, CONFIG_KEY)
    if stored is None and _is_stored(col, CONFIG_KEY):
        stored = _read(col, CONFIG_KEY)  # another thread may have stored it in between
        if stored is None:  # Anki takes what is not JSON for nothing
            return Settings(), ["They cannot be read: what is stored is empty, or not valid JSON."]
    return parse(stored)


def save(col: Collection, settings: Settings) -> OpChanges:
    """Store the settings as one step in Anki's undo."""
    return _store(col, CONFIG_KEY, to_stored(settings))


def for_deck(col: Collection, settings: Settings, deck_id: DeckId) -> DeckSettings:
    """What a deck uses, with its parents' settings inherited as decks are nested now."""
    nearest_first = [int(parent["id"]) for parent in reversed(col.decks.parents(deck_id))]
    return settings.for_deck(int(deck_id), nearest_first)


def shows_ankis_order_today(col: Collection, deck_id: DeckId) -> bool:
    """Whether the person wants a deck's new cards now, for the rest of this day."""
    return deck_id in _decks_in_ankis_order(col)


def show_ankis_order_today(col: Collection, deck_id: DeckId, wanted: bool) -> OpChanges:
    """Study a deck in Anki's own order until the day ends, or no longer."""
    decks = _decks_in_ankis_order(col) - {deck_id}
    if wanted:
        decks |= {deck_id}
    return _store(col, ANKIS_ORDER_TODAY_KEY, {"day": col.sched.today, "decks": sorted(decks)})


def _decks_in_ankis_order(col: Collection) -> set[DeckId]:
    stored = _read(col, ANKIS_ORDER_TODAY_KEY)
    if not isinstance(stored, dict) or stored.get("day") != col.sched.today:
        return set()
    decks = stored.get("decks")
    return (
        {DeckId(deck) for deck in decks if type(deck) is int} if isinstance(decks, list) else set()
    )


def _read(col: Collection, key: str) -> Any:
    # Where there is nothing, Anki takes 0.2 ms to say so.
    return col.get_config(key) if _is_stored(col, key) else None


def _is_stored(col: Collection, key: str) -> bool:
    assert col.db is not None
    return col.db.scalar("select 1 from config where key = ?", key) is not None


def _store(col: Collection, key: str, value: object) -> OpChanges:
    changes = col.set_config(key, value, undoable=True)
    changes.study_queues = True  # a review in progress asks for its card again
    return changes
