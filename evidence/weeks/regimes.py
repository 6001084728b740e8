# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many kinds of days after a pause, by how many of the new cards they have room for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from statistics import median
from typing import Any

from tools.progress import Progress

from .runs import Case, in_each_way, summed_up
from .ways import ANKI, BIASES, BY_HAND, LAST

WAYS = {name: way for name, way in {**BIASES, **BY_HAND}.items() if name != "new cards first"}
# The share of the preset's new cards that can be kept up, and what such days are called.
REGIMES = ((0.95, "fits"), (0.5, "half fits"), (0.0, "does not fit"))


def cases() -> Iterator[Case]:
    """Without doubles: minutes, reviews due at the start, new cards a day, and the collection."""
    days: dict[Case, None] = {}
    for minutes, due, new in product((20, 30, 45), (300, 800, 2_000), (5, 10, 20, 40)):
        days[Case(minutes, new, due)] = None
    collections = ((3_000, 12), (10_000, 12), (5_000, 30), (3_000, 30))
    starts = ((20, 300), (20, 800), (30, 800), (30, 2_000), (45, 2_000))
    for (cards, by), (minutes, due), new in product(collections, starts, (10, 20)):
        days[Case(minutes, new, due, cards, by)] = None
    small = ((3_000, 10), (3_000, 15), (10_000, 20), (10_000, 30), (10_000, 45))
    for (cards, minutes), due, new in product(small, (300, 800), (5, 10, 20)):
        days[Case(minutes, new, due, cards)] = None
    # Cases of one collection follow each other, because it takes time to grow.
    yield from sorted(days, key=lambda case: (case.cards, case.grown_by, case.backlog))


def run(seeds: int) -> dict[str, Any]:
    every = [*cases()]
    progress = Progress("regimes", len(every) * len(WAYS) * seeds)
    lines = []
    for case in every:
        ways = {
            name: {key: spread["median"] for key, spread in summed_up(runs).items()}
            for name, runs in in_each_way(case, WAYS, seeds, progress).items()
        }
        lines.append({**_described(case), "regime": regime(case, ways[LAST]), "ways": ways})
    return {"seeds": seeds, "cases": lines, "regimes": _regimes(lines)}


def regime(case: Case, last: dict[str, float]) -> str:
    """By the new cards a day that were met in the last two months with all of them last."""
    kept_up = last["new_last_two_months_a_day"] / case.new
    return next(name for share, name in REGIMES if kept_up >= share)


def _described(case: Case) -> dict[str, float]:
    names = ("minutes", "new", "backlog", "cards", "grown_by")
    return {name: getattr(case, name) for name in names}


def _regimes(lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        name: _of_regime(some)
        for _share, name in REGIMES
        if (some := [line["ways"] for line in lines if line["regime"] == name])
    }


def _of_regime(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Each way's figures in the middle case, and against Anki's mixed order."""
    return {"cases": len(lines), "ways": {name: _of_way(name, lines) for name in WAYS}}


def _of_way(name: str, lines: list[dict[str, Any]]) -> dict[str, float | None]:
    def middle(key: str) -> float | None:
        values = [line[name][key] for line in lines]
        found = median(float("inf") if value is None else value for value in values)
        return None if found == float("inf") else round(found, 4)

    def against_anki(key: str) -> float:
        shares: list[float] = [line[name][key] / max(1, line[ANKI][key]) for line in lines]
        return round(median(shares), 4)

    gains = [
        (line[ANKI]["overdue"] - line[name]["overdue"]) / possible
        for line in lines
        if (possible := line[ANKI]["overdue"] - line[LAST]["overdue"]) > LEAST_GAIN
    ]
    return {
        "days_to_few": middle("days_to_few"),
        "left_at_end": middle("left_at_end"),
        "retention": middle("retention"),
        "overdue_ratio": against_anki("overdue"),
        "new_ratio": against_anki("new"),
        "known_ratio": against_anki("known"),
        "gain_share": round(median(gains), 4) if gains else None,
    }


LEAST_GAIN = 20  # card-days: a share of less says nothing
