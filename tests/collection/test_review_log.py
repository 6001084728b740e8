# SPDX-License-Identifier: AGPL-3.0-or-later
"""The last weeks' answers, read from the log of a real collection."""

from __future__ import annotations

import time

import pytest

from addon.collection.review_log import DAYS, last_answers, steps, study_past
from addon.habits import Kind
from tools.answering import AGAIN, EASY, GOOD


def test_kinds_ratings_and_decks(student):
    student.due(reviews=6, new=3, deck="A")
    student.due(reviews=2, new=1, deck="A::B")
    student.due(reviews=4, new=2, deck="C")
    student.preset(steps=[1, 10], relearning_steps=[10])
    ratings = iter([AGAIN, GOOD] * 50)
    answered = {}
    for name in ("A", "C"):
        student.col.decks.select(student.col.decks.id(name))
        answered[name] = student.study(14, rating=lambda: next(ratings))
    kinds = {Kind.NEW: "N", Kind.LEARNING: "L", Kind.REVIEW: "R"}
    for name, letters in answered.items():
        rows = last_answers(student.col, student.col.decks.id(name))
        assert "".join(kinds[row.kind] for row in rows) == letters
        assert {row.rating for row in rows} == {AGAIN, GOOD}
        assert all(abs(row.at - time.time()) < 60 and row.secs >= 0 for row in rows)
    assert len(last_answers(student.col, None)) == sum(map(len, answered.values()))


def test_what_is_old_or_no_answer_is_left_out(student):
    cards = student.add(3)
    student.make_reviews(cards)
    student.bias(0)
    student.study(1, rating=lambda: EASY)
    student.col.db.execute("update revlog set id = id - ?", (DAYS + 1) * 86_400_000)
    student.study(1)
    student.col.sched.set_due_date([cards[2]], "5")  # a row of the log, but no answer
    assert len(last_answers(student.col, None)) == 1


@pytest.mark.parametrize("answers", [0, 60])
def test_the_past_of_a_deck(student, answers):
    student.due(reviews=60, new=0)
    student.preset(steps=[2, 30], relearning_steps=[5])
    student.col.set_config("collapseTime", 600)
    student.study(answers)
    past = study_past(student.col, 1)
    assert (past.habits is not None) == (answers == 60)
    assert past.steps == steps(student.col, 1)
    assert (past.steps.learning, past.steps.relearning) == ((120, 1800), (300,))
    assert past.steps.learn_ahead == 600
    assert 0 < past.day_left <= 86_400
