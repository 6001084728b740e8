# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real collection for each test, and a person who studies it."""

from __future__ import annotations

import pytest
from anki.collection import Collection

from tests.collection.student import Student


@pytest.fixture
def new_student(tmp_path, monkeypatch):
    """Makes students, each with a collection of their own."""
    monkeypatch.setenv("ANKI_TEST_MODE", "1")  # no fuzz in the intervals
    made = []

    def make() -> Student:
        made.append(Student(Collection(str(tmp_path / f"collection{len(made)}.anki2"))))
        return made[-1]

    yield make
    for student in made:
        student.col.close()


@pytest.fixture
def student(new_student):
    return new_student()
