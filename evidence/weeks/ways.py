# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people do about a long queue: the bias, Anki's own settings, and by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from addon.ordering import Bias, ReviewMix

from .study import Plan


@dataclass
class Morning:
    """What a person knows before a day's study."""

    new_limit: int
    was_empty: bool = False  # whether the queue was ever empty of reviews in the evening


Way = Callable[[Morning], Plan]


def bias(strength: int, order: ReviewMix = ReviewMix.MIX, leave_first: int = 0) -> Way:
    return lambda morning: Plan(Bias(strength, order, leave_first), morning.new_limit)


def fewer_new(new: int) -> Way:
    """Anki's mixed order with so many new cards a day."""
    return lambda _morning: Plan(Bias(0), new)


def no_new_until_empty(morning: Morning) -> Plan:
    """No new cards until the reviews are done for once, and then Anki's mixed order again."""
    return Plan(Bias(0), morning.new_limit if morning.was_empty else 0)


ANKI, LAST, NEW_FIRST = "Anki's mixed order", "push back 100 %", "new cards first"
BIASES: dict[str, Way] = {
    ANKI: bias(0),
    "push back 20 %": bias(20),
    "push back 50 %": bias(50),
    "push back 80 %": bias(80),
    LAST: bias(100),
}
# The first two new cards of a day stay where Anki has them.
FIRST_LEFT: dict[str, Way] = {
    f"push back {strength} %, first 2 left": bias(strength, leave_first=2) for strength in (50, 80)
}
BY_HAND: dict[str, Way] = {
    NEW_FIRST: bias(0, order=ReviewMix.BEFORE),
    "no new cards until it is empty": no_new_until_empty,
}
