# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a simulated person answers: ratings and seconds, drawn for each card and each of its answers.

The same card gets the same draws in whatever order it is studied, and in the real Anki too, so that
what differs between two runs comes from the order and not from chance.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from math import exp
from statistics import NormalDist

from addon.forecast import AGAIN, EASY, GOOD, HARD
from evidence.days.shapes import SECS, SHARES

HARD_OF_PASSED, EASY_OF_PASSED = 0.055, 0.055  # of the reviews that were remembered
SPREAD_OF_SECS = 0.5  # of the logarithm, as on the days of evidence/days
MOST_SECS = 59.0  # Anki's log has no more than a minute for an answer
UP_TO = {kind: tuple(accumulate(shares[:EASY])) for kind, shares in SHARES.items()}
# Factors of the mean time, in equal shares of a lognormal distribution.
FACTORS = tuple(
    exp(SPREAD_OF_SECS * NormalDist().inv_cdf((n + 0.5) / 1024) - SPREAD_OF_SECS**2 / 2)
    for n in range(1024)
)
BITS = 0xFFFFFFFFFFFFFFFF


class Person:
    """Everything about a person that is drawn comes from a seed; Anki's fuzz has one of its own."""

    def __init__(self, seed: int, fuzz_seed: int = 0, secs: Mapping[str, float] = SECS) -> None:
        self.seed, self.fuzz_seed, self.mean_secs = seed, fuzz_seed, secs

    def rating(self, kind: str, card: int, answers: int, remembered: float | None) -> int:
        """The rating of a card that was answered so many times before.

        `remembered` is how likely it is remembered; None on the day of its last answer.
        """
        draw = self._draw(card, answers, 0)
        if remembered is None:
            return bisect_right(UP_TO[kind], draw)
        if draw >= remembered:
            return AGAIN
        draw /= remembered
        if kind != "review" or HARD_OF_PASSED <= draw <= 1 - EASY_OF_PASSED:
            return GOOD
        return HARD if draw < HARD_OF_PASSED else EASY

    def secs(self, kind: str, card: int, answers: int) -> float:
        factor = FACTORS[int(self._draw(card, answers, 1) * len(FACTORS))]
        return min(MOST_SECS, self.mean_secs[kind] * factor)

    def fuzz(self, card: int, answers: int) -> float:
        return self._draw(card, answers, 2 + self.fuzz_seed)

    def _draw(self, card: int, answers: int, purpose: int) -> float:
        """Between 0 and 1: the numbers mixed as by SplitMix64."""
        x = (self.seed * 0x9E3779B97F4A7C15 + card * 0xD1B54A32D192ED03) & BITS
        x = (x + answers * 0x8CB92BA72F3D8DD7 + purpose * 0xA24BAED4963EE407) & BITS
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & BITS
        x = (x ^ x >> 27) * 0x94D049BB133111EB & BITS
        return ((x ^ x >> 31) >> 11) / (1 << 53)
