# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pyproject.toml says of the environments holds together."""

from __future__ import annotations

import json
import re

from tools.environment import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def test_each_anki_is_tested_and_none_shares_its_environment() -> None:
    ankis = set(re.findall(r'^"?(newest|anki-[\d.]+)"? = \[', PYPROJECT, re.MULTILINE))
    assert len(ankis) == 7
    for name, begin in (("env_list", "env_list = ["), ("conflicts", "conflicts = [[")):
        listed = PYPROJECT.partition(begin)[2].partition("]")[0]
        assert set(re.findall(r"newest|anki-[\d.]+", listed)) == ankis, name


def test_the_version_stands_in_one_place() -> None:
    version = json.loads((ROOT / "manifest.json").read_text("utf-8"))["human_version"]
    for path in (*(ROOT / "addon").rglob("*.py"), *(ROOT / "tools").rglob("*.py")):
        assert version not in path.read_text("utf-8"), path
    assert version not in PYPROJECT and 'version = "0"' in PYPROJECT
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
