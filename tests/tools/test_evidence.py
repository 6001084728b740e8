# SPDX-License-Identifier: AGPL-3.0-or-later
"""What README.md quotes is what was measured."""

from __future__ import annotations

import json

from tools.environment import ROOT


def test_the_readme_quotes_the_days_that_were_measured():
    days = json.loads((ROOT / "docs" / "figures" / "days.json").read_text("utf-8"))
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    gains = days["share_of_possible_gain"]
    for strength in ("50", "80"):
        assert f"{strength} % reaches **{100 * gains[strength]:.0f} %**" in readme
    minutes = {
        line["strength"]: round(line["real"]["last_review_minute"])
        for line in days["days"]
        if line["shape"] == "200 + 20, 1m 10m"
    }
    assert (
        f"after {minutes[50]} and {minutes[80]} minutes instead of {minutes[0]}, and after"
        f" {minutes[100]} with all new cards last"
    ) in readme
