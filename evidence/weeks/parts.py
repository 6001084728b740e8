# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is studied in the simulation: kinds of days, each in every way to go on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from statistics import fmean, median
from typing import Any

from addon.ordering import Bias, Day, new_after_reviews, rest_of_day
from tools.progress import Progress

from .runs import Case, in_each_way, study, summed_up
from .study import REVIEW_ORDERS, Preset
from .ways import ANKI, BIASES, BY_HAND, FIRST_LEFT, LAST, NEW_FIRST, Way, bias, fewer_new

Figures = dict[str, Any]
STRENGTHS = (0, 20, 50, 80, 100)

CHRONIC = Case(minutes=20, new=20, cards=3_000)
CHRONIC_WAYS: dict[str, Way] = {
    **BIASES,
    **FIRST_LEFT,
    **BY_HAND,
    **{f"{new} new cards a day": fewer_new(new) for new in (15, 10, 5)},
}


def chronic(seeds: int) -> Figures:
    """Too little time every day for months: what is left in the evening."""
    progress = Progress("months of too little time", seeds * len(CHRONIC_WAYS))
    ways = {}
    for name, runs in in_each_way(CHRONIC, CHRONIC_WAYS, seeds, progress).items():
        left = [round(fmean(evening), 1) for evening in zip(*(run["left"] for run in runs))]
        ways[name] = {**summed_up(runs), "left_each_evening": left}
    return {"minutes": CHRONIC.minutes, "new": CHRONIC.new, "seeds": seeds, "ways": ways}


OVERFULL = tuple(
    Case(minutes, new, backlog=800, cards=10_000) for minutes, new in ((15, 20), (12, 20), (12, 5))
)


def overfull(seeds: int) -> Figures:
    """Days that the reviews alone overfill: how long new cards stay away."""
    ways = {**BIASES, **FIRST_LEFT}
    progress = Progress("overfull days", len(OVERFULL) * len(ways) * seeds)
    return {
        "seeds": seeds,
        "cases": [_case(case, ways, seeds, progress, {}) for case in OVERFULL],
    }


PRESETS = {
    **{f"by {order}": Preset(review_order=order) for order in REVIEW_ORDERS},
    "200 reviews a day": Preset(reviews_a_day=200),
    "200 reviews a day, new cards count (Anki's default)": Preset(
        reviews_a_day=200, new_ignore_review_limit=False
    ),
}
PRESETS_STARTS = ((20, 300), (30, 800))  # minutes a day, reviews due at the start


def presets(seeds: int) -> Figures:
    """The same days under Anki's other review orders, and under its limits of reviews."""
    kinds = [*product(PRESETS.items(), PRESETS_STARTS)]
    progress = Progress("presets", len(kinds) * len(BIASES) * seeds)
    cases = [
        _case(Case(minutes, 20, due, preset=preset), BIASES, seeds, progress, {"preset": name})
        for (name, preset), (minutes, due) in kinds
    ]
    return {"seeds": seeds, "new": 20, "cases": cases}


def _case(
    case: Case, ways: dict[str, Way], seeds: int, progress: Progress, about: Figures
) -> Figures:
    runs = in_each_way(case, ways, seeds, progress)
    shape = {name: getattr(case, name) for name in ("minutes", "new", "backlog", "cards")}
    return {**about, **shape, "ways": {name: summed_up(some) for name, some in runs.items()}}


EASY = Case(minutes=120, new=20, backlog=200, days=30)


def easy(seeds: int) -> Figures:
    """Days that have time for everything: what the bunching of new cards at the end does."""
    progress = Progress("easy days", len(STRENGTHS) * seeds)
    lines = []
    for strength in STRENGTHS:
        days = []
        for seed in range(seeds):
            days += study(EASY, bias(strength), seed)[0]
            progress.step()
        early = sum(day.early for day in days)
        order = rest_of_day(Day(0, EASY.backlog, 0, EASY.new), Bias(strength))
        lines.append(
            {
                "strength": strength,
                "new_after_reviews": new_after_reviews(order),
                "early_share": early / sum(day.learning for day in days),
                "early_minutes": sum(day.early_secs for day in days) / max(1, early) / 60,
            }
        )
    return {"seeds": seeds, "days": EASY.days, "new": EASY.new, "lines": lines}


