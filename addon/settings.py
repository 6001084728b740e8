# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings, and how they are read from what is stored: no Anki, no Qt, no I/O.

Shape of what is stored (collection config, key `biasedQueue`); every key may be missing:

    {"version": 1, "enabled": true,
     "default": {"strength": 50, "min_reviews": 0},
     "decks": {"<deck id>": {"strength": 80}}}

What holds for one day only is stored beside it (key `biasedQueueToday`):

    {"day": 1234, "decks": {"<deck id>": 100}}

What to change for one more setting stands in CONTRIBUTING.md.
"""

# Annotations are not postponed here: named tuples are then made faster, and Anki starts sooner.

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Optional

VERSION = 1
ROOT = "biasedQueue"  # the config's key
MOST_REVIEWS = 99_999  # that a deck can be asked to have due


class DeckSettings(NamedTuple):
    """What one deck uses: `strength` in whole per cent (0-100), `min_reviews` in cards of today."""

    strength: int = 50
    min_reviews: int = 0


class Settings(NamedTuple):
    """All settings of a collection; `decks` holds, by deck id, the values of its own; the default
    has what is missing."""

    enabled: bool = True
    default: DeckSettings = DeckSettings()
    decks: Mapping[int, Mapping[str, Any]] = MappingProxyType({})

    @property
    def in_use(self) -> bool:
        """Whether there is any deck that is not studied in Anki's own order."""
        decks = self.decks.values()
        return self.enabled and any(own.get("strength") for own in (self.default._asdict(), *decks))

    def for_deck(self, deck_id: int, ancestors: Iterable[int] = ()) -> DeckSettings:
        """The settings of a deck: its own, else its nearest ancestor's, else the default.

        `ancestors` are deck ids, nearest first. What an entry lacks is the default's.
        """
        holder = self.holder(deck_id, ancestors)
        return self.default if holder is None else self.default._replace(**self.decks[holder])

    def holder(self, deck_id: int, ancestors: Iterable[int] = ()) -> Optional[int]:
        """The deck whose setting a deck uses; None where that is the default."""
        return next((deck for deck in (deck_id, *ancestors) if deck in self.decks), None)

    def with_values(
        self, deck_id: Optional[int], ancestors: Iterable[int] = (), **values: Any
    ) -> "Settings":
        """With other `values` for a deck, which then has all of its own; None is the default."""
        if deck_id is None:
            return self._replace(default=self.default._replace(**values))
        own = {**self.for_deck(deck_id, ancestors)._asdict(), **values}
        return self._replace(decks={**self.decks, deck_id: own})

    def without_own(self, deck_id: Optional[int]) -> "Settings":
        """With nothing of its own for a deck; with the add-on's default if None."""
        if deck_id is None:
            return self._replace(default=DeckSettings())
        return self.with_decks(other for other in self.decks if other != deck_id)

    def with_decks(self, deck_ids: Iterable[int]) -> "Settings":
        """With settings of these decks only."""
        kept = set(deck_ids)
        return self._replace(decks={id_: own for id_, own in self.decks.items() if id_ in kept})


class Wrong:
    """In which way something that is stored cannot be used; plain, for Anki starts sooner."""

    UNREADABLE = "unreadable"  # all of it
    NEWER = "newer"  # by its version
    UNKNOWN = "unknown"  # a key
    VALUE = "value"


class Problem(NamedTuple):
    """Something stored that cannot be used: where it stands, as which JSON, and what could be."""

    wrong: str  # one of Wrong
    where: str = ""
    value: str = ""
    possible: str = ""


