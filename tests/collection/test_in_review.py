# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the review shows of the day: the counts that our queue keeps, the minutes of answering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from anki.decks import DEFAULT_DECK_ID

from addon.collection.stored_settings import set_todays_strength
from addon.collection.today import secs_answering
from addon.collection.todays_queue import queue_in_review, queue_of_selected_deck
from addon.settings import DeckSettings, Settings
from tests.collection.student import Student
from tools.answering import AGAIN, EASY


def test_it_is_the_day_as_the_log_tells_it(student: Student) -> None:
    student.make_interday_learning(student.add(2))
    student.due(reviews=20, new=6)
    student.bias(30)
    student.preset(steps=[1, 10], relearning_steps=[10])
    failed = 0
    for number in range(28):
        student.shown()
        kept = queue_in_review(student.col)
        read = queue_of_selected_deck(student.col)
        assert kept == (read.counts, read.bias)
        assert kept[0].day.done == number and kept[0].day.reviews + kept[0].day.new == 28
        failed += number % 4 == 0
        student.answer(rating=AGAIN if number % 4 == 0 else EASY)
        if number % 9 == 5:
            student.col.undo()
            student.shown()
            undone = queue_in_review(student.col)
            assert undone and undone[0].day.done == number
            student.answer()
    student.shown()
    end = queue_in_review(student.col)
    assert end and end[0].day.done == 28 and end[0].in_learning == failed


@pytest.mark.parametrize(
    "make",
    [
        lambda it: it.save(Settings(default=DeckSettings(0), decks={99: DeckSettings(5)})),
        lambda it: it.save(Settings(default=DeckSettings(60, min_reviews=9))),
        lambda it: it.preset(newMix=1),
        lambda it: set_todays_strength(it.col, DEFAULT_DECK_ID, 0),
        lambda it: it.col.decks.select(it.filtered_deck("Filtered", "")),
    ],
    ids=["zero", "few", "last", "today", "filtered"],
)
def test_in_ankis_order_there_is_nothing(
    student: Student, make: Callable[[Student], object]
) -> None:
    student.due(reviews=8, new=4)
    student.bias(60)
    student.shown()
    assert queue_in_review(student.col)
    student.save(Settings(default=DeckSettings(60)))
    make(student)
    student.shown()
    assert queue_in_review(student.col) is None


def test_the_minutes_are_those_of_todays_answers_in_the_deck(student: Student) -> None:
    decks = "Default", "Other", "Other::Below"
    for deck in decks:
        student.due(reviews=1, new=0, deck=deck)
    rows = [(0, 0, 60_000), (1, 0, 1_000), (1, 2, 2_000), (2, 3, 4_000), (2, 30, 8_000)]
    noon = (student.sched.day_cutoff - 43_200) * 1000
    for number, (of_deck, hours_ago, millis) in enumerate(rows):
        [card] = student.col.decks.cids(student.deck_id(decks[of_deck]))
        row = "insert into revlog values (?, ?, -1, 3, 20, 10, 2500, ?, 1)"
        student.db.execute(row, noon + number - hours_ago * 3_600_000, card, millis)
    assert secs_answering(student.col, student.deck_id("Other")) == 7
    assert secs_answering(student.col, student.deck_id("Default")) == 60
