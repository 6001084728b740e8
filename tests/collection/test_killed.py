# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki killed at any moment of a session: no answer is lost, and the day goes on where it was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from addon.collection.hook import install
from addon.ordering import Bias
from tests.collection.formula import formula
from tests.collection.student import Student

REVIEWS, NEW = 120, 30


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(int(os.environ.get("BIASED_QUEUE_KILLS", "12")) // 4))
def test_nothing_is_lost(student: Student, seed: int) -> None:
    moments = random.Random(seed)
    student.begin_day(REVIEWS, NEW, 60)
    before = {row[0]: row for row in student.cards()}
    path, told = student.col.path, []
    student.col.close()
    for _ in range(4):
        told += answered_until_killed(path, after=moments.randint(1, 12), wait=moments.random())
    student.col = type(student.col)(path)
    problems, ok = student.col.fix_integrity()
    assert ok, problems
    logged = student.db.list("select cid from revlog order by id")
    # Of an answer that was stored, the last word may not have come through.
    assert [card for card in logged if card in told] == told and len(logged) <= len(told) + 4
    assert student.db.scalar("select sum(reps) from cards") == len(logged)
    assert [row for row in student.cards() if row[0] not in logged] == [
        row for card, row in before.items() if card not in logged
    ]
    types = student.db.list("select type from revlog order by id")
    letters = "".join("R" if kind == 1 else "N" for kind in types)
    install(student.col, student.failures.append)
    assert letters + student.study() == formula(REVIEWS, NEW, Bias(60))
    assert not student.failures


def answered_until_killed(path: str, after: int, wait: float) -> list[int]:
    """Ids of the cards answered before the kill: `wait` of 3 ms after so many answers."""
    command = [sys.executable, "-m", "tests.collection.study_until_killed", path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        answered = [process.stdout.readline() for _ in range(after)]
        time.sleep(wait * 0.003)
        process.send_signal(signal.SIGKILL)
        answered += process.stdout.readlines()
    return [int(line) for line in answered if line.endswith("\n")]
