# SPDX-License-Identifier: AGPL-3.0-or-later
"""A session that goes on past the end of the day."""

from __future__ import annotations

import time

import pytest

from addon.ordering import Bias
from tests.collection.formula import formula
from tests.collection.student import Student


def day_ends_at(student: Student, hour: int) -> None:
    """Set "Next day starts at" in Anki's Preferences."""
    preferences = student.col.get_preferences()
    preferences.scheduling.rollover = hour
    student.col.set_preferences(preferences)


@pytest.mark.parametrize("answers", [7, 20])
def test_the_next_day_begins_afresh(student: Student, answers: int) -> None:
    student.db.execute("update col set crt = crt - 10 * 86400")  # not its first day
    hour = time.localtime().tm_hour
    day_ends_at(student, (hour + 2) % 24)  # soon
    student.due(reviews=30, new=12)
    student.preset(newPerDay=6)
    student.bias(60)
    letters = student.study(answers)
    assert letters == formula(30, 6, Bias(60))[:answers]
    today = student.sched.today
    student.shown()
    student.db.execute("update revlog set id = id - 2 * 3600 * 1000")
    day_ends_at(student, hour)  # it has ended since
    assert student.sched.today == today + 1
    rest = student.study()
    assert rest == formula(30 - letters.count("R"), 6, Bias(60))
    assert not student.failures
    answered = student.db.scalar("select count() from cards where reps > 0")
    assert answered == len(letters) + len(rest)
