# SPDX-License-Identifier: AGPL-3.0-or-later
"""FSRS-6, as Anki has it, with its default parameters: plain floats, for millions of answers.

The kept library `fsrs` has the same formulas around objects and dates; a test holds these to it.
"""

from __future__ import annotations

from math import exp

from addon.forecast import AGAIN, EASY, GOOD, HARD

PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
P = PARAMETERS
DECAY = -P[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
LEAST_STABILITY, MOST_STABILITY = 0.001, 36_500.0
# Anki varies intervals from 2.5 days on by a day, and by so much of each further day up to an end
# (rslib/src/scheduler/states/fuzz.rs).
FUZZ_FROM = 2.5
FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, 36_500.0, 0.05))


def retrievability(days: float, stability: float) -> float:
    """How likely a card is remembered so many days after its last answer."""
    return float((1 + FACTOR * days / stability) ** DECAY)


def interval(stability: float, retention: float) -> float:
    """Days until a card is remembered with this probability."""
    return float(stability / FACTOR * (retention ** (1 / DECAY) - 1))


def first_stability(rating: int) -> float:
    return P[rating]


def first_difficulty(rating: int) -> float:
    return min(10.0, max(1.0, _unbounded_difficulty(rating)))


def _unbounded_difficulty(rating: int) -> float:
    return P[4] - exp(P[5] * rating) + 1


EASY_DIFFICULTY = _unbounded_difficulty(EASY)
GROWTH = exp(P[8])
# A lapse on the day itself, and a lapse at most.
LAPSE_LIMIT = exp(P[17] * P[18])


def next_difficulty(difficulty: float, rating: int) -> float:
    moved = difficulty - P[6] * (rating - GOOD) * (10 - difficulty) / 9
    return min(10.0, max(1.0, P[7] * EASY_DIFFICULTY + (1 - P[7]) * moved))


def next_stability(stability: float, difficulty: float, days: int, rating: int) -> float:
    """After an answer so many whole days after the last one; 0 is the same day."""
    result: float
    if days <= 0:
        change = exp(P[17] * (rating - GOOD + P[18])) * stability ** -P[19]
        result = stability * (change if rating == AGAIN else max(1.0, change))
    elif rating == AGAIN:
        forgotten = exp(P[14] * (1 - retrievability(days, stability)))
        result = P[11] * difficulty ** -P[12] * ((stability + 1) ** P[13] - 1) * forgotten
        result = min(result, stability / LAPSE_LIMIT)
    else:
        gain = exp(P[10] * (1 - retrievability(days, stability))) - 1
        gain *= P[15] if rating == HARD else P[16] if rating == EASY else 1
        result = stability * (1 + GROWTH * (11 - difficulty) * stability ** -P[9] * gain)
    return min(MOST_STABILITY, max(LEAST_STABILITY, result))


def fuzz_range(days: float, least: int = 1) -> tuple[int, int]:
    """The whole days from which Anki chooses an interval, the first and the last of them."""
    low, high = (max(least, bound) for bound in _fuzz_bounds(max(days, least)))
    return (low, low + 1) if low == high > 2 else (low, high)


def least_interval(days: float, previous: int) -> int:
    """Anki lets no fuzz shorten an interval that has grown."""
    if _rounded(days) > previous:
        return previous + 1
    return previous if previous <= _fuzz_bounds(days)[1] else 1


def _fuzz_bounds(days: float) -> tuple[int, int]:
    if days < FUZZ_FROM:
        return max(1, _rounded(days)), max(1, _rounded(days))
    reach = 1.0
    for start, end, by in FUZZ_RANGES:
        if days <= start:
            break
        reach += (min(days, end) - start) * by
    return max(1, _rounded(days - reach)), _rounded(days + reach)


def _rounded(days: float) -> int:
    return int(days + 0.5)
