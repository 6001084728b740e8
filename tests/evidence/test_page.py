# SPDX-License-Identifier: AGPL-3.0-or-later
"""What README.md quotes is what was measured."""

from __future__ import annotations

import json

import pytest

from evidence.page.weeks import tables
from tools.environment import ROOT


def test_the_readme_quotes_the_days_that_were_measured() -> None:
    days = json.loads((ROOT / "evidence" / "figures" / "days.json").read_text("utf-8"))
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    gains = days["share_of_possible_gain"]
    for strength in ("50", "80"):
        assert f"{strength} % reaches **{100 * gains[strength]:.0f} %**" in readme
    minutes = {
        line["strength"]: round(line["real"])
        for line in days["days"]
        if line["shape"] == "200 + 20, 1m 10m"
    }
    assert (
        f"after {minutes[50]} and {minutes[80]} minutes instead of {minutes[0]}, and after"
        f" {minutes[100]} with all new cards last"
    ) in readme


def test_the_readme_quotes_the_weeks_that_were_simulated() -> None:
    figures = ROOT / "evidence" / "figures" / "weeks" / "chronic.json"
    ways = json.loads(figures.read_text("utf-8"))["ways"]
    ankis, fifty, eighty = (
        ways[way]["left_last_month"]["median"]
        for way in ("Anki's mixed order", "push back 50 %", "push back 80 %")
    )
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"**{ankis:.0f}** reviews are left each evening in Anki's order" in readme
    assert f"Moved back by 50 %, **{fifty:.1f}** are left; by 80 %, **{eighty:.1f}**" in readme


@pytest.mark.parametrize("name", ["page.md", "../../docs/evidence.md"])
def test_the_page_has_every_table_of_the_weeks(name: str) -> None:
    page = (ROOT / "evidence" / "page" / name).read_text("utf-8")
    figures = (ROOT / "evidence" / "figures" / "weeks").glob("*.json")
    weeks = {path.stem: json.loads(path.read_text("utf-8")) for path in figures}
    for key, text in tables(weeks).items():
        assert (f"${key}" if name == "page.md" else text) in page, key
