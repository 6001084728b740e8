# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the dialog says of a deck that is not being studied is what studying it shows."""

from __future__ import annotations

import random

import pytest
from anki.decks import DEFAULT_DECK_ID, DeckId, DeckTreeNode

from addon.collection import stored_settings
from addon.collection.deck_bias import DeckBias, Reason, deck_bias
from addon.collection.hook import biased_queue
from addon.collection.todays_queue import count_deck
from addon.ordering import Bias, Day, ReviewMix
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
    student.due(reviews=10, new=5)
    student.preset(steps=[1, 10], newMix=2)  # new cards first
    student.bias(1)
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


def test_the_presets_orders_hold_with_few_reviews_too(student: Student) -> None:
    student.save(Settings(default=DeckSettings(60, min_reviews=9)))
    student.preset(newMix=2, interdayLearningMix=1)
    for deck in (deck_bias_of(student, DEFAULT_DECK_ID).on_a_day_with(n) for n in (8, 9)):
        assert deck.bias == Bias(60, order=ReviewMix.BEFORE)
        assert deck.interday_learning == Bias(0, order=ReviewMix.AFTER)
        assert deck.settings == DeckSettings(60, min_reviews=9)


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