def parse(stored: object) -> tuple[Settings, list[Problem]]:
    """Settings from what is stored, and a problem for each value that had to be replaced.

    Never raises: a damaged or unknown value counts as missing, so its default holds.
    """
    problems: list[Problem] = []
    if stored is None:
        return Settings(), problems
    root = _mapping(stored, ROOT, problems)
    version = root.get("version", VERSION)
    if not _is_whole(version) or version < 1:
        problems.append(_not_possible("version", version, str(VERSION)))
    elif version > VERSION:
        problems.append(Problem(Wrong.NEWER))
    enabled = root.get("enabled", True)
    if not isinstance(enabled, bool):
        problems.append(_not_possible("enabled", enabled, "true, false"))
        enabled = True
    _report_unknown(root, ("version", "enabled", "default", "decks"), "", problems)
    own_default = _parse_deck(root.get("default", {}), "default", problems)
    decks: dict[int, Mapping[str, Any]] = {}
    for key, value in _mapping(root.get("decks", {}), "decks", problems).items():
        if _is_deck_id(key):
            decks[int(key)] = _parse_deck(value, f"decks → {key}", problems)
        else:
            problems.append(_unknown(f"decks → {key}"))
    return Settings(enabled, DeckSettings()._replace(**own_default), decks), problems


def to_stored(settings: Settings) -> dict[str, Any]:
    """The JSON object to store; `parse` gives the same settings back."""
    return {
        "version": VERSION,
        "enabled": settings.enabled,
        "default": settings.default._asdict(),
        "decks": {str(deck_id): dict(values) for deck_id, values in settings.decks.items()},
    }


def parse_today(stored: object, day: int) -> dict[int, int]:
    """The strengths of decks that hold on this day only; nothing that is damaged, and no report.

    The older form, a list of deck ids, stands for Anki's order.
    """
    if not isinstance(stored, Mapping) or stored.get("day") != day:
        return {}
    decks = stored.get("decks")
    if isinstance(decks, list):
        return {deck: 0 for deck in decks if _is_whole(deck)}
    if not isinstance(decks, Mapping):
        return {}
    return {
        int(deck): strength
        for deck, strength in decks.items()
        if _is_deck_id(deck) and _is_percent(strength)
    }


def today_to_stored(strengths: Mapping[int, int], day: int) -> dict[str, Any]:
    """The JSON object to store; `parse_today` gives the same strengths back."""
    return {"day": day, "decks": {str(deck): strengths[deck] for deck in sorted(strengths)}}


# Reading single values
##########################################################################


def _shown(value: object) -> str:
    return _shortened(json.dumps(value, ensure_ascii=False))  # as it stands in what is stored


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _is_deck_id(key: object) -> bool:
    return isinstance(key, str) and key.isascii() and key.isdigit() and len(key) < 20


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_percent(value: Any) -> bool:
    return _is_whole(value) and 0 <= value <= 100


def _is_card_count(value: Any) -> bool:
    return _is_whole(value) and 0 <= value <= MOST_REVIEWS


# A deck's setting: whether a stored value is valid, how it is read, and which ones are possible.
_FIELDS: dict[str, tuple[Callable[[Any], bool], Callable[[Any], Any], str]] = {
    "strength": (_is_percent, int, "0–100"),
    "min_reviews": (_is_card_count, int, f"0–{MOST_REVIEWS}"),
}


def _parse_deck(stored: object, where: str, problems: list[Problem]) -> dict[str, Any]:
    values = _mapping(stored, where, problems)
    _report_unknown(values, (*_FIELDS, "pattern"), f"{where} → ", problems)
    result: dict[str, Any] = {}
    for name, (is_valid, read, possible) in _FIELDS.items():
        if name not in values:
            continue
        if is_valid(values[name]):
            result[name] = read(values[name])
        else:
            problems.append(_not_possible(f"{where} → {name}", values[name], possible))
    return result


def _mapping(value: object, where: str, problems: list[Problem]) -> Mapping[Any, Any]:
    if isinstance(value, Mapping):
        return value
    problems.append(_not_possible(where, value, "{…}"))
    return {}


def _report_unknown(
    values: Mapping[Any, Any], known: Iterable[str], where: str, problems: list[Problem]
) -> None:
    for key in values:
        if key not in tuple(known):
            problems.append(_unknown(f"{where}{key}"))


def _unknown(where: str) -> Problem:
    return Problem(Wrong.UNKNOWN, _shortened(where))


def _not_possible(where: str, value: object, possible: str) -> Problem:
    return Problem(Wrong.VALUE, where, _shown(value), possible)
