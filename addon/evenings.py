# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many reviews were left on each of the last evenings.

Plain arithmetic on days: no Anki, no Qt, no I/O. Days are counted back from today, which is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Waited(NamedTuple):
    """Some cards that were due on one day and answered on another; 0: today, or not yet."""

    due: int
    answered: int
    cards: int


class Evening(NamedTuple):
    """The end of a day; `moved_back` is None where too few cards were answered to tell."""

    days_ago: int
    reviews_left: int
    moved_back: bool | None


def evenings(waited: Iterable[Waited], moved_back: Mapping[int, bool], days: int) -> list[Evening]:
    """The last evenings, oldest first; today's is still to come."""
    rows = list(waited)
    return [
        Evening(
            days_ago,
            sum(cards for due, answered, cards in rows if answered < days_ago <= due),
            moved_back.get(days_ago),
        )
        for days_ago in range(days, 0, -1)
    ]
