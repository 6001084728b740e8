# SPDX-License-Identifier: AGPL-3.0-or-later
"""All checks of the project, each step with its time; the first that fails ends the run."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from . import environment
from .environment import NEWEST, ROOT, say

OLDER = ("anki-23.10.1", "anki-25.02.7")


def run(arguments: Sequence[str]) -> int:
    """Run every check; `arguments` (pytest's) run only the tests against the newest Anki."""
    environment.ensure_qt_libraries()
    environment.ensure_faketime()
    python = str(environment.python_of(NEWEST))
    if arguments:
        return _step("Tests", [python, "-m", "pytest", *arguments])
    steps = [
        ("Lint", [python, "-m", "ruff", "check", "."]),
        ("Format", [python, "-m", "ruff", "format", "--check", "."]),
        ("Types", [python, "-m", "mypy"]),
        ("Import walls", [_beside(python, "lint-imports"), "--no-logo"]),
        ("Pure and backend, newest Anki", _pytest(python, "tests/pure", "tests/backend")),
    ]
    for name in OLDER:
        older = str(environment.python_of(name))
        steps.append((f"Syntax, {name}", [older, "-m", "compileall", "-qf", "addon", "build.py"]))
        steps.append((f"Pure and backend, {name}", _pytest(older, "tests/pure", "tests/backend")))
    steps.append(("Any day, newest Anki", _pytest(python, "tests/model")))
    steps.append(("Tools", _pytest(python, "tests/tools")))
    steps.append(("Anki's window, newest Anki", _pytest(python, "tests/window")))
    at_200 = ["env", "QT_SCALE_FACTOR=2", *_pytest(python, "tests/window/test_images.py")]
    steps.append(("Anki's window at 200 %", at_200))
    for title, command in steps:
        if status := _step(title, command):
            return status
    say("All checks passed.")
    return 0


def _pytest(python: str, *folders: str) -> list[str]:
    return [python, "-m", "pytest", "-q", *folders]


def _beside(python: str, program: str) -> str:
    return str(Path(python).with_name(program))


def _step(title: str, command: Sequence[str]) -> int:
    say(f"\n── {title}")
    variables = {**environment.variables(), **environment.HEADLESS, "ANKI_TEST_MODE": "1"}
    begin = time.monotonic()
    status = subprocess.call(command, cwd=ROOT, env=variables)
    say(f"   {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - begin:.0f} s")
    return status
