# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far undo reaches, and what is undone and redone across turning the add-on on and off."""

from __future__ import annotations

import pytest
from anki._backend import RustBackend
from anki.scheduler.v3 import Scheduler

from addon.collection import stored_settings
from addon.collection.hook import install, uninstall
from addon.collection.undone_cards import UndoneCards
from addon.ordering import ReviewMix
from addon.settings import DeckSettings, Settings
from tests.collection.observing import answered, steps
from tests.collection.student import Student
from tools.answering import AGAIN


def test_undo_reaches_as_far_as_in_anki_alone(student: Student) -> None:
    """By one step less for as long as an answer out of order is the last one.

    Such an answer is two of Anki's steps before they are merged, and Anki keeps thirty
    (`end_step` in rslib/src/undo/mod.rs).
    """
    student.due(reviews=80, new=20)
    student.bias(50)
    student.study(45)
    student.study_up_to_a_card_out_of_order()
    student.answer()
    assert len(steps(student)) == 29
    student.study_up_to_a_card_at_the_head()
    student.study(31)
    student.study_up_to_a_card_at_the_head()
    student.answer()
    assert len(steps(student)) == 30


def test_what_is_undone_with_turning_on_is_redone(student: Student) -> None:
    """The scheduler is put in and taken out as the settings say, as the hooks do it."""

    def follow(student: Student) -> None:
        enabled = student.col.get_config("biasedQueue")["enabled"]
        (install if enabled else uninstall)(student.col)

    student.due(reviews=40, new=10)
    student.save(Settings(enabled=False))
    follow(student)
    student.study(9)
    student.save(Settings(enabled=True))
    follow(student)
    student.study_up_to_a_card_out_of_order()
    before = student.col.undo_status().last_step
    cards = [student.answer() for _ in range(3)]
    assert student.col.undo_status().last_step == before + 3
    logged = answered(student)
    while (
        student.col.undo_status().undo == student.col.tr.actions_answer_card()
        and (student.col.get_config("biasedQueue")["enabled"])
    ):
        student.shown()
        student.col.undo()
    student.shown()
    student.col.undo()
    follow(student)
    assert type(student.col.sched) is Scheduler
    student.shown()
    redone = 0
    while student.col.undo_status().redo:
        student.col.redo()
        follow(student)
        redone += 1
        student.shown()
    assert answered(student) == logged and redone >= 4
    assert [student.col.get_card(card).reps for card in cards] == [1] * 3
    student.study()
    assert student.db.scalar("select count() from cards where reps") == 50


@pytest.mark.parametrize("before", ["not installed", "taken out"])
def test_a_card_answered_before_there_was_a_bias_comes_first_when_it_is_undone(
    student: Student, before: str
) -> None:
    student.due(reviews=40, new=10)
    student.preset(newMix=2)  # new cards first; a bias moves them back
    stored_settings.save(student.col, Settings(decks={1: DeckSettings(60)}))
    if before == "taken out":
        student.bias(60)
        uninstall(student.col)
    card = student.answer()
    student.answer()
    assert install(student.col, student.failures.append)
    student.shown()
    student.col.undo()
    student.col.undo()
    assert student.order() is not None
    assert student.card_on_screen == card
    student.study()
    assert not student.failures


def test_an_undone_card_that_the_queue_does_not_hold_does_not_come_first(student: Student) -> None:
    student.fifty(60)
    student.study(8)
    card = student.answer()
    student.col.undo()
    student.db.execute("update cards set queue = -1 where id = ?", card)
    assert student.card_on_screen != card
    student.study()
    assert student.col.get_card(card).reps == 0 and not student.failures


def test_an_undone_card_that_is_nowhere_is_not_looked_for_without_end(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    student.fifty(60)
    expected = student.card_on_screen
    monkeypatch.setattr(UndoneCards, "first", lambda *_any: 1)
    assert student.card_on_screen == expected and not student.failures


def test_showing_a_card_leaves_redo_whatever_was_done_to_an_earlier_answer_of_it(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Raw SQL in mid-answer, once, leaves an answer that is no part of a step of ours."""
    student.due(reviews=3, new=1)
    student.preset(relearning_steps=[1], newMix=ReviewMix.BEFORE)
    student.bias(100)
    answer = RustBackend.answer_card_raw

    def with_sql(backend: RustBackend, message: bytes) -> bytes:
        student.db.execute("update notes set data = 'theirs'")
        return answer(backend, message)

    with monkeypatch.context() as patch:
        patch.setattr(RustBackend, "answer_card_raw", with_sql)
        card = student.answer(rating=AGAIN)
    while student.card_on_screen != card:
        student.answer()
    student.answer()
    student.col.undo()
    assert student.card_on_screen == card
    assert student.col.undo_status().redo == "Answer Card"
