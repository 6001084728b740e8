# SPDX-License-Identifier: AGPL-3.0-or-later
"""Breaks the add-on on purpose, in small ways, and lists what no test notices.

mutmut makes the mutants and runs each against the tests that reach it. Those of the plain modules
are all tried, then those of addon/collection in an order drawn by a seed, until the time is over.
tests/mutants.toml names those that change nothing, with the reason; they are not listed again.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
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

import tomllib

ROOT = Path(__file__).resolve().parent.parent
COPY, LOG, KNOWN = ROOT / "mutants", ROOT / "mutants.log", ROOT / "tests" / "mutants.toml"
PLAIN, DRAWN = ["addon/*.py"], ["addon/collection/*.py"]
AT_ONCE, BATCH = "2", 100
SURVIVED, NOT_RUN, NO_TEST = 0, (None, 2), (5, 33)  # mutmut's codes; any other one is a kill


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
    known = tomllib.loads(KNOWN.read_text("utf-8"))["equivalent"]
    end = time.monotonic() + 60 * options.max_minutes
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir()  # Python forgets a folder of PYTHONPATH that is not there when it starts
    LOG.unlink(missing_ok=True)
    if options.paths:
        _run([_pattern(path) for path in options.paths], end)
    else:
        _run([_pattern(str(path)) for path in _files(PLAIN)], end)
        names = [mutant.name for file in _files(DRAWN) for mutant in _mutants(file)]
        random.Random(options.seed).shuffle(names)
        while names and time.monotonic() < end:
            _run(names[:BATCH], end)
            del names[:BATCH]
    return _report(_files(options.paths or [*PLAIN, *DRAWN]), known)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py mutants", description=__doc__)
    parser.add_argument("--paths", nargs="+", metavar="FILE", help="all mutants of these files")
    parser.add_argument("--max-minutes", type=float, default=120, metavar="N", help="default: 120")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="draws addon/collection's")
    return parser.parse_args(arguments)


def _run(names: Sequence[str], end: float) -> None:
    """Let mutmut try these mutants, and stop it when the time is over."""
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", AT_ONCE]
    print(f"Trying {', '.join(names[:6])}{' …' if names[6:] else ''}", flush=True)
    with LOG.open("ab") as log:
        process = subprocess.Popen([*command, *names], cwd=ROOT, stdout=log, stderr=log)
        try:
            if process.wait(max(0, end - time.monotonic())):
                sys.exit(f"mutmut ended with an error: see {LOG.name}")
        except subprocess.TimeoutExpired:
            print("The time is over.")
            process.send_signal(signal.SIGINT)
            process.wait()


def _report(files: Sequence[Path], known: Sequence[dict[str, str]]) -> int:
    """Print each survivor that is not known, and what share each file's tests killed."""
    total, rows = Counter[str](), []
    for file in files:
        counts = Counter[str]()
        for mutant in _mutants(file):
            if mutant.result in NOT_RUN:
                counts["not tried"] += 1
            elif mutant.result != SURVIVED and mutant.result not in NO_TEST:
                counts["killed"] += 1
            else:
                function, was, now, number = mutant.change()
                entry = {"file": mutant.file, "function": function}
                entry |= {"was": "\n".join(was), "now": "\n".join(now)}
                if any(entry.items() <= one.items() for one in known):
                    counts["equivalent"] += 1
                    continue
                counts["survived"] += 1
                reached = "" if mutant.result == SURVIVED else " (no test reaches it)"
                print(f"\n{mutant.file}:{number} {function}{reached}")
                print(
                    "\n".join([*(f"  - {line}" for line in was), *(f"  + {line}" for line in now)])
                )
        total += counts
        rows.append(_row(str(file.relative_to(ROOT)), counts))
    print("\n" + "\n".join([*rows, _row("all", total)]))
    return 1 if total["survived"] else 0


def _row(title: str, counts: Counter[str]) -> str:
    tried = counts["killed"] + counts["survived"]
    rate = f"{counts['killed'] / tried:4.0%}" if tried else "   –"
    words = ", ".join(f"{counts[key]} {key}" for key in sorted(counts))
    return f"{title:36} {rate} killed: {words or 'nothing to break'}"


def _mutants(file: Path) -> list[Mutant]:
    path = file.relative_to(ROOT)
    results = json.loads((COPY / f"{path}.meta").read_text("utf-8"))["exit_code_by_key"]
    return [Mutant(str(path), name, result) for name, result in results.items()]


def _files(patterns: Sequence[str]) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def _pattern(path: str) -> str:
    """The names that mutmut gives to the mutants of a file."""
    relative = Path(path).resolve().relative_to(ROOT).with_suffix("")
    return ".".join(part for part in relative.parts if part != "__init__") + ".*"


def _first_line(path: Path, words: Sequence[str]) -> int:
    """Where a function or method begins, counted from 0."""
    node: ast.AST = ast.parse(path.read_text("utf-8"))
    for word in words:
        node = next(child for child in ast.walk(node) if getattr(child, "name", None) == word)
    return getattr(node, "lineno", 1) - 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
