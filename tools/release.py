# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes a release: checks that all is ready, sets the version, builds, tags, and says what is left.

Nothing is changed before everything was checked; nothing is pushed or uploaded.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence

from . import check, package
from .environment import ROOT

MANIFEST, CHANGELOG = ROOT / "manifest.json", ROOT / "CHANGELOG.md"
VERSION = re.compile(r"\d+\.\d+\.\d+")
UPLOAD_PAGE = "https://ankiweb.net/shared/addons"


def run(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or not VERSION.fullmatch(arguments[0]):
        return _refuse("say which version, such as: python3 build.py release 1.2.3", status=2)
    version = arguments[0]
    if problem := next(_problems(version), ""):
        return _refuse(problem)
    manifest = MANIFEST.read_text("utf-8")
    if _version(manifest) != version:
        MANIFEST.write_text(manifest.replace(_version(manifest), version, 1), "utf-8")
        _git("commit", "--quiet", "-m", f"Version {version}", "--", MANIFEST.name)
    built = package.build()
    _git("tag", "-a", f"v{version}", "-m", f"Version {version}\n\n{_changes(version)}")
    print(_what_is_left(version, json.loads(manifest)))
    digest = hashlib.sha256(built.read_bytes()).hexdigest()
    print(f"\n{built.name}: {built.stat().st_size:,} bytes, sha256 {digest}")
    return 0


def _problems(version: str) -> Iterator[str]:
    """What stands in the way, in a line each; what is quick to see comes first."""
    if _git("status", "--porcelain"):
        yield "there are changes that are not committed (see: git status)"
    if _git("tag", "--list", f"v{version}"):
        yield f"the tag v{version} is there already"
    tags = [tag[1:] for tag in _git("tag", "--list", "v*").split() if VERSION.fullmatch(tag[1:])]
    newest = max([*tags, _version(MANIFEST.read_text("utf-8"))], key=_number)
    if _number(version) < _number(newest):
        yield f"{version} is older than {newest}, which is there already"
    if not _changes(version):
        yield (
            f"{CHANGELOG.name} says nothing of it: it needs a heading “## [{version}] - DATE”, "
            "with what changes for people below it"
        )
    if not check.all_passed():
        yield "not all tests have passed on this very tree: run python3 build.py test"


def _changes(version: str) -> str:
    """The changelog's section on a version."""
    heading = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## |\Z)"
    section = re.search(heading, CHANGELOG.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return section[1].strip() if section else ""


def _what_is_left(version: str, manifest: dict[str, object]) -> str:
    least, most = (_in_words(manifest[f"{end}_point_version"]) for end in ("min", "max"))
    return f"""\
Version {version} is built and tagged. What is left to do:

1. git push --follow-tags
   (the workflow then tests it once more and hands out the same file with the release)
2. On {UPLOAD_PAGE}: Upload, or Update of the add-on that is there
   - file: {package.TARGET.relative_to(ROOT)}
   - title: {manifest["name"]}
   - support page: {manifest["homepage"]}
   - Anki versions: from {least} to {most}
   - description: the text of docs/ankiweb.md; its two pictures need to be where the web reaches
     them, and their addresses in the place of docs/images/…"""


def _in_words(point_version: object) -> str:
    """260903 as 26.09.3 (`point_version` in anki/utils.py)."""
    year, month, patch = re.findall("..", str(point_version))
    return f"{year}.{month}" + (f".{int(patch)}" if int(patch) else "")


def _version(manifest: str) -> str:
    return str(json.loads(manifest)["human_version"])


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _refuse(problem: str, status: int = 1) -> int:
    print(f"No release: {problem}.", file=sys.stderr)
    return status
