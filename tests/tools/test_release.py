# SPDX-License-Identifier: AGPL-3.0-or-later
"""A release is made only where all is ready, and then with the right version everywhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.environment import ROOT

SECTION = "## [9.1.0] - 2030-01-31\n\n### Added\n\n- A thing for people.\n\n"


def run(*command: str, at: Path) -> str:
    return subprocess.run(command, cwd=at, check=True, capture_output=True, text=True).stdout


def git(project: Path, *arguments: str) -> str:
    author = ("-c", "user.name=maintainers", "-c", "user.email=maintainers@example.org")
    return run("git", *author, *arguments, at=project)


def release(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "build.py", "release", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project as it is, with a changelog for version 9.1.0, and all tests passed."""
    project = tmp_path / "project"
    listed = run("git", "ls-files", "-co", "--exclude-standard", "-z", at=ROOT).split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file() and not name.startswith(("docs/images/", "evidence/figures/")):
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, project / name)
    git(project, "init", "--quiet", "--initial-branch=main")
    for name, value in (("user.name", "maintainers"), ("user.email", "maintainers@example.org")):
        git(project, "config", name, value)
    changelog = project / "CHANGELOG.md"
    changelog.write_text(changelog.read_text("utf-8").replace("## [", f"{SECTION}## [", 1), "utf-8")
    commit(project)
    return project


def commit(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "A change")
    reports = project / ".venv" / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    for environment in ("uv", "tox", "translations"):  # made already
        if not (made := project / ".venv" / environment).exists():
            made.symlink_to(ROOT / ".venv" / environment)
    (reports / "passed.txt").write_text(git(project, "rev-parse", "HEAD^{tree}").strip())


def test_a_release(project: Path) -> None:
    run_ = release(project, "9.1.0")
    assert run_.returncode == 0, run_.stderr
    manifest = json.loads((project / "manifest.json").read_text("utf-8"))
    assert manifest["human_version"] == "9.1.0"
    assert not git(project, "status", "--porcelain")
    assert git(project, "log", "-1", "--format=%s").strip() == "Version 9.1.0"
    assert git(project, "rev-parse", "v9.1.0^{commit}") == git(project, "rev-parse", "HEAD")
    assert "A thing for people." in git(project, "tag", "--list", "-n9", "v9.1.0")
    with zipfile.ZipFile(project / "dist" / "biased_queue.ankiaddon") as archive:
        assert json.loads(archive.read("manifest.json")) == manifest
    said = run_.stdout
    assert "from 23.10 to 26.09.3" in said and "docs/ankiweb.md" in said
    assert "git push --follow-tags" in said and "sha256" in said
    again = release(project, "9.1.0")
    assert again.returncode == 1 and "v9.1.0 is there already" in again.stderr


def untracked(project: Path) -> None:
    (project / "addon" / "left_over.py").write_text("", "utf-8")


def empty_log(project: Path) -> None:
    changelog = project / "CHANGELOG.md"
    text = changelog.read_text("utf-8")
    changelog.write_text(text.replace(SECTION, SECTION.splitlines()[0] + "\n\n"), "utf-8")
    commit(project)


def not_tested(project: Path) -> None:
    (project / ".venv" / "reports" / "passed.txt").unlink()


def tested_before_a_change(project: Path) -> None:
    passed = project / ".venv" / "reports" / "passed.txt"
    tree = passed.read_text()
    (project / "README.md").write_text("other", "utf-8")
    commit(project)
    passed.write_text(tree)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (untracked, "not committed"),
        (empty_log, "“## [9.1.0] - DATE”"),
        (lambda project: git(project, "tag", "v9.10.0"), "older than 9.10.0"),
        (not_tested, "python3 build.py test"),
        (tested_before_a_change, "python3 build.py test"),
    ],
)
def test_what_stands_in_the_way_is_told_in_a_line_and_nothing_is_changed(
    project: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(project)
    before = git(project, "rev-parse", "HEAD"), git(project, "status", "--porcelain")
    run_ = release(project, "9.1.0")
    assert run_.returncode == 1 and said in run_.stderr and len(run_.stderr.splitlines()) == 1
    assert (git(project, "rev-parse", "HEAD"), git(project, "status", "--porcelain")) == before
    assert "v9.1.0" not in git(project, "tag")


def test_the_page_on_ankiweb_keeps_to_what_it_takes() -> None:
    text = (ROOT / "docs" / "ankiweb.md").read_text("utf-8")
    assert set(re.findall(r"</?(\w+)", text)) <= {"a", "b", "i", "code", "img", "li", "ol", "ul"}
    assert not re.search(r"^\s*(#|\||\*|-|\d+\.)|\[.*\]\(|\*\*|`", text, re.MULTILINE)
    pictures = re.findall(r'<img src="(.+?)">', text)
    assert len(pictures) == 2 and all((ROOT / picture).is_file() for picture in pictures)
