# SPDX-License-Identifier: AGPL-3.0-or-later
"""The zip is what AnkiWeb and Anki's add-on manager accept."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import jsonschema
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
    assert "name" in manifest_problem(json.dumps({**manifest, "name": None}))
    with zipfile.ZipFile(TARGET) as archive:
        assert AddonManager.readManifestFile(AddonManager.__new__(AddonManager), archive)
