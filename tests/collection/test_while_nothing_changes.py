# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept between two cards is read anew as soon as anything may have changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from anki.cards import CardId
from anki.collection import Collection
from anki.errors import InvalidInput

from addon.collection import stored_settings
from addon.collection.hook import install
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.conftest import Patch
from tests.collection.formula import formula
from tests.collection.observing import ankis, put_below
from tests.collection.student import LEARNING, NEW, Student
from tools import answering
from tools.answering import AGAIN


def count_loads(patch: Patch) -> list[Collection]:
    """Grows with each time that the settings are read."""
    load, times = stored_settings.load, list[Collection]()

    def count_and_load(col: Collection) -> Settings:
        times.append(col)
        return load(col)

    patch.setattr(stored_settings, "load", count_and_load)
    return times


def test_settings_are_read_once(student: Student, patch: Patch) -> None:
    student.begin_day()
    student.study(3)
    times = count_loads(patch)
    student.study(20)
    assert not times
    student.add(1)
    student.study(5)
    assert len(times) == 1


def turn_off_with_sql(student: Student) -> None:
    """Set the strength to 0; raw SQL leaves the collection's modification time as it is."""
    weaker = """{"version": 1, "default": {"strength": 0}}"""
    write = "update config set val = cast(? as blob) where key = 'biasedQueue'"
    student.db.execute(write, weaker)


def study_in_ankis_order(student: Student, cards: int) -> None:
    in_ankis_order = [card.card.id for card in student.anki_queue().cards]
    assert len(in_ankis_order) == cards
    assert [student.answer() for _ in in_ankis_order] == in_ankis_order


@pytest.mark.parametrize("answered", [False, True])
def test_settings_written_with_sql_hold_at_once(student: Student, answered: bool) -> None:
    student.begin_day(strength=100)
    student.study(3)
    shown = student.on_screen()
    turn_off_with_sql(student)
    if answered:
        student.answer(shown)
    study_in_ankis_order(student, 47 - answered)


def test_settings_written_with_sql_hold_where_nothing_can_be_undone(student: Student) -> None:
    """The collection's time stays the same then, and so does its undo history."""
    student.begin_day(strength=100)
    student.reopen()
    install(student.col)
    assert student.shown() and student.day().new_done == 0
    assert not student.col.undo_status().undo
    turn_off_with_sql(student)
    assert student.order() is None


def test_settings_stored_while_an_answer_is_given_hold(student: Student) -> None:
    student.begin_day(strength=100)
    student.study(1)
    answer = ankis(student, "answer_card_raw")

    def answer_and_save(message: bytes) -> object:
        reply = answer(message)
        stored_settings.save(student.col, Settings(default=DeckSettings(0)))
        return reply

    with pytest.MonkeyPatch.context() as patch:
        put_below(patch, "answer_card_raw", answer_and_save)
        student.answer()
    study_in_ankis_order(student, 48)


def test_the_end_of_the_day_is_seen(student: Student, patch: Patch) -> None:
    student.begin_day()
    student.study(3)
    student.shown()
    times = count_loads(patch)
    student.shown()
    assert not times
    end = student.sched.day_cutoff
    patch.setattr("addon.collection.queue_order.time.time", lambda: float(end))
    student.shown()
    assert times


def test_a_long_list_ends_with_learning_cards_ahead_of_time(student: Student) -> None:
    """Every card of Anki's queue is listed once, learning cards that are not due yet last."""
    student.begin_day(12, 4, 50, steps=[5], relearning_steps=[5])
    student.answer(rating=AGAIN)
    student.answer(rating=AGAIN)
    ankis = student.anki_queue()
    ours = student.sched.get_queued_cards(fetch_limit=100)
    kinds = [card.queue for card in ours.cards]
    assert sorted(card.card.id for card in ours.cards) == sorted(c.card.id for c in ankis.cards)
    assert kinds[-2:] == [LEARNING] * 2 and LEARNING not in kinds[:-2]
    assert len(kinds) == 16


def test_a_card_listed_before_the_last_fetch_is_refused_as_by_anki(student: Student) -> None:
    student.begin_day()
    listed = list(student.sched.get_queued_cards(fetch_limit=30).cards)
    student.answer(listed[0])
    student.shown()
    with pytest.raises(InvalidInput, match="not at top of queue"):
        student.answer(listed[20])
    student.study_to_the_end(check=True)
    assert student.db.scalar("select count() from revlog") == 50
    assert not student.failures


def test_a_card_at_the_head_that_is_not_any_more_is_answered_all_the_same(student: Student) -> None:
    """The queue was dropped, and another card came to its head, between fetch and answer."""
    student.begin_day(strength=50, relearning_steps=[0.02])
    shown = student.on_screen()
    earlier = student.add(1, fields="first")[0]
    student.make_reviews([earlier], overdue=50)
    student.preset(reviewOrder=0)
    assert student.anki_queue(1).cards[0].card.id == earlier
    student.answer(shown)
    assert student.col.undo_status().undo == student.col.tr.actions_answer_card()
    assert student.col.get_card(CardId(shown.card.id)).reps == 1
    student.study_to_the_end()


def test_after_an_answer_out_of_order_ankis_queue_is_built_by_the_answer(student: Student) -> None:
    """Building it takes longest, and should not keep the thread that draws the next card."""
    student.begin_day()
    shown, calls = student.study_up_to_a_card_out_of_order(), list[str]()

    def noted(name: str, works: Callable[..., object], *arguments: Any, **named: Any) -> object:
        calls.append(name)
        return works(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("answer_card_raw", "get_queued_cards"):
            put_below(patch, name, partial(noted, name, ankis(student, name)))
        answering.answer(student.col, shown)
    assert calls[-2:] == ["answer_card_raw", "get_queued_cards"]


def test_without_a_bias_it_is_ankis_answer(student: Student, patch: Patch) -> None:
    student.begin_day(20, 5, 0)
    backend = student.col._backend
    patch.setattr(backend, "add_custom_undo_entry", None)
    patch.setattr(backend, "custom_study", None)
    assert student.study() == formula(20, 5, Bias(0))
    assert student.done[NEW] == 5 and not student.failures


def test_a_card_at_the_head_is_fetched_once_and_answered_without_a_fetch(
    student: Student, patch: Patch
) -> None:
    student.begin_day(strength=100)  # reviews come first, as mostly in Anki's queue
    student.study(2)
    fetch, fetched = ankis(student, "get_queued_cards"), list[int]()

    def count_and_fetch(*, fetch_limit: int, intraday_learning_only: bool) -> object:
        fetched.append(fetch_limit)
        return fetch(fetch_limit=fetch_limit, intraday_learning_only=intraday_learning_only)

    student.study_up_to_a_card_at_the_head()
    put_below(patch, "get_queued_cards", count_and_fetch)
    student.answer(student.shown())
    assert fetched == [1]
