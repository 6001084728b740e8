# SPDX-License-Identifier: AGPL-3.0-or-later
"""All checks of the project: quick ones first, then the tests on every supported Anki.

A quick check that fails ends the run. A test that fails does not: the table at the end has a line
for each Anki.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from . import environment
from .environment import ANKIS, NEWEST, ROOT, say

OLDEST, *_ = ANKIS
WITH_WINDOW = (OLDEST, "anki-25.02.7", NEWEST)
BACKEND = ("tests/pure", "tests/collection")
WINDOW = ("tests/gui",)
IMAGES = "tests/gui/test_images.py"
AT_ONCE = min(2, os.cpu_count() or 1)
MEMORY, ENOUGH = Path("/dev/shm"), 2**30
VERSIONS = "import platform as p, anki.buildinfo as b; print(b.version, p.python_version())"


class Result(NamedTuple):
    """How the tests of a step went."""

    ok: bool
    secs: float
    passed: int = 0
    failed: int = 0

    def __str__(self) -> str:
        if self.ok:
            words = f"{self.passed} passed"
        else:
            words = (
                f"{self.failed} of {self.passed + self.failed} FAILED" if self.failed else "FAILED"
            )
        return f"{words}, {self.secs:.0f} s"


def run(arguments: Sequence[str]) -> int:
    """Run every check; `arguments` (pytest's) run only the tests against the newest Anki."""
    environment.ensure_qt_libraries()
    environment.ensure_faketime()
    newest = str(environment.python_of(NEWEST))
    if arguments:
        return _step("Tests", [newest, "-m", "pytest", *arguments])
    pythons = {name: str(environment.python_of(name)) for name in ANKIS}
    for title, command in (
        ("Lint", [newest, "-m", "ruff", "check", "."]),
        ("Format", [newest, "-m", "ruff", "format", "--check", "."]),
        ("Types", [newest, "-m", "mypy"]),
        ("Import walls", [_beside(newest, "lint-imports"), "--no-logo"]),
        ("Oldest syntax", [pythons[OLDEST], "-m", "compileall", "-qf", "addon", "build.py"]),
    ):
        if status := _step(title, command):
            return status

    backend = {NEWEST: _tests("Pure and backend, newest Anki", newest, *BACKEND)}
    older = [name for name in ANKIS if name != NEWEST]
    say(f"\n── Pure and backend, {len(older)} older versions; each is shown when it ends")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = {
            name: pool.submit(
                _tests, f"Pure and backend, {name}", pythons[name], *BACKEND, at_end=True
            )
            for name in older
        }
    backend |= {name: future.result() for name, future in runs.items()}
    others = {
        "Any day": _tests("Any day, newest Anki", newest, "tests/model"),
        "Tools": _tests("Tools", newest, "tests/tools"),
    }
    window = {}
    for name in WITH_WINDOW:
        chosen = WINDOW if name == NEWEST else (*WINDOW, f"--ignore={IMAGES}")
        window[name] = _tests(f"Anki's window, {name}", pythons[name], *chosen)
    others["Images at 200 %"] = _tests("Images at 200 %", newest, IMAGES, QT_SCALE_FACTOR="2")

    rows = [
        [*_versions(pythons[name]), str(backend[name]), str(window.get(name, "–"))]
        for name in ANKIS
    ]
    say("\n" + table(["Anki", "Python", "Pure and backend", "Window"], *rows))
    say("\n" + table(*([title, str(result)] for title, result in others.items())))
    passed = all(result.ok for part in (backend, others, window) for result in part.values())
    say("\nAll checks passed." if passed else "\nSome tests FAILED.")
    return 0 if passed else 1


def table(*rows: Sequence[str]) -> str:
    """The rows as lines, with their columns one below the other."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ("   ".join(map(str.ljust, row, widths)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def crashed(report: Path) -> list[str]:
    """The tests that were ended by a signal, as pytest names them."""
    return [
        f"{case.attrib['classname'].replace('.', '/')}.py::{case.attrib['name']}"
        for case in _suite(report)
        if any("CRASHED with signal" in (part.text or "") for part in case)
    ]


def counts(report: Path) -> tuple[int, int]:
    """How many tests passed and failed; none where pytest ended without its report."""
    suite = _suite(report)
    if not len(suite):
        return 0, 0
    total, skipped, failures, errors = (
        int(suite.attrib[key]) for key in ("tests", "skipped", "failures", "errors")
    )
    return total - skipped - failures - errors, failures + errors


def _suite(report: Path) -> ElementTree.Element:
    found = ElementTree.parse(report).getroot().find("testsuite") if report.exists() else None
    return ElementTree.Element("testsuite") if found is None else found


def _tests(
    title: str, python: str, *arguments: str, at_end: bool = False, **variables: str
) -> Result:
    begin = time.monotonic()
    with _temporary_folder() as folder:
        variables = {**variables, "TMPDIR": str(folder)}
        report = folder / "report.xml"
        command = [python, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
        status = _step(title, command, at_end, **variables)
        passed, failed = counts(report)
        # On a busy machine Chromium sometimes crashes while it closes its pages. A test that
        # crashes twice has failed.
        if again := crashed(report):
            report = folder / "again.xml"
            command = [python, "-m", "pytest", "-q", f"--junitxml={report}", *again]
            crashes = _step(f"{title}: crashed, once more", command, at_end, **variables)
            status = crashes or failed > len(again)
            passed, failed = passed + counts(report)[0], failed - len(again) + counts(report)[1]
        return Result(status == 0, time.monotonic() - begin, passed, failed)


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """In memory where there is room: on a disk, Anki's collections wait for each write."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    folder = tempfile.mkdtemp(prefix="biased_queue-", dir=MEMORY if in_memory else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _versions(python: str) -> list[str]:
    """Of an environment's Anki and Python."""
    return subprocess.check_output([python, "-c", VERSIONS], text=True).split()


def _beside(python: str, program: str) -> str:
    return str(Path(python).with_name(program))


def _step(title: str, command: Sequence[str], at_end: bool = False, **variables: str) -> int:
    """Run a command and show what it says, as it says it or in one piece `at_end`."""
    headline = f"\n── {title}"
    if not at_end:
        say(headline)
    own = {**environment.variables(), **environment.HEADLESS, "ANKI_TEST_MODE": "1", **variables}
    begin = time.monotonic()
    result = subprocess.run(
        command,
        cwd=ROOT,
        env=own,
        check=False,
        stdout=subprocess.PIPE if at_end else None,
        stderr=subprocess.STDOUT if at_end else None,
        encoding="utf-8",
    )
    status = result.returncode
    ending = f"   {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - begin:.0f} s"
    say("\n".join([headline, result.stdout.rstrip(), ending]) if at_end else ending)
    return status
