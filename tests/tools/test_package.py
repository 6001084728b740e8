# SPDX-License-Identifier: AGPL-3.0-or-later
"""The zip is what AnkiWeb and Anki's add-on manager accept."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import jsonschema
import pytest
from aqt.addons import AddonManager

from tools.environment import ROOT
from tools.package import TARGET, build, manifest_problem


def test_the_zip_holds_the_add_on_at_its_top_level_and_nothing_else() -> None:
    with zipfile.ZipFile(build()) as archive:
        names = archive.namelist()
    assert {"__init__.py", "manifest.json", "collection/hook.py", "gui/__init__.py"} <= set(names)
    assert names == sorted(names)
    for name in names:
        assert "__pycache__" not in name and "meta.json" not in name and "test" not in name
        catalogue = ROOT / Path(name).with_suffix(".po")
        its = catalogue if name.endswith(".mo") else ROOT / "addon" / name
        assert name in ("manifest.json", "LICENSE") or its.is_file()
    languages = (ROOT / "locale" / "LINGUAS").read_text("utf-8").split()
    assert {name for name in names if name.endswith(".mo")} == {
        f"locale/{language}.mo" for language in languages
    }


def test_the_same_bytes_each_time() -> None:
    first = build().read_bytes()
    for path in (ROOT / "addon").rglob("*.py"):
        os.utime(path)
    assert build().read_bytes() == first


def test_anki_accepts_the_manifest() -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text("utf-8"))
    jsonschema.validate(manifest, AddonManager._manifest_schema)
    with zipfile.ZipFile(TARGET) as archive:
        assert AddonManager.readManifestFile(AddonManager.__new__(AddonManager), archive)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": None}, "name"),
        ({"package": ""}, "package"),
        ({"min_point_version": "231000"}, "min_point_version"),
        ({"conflicts": "none"}, "conflicts"),
        ({"conflicts": [1]}, "conflicts"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_manifest_is_named(change: dict[str, object], named: str) -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text("utf-8"))
    assert manifest_problem(json.dumps(manifest)) == ""
    assert named in manifest_problem(json.dumps({**manifest, **change}))
    assert "JSON" in manifest_problem("{")


def test_there_is_one_place_for_the_version() -> None:
    version = json.loads((ROOT / "manifest.json").read_text("utf-8"))["human_version"]
    for path in [*(ROOT / "addon").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]:
        assert version not in path.read_text("utf-8"), path
