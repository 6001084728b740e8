# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page's plot, as SVG; the same figures give the same file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

# On white, so that they can be read on a dark page too.
mpl.rcParams.update(
    {"svg.hashsalt": "biased-queue", "svg.fonttype": "none", "font.size": 11, "axes.grid": True}
    | {"axes.spines.top": False, "axes.spines.right": False, "grid.alpha": 0.3}
)
REVIEW, NEW, LEARN = "#16a34a", "#3b82f6", "#dc2626"  # Anki's, in light mode


# What is drawn of the weeks, and how; the rest is in the table, some of it far off the scale.
WEEKS = {
    "Anki's mixed order": (LEARN, "-"),
    "no new cards until it is empty": (LEARN, ":"),
    "10 new cards a day": ("#737373", "--"),
    "push back 50 %": (NEW, "-"),
    "push back 80 %": (REVIEW, "-"),
}


def draw_weeks(chronic: dict[str, Any], target: Path) -> None:
    """Reviews left on each evening, in some of the ways to go on."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    before = f"{chronic['minutes']} minutes and {chronic['new']} new cards a day"
    for way, (color, style) in WEEKS.items():
        left = chronic["ways"][way]["left_each_evening"]
        axes.plot(range(1, len(left) + 1), left, style, color=color, label=way)
    axes.set(
        title=f"After six months of {before}",
        xlabel="day",
        ylabel="reviews left in the evening",
        ylim=(0, None),
    )
    axes.legend(fontsize=9)
    _save(figure, target)


def _save(figure: Figure, target: Path) -> None:
    figure.savefig(target, metadata={"Date": None})
