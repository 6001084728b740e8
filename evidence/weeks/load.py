# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's load balancer: of the days that fuzz allows, one with few cards, rather an early one.

Source: `select_weighted_interval` in rslib/src/scheduler/states/load_balancer.rs, on by default.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from .memory import fuzz_range, least_interval

LONGEST = 90  # days: a longer interval is chosen by chance alone
BY_CARDS = tuple(1.0 if not cards else cards**-2.15 for cards in range(20_000))
BY_DAYS = tuple(1.0 if not days else days**-3.0 for days in range(200))


class Load:
    """How many review cards are due on each day."""

    def __init__(self, due: Counter[int]) -> None:
        self.due = due

    def interval(self, days: float, today: int, draw: float, least: int = 1) -> int:
        """An interval in whole days; `draw` is between 0 and 1."""
        low, high = fuzz_range(days, least)
        if low == high:
            return low
        if max(days, least) > LONGEST:
            return low + int(draw * (high - low + 1))
        weights = [self._weight(today, ahead) for ahead in range(low, high + 1)]
        up_to = [*accumulate(weights)]
        return min(high, low + bisect_right(up_to, draw * up_to[-1]))

    def passing_interval(
        self, rating: int, wanted: Sequence[float], previous: int, today: int, draw: float
    ) -> int:
        """The next interval of a review that was remembered; `wanted` is for Hard, Good and Easy.

        Anki keeps them a day apart, so after a short interval Good is longer than the memory asks
        for (`passing_fsrs_review_intervals` in rslib/src/scheduler/states/review.rs).
        """
        result = 0
        for days in wanted[:rating]:
            least = max(result + 1, least_interval(days, previous))
            result = self.interval(days, today, draw, least)
        return result

    def _weight(self, today: int, ahead: int) -> float:
        cards = self.due[today + ahead]
        return BY_CARDS[cards] * BY_DAYS[ahead] if cards else 1.0
