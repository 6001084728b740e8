# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real collection for each test, a person who studies it, and a clock that can be moved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anki.collection import Collection

from tests.collection.student import Student

Patch = pytest.MonkeyPatch


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m clock` chooses the tests that want time to pass: they are run with libfaketime."""
    for item in items:
        if "clock" in getattr(item, "fixturenames", ()):
            item.add_marker("clock")


@pytest.fixture
def patch(monkeypatch: Patch) -> Patch:
    return monkeypatch


@pytest.fixture
def new_student(tmp_path: Path) -> Iterator[Callable[[], Student]]:
    """Makes students, each with a collection of their own."""
    made: list[Student] = []

    def make() -> Student:
        made.append(Student(Collection(str(tmp_path / f"collection{len(made)}.anki2"))))
        return made[-1]

    yield make
    for student in made:
        student.col.close()


@pytest.fixture
def student(new_student: Callable[[], Student]) -> Student:
    return new_student()


class Clock:
    """The time that Anki and the tests see; libfaketime reads it from a file, where it is there."""

    def __init__(self) -> None:
        faked = "faketime" in os.environ.get("LD_PRELOAD", "")
        self._file = Path(os.environ["FAKETIME_TIMESTAMP_FILE"]) if faked else None
        self._ahead = 0.0
        self._tell()

    def let_pass(self, secs: float) -> None:
        if self._file:
            self._ahead += secs
            self._tell()
        else:
            time.sleep(secs)

    def go_back(self) -> None:
        self._ahead = 0.0
        self._tell()

    def _tell(self) -> None:
        if self._file:
            self._file.write_text(f"{self._ahead:+.3f}")


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock.go_back()
