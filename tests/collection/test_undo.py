# SPDX-License-Identifier: AGPL-3.0-or-later
"""One undo undoes one answer, and shows the card again, as in Anki alone."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from anki.cards import CardId

from addon.collection import stored_settings
from addon.collection.hook import install, uninstall
from addon.collection.undone_cards import UndoneCards
from addon.settings import DeckSettings, Settings
from tests.collection.conftest import Clock, Patch
from tests.collection.observing import steps
from tests.collection.student import NEW, Student, millisecond
from tools.answering import AGAIN, EASY, GOOD, HARD


def state(student: Student) -> tuple[object, ...]:
    """All that an undo restores: cards, log, and each deck's counters."""
    counters = [
        (deck["id"], deck["newToday"][1], deck["revToday"][1], deck["lrnToday"][1])
        for deck in student.col.decks.all()
    ]
    return student.cards(), student.log(), counters, student.col.tags.all()


# Orders of reviews: due date then random; by deck; random.
@pytest.mark.parametrize(
    ("strength", "review_order"), [(0, 0), (20, 1), (60, 0), (60, 7), (100, 7)]
)
def test_ten_answers_ten_undos_ten_redos(
    student: Student, strength: int, review_order: int
) -> None:
    student.begin_day(60, 20, strength, reviewOrder=review_order, steps=[10])
    student.study(30)
    before = student.col.undo_status()
    states, shown = [state(student)], []
    for number in range(10):
        shown.append(student.card_on_screen)
        student.answer(rating=[EASY, GOOD, AGAIN, HARD][number % 4])
        states.append(state(student))
        assert student.col.undo_status().undo == student.col.tr.actions_answer_card()
    next_card = student.card_on_screen
    for number in reversed(range(10)):
        undone = student.col.undo()
        assert undone.operation == student.col.tr.actions_answer_card()
        assert state(student) == states[number]
        assert student.card_on_screen == shown[number]
        assert student.col.undo_status().redo == student.col.tr.actions_answer_card()
    assert student.col.undo_status().undo == before.undo
    for number in range(10):
        student.col.redo()
        assert state(student) == states[number + 1]
        if number < 9:
            assert student.card_on_screen == shown[number + 1]
    assert student.card_on_screen == next_card
    assert student.col.undo_status().redo == ""
    assert student.study() and not student.failures


def test_undo_then_another_rating_then_on(student: Student) -> None:
    student.begin_day(strength=60)
    rng = random.Random(3)
    answered: list[int] = []
    while shown := student.shown():
        rating = EASY if shown.queue == NEW else rng.choice([HARD, GOOD, EASY])
        answered.append(student.answer(shown, rating))
        if rng.random() < 0.4:
            back = rng.randint(1, min(3, len(answered)))
            for _ in range(back):
                student.col.undo()
            again, answered = answered[-back:], answered[:-back]
            for card in again:  # they come again in the same order
                assert student.card_on_screen == card, (again, shown.card.id)
                answered.append(student.answer())
    assert sorted(set(answered)) == sorted(answered)
    assert len(answered) == 50 and not student.failures


def test_the_undone_card_stands_first_in_a_list_and_only_there(student: Student) -> None:
    # by intervals: the same after an answer and its undo
    student.begin_day(30, 6, 60, reviewOrder=3)
    student.study_up_to_a_card_out_of_order()
    listed = list(student.sched.get_queued_cards(fetch_limit=6).cards)
    student.answer()
    student.col.undo()
    assert list(student.sched.get_queued_cards(fetch_limit=6).cards) == listed
    assert len({card.card.id for card in listed}) == 6


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.answer(rating=AGAIN),
        lambda it: it.preset(reviewOrder=4),  # long intervals first
        lambda it: it.col.decks.select(it.deck_id("Other")),
        lambda it: it.db.execute("update cards set queue = -1 where id = ?", it.card_on_screen),
    ],
    ids=["answered again", "other order", "other deck", "suspended with SQL"],
)
def test_once_something_else_was_done_the_order_alone_decides(
    student: Student, act: Callable[[Student], object]
) -> None:
    student.due(reviews=30, new=5, deck="Other")
    # short intervals first
    student.begin_day(30, 5, 60, reviewOrder=3, relearning_steps=[10])
    student.study(12)
    undone = student.answer()
    student.col.undo()
    assert student.card_on_screen == undone
    act(student)
    for _ in range(2):
        shown, ankis = student.on_screen(), student.anki_queue().cards
        assert undone != shown.card.id == next(c.card.id for c in ankis if c.queue == shown.queue)
        student.answer()
    assert not student.failures


