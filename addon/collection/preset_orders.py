# SPDX-License-Identifier: AGPL-3.0-or-later
"""The "New/review order" of Anki's presets, which phones know, as `from_mixed` wants it.

A preset shows new cards after the reviews while any deck that uses it has `from_mixed`, and mixes
them again when the last one has it no more. One that somebody has set otherwise stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from anki.collection import Collection
from anki.deck_config_pb2 import UpdateDeckConfigsRequest
from anki.decks import DeckId

from ..ordering import ReviewMix
from ..settings import Settings

DEFAULT_PRESET = 1


class _Deck(NamedTuple):
    name: str
    ancestors: tuple[int, ...]  # the nearest first
    preset: int


class PresetOrders:
    """Which preset each deck uses, filtered ones left out, and what order each preset has."""

    def __init__(self, col: Collection) -> None:
        self._orders = {
            int(preset["id"]): ReviewMix(preset["newMix"]) for preset in col.decks.all_config()
        }
        decks = {deck["name"]: deck for deck in col.decks.all() if not deck["dyn"]}
        self._decks: dict[int, _Deck] = {}
        for name, deck in decks.items():
            parts = name.split("::")
            above = ("::".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1))
            ancestors = tuple(int(decks[parent]["id"]) for parent in above if parent in decks)
            preset = int(deck["conf"])
            self._decks[int(deck["id"])] = _Deck(
                name, ancestors, preset if preset in self._orders else DEFAULT_PRESET
            )

    def changed(self, before: Settings, after: Settings) -> dict[int, ReviewMix]:
        """Return the presets that other settings give another order, and which."""
        had, have = self._with_from_mixed(before), self._with_from_mixed(after)
        last = {self._decks[deck].preset for deck in have}
        orders = {}
        for deck in had ^ have:
            preset = self._decks[deck].preset
            if preset in last:
                orders[preset] = ReviewMix.AFTER
            elif self._orders[preset] is ReviewMix.AFTER:
                orders[preset] = ReviewMix.MIX
        return {id_: order for id_, order in orders.items() if order is not self._orders[id_]}

    def of_deck(self, deck_id: int, changed: Mapping[int, ReviewMix]) -> ReviewMix:
        """Return a deck's order with some presets changed."""
        preset = self._decks[deck_id].preset
        return changed.get(preset, self._orders[preset])

    def others(self, before: Settings, after: Settings) -> set[int]:
        """Return the decks whose options change though `from_mixed` does not change for them."""
        changed = self.changed(before, after)
        told = self._with_from_mixed(before) ^ self._with_from_mixed(after)
        return {id_ for id_, deck in self._decks.items() if deck.preset in changed} - told

    def _with_from_mixed(self, settings: Settings) -> set[int]:
        if not any(own.from_mixed for own in (settings.default, *settings.decks.values())):
            return set()
        return set(self._using(settings))

    def _using(self, settings: Settings) -> Iterator[int]:
        for id_, deck in self._decks.items():
            if settings.for_deck(id_, deck.ancestors).from_mixed and not (
                # It was chosen on purpose: only a setting of the deck, or of one above it, counts.
                self._orders[deck.preset] is ReviewMix.BEFORE
                and settings.holder(id_, deck.ancestors) is None
            ):
                yield id_

    def store(self, col: Collection, changed: Mapping[int, ReviewMix]) -> None:
        """Save presets as Anki's page of a deck's options does: no other way can be undone."""
        if not changed:
            return
        its = next(id_ for id_, deck in self._decks.items() if deck.preset in changed)
        page = col.decks.get_deck_configs_for_update(DeckId(its))
        limits = page.current_deck.limits
        if not limits.review_today_active:
            limits.ClearField("review_today")  # of another day; it would hold today
        if not limits.new_today_active:
            limits.ClearField("new_today")
        presets = [each.config for each in page.all_config if each.config.id in changed]
        for preset in presets:
            preset.config.new_mix = int(changed[preset.id])
        # The deck is given the last one.
        presets.sort(key=lambda preset: preset.id == self._decks[its].preset)
        saved = UpdateDeckConfigsRequest(target_deck_id=its, configs=presets, limits=limits)
        theirs = page.DESCRIPTOR.fields_by_name
        for name in saved.DESCRIPTOR.fields_by_name:  # which there are depends on Anki's version
            if name in theirs:
                setattr(saved, name, getattr(page, name))
        col.decks.update_deck_configs(saved)
