# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table at the end of all tests."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tools import environment
from tools.check import WITH_WINDOW, Result, counts, crashed, table


def test_each_version_has_a_line_and_results_one_below_the_other():
    lines = table(
        ["Anki", "Python", "Backend", "Window"],
        ["23.10.1", "3.9.18", str(Result(True, 61.7, 375)), "–"],
        ["26.09.3", "3.13.0", str(Result(False, 5, 370, 5)), str(Result(False, 0.4))],
    ).split("\n")
    assert lines == [
        "Anki      Python   Backend                Window",
        "23.10.1   3.9.18   375 passed, 62 s       –",
        "26.09.3   3.13.0   5 of 375 FAILED, 5 s   FAILED, 0 s",
    ]


TESTS = """
import pytest

@pytest.fixture
def broken():
    raise RuntimeError

@pytest.mark.parametrize("number", range(3))
def test_passes(number): pass
def test_fails(): assert False
def test_has_an_error(broken): pass
def test_is_skipped(): pytest.skip()
"""


def test_what_pytest_counts(tmp_path):
    (tmp_path / "test_some.py").write_text(TESTS)
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=False, cwd=tmp_path).returncode == 1
    assert counts(report) == (3, 2)
    assert counts(tmp_path / "none.xml") == (0, 0)


def test_which_tests_crashed(tmp_path):
    (tmp_path / "test_some.py").write_text(
        "import os, pytest, signal\n"
        "@pytest.mark.parametrize('name', ['a', 'b'])\n"
        "def test_crashes(name):\n"
        "    if name == 'a': os.kill(os.getpid(), signal.SIGSEGV)\n"
        "def test_fails(): assert False\n"
    )
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "--forked", f"--junitxml={report}", str(tmp_path)]
    subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
    assert crashed(report) == ["test_some.py::test_crashes[a]"]
    assert counts(report) == (1, 2)
    assert crashed(tmp_path / "none.xml") == []


@pytest.mark.parametrize("name", environment.PYTHONS)
def test_each_environment_is_locked(name):
    wanted = (environment.REQUIREMENTS / f"{name}.in").read_text("utf-8")
    locked = (environment.REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    for line in filter(None, (line.partition("#")[0].strip() for line in wanted.splitlines())):
        package, version = re.fullmatch(r"([\w.-]+)(?:\[.*\])?(==[\d.]+)?.*", line).groups()
        assert re.search(rf"^{package}(\[\w+\])?{version or '=='}", locked, re.MULTILINE), line
    assert "pytest-anki2" in locked or name not in WITH_WINDOW