def test_once_something_else_was_undone_the_order_alone_decides(student: Student) -> None:
    student.begin_day(30, 6, 60)
    student.study(6)
    for at_once in (False, True, False, True):
        student.sched.suspend_cards([student.card_on_screen])
        student.study_up_to_a_card_out_of_order()
        answered = student.answer()
        student.col.undo()
        if not at_once:
            assert student.card_on_screen == answered
        while student.col.undo().operation != "Suspend":
            pass
        queued = student.anki_queue().cards
        shown = student.on_screen()
        assert shown.card.id == next(c.card.id for c in queued if c.queue == shown.queue)
    assert student.study() and not student.failures


def test_what_is_logged_and_no_answer_hides_no_undo(student: Student, clock: Clock) -> None:
    """As of many cards whose due date is set: Anki gives each row a later millisecond."""
    student.begin_day(12, 6, 100, relearning_steps=[0.02])
    row = "insert into revlog select ? + id % 100000, id, -1, 0, 1, 1, 0, 0, 4 from cards"
    student.db.execute(row, millisecond() + 600_000)
    student.answer(rating=AGAIN)
    student.study_up_to_a_card_out_of_order()
    shown = student.card_on_screen
    clock.let_pass(2.3)  # the card in learning comes due
    student.answer(rating=GOOD)
    student.col.undo()
    assert student.card_on_screen == shown and not student.failures


def test_undo_of_the_answer_to_a_card_that_was_flagged_before(
    student: Student, clock: Clock
) -> None:
    """A learning card came due meanwhile; it would come first in a queue that is built anew."""
    student.begin_day(12, 4, 60, relearning_steps=[0.02])
    student.answer(rating=AGAIN)
    shown = student.on_screen()
    student.col.set_user_flag_for_cards(1, [CardId(shown.card.id)])
    clock.let_pass(1.3)
    student.answer(shown, GOOD)
    student.col.undo()
    assert student.card_on_screen == shown.card.id
    assert student.study() and not student.failures


def test_the_undone_card_stays_where_nothing_is_left_to_undo(
    student: Student, clock: Clock
) -> None:
    student.begin_day(12, 6, 100, relearning_steps=[0.02])
    student.answer(rating=AGAIN)
    clear_undo = "update col set crt = crt"
    student.db.execute(clear_undo)
    while student.card_on_screen == student.anki_queue(1).cards[0].card.id:
        student.answer()
        student.db.execute(clear_undo)
    shown = student.card_on_screen
    clock.let_pass(2.3)
    student.answer(rating=GOOD)
    student.col.undo()
    assert student.col.undo_status().undo == ""
    assert [student.card_on_screen for _ in range(3)] == [shown] * 3
    assert student.study() and not student.failures


def test_undo_reaches_as_far_as_in_anki_alone(student: Student) -> None:
    """By one step less for as long as an answer out of order is the last one.

    Such an answer is two of Anki's steps before they are merged, and Anki keeps thirty
    (`end_step` in rslib/src/undo/mod.rs).
    """
    student.begin_day(80, 20, 50)
    student.study(45)
    student.study_up_to_a_card_out_of_order()
    student.answer()
    assert len(steps(student)) == 29
    student.study_up_to_a_card_at_the_head()
    student.study(31)
    student.study_up_to_a_card_at_the_head()
    student.answer()
    assert len(steps(student)) == 30


@pytest.mark.parametrize("before", ["not installed", "taken out"])
def test_a_card_answered_before_the_bias_comes_first_when_undone(
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


def test_an_undone_card_that_is_nowhere(student: Student, patch: Patch) -> None:
    student.begin_day(strength=60)
    expected = student.card_on_screen
    patch.setattr(UndoneCards, "first", lambda *_any: 1)
    assert student.card_on_screen == expected and not student.failures
