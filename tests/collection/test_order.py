# SPDX-License-Identifier: AGPL-3.0-or-later
"""A day in Anki's real backend comes in the order that the ordering module says."""

from __future__ import annotations

import random
import time

import pytest
from anki.decks import DEFAULT_DECK_ID, DeckId

from addon.ordering import Bias, Day, ReviewMix, anki_place, rest_of_day
from addon.settings import DeckSettings, Settings
from tests.collection.conftest import Clock
from tests.collection.formula import formula
from tests.collection.student import INTERDAY, NEW, Student
from tools.answering import AGAIN, GOOD

OF_A_NEWER_ANKI = (3, 7)  # values of `ReviewMix` that may come by sync


@pytest.mark.parametrize("order", ReviewMix)
@pytest.mark.parametrize("strength", [0, 1, 37, 60, 100])
def test_a_day_in_anki_is_the_formula(student: Student, strength: int, order: ReviewMix) -> None:
    student.begin_day(40, 9, strength, newMix=int(order))
    assert student.study() == formula(40, 9, Bias(strength, order))
    assert not student.failures


@pytest.mark.parametrize("first", [1, 5, 30])
def test_the_first_new_cards_stay(student: Student, first: int) -> None:
    student.due(reviews=40, new=9)
    student.bias(80, leave_first=first)
    assert student.study() == formula(40, 9, Bias(80, leave_first=first))


@pytest.mark.parametrize("order", OF_A_NEWER_ANKI)
def test_an_order_that_this_anki_does_not_know_is_mixed(student: Student, order: int) -> None:
    student.due(reviews=40, new=9)
    student.preset(newMix=order)
    assert student.col.decks.config_dict_for_deck_id(DEFAULT_DECK_ID)["newMix"] == order
    ankis = "".join("RN"[card.queue == NEW] for card in student.anki_queue().cards)
    assert ankis == formula(40, 9, Bias(0))
    student.bias(60)
    assert student.study() == formula(40, 9, Bias(60))
    assert not student.failures


@pytest.mark.parametrize(("reviews", "new"), [(0, 0), (0, 5), (5, 0), (1, 30), (25, 21)])
def test_unusual_days(student: Student, reviews: int, new: int) -> None:
    student.begin_day(reviews, new, 60)
    assert student.study() == formula(reviews, new, Bias(60))


def test_ankis_own_places_are_known_to_the_bit(student: Student) -> None:
    """The order of real queues of many sizes, made with the limits of one collection."""
    student.due(reviews=150, new=60)
    rng = random.Random(1)
    sizes = {(25, 21), (0, 1), (1, 0), (150, 60)}
    sizes |= {(rng.randint(0, 150), rng.randint(0, 60)) for _ in range(150)}
    for reviews, new in sizes:
        student.preset(revPerDay=reviews, newPerDay=new)
        places, seen = [], 0
        for card in student.anki_queue().cards:
            if card.queue == NEW:
                places.append(seen)
            else:
                seen += 1
        assert (seen, len(places)) == (reviews, new)
        assert places == [anki_place(k, reviews, new, ReviewMix.MIX) for k in range(new)]


@pytest.mark.parametrize("interday_mix", [0, 1, 2, *OF_A_NEWER_ANKI])
def test_interday_learning_cards_keep_their_place(student: Student, interday_mix: int) -> None:
    strength = 10 if interday_mix else 60
    student.due(reviews=20, new=6)
    student.make_interday_learning(student.add(5, fields="interday"))
    student.preset(interdayLearningMix=interday_mix)
    ankis = [card.card.id for card in student.anki_queue().cards if card.queue != NEW]
    student.bias(strength)
    listed = list(student.sched.get_queued_cards(fetch_limit=100).cards)
    shown = []
    while card := student.shown():
        assert card.card.queue in (0, 2, INTERDAY)
        shown.append(card)
        student.answer(card)
    assert [card.card.id for card in shown] == [card.card.id for card in listed]
    assert [card.card.id for card in shown if card.queue != NEW] == ankis
    letters = "".join("RN"[card.queue == NEW] for card in shown)
    assert letters == formula(25, 6, Bias(strength))


def test_a_caller_that_fetches_more_gets_the_biased_order(student: Student) -> None:
    student.begin_day(30, 8, 60)
    for limit in (1, 2, 5, 17, 38, 100):
        cards = student.sched.get_queued_cards(fetch_limit=limit).cards
        letters = "".join("N" if card.queue == NEW else "R" for card in cards)
        assert letters == formula(30, 8, Bias(60))[:limit]


