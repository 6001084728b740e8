# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days that have time for everything: what the bunching of new cards at the end does there."""

from __future__ import annotations

from statistics import fmean
from typing import Any

from addon.ordering import Bias, Day, new_after_reviews, rest_of_day
from tools.progress import Progress

from .runs import Case, study
from .ways import bias

CASE = Case(minutes=120, new=20, backlog=200, days=30)
STRENGTHS = (0, 20, 50, 80, 100)


def run(seeds: int) -> dict[str, Any]:
    progress = Progress("easy days", len(STRENGTHS) * seeds)
    lines = []
    for strength in STRENGTHS:
        days = []
        for seed in range(seeds):
            days += study(CASE, bias(strength), seed)[0]
            progress.step()
        early = sum(day.early for day in days)
        first = Day(0, CASE.backlog, 0, CASE.new)
        lines.append(
            {
                "strength": strength,
                "new_after_reviews": new_after_reviews(rest_of_day(first, Bias(strength))),
                "early_share": early / sum(day.learning for day in days),
                "early_minutes": sum(day.early_secs for day in days) / max(1, early) / 60,
                "left": fmean(day.left for day in days),
            }
        )
    return {"seeds": seeds, "days": CASE.days, "new": CASE.new, "lines": lines}
