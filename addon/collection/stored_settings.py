# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the add-on stores in the collection's config: it syncs and belongs to the profile."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

from anki.collection import Collection, OpChanges
from anki.decks import DeckId

from ..settings import DeckSettings, Settings, parse, parse_today, to_stored, today_to_stored
from .preset_orders import PresetOrders

CONFIG_KEY = "biasedQueue"
TODAY_KEY = "biasedQueueToday"
NOT_JSON = "not JSON"  # Anki would take it for nothing

logger = logging.getLogger(__name__)


def load(col: Collection) -> Settings:
    """Read the settings; the default of a damaged value holds, and what is stored stays."""
    return parse(_read(col, CONFIG_KEY), _log_once)


@cache  # the same is read again and again
def _log_once(damage: str) -> None:
    logger.warning("Damaged in what is stored, so its default holds: %s", damage)


def save(
    col: Collection,
    settings: Settings | None = None,
    today: Mapping[int, int] | None = None,
    step: str = "",
) -> OpChanges:
    """Store what is given as one step in Anki's undo, under the name `step` if it has one.

    With the settings, presets get the order that `from_mixed` wants of them.
    """
    undo_step = col.add_custom_undo_entry(step) if step else None
    changes = OpChanges()
    if settings is not None:
        presets = PresetOrders(col)
        presets.store(col, presets.changed(load(col), settings))
        changes = col.set_config(CONFIG_KEY, to_stored(settings), undoable=True)
    if today is not None:
        stored = today_to_stored(today, col.sched.today)
        changes = col.set_config(TODAY_KEY, stored, undoable=True)
    if undo_step is not None:
        changes = col.merge_undo_entries(undo_step)
    changes.study_queues = True  # a review in progress asks for its card again
    return changes


def for_deck(col: Collection, settings: Settings, deck_id: DeckId) -> DeckSettings:
    """Return what a deck uses, with its parents' settings inherited as decks are nested now."""
    return settings.for_deck(deck_id, _ancestors(col, deck_id))


def uses_default(col: Collection, settings: Settings, deck_id: DeckId) -> bool:
    """Tell whether neither a deck nor one above it has a setting of its own."""
    return settings.holder(deck_id, _ancestors(col, deck_id)) is None


def _ancestors(col: Collection, deck_id: DeckId) -> list[int]:
    """Return the ids of the decks above a deck, the nearest first."""
    return [int(parent["id"]) for parent in reversed(col.decks.parents(deck_id))]


def in_use(col: Collection, settings: Settings) -> bool:
    """Tell whether any deck is studied in another order than Anki's, by its settings or today."""
    return settings.in_use or (settings.enabled and any(todays_strengths(col).values()))


def todays_strengths(col: Collection) -> dict[int, int]:
    """Read the strength that the person chose for this day only, by deck."""
    return parse_today(_read(col, TODAY_KEY), col.sched.today)


def set_todays_strength(
    col: Collection, deck_id: DeckId, strength: int | None, step: str = ""
) -> OpChanges:
    """Let a strength hold for a deck until the day ends; None is what is set."""
    today = {deck: held for deck, held in todays_strengths(col).items() if deck != deck_id}
    if strength is not None:
        today[deck_id] = strength
    return save(col, today=today, step=step)


def _read(col: Collection, key: str) -> Any:
    # Where there is nothing, Anki takes 0.2 ms to say so.
    return col.get_config(key, NOT_JSON) if _is_stored(col, key) else None


def _is_stored(col: Collection, key: str) -> bool:
    assert col.db is not None
    return col.db.scalar("select 1 from config where key = ?", key) is not None
