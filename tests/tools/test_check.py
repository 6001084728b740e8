# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands at the end of all tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import check, environment
from tools.check import summary

TESTS = """
import pytest

@pytest.fixture
def broken():
    raise RuntimeError("no such file")

@pytest.mark.parametrize("number", range(3))
def test_passes(number): pass
def test_fails(): assert [1] == [2]
def test_has_an_error(broken): pass
def test_is_skipped(): pytest.skip()
"""


def test_a_line_for_each_report_and_what_failed_below_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(TESTS)
    report = tmp_path / "newest.xml"
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=False, cwd=tmp_path).returncode == 1
    head, line, *failed = summary([report]).splitlines()
    assert head.split() == ["Anki", "passed", "failed", "seconds"]
    assert line.split()[:3] == ["newest", "3", "2"]
    assert failed[:3] == ["", "newest: test_some::test_fails", "E   assert [1] == [2]"]
    assert "newest: test_some::test_has_an_error" in failed
    assert "E       RuntimeError: no such file" in failed


def test_no_report_at_all() -> None:
    assert summary([]) == "Anki   passed   failed   seconds"


@pytest.mark.parametrize(("status", "passed"), [(0, True), (1, False)])
def test_that_all_passed_is_remembered_of_this_very_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, passed: bool
) -> None:
    git = ["git", "-c", "user.name=maintainers", "-c", "user.email=maintainers@example.org"]
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "A change"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "python", lambda: sys.executable)
    reports = tmp_path / ".git" / "reports"  # where git does not see them
    monkeypatch.setattr(check, "REPORTS", reports)
    monkeypatch.setattr(check, "PASSED", reports / "passed.txt")

    def tox(*_arguments: str) -> int:
        reports.mkdir()
        return status

    monkeypatch.setattr(environment, "tox", tox)
    assert check.run([]) == status
    assert check.all_passed() == passed
    (tmp_path / "changed").write_text("")
    assert not check.all_passed()
