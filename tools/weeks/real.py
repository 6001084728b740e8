# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same weeks simulated and in the real Anki, without the add-on and with it."""

from __future__ import annotations

import json
from dataclasses import asdict
from statistics import fmean
from typing import Any

from tools.real_days.days import under_faked_clock

from .progress import Progress
from .runs import Case, study
from .study import Preset
from .ways import bias

DAYS = 21
ANKIS_LIMITS = Preset(reviews_a_day=200, new_ignore_review_limit=False)
CASES = {
    "20 min, 300 due": Case(minutes=20, new=20, backlog=300, days=DAYS),
    "30 min, 800 due": Case(minutes=30, new=20, backlog=800, days=DAYS),
    "20 min, 300 due, Anki's default limits": Case(20, 20, 300, days=DAYS, preset=ANKIS_LIMITS),
    "30 min, 150 due (it fits)": Case(minutes=30, new=10, backlog=150, days=DAYS),
}
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
    (line,) = under_faked_clock("tools.weeks.real_study", [json.dumps(asked)])
    real = json.loads(line)
    days, _learner = study(case, bias(strength or 0), seed)
    simulated = [[day.due, day.reviews, day.new, day.learning, day.left] for day in days]
    sides = {"real": real, "simulated": simulated}
    return {
        "strength": strength,
        "seed": seed,
        **{f"{side}_left": [day[-1] for day in rows] for side, rows in sides.items()},
        **{f"{side}_reviews": sum(day[1] for day in rows) for side, rows in sides.items()},
        **{f"{side}_new": sum(day[2] for day in rows) for side, rows in sides.items()},
        "mean_difference": fmean(abs(a[-1] - b[-1]) for a, b in zip(real, simulated)),
    }
