# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same days under Anki's other review orders, and under its limits of reviews."""

from __future__ import annotations

from typing import Any

from tools.progress import Progress

from .runs import Case, in_each_way, summed_up
from .study import REVIEW_ORDERS, Preset
from .ways import BIASES

STARTS = ((20, 300), (30, 800))  # minutes a day, reviews due at the start
NEW = 20
PRESETS = {
    **{f"by {order}": Preset(review_order=order) for order in REVIEW_ORDERS},
    "200 reviews a day": Preset(reviews_a_day=200),
    "200 reviews a day, new cards count (Anki's default)": Preset(
        reviews_a_day=200, new_ignore_review_limit=False
    ),
}


def run(seeds: int) -> dict[str, Any]:
    progress = Progress("presets", len(PRESETS) * len(STARTS) * len(BIASES) * seeds)
    lines = []
    for preset_name, preset in PRESETS.items():
        for minutes, due in STARTS:
            case = Case(minutes, NEW, due, preset=preset)
            runs = in_each_way(case, BIASES, seeds, progress)
            ways = {name: summed_up(some) for name, some in runs.items()}
            lines.append({"preset": preset_name, "minutes": minutes, "backlog": due, "ways": ways})
    return {"seeds": seeds, "new": NEW, "cases": lines}
