# SPDX-License-Identifier: AGPL-3.0-or-later
"""Has mutmut make the mutants of some files and try them, in a process of its own."""

from __future__ import annotations

import os
import random
import resource
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.utils.format_utils import get_mutant_name

MOST_MEMORY = 6 * 2**30  # a mutant that never ends may collect more and more
MEMORY_DISK = Path("/dev/shm")  # Anki's tests wait for a disk most of their time


def main(at_once: int, seed: int, most: int, tests: str, files: Sequence[str]) -> None:
    """Try the mutants of these files, or as many as `most` drawn by a seed if it is not 0."""
    names = [name for file in files for name in _names(Path(file))]
    if most:
        names = random.Random(seed).sample(names, min(most, len(names)))
    if not names:
        return
    config().only_mutate = list(files)
    config().pytest_add_cli_args_test_selection = [tests]
    _run_the_quickest_tests_first()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    disk = MEMORY_DISK if MEMORY_DISK.is_dir() else None
    with TemporaryDirectory(dir=disk) as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        mutmut._run(tuple(names), at_once)


def _names(file: Path) -> list[str]:
    made = mutate_file_contents(str(file), file.read_text("utf-8"))
    return [get_mutant_name(file, name) for name in made.mutant_names]


def _run_the_quickest_tests_first() -> None:
    arguments = PytestRunner._pytest_args_regular_run

    def quickest_first(runner: object, tests: Iterable[str]) -> list[str]:
        took = state().duration_by_test
        chosen: list[str] = arguments(runner, sorted(tests, key=lambda test: took.get(test, 0)))
        return chosen

    PytestRunner._pytest_args_regular_run = quickest_first


if __name__ == "__main__":
    at_once, seed, most = map(int, sys.argv[1:4])
    main(at_once, seed, most, sys.argv[4], sys.argv[5:])
