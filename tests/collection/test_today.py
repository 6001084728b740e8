# SPDX-License-Identifier: AGPL-3.0-or-later
"""What there is to say of a deck's day, which is what studying it shows; and today's choice."""

from __future__ import annotations

import json
import random

import pytest
from anki.collection import OpChanges
from anki.decks import DEFAULT_DECK_ID, DeckId, DeckTreeNode

from addon.collection import stored_settings
from addon.collection.deck_bias import DeckBias, Reason, deck_bias
from addon.collection.hook import biased_queue
from addon.collection.todays_queue import count_deck, todays_queue
from addon.ordering import Bias, Day
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.collection.student import Student
from tools.answering import AGAIN, EASY, GOOD


def node_of(student: Student, deck_id: DeckId) -> DeckTreeNode:
    node = student.col.decks.find_deck_in_tree(student.sched.deck_due_tree(), deck_id)
    assert node is not None
    return node


@pytest.mark.parametrize("answers", [0, 17])
def test_the_day_of_each_deck_is_that_of_its_study_queue(student: Student, answers: int) -> None:
    student.due(reviews=20, new=6, deck="A")
    student.due(reviews=7, new=3, deck="A::B")
    student.make_interday_learning(student.add(4, "A::B"))
    student.due(reviews=5, new=2, deck="C")
    student.preset(steps=[1, 10], relearning_steps=[])
    student.bias(60)
    student.col.decks.select(student.deck_id("A"))
    rng = random.Random(answers)
    student.study(answers, rating=lambda: rng.choice([AGAIN, GOOD, EASY]))
    for name in ("A", "A::B", "C"):
        deck_id = student.deck_id(name)
        before = student.col.decks.get_current_id()
        today = count_deck(student.col, node_of(student, deck_id))
        assert student.col.decks.get_current_id() == before
        student.col.decks.select(deck_id)
        assert biased_queue(student.col)
        order = student.order()
        assert order and order.bias == deck_bias_of(student, deck_id).bias
        assert student.day() == today.day
        assert today.reviews <= today.day.reviews


def test_cards_in_learning_within_the_day_are_no_reviews_to_come(student: Student) -> None:
    student.make_interday_learning(student.add(2))
    # new cards first
    student.begin_day(10, 5, 1, steps=[1, 10], newMix=2)
    student.answer(rating=AGAIN)
    student.answer(rating=AGAIN)
    student.add(1)  # the day is read anew
    day = Day(reviews_done=0, reviews_left=12, new_done=2, new_left=4)
    assert student.day() == day
    today = count_deck(student.col, node_of(student, DEFAULT_DECK_ID))
    assert (today.day, today.reviews, today.in_learning) == (day, 10, 2)


def deck_bias_of(student: Student, deck_id: DeckId) -> DeckBias:
    return deck_bias(student.col, stored_settings.load(student.col), deck_id)


def test_why_a_deck_has_no_bias(student: Student) -> None:
    student.due(reviews=8, new=2)
    student.add(1, "Parent::Child")
    child = student.deck_id("Parent::Child")
    own = {1: DeckSettings(0), child: DeckSettings(60, 9)}
    settings = Settings(default=DeckSettings(60), decks=own)
    student.save(settings)
    parent = student.deck_id("Parent")
    filtered = student.col.decks.new_filtered("Filtered")

    def why(deck_id: DeckId, reviews: int = 8) -> Reason | None:
        return deck_bias_of(student, deck_id).on_a_day_with(reviews).reason

    assert why(parent) is None
    assert why(DEFAULT_DECK_ID) is Reason.STRENGTH_ZERO
    assert (why(child, 8), why(child, 9)) == (Reason.FEW_REVIEWS, None)
    stored_settings.set_todays_strength(student.col, DEFAULT_DECK_ID, 40)
    assert why(DEFAULT_DECK_ID) is None
    assert why(filtered) is Reason.FILTERED_DECK
    stored_settings.set_todays_strength(student.col, parent, 0)
    assert why(parent) is Reason.ANKIS_ORDER_TODAY
    drafts: list[dict[int, int]] = [{}, {parent: 5}]
    for draft in drafts:
        assert deck_bias(student.col, settings, parent, draft).reason is None
    student.preset(newMix=1)
    assert why(parent) is Reason.NEW_CARDS_LAST
    student.preset(newMix=2)
    assert (why(parent), why(child, 9)) == (Reason.ANKIS_ORDER_TODAY, None)
    stored_settings.set_todays_strength(student.col, parent, None)
    assert why(parent) is Reason.NEW_CARDS_FIRST
    student.save(Settings(decks={**own, parent: DeckSettings(60)}))
    grandchild = student.deck_id("Parent::Other::Grandchild")
    assert why(parent) is why(grandchild) is None
    student.save(Settings(enabled=False))
    assert why(parent) is Reason.TURNED_OFF


