# SPDX-License-Identifier: AGPL-3.0-or-later
"""When our own code fails, Anki's order is used, the person is told once, and study goes on."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest
from anki.errors import DBError, InvalidInput
from anki.scheduler.v3 import Scheduler

from addon import (
    anki_api,
    answer_history,
    collection_settings,
    deck_bias,
    ordering,
    scheduler,
    settings,
    study_day,
    study_queue,
    study_session,
)
from addon.ordering import ReviewMix
from addon.scheduler import install
from addon.settings import Settings
from addon.study_session import StudySession
from tests.backend.student import NEW, Student

MODULES = (
    answer_history,
    collection_settings,
    deck_bias,
    ordering,
    scheduler,
    settings,
    study_day,
    study_queue,
    study_session,
)
# Anki's own methods, which hold the net; what puts the net up; what is not called while studying.
LEFT_OUT = {
    "get_queued_cards",
    "answer_card",
    "_give_up",
    "install",
    "uninstall",
    "answer_out_of_order",
}


def places(module: ModuleType) -> Iterator[tuple[object, str]]:
    """Everything of ours that can be called from a module, each with its owner."""
    for name, value in vars(module).items():
        if inspect.isclass(value) and value.__module__ == module.__name__:
            for own, member in vars(value).items():
                if not own.startswith("__") and (
                    inspect.isfunction(member) or isinstance(member, (property, classmethod))
                ):
                    yield value, own
        elif inspect.isfunction(value) and value.__module__.startswith("addon."):
            yield module, name


PLACES = [
    (owner, name) for module in MODULES for owner, name in places(module) if name not in LEFT_OUT
]


def fail(*_arguments, **_named):
    raise RuntimeError("our own mistake")


@pytest.mark.parametrize(
    ("owner", "name"), PLACES, ids=[f"{owner.__name__}.{name}" for owner, name in PLACES]
)
def test_study_goes_on_in_ankis_order(student, monkeypatch, owner, name):
    calls = []

    def failing(*_arguments, **_named):
        calls.append(name)
        fail()

    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(12)
    kind = vars(owner)[name]
    wrapped = type(kind)(failing) if isinstance(kind, (property, classmethod)) else failing
    monkeypatch.setattr(owner, name, wrapped)
    student.study(4)
    student.col.decks.set_current(student.col.decks.id("Other"))  # so that all is read afresh
    student.col.decks.set_current(1)
    student.study()
    assert sum(student.done.values()) == 50
    assert [str(error) for error in student.failures] == ["our own mistake"] * bool(calls)
    assert not student.shown()


def test_the_places_are_those_where_it_matters():
    names = {name for _, name in PLACES}
    assert {"_fetch", "count_answered", "load", "next_cards", "drop_study_queue", "now"} <= names


def test_after_a_failure_the_order_is_ankis(student, monkeypatch):
    student.due(reviews=40, new=10)
    student.bias(100)
    student.study(7)
    monkeypatch.setattr(StudySession, "next_cards", fail)
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


@pytest.mark.parametrize("out_of_order", [False, True])
def test_an_error_of_the_database_in_mid_answer_changes_nothing(student, monkeypatch, out_of_order):
    student.due(reviews=40, new=10)
    student.bias(50)
    if out_of_order:
        answer_up_to_a_card_out_of_order(student)
    shown = student.shown()
    before = student.cards(), student.log()
    ankis = Scheduler.answer_card

    def answer_then_fail(self, input):
        if out_of_order:
            ankis(self, input)  # in the transaction, which is rolled back
        raise DBError("disk full", None, None, None)

    with monkeypatch.context() as patch:
        patch.setattr(Scheduler, "answer_card", answer_then_fail)
        with pytest.raises(DBError, match="disk full"):
            student.answer(shown)
    assert (student.cards(), student.log()) == before and not student.failures
    assert student.shown().card.id == shown.card.id
    student.study(check=True)
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


@pytest.mark.parametrize(
    "stored",
    [
        5,
        "x",
        [1],
        {"default": {"strength": "80"}},
        {"default": {"strength": 10**18, "min_reviews": -1, "pattern": {}}},
        {"decks": {"1": []}},
        {"decks": {"1": {"strength": 1e300}, "9" * 30: {}, "no": 1}},
        {"version": 99, "default": {"curve": [1, 2]}},
        {"enabled": "yes", "default": None, "decks": "none"},
    ],
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


def test_settings_of_decks_that_are_gone_do_no_harm_and_stay(student):
    student.due(reviews=20, new=5)
    stored = {"version": 1, "decks": {"123456": {"strength": 90}, "1": {"strength": 80}}}
    student.col.set_config(collection_settings.CONFIG_KEY, stored)
    install(student.col, student.failures.append)
    assert collection_settings.load(student.col)[1] == []
    student.study(check=True)
    assert student.col.get_config(collection_settings.CONFIG_KEY) == stored


def test_settings_that_are_no_json_at_all(student):
    student.due(reviews=20, new=5)
    student.bias(80)
    student.col.db.execute("update config set val = x'7BFF' where key = 'biasedQueue'")
    settings, problems = collection_settings.load(student.col)
    assert settings == Settings() and "cannot be read" in problems[0]
    student.study(check=True)
    kept = student.col.db.scalar("select hex(val) from config where key = 'biasedQueue'")
    assert kept == "7BFF" and not student.failures


def test_this_anki_has_all_that_is_needed(monkeypatch):
    assert anki_api.missing() == []
    monkeypatch.delattr(Scheduler, "answer_card")
    assert anki_api.missing() == ["Scheduler.answer_card"]
    assert ReviewMix(0) is ReviewMix.MIX


def test_settings_stored_by_another_thread_while_they_are_read_are_not_damaged(
    student, monkeypatch
):
    own, read = Settings(enabled=False), collection_settings._read

    def then_stored(col, key):
        value = read(col, key)
        monkeypatch.undo()
        collection_settings.save(col, own)
        return value

    monkeypatch.setattr(collection_settings, "_read", then_stored)
    assert collection_settings.load(student.col) == (own, [])
