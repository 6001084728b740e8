# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the .ankiaddon file, the same bytes each time."""

import json
import os
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from .environment import ROOT, VENV, run

TARGET = ROOT / "dist" / "biased_queue.ankiaddon"

# The keys that Anki reads, with their types, and those that it needs
# (`_manifest_schema` in aqt/addons.py); `mod` and `branch_index` are AnkiWeb's.
MANIFEST_TYPES = {
    "package": str,
    "name": str,
    "human_version": str,
    "homepage": str,
    "conflicts": list,
    "min_point_version": int,
    "max_point_version": int,
}
MANIFEST_NEEDED = ("package", "name")
SUFFIXES = (".py", ".json", ".md")
COMPILE = ("python", "-m", "tools.translations", "compile")
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def build() -> Path:
    """Write the add-on; exits with one line if the manifest is not as Anki wants it."""
    manifest = ROOT / "manifest.json"
    if problem := manifest_problem(manifest.read_text("utf-8")):
        sys.exit(f"manifest.json: {problem}")
    files = {"manifest.json": manifest, "LICENSE": ROOT / "LICENSE"}
    contents = _catalogues()
    for path in (ROOT / "addon").rglob("*"):
        if path.suffix in SUFFIXES and path.name != "meta.json":
            files[path.relative_to(ROOT / "addon").as_posix()] = path
    contents.update((name, path.read_bytes()) for name, path in files.items())
    TARGET.parent.mkdir(exist_ok=True)
    # Written beside it and then put in its place: several tests may build and read it at once.
    unfinished = TARGET.with_suffix(f".{os.getpid()}")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return unfinished.replace(TARGET)


def _catalogues() -> dict[str, bytes]:
    """The compiled translations, by their names in the zip."""
    with TemporaryDirectory() as folder:
        if Path(sys.prefix).resolve().parent == VENV:  # each of these environments has Babel
            from .translations import compile_all

            compile_all(Path(folder))
        elif status := run(*COMPILE, folder, env="translations"):
            sys.exit(status)
        return {f"locale/{path.name}": path.read_bytes() for path in Path(folder).iterdir()}


def manifest_problem(text: str) -> str:
    """What is wrong with a manifest, in one line; empty if Anki accepts it as it is."""
    try:
        manifest = json.loads(text)
    except ValueError as error:
        return f"not valid JSON: {error}"
    if not isinstance(manifest, dict):
        return "should be an object in braces"
    for key in MANIFEST_NEEDED:
        if not manifest.get(key):
            return f"“{key}” is missing"
    for key, value in manifest.items():
        if key not in MANIFEST_TYPES:
            return f"“{key}” is not a key that Anki reads"
        if not isinstance(value, MANIFEST_TYPES[key]) or isinstance(value, bool):
            return f"“{key}” should be of type {MANIFEST_TYPES[key].__name__}"
    if not all(isinstance(item, str) for item in manifest.get("conflicts", [])):
        return "“conflicts” should be a list of package names"
    return ""
