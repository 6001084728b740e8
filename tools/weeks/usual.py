# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which mean of the last days' minutes comes nearest to those of the next day that is studied.

The people are drawn: nothing here is known of real ones. It shows which way of counting breaks
where days are skipped, cut short or longer now and then, and where habits change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from random import Random
from statistics import fmean, median
from typing import Any

from addon.fits import usual_minutes

from .progress import Progress

PEOPLE = 400  # of each kind and seed
SPREAD = 0.35  # of the logarithm of minutes, from day to day
MEAN_MINUTES = 25.0
LONGEST_PAST = 28

Estimate = Callable[[Sequence[float]], float]


def _studied(days: Sequence[float]) -> list[float]:
    return [minutes for minutes in days if minutes > 0] or [MEAN_MINUTES]


def _of_the_last(days: int, of: Estimate) -> Estimate:
    return lambda past: of(past[:days])


ESTIMATES: dict[str, Estimate] = {
    f"{name} of {days} days": _of_the_last(days, of)
    for days in (7, 14, 28)
    for name, of in {
        "mean, skipped days counted,": lambda past: max(1.0, fmean(past)),
        "mean": lambda past: fmean(_studied(past)),
        "median": lambda past: median(_studied(past)),
    }.items()
}


def _person(kind: str, draw: Random) -> tuple[float, list[float]]:
    """The minutes of a day that is studied, and those of the days before it, newest first."""
    changed = draw.randrange(2 * LONGEST_PAST)  # days ago
    factor = draw.choice((0.6, 1.6))
    days = []
    for ago in range(LONGEST_PAST + 1):
        minutes = MEAN_MINUTES * exp(draw.gauss(0, SPREAD))
        if kind == "longer at weekends" and ago % 7 in (2, 3):
            minutes *= 2
        if kind == "other habits lately" and ago >= changed:
            minutes *= factor
        if kind == "a long day to catch up now and then" and ago and draw.random() < 0.08:
            minutes *= 3
        if kind == "a few cards only, one day in six" and ago and draw.random() < 1 / 6:
            minutes = 2.0
        if kind == "skips one day in three" and ago and draw.random() < 1 / 3:
            minutes = 0.0
        days.append(minutes)
    return days[0], days[1:]


KINDS = (
    "every day alike",
    "skips one day in three",
    "longer at weekends",
    "a long day to catch up now and then",
    "a few cards only, one day in six",
    "other habits lately",
)


def run(seeds: int) -> dict[str, Any]:
    """The middle error of each way of counting, as a share of the minutes."""
    progress = Progress("usual minutes", len(KINDS) * seeds)
    errors: dict[str, dict[str, list[float]]] = {
        kind: {name: [] for name in ESTIMATES} for kind in KINDS
    }
    told = dict.fromkeys(KINDS, 0)
    for kind in KINDS:
        for seed in range(seeds):
            draw = Random(f"{kind} {seed}")
            for _ in range(PEOPLE):
                minutes, past = _person(kind, draw)
                told[kind] += usual_minutes(past) is not None
                for name, estimate in ESTIMATES.items():
                    errors[kind][name].append(abs(log(estimate(past) / minutes)))
            progress.step()
    people = seeds * PEOPLE
    return {
        "people": people,
        "kinds": {
            kind: {
                "told": told[kind] / people,
                "error": {name: round(exp(median(of)) - 1, 4) for name, of in by_name.items()},
            }
            for kind, by_name in errors.items()
        },
    }
