# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the dialog edits: a draft of all settings, for decks as they are nested now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from anki.decks import DeckTreeNode

from ...settings import DeckSettings, Settings
from .. import texts


class Deck(NamedTuple):
    """A deck of the deck list, with its whole name and the decks above it, the nearest first."""

    node: DeckTreeNode
    path: str
    ancestors: tuple[int, ...]

    @property
    def id(self) -> int:
        return self.node.deck_id


def decks_below(
    node: DeckTreeNode, path: str = "", ancestors: tuple[int, ...] = ()
) -> Iterator[Deck]:
    """Yield all decks below a node, in the order of the deck list."""
    for child in node.children:
        deck = Deck(child, f"{path}{child.name}", ancestors)
        yield deck
        yield from decks_below(child, f"{deck.path}::", (deck.id, *ancestors))


class Draft(NamedTuple):
    """The settings, and the strengths chosen for today only; in all methods None is the default."""

    settings: Settings
    today: Mapping[int, int]

    def used(self, deck: Deck | None) -> DeckSettings:
        """Return what a deck uses, but for what is chosen for today."""
        return self.settings.for_deck(deck.id, deck.ancestors) if deck else self.settings.default

    def strength(self, deck: Deck | None, today_only: bool = False) -> int:
        """Return a deck's strength, as it is set or as it is chosen for today."""
        set_for_always = self.used(deck).strength
        return self.today.get(deck.id, set_for_always) if deck and today_only else set_for_always

    def is_own(self, deck: Deck | None) -> bool:
        """Tell whether a deck has a setting of its own, or the default another than ours."""
        if deck is None:
            return self.settings.default != DeckSettings()
        return deck.id in self.settings.decks

    def with_values(self, decks: Iterable[Deck | None], **values: Any) -> Draft:
        settings = self.settings
        for deck in decks:
            if deck is None:
                settings = settings.with_values(None, **values)
            else:
                settings = settings.with_values(deck.id, deck.ancestors, **values)
        return self._replace(settings=settings)

    def without_own(self, decks: Iterable[Deck | None]) -> Draft:
        """Take away what these decks have of their own."""
        settings = self.settings
        for deck in decks:
            settings = settings.without_own(deck.id if deck else None)
        return self._replace(settings=settings)

    def with_today(self, decks: Iterable[Deck | None], strength: int | None) -> Draft:
        today = dict(self.today)
        for deck in decks:
            if deck is not None:
                today.pop(deck.id, None)
                if strength is not None:
                    today[deck.id] = strength
        return self._replace(today=today)


def what_the_arrow_does(
    draft: Draft, selected: list[Deck | None], decks: Mapping[int, Deck], today_only: bool
) -> str:
    """Return what taking away the decks' own setting, or today's, does; "" if there is none."""
    if today_only:
        chosen = [deck for deck in selected if deck and deck.id in draft.today]
        as_set = {texts.strength(draft.used(deck)) for deck in chosen}
        return texts.AS_SET.format(strength=", ".join(sorted(as_set))) if chosen else ""
    if not any(draft.is_own(deck) for deck in selected):
        return ""
    if len(selected) > 1:
        return texts.RESET_SEVERAL
    restored = draft.without_own(selected)
    [deck] = selected
    shown = texts.strength(restored.used(deck))
    if deck is None:
        return texts.RESET_TO_OURS.format(strength=shown)
    holder = restored.settings.holder(deck.id, deck.ancestors)
    if holder is None or holder not in decks:
        return texts.RESET_TO_DEFAULT.format(strength=shown)
    return texts.RESET_TO_PARENT.format(deck=decks[holder].path, strength=shown)


def notes_on(
    draft: Draft, selected: list[Deck | None], decks: Mapping[int, Deck], today_only: bool
) -> list[str]:
    """Return sentences on when something else holds than what is set for one deck."""
    deck = selected[0]
    if deck is None or deck.node.filtered or len(selected) > 1:
        return []
    used, sentences = draft.used(deck), []
    if deck.id in draft.today and not today_only:
        choice = texts.todays_choice(draft.today[deck.id], used)
        sentences.append(texts.CHOSEN_FOR_TODAY.format(choice=choice))
    above = (decks[ancestor] for ancestor in deck.ancestors if ancestor in decks)
    parent = next((deck for deck in above if draft.used(deck) != used), None)
    if parent:
        sentences.append(
            texts.STUDIED_THROUGH.format(
                parent=parent.path,
                strength=texts.strength(draft.used(parent)),
            )
        )
    others = [
        other
        for other in decks.values()
        if deck.id in other.ancestors and draft.is_own(other) and draft.used(other) != used
    ]
    if others:
        sentences.append(texts.subdecks_hold(deck.node.name, len(others)))
    return sentences
