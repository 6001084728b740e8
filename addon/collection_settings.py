# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings in the collection's config, so that they sync and belong to the profile."""

from __future__ import annotations

from anki.collection import Collection, OpChanges
from anki.decks import DeckId

from .settings import DeckSettings, Settings, parse, to_stored

CONFIG_KEY = "biasedQueue"


def load(col: Collection) -> tuple[Settings, list[str]]:
    """The settings, and a sentence for each stored value that had to be replaced by its default."""
    try:
        stored = col.get_config(CONFIG_KEY)
    except Exception as error:  # what is stored there is not JSON
        return Settings(), [f"They cannot be read: {error}"]
    return parse(stored)


def save(col: Collection, settings: Settings) -> OpChanges:
    """Store the settings as one step in Anki's undo."""
    return col.set_config(CONFIG_KEY, to_stored(settings), undoable=True)


def for_deck(col: Collection, settings: Settings, deck_id: DeckId) -> DeckSettings:
    """What a deck uses, with its parents' settings inherited as decks are nested now."""
    nearest_first = [int(parent["id"]) for parent in reversed(col.decks.parents(deck_id))]
    return settings.for_deck(int(deck_id), nearest_first)
