# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a list of times comes down to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median


def percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 99th percentile and worst."""
    return {
        "median": median(times),
        "p99": percentile(times, 0.99),
        "worst": max(times),
    }


def calmest(sessions: Iterable[Sequence[float]]) -> list[float]:
    """Of each card the least of the sessions: the machine may falter in one of them."""
    return [min(times) for times in zip(*sessions)]
