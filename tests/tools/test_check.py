# SPDX-License-Identifier: AGPL-3.0-or-later
"""That all tests have passed, which a release asks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import check, environment


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
