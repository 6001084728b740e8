# SPDX-License-Identifier: AGPL-3.0-or-later
"""When our own code fails, Anki's order is used, the person is told once, and study goes on."""

from __future__ import annotations

import pytest
from anki.errors import InvalidInput
from anki.scheduler.v3 import Scheduler

from addon import anki_api, collection_settings, scheduler
from addon.answer_history import AnswerHistory
from addon.ordering import ReviewMix
from addon.scheduler import BiasedScheduler, install, uninstall
from addon.study_day import Answered
from tests.backend.student import NEW, Student

PLACES = [
    (BiasedScheduler, "_session_at"),
    (BiasedScheduler, "_next_cards"),
    (BiasedScheduler, "_note_answer"),
    (scheduler, "count_answered"),
    (scheduler, "next_is_new"),
    (scheduler, "biased_order"),
    (scheduler, "drop_study_queue"),
    (collection_settings, "load"),
    (collection_settings, "for_deck"),
    (Answered, "day"),
    (Answered, "plus"),
    (AnswerHistory, "add"),
    (AnswerHistory, "follow_undo_and_redo"),
    (AnswerHistory, "card_to_show"),
]


def fail(*_arguments, **_named):
    raise RuntimeError("our own mistake")


@pytest.mark.parametrize("answers_before", [0, 12])
@pytest.mark.parametrize(("owner", "name"), PLACES, ids=[name for _, name in PLACES])
def test_study_goes_on_in_ankis_order(student, monkeypatch, owner, name, answers_before):
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(answers_before)
    monkeypatch.setattr(owner, name, fail)
    student.col.decks.set_current(student.col.decks.id("Other"))  # so that all is read afresh
    student.col.decks.set_current(1)
    student.study()
    assert sum(student.done.values()) == 50
    assert [str(error) for error in student.failures] == ["our own mistake"]
    assert not student.shown()


def test_after_a_failure_the_order_is_ankis(student, monkeypatch):
    student.due(reviews=40, new=10)
    student.bias(100)
    student.study(7)
    monkeypatch.setattr(BiasedScheduler, "_next_cards", fail)
    student.answer()
    assert student.shown() == student.ankis_queue(1).cards[0]
    monkeypatch.undo()
    while shown := student.shown():  # not even for a while after
        assert shown == student.ankis_queue(1).cards[0]
        student.answer()
    assert len(student.failures) == 1


def answer_up_to_a_card_out_of_order(student: Student) -> None:
    while student.shown().card.id == student.ankis_queue(1).cards[0].card.id:
        student.answer()


@pytest.mark.parametrize("step", ["add_custom_undo_entry", "merge_undo_entries"])
def test_a_failing_step_around_an_answer_loses_no_answer(student, monkeypatch, step):
    student.due(reviews=40, new=10)
    student.bias(50)
    answer_up_to_a_card_out_of_order(student)
    monkeypatch.setattr(type(student.col), step, fail)
    card = student.answer()
    assert student.col.get_card(card).reps == 1
    student.study()
    assert sum(student.done.values()) == 50
    assert len(student.failures) == 1


def test_an_error_of_ankis_own_is_ankis_own(student):
    student.due(reviews=40, new=10)
    student.bias(50)
    answer_up_to_a_card_out_of_order(student)
    shown = student.shown()
    before = student.cards(), student.log()
    shown.states.current.normal.review.scheduled_days += 1
    with pytest.raises(InvalidInput, match="card was modified"):
        student.answer(shown)
    assert (student.cards(), student.log()) == before and not student.failures
    student.study()
    assert sum(student.done.values()) == 50


def test_a_card_that_was_not_handed_out_is_answered_as_anki_would(student):
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(5)
    waiting = [card for card in student.ankis_queue().cards if card.queue == NEW][-1]
    with pytest.raises(InvalidInput, match="not at top of queue"):
        student.answer(waiting)
    student.study(check=True)
    assert sum(student.done.values()) == 50


def test_another_schedulers_place_is_not_taken(student):
    class Other(Scheduler):
        pass

    student.col.sched = Other(student.col)
    assert not install(student.col)
    uninstall(student.col)
    assert type(student.col.sched) is Other


def test_what_a_wrapper_of_ankis_methods_does_still_happens(student, monkeypatch):
    calls = []
    ankis = Scheduler.answer_card

    def wrapper(self, input):
        calls.append(input.card_id)
        return ankis(self, input)

    student.due(reviews=30, new=8)
    student.bias(60)
    monkeypatch.setattr(Scheduler, "answer_card", wrapper)
    student.study(check=True)
    assert len(calls) == 38


@pytest.mark.parametrize(
    "stored",
    [5, "x", [1], {"default": {"strength": "80"}}, {"decks": {"1": []}}, {"version": 99}],
    ids=repr,
)
def test_damaged_settings_are_kept_as_stored_and_defaults_hold(student, stored):
    student.due(reviews=20, new=5)
    student.col.set_config(collection_settings.CONFIG_KEY, stored)
    install(student.col, student.failures.append)
    settings, problems = collection_settings.load(student.col)
    assert settings.default.strength == 50 and problems
    student.study(check=True)
    assert student.col.get_config(collection_settings.CONFIG_KEY) == stored
    assert not student.failures


def test_this_anki_has_all_that_is_needed(monkeypatch):
    assert anki_api.missing() == []
    monkeypatch.delattr(Scheduler, "answer_card")
    assert anki_api.missing() == ["Scheduler.answer_card"]
    assert ReviewMix(0) is ReviewMix.MIX
