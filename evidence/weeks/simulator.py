# SPDX-License-Identifier: AGPL-3.0-or-later
"""The simulation beside Anki's own, which knows no minutes: so on days that have time for all."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from statistics import fmean
from typing import Any

from evidence.days.shapes import under_faked_clock
from tools.progress import Progress

from .runs import Case, study
from .ways import bias

CASE = Case(minutes=60, new=10, backlog=150, days=28)
DAYS_AFTER = 62


def run(seeds: int) -> dict[str, Any]:
    progress = Progress("Anki's own simulator", seeds)
    lines = []
    for seed in range(seeds):
        asked = {"case": asdict(CASE), "seed": seed, "days_after": DAYS_AFTER}
        (line,) = under_faked_clock("evidence.weeks.simulator_study", [json.dumps(asked)])
        ankis = json.loads(line)
        days, learner = study(replace(CASE, days=CASE.days + DAYS_AFTER), bias(0), seed)
        lines.append(
            {
                "seed": seed,
                "ankis_reviews": fmean(ankis["reviews"]),
                "our_reviews": fmean(day.reviews for day in days[CASE.days :]),
                "ankis_known": ankis["known"],
                "our_known": learner.known(),
            }
        )
        progress.step()
    return {"days_before": CASE.days, "days": DAYS_AFTER, "new": CASE.new, "lines": lines}
