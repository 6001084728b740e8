# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs mutmut folder by folder, and reports what survived."""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tools import mutation

ROOT = Path(__file__).resolve().parent.parent.parent
COPY, LOG = ROOT / "mutants", ROOT / "mutants.log"
PLAIN, DRAWN = "addon", "addon/collection"
TESTS = {PLAIN: "tests/pure", DRAWN: "tests/collection"}
SAMPLE = 150  # unless files are named
SURVIVED, NOT_RUN, NO_TEST = 0, (None, 2), (5, 33)  # mutmut's codes
NOT_STARTED = 255  # pytest did not know a test: nothing is known of the mutant


class Mutant(NamedTuple):
    file: str
    name: str
    result: int | None

    def change(self) -> tuple[str, list[str], list[str], int]:
        """The function, its lines before and after, and the number of the first one."""
        from mutmut.mutation.diff_apply import get_diff_for_mutant

        diff = get_diff_for_mutant(self.name, path=self.file).splitlines()
        was, now = ([row[1:].strip() for row in diff[2:] if row[0] == sign] for sign in "-+")
        function = re.sub(r"__mutmut_\d+$", "", self.name.rpartition(".")[2])
        words = [word for word in re.split("ǁ|^x_", function) if word and word != "x"]
        lines = Path(self.file).read_text("utf-8").splitlines()
        at = _first_line(Path(self.file), words)
        number = next((n for n in range(at, len(lines)) if lines[n].strip() in was), at) + 1
        return ".".join(words), was, now, number


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    end = time.monotonic() + 60 * options.max_minutes
    LOG.unlink(missing_ok=True)
    total, table = Counter[str](), []
    for folder, tests in TESTS.items():
        files = [file for file in _files(options.paths) if str(Path(file).parent) == folder]
        if files:
            most = options.sample if folder == DRAWN else 0
            _try([options.at_once, options.seed, most], tests, files, end)
            for file in files:
                counts = _report(file)
                table.append(_row(file, counts))
                total += counts
    print("\n" + "\n".join([*table, _row("all", total)]))
    return 1 if total["survived"] else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py mutants", description=mutation.__doc__)
    add = parser.add_argument
    add("--paths", nargs="+", default=[], metavar="FILE", help="those of these files only")
    add("--sample", type=int, metavar="N", help="only so many of addon/collection's mutants")
    add("--seed", type=int, default=1, metavar="N", help="draws them; default: 1")
    add("--at-once", type=int, default=2, metavar="N", help="mutants that are tried; default: 2")
    add("--max-minutes", type=float, default=120, metavar="N", help="default: 120")
    options = parser.parse_args(arguments)
    if options.sample is None:
        options.sample = 0 if options.paths else SAMPLE
    return options


def _try(numbers: Sequence[int], tests: str, files: Sequence[str], end: float) -> None:
    """Have their mutants tried, and stop it when the time is over."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir()  # Python forgets a folder of PYTHONPATH that is not there when it starts
    print(f"Trying mutants of {', '.join(files)}", flush=True)
    command = [sys.executable, "-m", "tools.mutation.trying", *map(str, numbers), tests, *files]
    with LOG.open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            if process.wait(max(0, end - time.monotonic())):
                sys.exit(f"mutmut ended with an error: see {LOG.name}")
        except subprocess.TimeoutExpired:
            print("The time is over.")
            process.send_signal(signal.SIGINT)
            process.wait()


def _report(file: str) -> Counter[str]:
    """Print each survivor of a file; return how many mutants met with what."""
    counts = Counter[str]()
    for mutant in _mutants(file):
        if mutant.result in NOT_RUN:
            counts["not tried"] += 1
        elif mutant.result not in (SURVIVED, NOT_STARTED, *NO_TEST):
            counts["killed"] += 1
        else:
            function, was, now, number = mutant.change()
            counts["survived"] += 1
            why = {SURVIVED: "", NOT_STARTED: " (its tests did not start)"}
            title = f"{mutant.file}:{number} {function}"
            print(f"\n{title}{why.get(mutant.result or 0, ' (no test reaches it)')}")
            print("\n".join([*(f"  - {line}" for line in was), *(f"  + {line}" for line in now)]))
    return counts


def _row(title: str, counts: Counter[str]) -> str:
    tried = counts["killed"] + counts["survived"]
    rate = f"{counts['killed'] / tried:4.0%}" if tried else "   –"
    words = ", ".join(f"{counts[key]} {key}" for key in sorted(counts))
    return f"{title:36} {rate} killed: {words or 'nothing to break'}"


def _mutants(file: str) -> list[Mutant]:
    stored = COPY / f"{file}.meta"
    if not stored.exists():  # there is nothing to break
        return []
    results = json.loads(stored.read_text("utf-8"))["exit_code_by_key"]
    return [Mutant(file, name, result) for name, result in results.items()]


def _files(paths: Sequence[str]) -> list[str]:
    """The files to break, by their names from the project's folder on."""
    found = map(Path, paths) if paths else (p for f in TESTS for p in ROOT.glob(f"{f}/*.py"))
    return sorted(path.resolve().relative_to(ROOT).as_posix() for path in found)


def _first_line(path: Path, words: Sequence[str]) -> int:
    """Where a function or method begins, counted from 0."""
    node: ast.AST = ast.parse(path.read_text("utf-8"))
    for word in words:
        node = next(child for child in ast.walk(node) if getattr(child, "name", None) == word)
    return getattr(node, "lineno", 1) - 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
