# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same weeks simulated and in the real Anki, without the add-on and with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations
from statistics import fmean
from typing import Any

from evidence.days.shapes import under_faked_clock
from tools.progress import Progress

from .runs import Case, study
from .study import Preset
from .ways import bias

DAYS = 21
ANKI_LIMITS = Preset(reviews_a_day=200, new_ignore_review_limit=False)
CASES = {
    "20 min, 300 due": Case(minutes=20, new=20, backlog=300, days=DAYS),
    "30 min, 800 due": Case(minutes=30, new=20, backlog=800, days=DAYS),
    "20 min, 300 due, Anki's default limits": Case(20, 20, 300, days=DAYS, preset=ANKI_LIMITS),
    "30 min, 150 due (it fits)": Case(minutes=30, new=10, backlog=150, days=DAYS),
}
FUZZ_DRAWS = 6
STRENGTHS = (None, 50, 80)  # None: Anki alone


def run(seeds: int) -> dict[str, Any]:
    progress = Progress("weeks in the real Anki", len(CASES) * len(STRENGTHS) * seeds)
    lines = []
    for name, case in CASES.items():
        for strength in STRENGTHS:
            for seed in range(seeds):
                lines.append({"case": name, **compared(case, strength, seed)})
                progress.step()
    return {"days": DAYS, "seeds": seeds, "lines": lines}


def compared(case: Case, strength: int | None, seed: int) -> dict[str, Any]:
    asked = {"case": asdict(case), "strength": strength, "seed": seed}
    (line,) = under_faked_clock("evidence.weeks.real_study", [json.dumps(asked)])
    days = json.loads(line)
    real = {
        "real_left": [day[-1] for day in days],
        "real_reviews": sum(day[1] for day in days),
        "real_new": sum(day[2] for day in days),
    }
    beside = simulated(case, strength, seed, real["real_left"])
    return {"strength": strength, "seed": seed, **real, **beside}


def simulated(case: Case, strength: int | None, seed: int, real_left: list[int]) -> dict[str, Any]:
    """The same weeks some times, with other fuzz: Anki's own draws of that are not known."""
    runs = [study(case, bias(strength or 0), seed, fuzz)[0] for fuzz in range(FUZZ_DRAWS)]
    left = [[day.left for day in days] for days in runs]
    return {
        "simulated_left": [round(fmean(evening), 2) for evening in zip(*left)],
        "simulated_reviews": fmean(sum(day.reviews for day in days) for days in runs),
        "simulated_new": fmean(sum(day.new for day in days) for days in runs),
        "mean_difference": fmean(_difference(real_left, one) for one in left),
        "by_chance": fmean(_difference(*pair) for pair in combinations(left, 2)),
    }


def _difference(some: Sequence[float], others: Sequence[float]) -> float:
    """In reviews left, on an evening, on average."""
    return fmean(abs(a - b) for a, b in zip(some, others))
