# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs all checks and tests, as [tool.tox] in pyproject.toml lists them, and sums them up.

What stands last is what a person looks for: the table, and below it each test that failed, with
its reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

from . import environment
from .system import ensure_faketime, ensure_qt_libraries

REPORTS = environment.VENV / "reports"
PASSED = REPORTS / "passed.txt"  # the tree on which all checks did, if it was committed
MEMORY, ENOUGH = Path("/dev/shm"), 2**30
REASON_LINES = 6


def run(arguments: Sequence[str]) -> int:
    """Run every check; `arguments` (pytest's) run only the tests against the newest Anki."""
    ensure_qt_libraries(environment.python())
    ensure_faketime()
    with _temporary_folder():
        if arguments:
            return environment.run("pytest", *arguments)
        shutil.rmtree(REPORTS, ignore_errors=True)
        # Two environments at once: while one waits, for a window or a second to pass or for what is
        # not split among its processes, the other goes on.
        status = environment.tox("run-parallel", "--parallel", "2", "--parallel-no-spinner")
        print("\n" + summary(sorted(REPORTS.glob("*.xml"), key=lambda path: path.stat().st_mtime)))
        print("\nAll checks passed." if status == 0 else "\nSome checks FAILED.")
        if status == 0 and (tree := _committed_tree()):
            PASSED.write_text(tree)
        return status


def all_passed() -> bool:
    """Whether the last run of everything was on this very tree, and nothing failed."""
    return PASSED.exists() and PASSED.read_text() == _committed_tree()


def _committed_tree() -> str:
    """Git's name for all files as they are; empty where some are not committed."""
    git = partial(subprocess.run, cwd=environment.ROOT, capture_output=True, text=True)
    if git(["git", "status", "--porcelain"]).stdout:
        return ""
    return git(["git", "rev-parse", "HEAD^{tree}"]).stdout.strip()


def summary(reports: Iterable[Path]) -> str:
    """A line for each of pytest's reports, and below them each failed test with its reason."""
    rows, failed = [["Anki", "passed", "failed", "seconds"]], []
    for report in reports:
        suite = ElementTree.parse(report).getroot().find("testsuite")
        assert suite is not None
        tests, skipped, *bad = (
            int(suite.attrib[key]) for key in ("tests", "skipped", "failures", "errors")
        )
        secs = f"{float(suite.attrib['time']):.0f}"
        rows.append([report.stem, str(tests - skipped - sum(bad)), str(sum(bad)), secs])
        for case in suite:
            for problem in (*case.findall("failure"), *case.findall("error")):
                name = f"{case.attrib['classname']}::{case.attrib['name']}"
                lines = (problem.text or "").splitlines()
                reason = [line for line in lines if line.startswith("E ")] or lines[-REASON_LINES:]
                failed.append("\n".join([f"\n{report.stem}: {name}", *reason[:REASON_LINES]]))
    return "\n".join([*table(rows), *failed])


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines, with their columns one below the other."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["   ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


@contextmanager
def _temporary_folder() -> Iterator[None]:
    """In memory where there is room: on a disk, Anki's collections wait for each write."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    folder = tempfile.mkdtemp(prefix="biased_queue-", dir=MEMORY if in_memory else None)
    os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
