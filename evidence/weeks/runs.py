# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run: a collection studied in one way for some weeks, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from statistics import fmean, median
from typing import Any

from tools.progress import Progress

from .person import Person
from .starts import overloaded, paused
from .study import Learner, Preset, Studied
from .ways import Morning, Way

MOST_LEFT = 0.05  # of the reviews at the start: with no more left, a backlog is gone
WEEK, MONTH = 7, 30
NO_LIMITS = Preset()


@dataclass(frozen=True)
class Case:
    """A person's days. They begin after a pause, or after months with these very days."""

    minutes: float
    new: int  # a day, by the preset
    backlog: int = 0  # reviews due on the first day; 0: as the months before left it
    cards: int = 5_000
    grown_by: int = 12  # new cards a day while there was time for all of them
    days: int = 90
    preset: Preset = NO_LIMITS

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Case:
        """From what `dataclasses.asdict` made of one."""
        return cls(**{**values, "preset": Preset(**values["preset"])})

    def begin(self, seed: int) -> Learner:
        if self.backlog:
            return paused(self.cards, self.grown_by, self.backlog, seed)
        days = MONTHS_BEFORE * MONTH
        return overloaded(self.cards, self.grown_by, self.minutes, self.new, days, seed)


MONTHS_BEFORE = 6


def study(case: Case, way: Way, seed: int, fuzz_seed: int = 0) -> tuple[list[Studied], Learner]:
    """The days of a run, and how it ended."""
    learner = case.begin(seed).copy(Person(seed, fuzz_seed))
    morning, days = Morning(case.new), []
    for _ in range(case.days):
        days.append(learner.study(way(morning), 60 * case.minutes, case.preset))
        morning.was_empty = morning.was_empty or not days[-1].left
    return days, learner


def measured(case: Case, way: Way, seed: int) -> dict[str, Any]:
    """A run's figures, by name."""
    days, learner = study(case, way, seed)
    left = [day.left for day in days]
    new = [*accumulate(day.new for day in days)]
    reviews = sum(day.reviews for day in days)
    return {
        "left": left,
        "left_last_month": fmean(left[-MONTH:]),
        "left_at_end": left[-1],
        "overdue": sum(left),
        "days_to_few": days_to_few(left, MOST_LEFT * days[0].due),
        "retention": sum(day.remembered for day in days) / max(1, reviews),
        "reviews": reviews,
        "new_first_month": new[MONTH - 1],
        "new": new[-1],
        "new_last_two_months_a_day": (new[-1] - new[MONTH - 1]) / max(1, len(new) - MONTH),
        "longest_without_new": longest_without_new(days),
        "known": learner.known(),
        "cards": len(learner.cards),
        "minutes": fmean(day.secs for day in days) / 60,
    }


def in_each_way(
    case: Case, ways: Mapping[str, Way], seeds: int, progress: Progress
) -> dict[str, list[dict[str, Any]]]:
    """The figures of each way's runs, with so many seeds."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in ways}
    for name, way in ways.items():
        for seed in range(seeds):
            runs[name].append(measured(case, way, seed))
            progress.step()
    return runs


def days_to_few(left: Sequence[int], few: float) -> int | None:
    """The first day from which a week has no more than `few` reviews left on each evening."""
    starts = range(len(left) - WEEK + 1)
    return next((day + 1 for day in starts if max(left[day : day + WEEK]) <= few), None)


def longest_without_new(days: Sequence[Studied]) -> int:
    runs = groupby(days, lambda day: day.new == 0)
    return max((len([*run]) for without, run in runs if without), default=0)


def summed_up(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Median, least and most over runs with other seeds; None (never) is more than any number."""
    names = [name for name in runs[0] if name != "left"]
    return {name: _spread([run[name] for run in runs]) for name in names}


def _spread(values: Sequence[float | None]) -> dict[str, float | None]:
    ordered = sorted(math.inf if value is None else value for value in values)
    spread = {"median": median(ordered), "least": ordered[0], "most": ordered[-1]}
    return {k: None if math.isinf(v) else round(v, 4) for k, v in spread.items()}
