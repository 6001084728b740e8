# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings, and how they are read from what is stored: no Anki, no Qt, no I/O.

Shape of what is stored (collection config, key `biasedQueue`); every key may be missing:

    {"version": 1, "enabled": true,
     "default": {"strength": 50, "min_reviews": 0, "leave_first": 0, "from_mixed": false},
     "decks": {"<deck id>": {"strength": 80}}}

What holds for one day only is stored beside it (key `biasedQueueToday`):

    {"day": 1234, "decks": {"<deck id>": 100}}
"""

from collections.abc import Callable, Iterable, Mapping
from reprlib import repr as shortened
from types import MappingProxyType
from typing import Any, NamedTuple, Optional

VERSION = 1
MOST_CARDS = 99_999  # that a setting can ask for

Report = Callable[[str], object]  # is told what is damaged


class DeckSettings(NamedTuple):
    """What one deck uses: `strength` in whole per cent (0-100), numbers in cards of a day."""

    strength: int = 50
    min_reviews: int = 0  # with fewer due, the deck is studied in Anki's own order
    leave_first: int = 0  # so many new cards of the day stay where Anki has them
    from_mixed: bool = False  # they move from the mixed order though Anki has them after reviews


class Settings(NamedTuple):
    """All settings of a collection; `decks` holds, by deck id, those that a deck has of its own.

    Where a newer add-on has stored them, they are `newer`: nothing is biased then.
    """

    enabled: bool = True
    default: DeckSettings = DeckSettings()
    decks: Mapping[int, DeckSettings] = MappingProxyType({})
    newer: bool = False

    @property
    def in_use(self) -> bool:
        """Tell whether there is any deck that is not studied in Anki's own order."""
        return self.enabled and any(own.strength for own in (self.default, *self.decks.values()))

    def for_deck(self, deck_id: int, ancestors: Iterable[int] = ()) -> DeckSettings:
        """Return the settings of a deck: its own, else its nearest ancestor's, else the default.

        `ancestors` are deck ids, nearest first.
        """
        holder = self.holder(deck_id, ancestors)
        return self.default if holder is None else self.decks[holder]

    def holder(self, deck_id: int, ancestors: Iterable[int] = ()) -> Optional[int]:
        """Return the deck whose setting a deck uses; None where that is the default."""
        return next((deck for deck in (deck_id, *ancestors) if deck in self.decks), None)

    def with_values(
        self, deck_id: Optional[int], ancestors: Iterable[int] = (), **values: Any
    ) -> "Settings":
        """Give a deck other `values`, and so a setting of its own; None is the default."""
        if deck_id is None:
            return self._replace(default=self.default._replace(**values))
        own = self.for_deck(deck_id, ancestors)._replace(**values)
        return self._replace(decks={**self.decks, deck_id: own})

    def without_own(self, deck_id: Optional[int]) -> "Settings":
        """Take a deck's own setting away; None brings the add-on's default back."""
        if deck_id is None:
            return self._replace(default=DeckSettings())
        return self.with_decks(other for other in self.decks if other != deck_id)

    def with_decks(self, deck_ids: Iterable[int]) -> "Settings":
        """Keep the settings of these decks only."""
        kept = set(deck_ids)
        return self._replace(decks={id_: own for id_, own in self.decks.items() if id_ in kept})


def parse(stored: object, report: Report = lambda _damage: None) -> Settings:
    """Read settings from what is stored; a key that is not known is read over.

    Never raises: a damaged value counts as missing, so its default holds, and `report` is told.
    """
    if stored is None:
        return Settings()
    root = _usable(stored, _is_object, {}, "biasedQueue", report)
    version = _usable(root.get("version", VERSION), _is_version, VERSION, "version", report)
    if version > VERSION:
        return Settings(enabled=False, newer=True)
    enabled = _usable(root.get("enabled", True), _is_bool, True, "enabled", report)
    default = _deck(root.get("default", {}), DeckSettings(), "default", report)
    decks = _usable(root.get("decks", {}), _is_object, {}, "decks", report)
    return Settings(
        enabled,
        default,
        {
            int(deck): _deck(own, default, f"decks → {deck}", report)
            for deck, own in decks.items()
            if _is_deck_id(deck)
        },
    )


def to_stored(settings: Settings) -> dict[str, Any]:
    """Return the JSON object to store; `parse` gives the same settings back."""
    return {
        "version": VERSION,
        "enabled": settings.enabled,
        "default": settings.default._asdict(),
        "decks": {str(deck): own._asdict() for deck, own in settings.decks.items()},
    }


def parse_today(stored: object, day: int) -> dict[int, int]:
    """Read the strengths that hold on this day only, by deck; what is damaged is read over."""
    if not isinstance(stored, Mapping) or stored.get("day") != day:
        return {}
    decks = stored.get("decks")
    if not isinstance(decks, Mapping):
        return {}
    return {
        int(deck): strength
        for deck, strength in decks.items()
        if _is_deck_id(deck) and _IS_VALID["strength"](strength)
    }


def today_to_stored(strengths: Mapping[int, int], day: int) -> dict[str, Any]:
    """Return the JSON object to store; `parse_today` gives the same strengths back."""
    return {"day": day, "decks": {str(deck): strengths[deck] for deck in sorted(strengths)}}


# Reading single values
##########################################################################


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_version(value: Any) -> bool:
    return _is_whole(value) and value >= 1


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _up_to(most: int) -> Callable[[Any], bool]:
    return lambda value: _is_whole(value) and 0 <= value <= most


def _is_deck_id(key: object) -> bool:
    return isinstance(key, str) and key.isascii() and key.isdigit() and len(key) < 20


# What may be stored for a deck's settings.
_IS_VALID: dict[str, Callable[[Any], bool]] = {
    "strength": _up_to(100),
    "min_reviews": _up_to(MOST_CARDS),
    "leave_first": _up_to(MOST_CARDS),
    "from_mixed": _is_bool,
}


def _deck(stored: object, default: DeckSettings, where: str, report: Report) -> DeckSettings:
    own = _usable(stored, _is_object, {}, where, report)
    return DeckSettings(
        **{
            name: _usable(own.get(name, usual), _IS_VALID[name], usual, f"{where} → {name}", report)
            for name, usual in default._asdict().items()
        }
    )


def _usable(
    value: Any, is_valid: Callable[[Any], bool], default: Any, where: str, report: Report
) -> Any:
    """Return a value, or its default where it is damaged."""
    if is_valid(value):
        return value
    report(f"{where} is {shortened(value)}")
    return default
