# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures all but the real days, keeps the figures, and has the page written from them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from tools import environment

FIGURES = environment.ROOT / "evidence" / "figures"
DRAW = "--draw"


def run(arguments: Sequence[str]) -> int:
    """Measure and write the page; with `--draw` only write it, from the figures there are."""
    if list(arguments) not in ([], [DRAW]):
        print(f"build.py evidence: no arguments, or {DRAW}", file=sys.stderr)
        return 2
    if not arguments:
        for name, options in (("days", []), ("bench", ["--sessions", "5"])):
            command = [sys.executable, "build.py", name, "--json", *options]
            figures = subprocess.run(
                command, cwd=environment.ROOT, stdout=subprocess.PIPE, check=True
            ).stdout
            (FIGURES / f"{name}.json").write_bytes(figures)
        subprocess.run([sys.executable, "build.py", "weeks"], cwd=environment.ROOT, check=True)
    return environment.run("python", "-m", "evidence.page", env="plots")
