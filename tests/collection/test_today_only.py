# SPDX-License-Identifier: AGPL-3.0-or-later
"""A strength that holds for one deck until tomorrow; and why a day has nothing to move."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from anki.collection import OpChanges
from anki.decks import DEFAULT_DECK_ID, DeckId

from addon.collection import stored_settings
from addon.collection.deck_bias import Reason
from addon.collection.hook import biased_queue
from addon.collection.todays_queue import count_deck, todays_queue
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.collection.student import Student


def choose(
    student: Student, strength: int | None, deck: DeckId = DEFAULT_DECK_ID, step: str = ""
) -> OpChanges:
    return stored_settings.set_todays_strength(student.col, deck, strength, step)


@pytest.mark.parametrize("today", [0, 30, 100])
def test_todays_strength_holds_in_the_place_of_what_is_set(student: Student, today: int) -> None:
    student.due(reviews=30, new=10)
    student.save(Settings(default=DeckSettings(70, min_reviews=99)))
    assert choose(student, today).study_queues  # so that the reviewer asks for its card again
    assert student.study() == formula(30, 10, Bias(today))


def test_it_holds_for_that_deck_alone_until_it_is_taken_back(student: Student) -> None:
    student.due(reviews=30, new=10)
    student.due(reviews=30, new=10, deck="Other")
    student.bias(60)
    choose(student, 100)
    other = student.deck_id("Other")
    choose(student, 20, other)
    assert stored_settings.todays_strengths(student.col) == {1: 100, other: 20}
    choose(student, None)
    assert student.study() == formula(30, 10, Bias(60))
    student.col.decks.select(other)
    assert student.study() == formula(30, 10, Bias(20))


def test_tomorrow_what_is_set_holds_again(student: Student) -> None:
    student.bias(60)
    choose(student, 100)
    stored = student.col.get_config(stored_settings.TODAY_KEY)
    assert stored == {"day": student.sched.today, "decks": {"1": 100}}
    student.col.set_config(stored_settings.TODAY_KEY, {**stored, "day": stored["day"] - 1})
    assert stored_settings.todays_strengths(student.col) == {}
    choose(student, 5, DeckId(7))
    assert stored_settings.todays_strengths(student.col) == {7: 5}


def test_what_is_stored_is_plain_json(student: Student) -> None:
    settings = Settings(default=DeckSettings(9), decks={5: DeckSettings(80, 7)})
    stored_settings.save(student.col, settings)
    select = "select cast(val as text) from config where key = 'biasedQueue'"
    assert json.loads(student.db.scalar(select)) == {
        "version": 1,
        "enabled": True,
        "default": {"strength": 9, "min_reviews": 0, "leave_first": 0},
        "decks": {"5": {"strength": 80, "min_reviews": 7, "leave_first": 0}},
    }
    assert stored_settings.load(student.col) == settings


def test_the_add_on_is_in_use_where_only_today_is_chosen(student: Student) -> None:
    off = Settings(default=DeckSettings(0))
    assert not stored_settings.in_use(student.col, off)
    choose(student, 0)
    assert not stored_settings.in_use(student.col, off)
    choose(student, 40)
    assert stored_settings.in_use(student.col, off)
    assert not stored_settings.in_use(student.col, Settings(enabled=False))
    assert stored_settings.in_use(student.col, Settings())


# A day with nothing to move
##########################################################################


def why_nothing(student: Student, deck: DeckId = DEFAULT_DECK_ID) -> Reason | None:
    node = student.col.decks.find_deck_in_tree(student.sched.deck_due_tree(), deck)
    assert node is not None
    counts = count_deck(student.col, node)
    return todays_queue(student.col, node, counts, stored_settings.load(student.col)).reason


@pytest.fixture
def anki_limits(student: Student) -> Callable[..., None]:
    """200 reviews a day, and new cards count against that: Anki's default preset."""

    def restrict(deck: DeckId = DEFAULT_DECK_ID, new: int = 20, reviews: int = 200) -> None:
        student.preset(deck, newPerDay=new, revPerDay=reviews)
        student.col.set_config("newCardsIgnoreReviewLimit", False)

    return restrict


def test_ankis_default_preset_with_a_backlog_has_no_room_for_new_cards(
    student: Student, anki_limits: Callable[..., None]
) -> None:
    student.due(reviews=230, new=30)
    student.bias(50)
    anki_limits()
    assert biased_queue(student.col)
    assert student.sched.counts() == (0, 0, 200)
    assert why_nothing(student) is Reason.NO_ROOM_FOR_NEW
    student.study(20)
    assert why_nothing(student) is Reason.NO_ROOM_FOR_NEW
    anki_limits(reviews=240)
    assert why_nothing(student) is None
    anki_limits(new=0)
    assert why_nothing(student) is Reason.NO_NEW_CARDS
    anki_limits()
    student.col.set_config("newCardsIgnoreReviewLimit", True)
    assert why_nothing(student) is None


@pytest.mark.parametrize("where", ["A", "A::B"])
def test_limits_of_both_decks(
    student: Student, anki_limits: Callable[..., None], where: str
) -> None:
    student.due(reviews=30, new=0, deck="A")
    student.add(5, where)
    deck = student.deck_id("A")
    anki_limits(reviews=30)
    assert why_nothing(student, deck) is Reason.NO_ROOM_FOR_NEW
    its_deck = student.col.decks.get(student.deck_id(where))
    assert its_deck is not None
    its_deck["newLimit"] = 0
    student.col.decks.save(its_deck)
    assert why_nothing(student, deck) is Reason.NO_NEW_CARDS
    its_deck["newLimitToday"] = {"limit": 3, "today": student.sched.today}
    student.col.decks.save(its_deck)
    assert why_nothing(student, deck) is Reason.NO_ROOM_FOR_NEW
    its_deck["newLimitToday"]["today"] -= 1
    student.col.decks.save(its_deck)
    assert why_nothing(student, deck) is Reason.NO_NEW_CARDS


def test_new_cards_are_done_or_reviews_are(
    student: Student, anki_limits: Callable[..., None]
) -> None:
    student.due(reviews=4, new=6)
    student.bias(100)
    assert why_nothing(student) is None
    student.study(4)
    assert why_nothing(student) is Reason.NO_REVIEWS
    student.study(3)  # new cards
    student.make_reviews(student.add(9))
    anki_limits(new=3, reviews=13)
    assert why_nothing(student) is Reason.NO_NEW_CARDS
    anki_limits(new=4, reviews=13)
    assert why_nothing(student) is Reason.NO_ROOM_FOR_NEW