@pytest.mark.parametrize("search", ["deck:Elsewhere", "deck:All prop:due=1"])
def test_a_filtered_subdeck_that_the_log_does_not_tell(student: Student, search: str) -> None:
    student.due(reviews=12, new=6, deck="All")
    student.make_reviews(student.add(9, "Elsewhere"))
    tomorrows = student.add(9, "All")
    student.make_reviews(tomorrows, overdue=-1)
    student.col.decks.select(student.deck_id("All"))
    student.filtered_deck("All::Filtered", search)
    student.bias(60)
    ankis = [card.card.id for card in student.anki_queue().cards]
    assert len(ankis) == 27 and [student.answer() for _ in ankis] == ankis


def test_a_filtered_subdeck_with_reviews_of_the_day(student: Student) -> None:
    student.due(reviews=12, new=6, deck="All")
    student.due(reviews=9, new=3, deck="All::Home")
    student.col.decks.select(student.deck_id("All"))
    student.filtered_deck("All::Filtered", "deck:All::Home")
    student.bias(60)
    assert student.study() == formula(21, 9, Bias(60))


def choose(
    student: Student, strength: int | None, deck: DeckId = DEFAULT_DECK_ID, step: str = ""
) -> OpChanges:
    return stored_settings.set_todays_strength(student.col, deck, strength, step)


@pytest.mark.parametrize("today", [0, 30, 100])
def test_todays_strength_holds_in_the_place_of_what_is_set(student: Student, today: int) -> None:
    student.due(reviews=30, new=10)
    student.save(Settings(default=DeckSettings(70, min_reviews=99, leave_first=3)))
    assert choose(student, today).study_queues  # so that the reviewer asks for its card again
    first = 3 if today < 100 else 0  # all new cards last means the first ones, too
    assert student.study() == formula(30, 10, Bias(today, leave_first=first))


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
    settings = Settings(default=DeckSettings(9), decks={5: DeckSettings(80, 7, 2, True)})
    stored_settings.save(student.col, settings)
    select = "select cast(val as text) from config where key = 'biasedQueue'"
    assert json.loads(student.db.scalar(select)) == {
        "version": 1,
        "enabled": True,
        "default": {"strength": 9, "min_reviews": 0, "leave_first": 0, "from_mixed": False},
        "decks": {"5": {"strength": 80, "min_reviews": 7, "leave_first": 2, "from_mixed": True}},
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


def why_nothing(student: Student, deck: DeckId = DEFAULT_DECK_ID) -> Reason | None:
    node = node_of(student, deck)
    counts = count_deck(student.col, node)
    return todays_queue(student.col, node, counts, stored_settings.load(student.col)).reason


def test_ankis_default_preset_with_a_backlog_has_no_room_for_new_cards(student: Student) -> None:
    student.begin_day(230, 30, 50)
    student.limit()
    assert biased_queue(student.col)
    assert student.sched.counts() == (0, 0, 200)
    assert why_nothing(student) is Reason.NO_ROOM_FOR_NEW
    student.study(20)
    assert why_nothing(student) is Reason.NO_ROOM_FOR_NEW
    student.limit(reviews=240)
    assert why_nothing(student) is None
    student.limit(new=0)
    assert why_nothing(student) is Reason.NO_NEW_CARDS
    student.limit()
    student.col.set_config("newCardsIgnoreReviewLimit", True)
    assert why_nothing(student) is None


@pytest.mark.parametrize("where", ["A", "A::B"])
def test_limits_of_both_decks(student: Student, where: str) -> None:
    student.db.execute("update col set crt = crt - 9 * 86400")  # before its first day is none
    student.reopen()
    student.due(reviews=30, new=0, deck="A")
    student.add(5, where)
    deck = student.deck_id("A")
    student.limit(reviews=30)
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


def test_new_cards_are_done_or_reviews_are(student: Student) -> None:
    student.begin_day(4, 6, 100)
    assert why_nothing(student) is None
    student.study(4)
    assert why_nothing(student) is Reason.NO_REVIEWS
    student.study(3)  # new cards
    student.make_reviews(student.add(9))
    student.limit(new=3, reviews=13)
    assert why_nothing(student) is Reason.NO_NEW_CARDS
    student.limit(new=4, reviews=13)
    assert why_nothing(student) is Reason.NO_ROOM_FOR_NEW