@pytest.mark.parametrize("meanwhile", ["a card comes due", "the last is suspended"])
def test_listed_cards_can_be_answered(student: Student, meanwhile: str, clock: Clock) -> None:
    # 1.2 seconds
    student.begin_day(20, 6, 60, steps=[0.02], relearning_steps=[0.02])
    student.answer(rating=AGAIN)
    listed = list(student.sched.get_queued_cards(fetch_limit=50).cards)[:6]
    if meanwhile == "a card comes due":
        clock.let_pass(2.1)
    for number, card in enumerate(listed):
        if number == 2 and meanwhile == "the last is suspended":
            student.sched.suspend_cards([listed.pop().card.id])
        student.answer(card)
    student.study()
    assert not student.shown() and not student.failures


def test_fetching_changes_nothing(student: Student) -> None:
    student.begin_day(30, 8, 60)
    student.study(12)
    before = student.col.mod, student.col.undo_status()
    first = student.sched.get_queued_cards(fetch_limit=20)
    assert first == student.sched.get_queued_cards(fetch_limit=20)
    assert student.shown() == first.cards[0]
    assert (student.col.mod, student.col.undo_status()) == before


def test_learning_cards_that_are_due_come_first(student: Student, clock: Clock) -> None:
    # 1.2 seconds; new cards first
    student.begin_day(12, 4, 20, steps=[0.02, 0.02], newMix=2)
    assert student.study(3, rating=lambda: GOOD) == "RRN"
    clock.let_pass(2.2)
    student.answer()  # Anki looks at the clock when a card is answered
    assert student.study(1, rating=lambda: GOOD) == "L"
    assert student.study().replace("L", "") == "NN" + 10 * "R"


def test_a_session_with_lapses_and_steps_follows_the_formula(student: Student) -> None:
    student.begin_day(60, 12, 60, steps=[1, 10], relearning_steps=[10])
    rng = random.Random(5)
    letters = student.study(rating=lambda: rng.choice([AGAIN, GOOD, GOOD]), check=True)
    main = letters.replace("L", "")
    assert main == formula(60, 12, Bias(60))


def test_each_deck_has_its_own_order_and_a_subdeck_its_parents(student: Student) -> None:
    for deck in ("A", "A::B", "A::B::C", "D"):
        student.due(20, 5, deck)
    ids = {name: student.deck_id(name) for name in ("A", "A::B", "A::B::C", "D")}
    student.save(
        Settings(
            default=DeckSettings(0),
            decks={ids["A"]: DeckSettings(80), ids["A::B"]: DeckSettings(20)},
        )
    )
    student.col.decks.select(ids["D"])
    assert student.study() == formula(20, 5, Bias(0))
    student.col.decks.select(ids["A::B::C"])
    assert student.study() == formula(20, 5, Bias(20))
    student.col.decks.rename(ids["A"], "Renamed")
    student.col.decks.select(ids["A"])  # where 20 reviews and 5 new cards were answered by now
    rest = rest_of_day(Day(20, 40, 5, 10), Bias(80))
    assert student.study() == "".join("RN"[new] for new in rest)
    student.due(20, 5, "A::B::C")
    student.col.decks.reparent([student.deck_id("A::B::C")], DeckId(0))  # nothing to inherit
    student.col.decks.select(student.deck_id("C"))
    assert student.study() == formula(20, 5, Bias(0))


@pytest.mark.parametrize("answers", [7, 20])
def test_the_next_day_begins_afresh(student: Student, answers: int) -> None:
    student.db.execute("update col set crt = crt - 10 * 86400")  # not its first day
    hour = time.localtime().tm_hour
    student.day_ends_at((hour + 2) % 24)  # soon
    student.begin_day(30, 12, 60, newPerDay=6)
    letters = student.study(answers)
    assert letters == formula(30, 6, Bias(60))[:answers]
    today = student.sched.today
    student.shown()
    student.db.execute("update revlog set id = id - 2 * 3600 * 1000")
    student.day_ends_at(hour)  # it has ended since
    assert student.sched.today == today + 1
    rest = student.study()
    assert rest == formula(30 - letters.count("R"), 6, Bias(60))
    assert not student.failures
    answered = student.db.scalar("select count() from cards where reps > 0")
    assert answered == len(letters) + len(rest)
