# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes docs/evidence.md and its plot from the figures."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template
from typing import Any

from tools.environment import ROOT

from .tables import tables

DOCS, FIGURES = ROOT / "docs", ROOT / "evidence" / "figures"
PAGE = Path(__file__).with_name("page.md")


def figures(folder: Path = FIGURES) -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}


def page() -> str:
    every = tables(**figures(), weeks=figures(FIGURES / "weeks"))
    return Template(PAGE.read_text("utf-8")).substitute(every)


if __name__ == "__main__":
    from . import plots  # needs Matplotlib, and the tests do not have it

    (DOCS / "evidence.md").write_text(page(), "utf-8")
    plots.draw_weeks(figures(FIGURES / "weeks")["chronic"], DOCS / "images" / "evidence-weeks.svg")
