# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days that the reviews alone overfill: how long new cards stay away."""

from __future__ import annotations

from typing import Any

from tools.progress import Progress

from .runs import Case, in_each_way, summed_up
from .ways import BIASES, FIRST_LEFT

CASES = (
    Case(minutes=15, new=20, backlog=800, cards=10_000),
    Case(minutes=12, new=20, backlog=800, cards=10_000),
    Case(minutes=12, new=5, backlog=800, cards=10_000),
)


def run(seeds: int) -> dict[str, Any]:
    every_way = {**BIASES, **FIRST_LEFT}
    progress = Progress("overfull days", len(CASES) * len(every_way) * seeds)
    lines = []
    for case in CASES:
        runs = in_each_way(case, every_way, seeds, progress)
        ways = {name: summed_up(some) for name, some in runs.items()}
        shape = {"minutes": case.minutes, "new": case.new, "backlog": case.backlog}
        lines.append({**shape, "cards": case.cards, "ways": ways})
    return {"seeds": seeds, "cases": lines}