REGIMES_WAYS = {name: way for name, way in {**BIASES, **BY_HAND}.items() if name != NEW_FIRST}
# The share of the preset's new cards that can be kept up, and what such days are called.
REGIMES = ((0.95, "fits"), (0.5, "half fits"), (0.0, "does not fit"))
LEAST_GAIN = 20  # card-days: a share of less says nothing


def regimes(seeds: int) -> Figures:
    """Many kinds of days after a pause, by how many of the new cards they have room for."""
    every = [*regimes_cases()]
    progress = Progress("regimes", len(every) * len(REGIMES_WAYS) * seeds)
    of_regime: dict[str, list[Figures]] = {name: [] for _share, name in REGIMES}
    for case in every:
        ways = {
            name: {key: spread["median"] for key, spread in summed_up(runs).items()}
            for name, runs in in_each_way(case, REGIMES_WAYS, seeds, progress).items()
        }
        of_regime[regime(case, ways[LAST])].append(ways)
    figures = {
        name: {"cases": len(some), "ways": {way: _of_way(way, some) for way in REGIMES_WAYS}}
        for name, some in of_regime.items()
        if some
    }
    return {"seeds": seeds, "regimes": figures}


def regimes_cases() -> Iterator[Case]:
    """Without doubles; those of one collection follow each other: it takes time to grow."""
    days = [
        Case(minutes, new, due)
        for minutes, due, new in product((20, 30, 45), (300, 800, 2_000), (5, 10, 20, 40))
    ]
    collections = ((3_000, 12), (10_000, 12), (5_000, 30), (3_000, 30))
    starts = ((20, 300), (20, 800), (30, 800), (30, 2_000), (45, 2_000))
    days += [
        Case(minutes, new, due, cards, by)
        for (cards, by), (minutes, due), new in product(collections, starts, (10, 20))
    ]
    small = ((3_000, 10), (3_000, 15), (10_000, 20), (10_000, 30), (10_000, 45))
    days += [
        Case(minutes, new, due, cards)
        for (cards, minutes), due, new in product(small, (300, 800), (5, 10, 20))
    ]
    return iter(sorted(dict.fromkeys(days), key=lambda it: (it.cards, it.grown_by, it.backlog)))


def regime(case: Case, last: Figures) -> str:
    """By the new cards a day that were met in the last two months with all of them last."""
    kept_up = last["new_last_two_months_a_day"] / case.new
    return next(name for share, name in REGIMES if kept_up >= share)


def _of_way(name: str, lines: list[Figures]) -> dict[str, float | None]:
    """The figures of a way in the middle case, and against Anki's mixed order."""

    def middle(key: str) -> float | None:
        values = [line[name][key] for line in lines]
        found = median(float("inf") if value is None else value for value in values)
        return None if found == float("inf") else round(found, 4)

    def against_anki(key: str) -> float:
        ratios: list[float] = [line[name][key] / max(1, line[ANKI][key]) for line in lines]
        return round(median(ratios), 4)

    gains = [
        (line[ANKI]["overdue"] - line[name]["overdue"]) / possible
        for line in lines
        if (possible := line[ANKI]["overdue"] - line[LAST]["overdue"]) > LEAST_GAIN
    ]
    return {
        **{key: middle(key) for key in ("days_to_few", "left_at_end", "retention")},
        **{f"{key}_ratio": against_anki(key) for key in ("overdue", "new", "known")},
        "gain_share": round(median(gains), 4) if gains else None,
    }
