# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be seen of a collection from outside, and edits of it that others might make."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from anki._backend import RustBackend
from anki.scheduler.v3 import Scheduler

from tests.collection.student import Student


def ankis(student: Student, name: str) -> Callable[..., Any]:
    """A method of Anki's backend: Anki's own, where ours is in front of it."""
    return partial(getattr(RustBackend, name), student.col._backend)


def put_below(patch: pytest.MonkeyPatch, name: str, function: Callable[..., object]) -> None:
    """Put something into the place of Anki's own method."""
    patch.setattr(RustBackend, name, lambda _self, *args, **named: function(*args, **named))


def steps(student: Student) -> list[str]:
    """All that can be undone, newest first; undoes it."""
    names = []
    while student.col.undo_status().undo:
        names.append(student.col.undo().operation)
    return names


def answered(student: Student) -> list[int]:
    """Every answer that is stored, without which card it was."""
    return student.db.list("select ease from revlog order by id")


def tagged(student: Student, tag: str) -> int:
    return len(student.col.find_notes(f"tag:{tag}"))


def edit(owner: Student | Scheduler, tag: str) -> None:
    """Give the first note of a collection a tag."""
    note = owner.col.get_note(owner.col.find_notes("")[0])
    note.add_tag(tag)
    owner.col.update_note(note)
