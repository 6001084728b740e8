# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the page and its plots from the figures in a folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from string import Template

from tools.environment import ROOT

from . import plots, tables, weeks

PAGE = Path(__file__).with_name("page.md")


def main() -> None:
    figures = Path(sys.argv[1])
    docs = ROOT / "docs"
    days, bench = (
        json.loads((figures / f"{name}.json").read_text("utf-8")) for name in ("days", "bench")
    )
    over_weeks = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in (figures / "weeks").glob("*.json")
    }
    plots.draw_weeks(over_weeks["chronic"], docs / "images" / "evidence-weeks.svg")
    plots.draw_days(days, docs / "images" / "evidence-days.svg")
    plots.draw_sessions(bench, docs / "images" / "evidence-sessions.svg")
    page = Template(PAGE.read_text("utf-8"))
    text = page.substitute(
        {**weeks.tables(over_weeks), **tables.of_days(days), **tables.of_bench(bench)}
    )
    (docs / "evidence.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
