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
    """All decks below a node, in the order of the deck list."""
    for child in node.children:
        deck = Deck(child, f"{path}{child.name}", ancestors)
        yield deck
        yield from decks_below(child, f"{deck.path}::", (deck.id, *ancestors))


class Draft(NamedTuple):
    """The settings, and the strengths chosen for today only; in all methods None is the default."""

    settings: Settings
    today: Mapping[int, int]

    def used(self, deck: Deck | None) -> DeckSettings:
        """What a deck uses, but for what is chosen for today."""
        return self.settings.for_deck(deck.id, deck.ancestors) if deck else self.settings.default

    def is_own(self, deck: Deck | None) -> bool:
        """Whether a deck has a setting of its own, or the default another than ours."""
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
        """With nothing of their own for these decks."""
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


def what_restoring_does(
    draft: Draft, selected: list[Deck | None], decks: Mapping[int, Deck]
) -> str:
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


def which_holds_when(draft: Draft, deck: Deck, decks: Mapping[int, Deck]) -> list[str]:
    """Sentences for a deck that is not the only one of its family with a setting of its own."""
    used, sentences = draft.used(deck), []
    above = (decks[ancestor] for ancestor in deck.ancestors if ancestor in decks)
    parent = next((deck for deck in above if draft.used(deck) != used), None)
    if parent:
        sentences.append(
            texts.STUDIED_THROUGH.format(
                parent=parent.path,
                strength=texts.strength(draft.used(parent)),
                deck=deck.node.name,
            )
        )
    others = [
        other
        for other in decks.values()
        if deck.id in other.ancestors and draft.is_own(other) and draft.used(other) != used
    ]
    if len(others) == 1:
        sentences.append(
            texts.SUBDECK_HOLDS.format(
                deck=deck.node.name,
                subdeck=others[0].node.name,
                strength=texts.strength(draft.used(others[0])),
            )
        )
    elif others:
        sentences.append(texts.subdecks_hold(deck.node.name, len(others)))
    return sentences
