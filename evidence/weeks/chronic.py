# SPDX-License-Identifier: AGPL-3.0-or-later
"""Too little time every day for months: what is left in the evening, in each way to go on."""

from __future__ import annotations

from statistics import fmean
from typing import Any

from tools.progress import Progress

from .runs import Case, in_each_way, summed_up
from .ways import BIASES, BY_HAND, FIRST_LEFT, Way, fewer_new

CASE = Case(minutes=20, new=20, cards=3_000)
WAYS: dict[str, Way] = {
    **BIASES,
    **FIRST_LEFT,
    **BY_HAND,
    **{f"{new} new cards a day": fewer_new(new) for new in (15, 10, 5)},
}


def run(seeds: int) -> dict[str, Any]:
    progress = Progress("months of too little time", seeds * len(WAYS))
    ways = {}
    for name, runs in in_each_way(CASE, WAYS, seeds, progress).items():
        evenings = zip(*(one["left"] for one in runs))
        ways[name] = {
            **summed_up(runs),
            "left_each_evening": [round(fmean(left), 1) for left in evenings],
        }
    return {"minutes": CASE.minutes, "new": CASE.new, "seeds": seeds, "ways": ways}
