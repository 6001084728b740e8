# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page is made from the figures, and what README.md and AnkiWeb's page quote is on it."""

from __future__ import annotations

import pytest

from evidence.page.__main__ import DOCS, FIGURES, PAGE, figures
from evidence.page.tables import ANKI, gains, tables
from tools.environment import ROOT


def test_the_page_has_what_was_measured() -> None:
    page = (DOCS / "evidence.md").read_text("utf-8")
    for key, text in tables(**figures(), weeks=figures(FIGURES / "weeks")).items():
        assert f"${key}" in PAGE.read_text("utf-8") and str(text) in page, key


@pytest.mark.parametrize("name", ["README.md", "docs/ankiweb.md"])
def test_what_people_read_first_is_what_was_measured(name: str) -> None:
    text = " ".join((ROOT / name).read_text("utf-8").replace("**", "").split()).replace(" %", "%")
    past = figures()["past"]
    every, left = past["all"], past["but_one"]["moved_and_reviews_left"]
    middle, sooner = every["middle_day"], every["middle_day"]["sooner"]
    ways = figures(FIGURES / "weeks")["chronic"]["ways"]
    names = (ANKI, "push back 50 %", "push back 80 %")
    ankis, *weeks = (ways[name]["left_last_month"]["median"] for name in names)
    for said in (
        f"{every['people']} people",
        f"{every['days']} days",
        f"{middle['reviews']:g} reviews and {middle['new']:g} new cards",
        f"{sooner['50']} minutes sooner at 50%, {sooner['80']} at 80%",
        f"{left['0']['evenings']} evenings",
        f"{left['50']['evenings']} at 50% and {left['80']['evenings']} at 80%",
        f"{ankis:.0f} reviews",
        f"{weeks[0]:.1f} at 50% and {weeks[1]:.1f} at 80%",
    ):
        assert said in text


def test_the_readme_quotes_the_whole_days() -> None:
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    days = figures()["days"]["days"]
    for shape, digits in (("26 + 10, 1m 10m", 1), ("200 + 20, 1m 10m", 0)):
        minutes = [f"{line['real']:.{digits}f}" for line in days if line["shape"] == shape]
        ankis, *biased = minutes
        assert f"{ankis} minutes, and {biased[0]} / {biased[1]} / {biased[2]} at" in readme


def test_the_share_of_the_possible_gain() -> None:
    minutes = {0: 40.0, 50: 35.0, 100: 30.0}
    lines = [{"shape": "a", "strength": s, "real": minute} for s, minute in minutes.items()]
    assert gains(lines, "a") == {50: 0.5} and gains(lines[:2], "a") == {}
