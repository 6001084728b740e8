# SPDX-License-Identifier: AGPL-3.0-or-later
"""The last weeks' answers, read from the log of a real collection."""

from __future__ import annotations

import time

import pytest
from anki.decks import DEFAULT_DECK_ID, DeckId

from addon.collection.review_log import (
    DAYS,
    last_answers,
    past_evenings,
    past_weeks,
    steps,
)
from addon.evenings import Evening
from addon.habits import Kind
from tests.collection.student import Student
from tools.answering import AGAIN, EASY, GOOD


def test_kinds_ratings_and_decks(student: Student) -> None:
    student.due(reviews=6, new=3, deck="A")
    student.due(reviews=2, new=1, deck="A::B")
    student.due(reviews=4, new=2, deck="C")
    student.preset(steps=[1, 10], relearning_steps=[10])
    ratings = iter([AGAIN, GOOD] * 50)
    answered = {}
    for name in ("A", "C"):
        student.col.decks.select(student.deck_id(name))
        answered[name] = student.study(14, rating=lambda: next(ratings))
    kinds = {Kind.NEW: "N", Kind.LEARNING: "L", Kind.REVIEW: "R"}
    for name, letters in answered.items():
        rows = last_answers(student.col, student.deck_id(name))
        assert "".join(kinds[row.kind] for row in rows) == letters
        assert {row.rating for row in rows} == {AGAIN, GOOD}
        assert all(abs(row.at - time.time()) < 60 and row.secs >= 0 for row in rows)


def test_what_is_old_or_no_answer_is_left_out(student: Student) -> None:
    cards = student.add(3)
    student.make_reviews(cards)
    student.bias(0)
    student.study(1, rating=lambda: EASY)
    student.db.execute("update revlog set id = id - ?", (DAYS + 1) * 86_400_000)
    student.study(1)
    student.sched.set_due_date([cards[2]], "5")  # a row of the log, but no answer
    assert len(last_answers(student.col, DEFAULT_DECK_ID)) == 1


@pytest.mark.parametrize("answers", [0, 60])
def test_the_past_of_a_deck(student: Student, answers: int) -> None:
    student.due(reviews=60, new=0)
    student.preset(steps=[2, 30], relearning_steps=[5])
    student.study(answers)
    past = past_weeks(student.col, DEFAULT_DECK_ID)
    assert (past.habits is not None) == (answers == 60)
    assert past.steps == steps(student.col, DEFAULT_DECK_ID)
    assert (past.steps.learning, past.steps.relearning) == ((120, 1800), (300,))
    assert 0 < past.day_left <= 86_400


# Reviews left on past evenings
##########################################################################


def a_night_passes(student: Student, nights: int = 1) -> None:
    """As if everything so far had happened so many days earlier."""
    db = student.db
    db.execute("update revlog set id = id - ?", nights * 86_400_000)
    db.execute("update cards set due = due - ? where type = 2 and odid = 0", nights)
    db.execute("update cards set odue = odue - ? where odid != 0", nights)
    db.execute("update cards set due = due - ? where queue = 3", nights)
    db.execute("update cards set due = due - ? where queue = 1", nights * 86_400)
    # A queue that Anki has built knows nothing of this.
    student.reopen()


def evenings_of(student: Student, deck: DeckId) -> list[Evening]:
    return past_evenings(student.col, deck, past_weeks(student.col, deck))


def left(student: Student, deck: DeckId = DEFAULT_DECK_ID) -> list[int]:
    """On the last four evenings."""
    return [evening.reviews_left for evening in evenings_of(student, deck)][-4:]


def test_what_was_left_is_what_anki_had_left(student: Student) -> None:
    """Some days are studied a little, and at the end of each it is Anki that is asked."""
    student.preset(perDay=9999, steps=[1, 10], relearning_steps=[10])
    student.make_reviews(student.add(40))
    student.col.set_config("collapseTime", 0)
    student.bias(0)
    # What is due at first was answered before, so that the log knows it.
    student.study(rating=lambda: GOOD)
    student.db.execute("update cards set ivl = 1 + id % 3, due = ? + 1 + id % 3", today(student))
    student.db.execute("update revlog set ivl = 1 + cid % 3")
    evenings, ratings = [], iter([GOOD, GOOD, AGAIN, GOOD, EASY] * 50)
    for answers in (0, 9, 12, 0, 20, 3, 0, 11):
        a_night_passes(student)
        if answers:
            student.study(answers, rating=lambda: next(ratings))
        evenings.append(len(student.col.find_cards("is:due -is:learn")))
    a_night_passes(student)
    told = evenings_of(student, DEFAULT_DECK_ID)
    assert [evening.days_ago for evening in told] == [*range(DAYS, 0, -1)]
    assert [evening.reviews_left for evening in told][-8:] == evenings
    assert max(evenings) > 10 and len(set(evenings)) > 4


def today(student: Student) -> int:
    return student.sched.today


def test_interday_learning_cards_count_too(student: Student) -> None:
    cards = student.add(3)
    student.make_interday_learning(cards)
    student.sched.suspend_cards(cards[:1])
    a_night_passes(student)
    assert left(student) == [0, 0, 0, 2]
    student.bias(0)
    student.study(1, rating=lambda: EASY)
    assert left(student) == [0, 0, 0, 2]  # it was answered today, and not yesterday


def test_subdecks_count_and_other_decks_do_not(student: Student) -> None:
    student.make_reviews(student.add(3, "A"))
    student.make_reviews(student.add(4, "A::B"))
    student.make_reviews(student.add(5, "C"))
    a_night_passes(student, 2)
    ids = (student.deck_id(name) for name in ("A", "A::B", "C"))
    assert [left(student, deck) for deck in ids] == [[0, 0, n, n] for n in (7, 4, 5)]


def test_buried_and_filtered_cards_were_left_and_suspended_ones_not(student: Student) -> None:
    cards = student.add(6)
    student.make_reviews(cards)
    student.sched.suspend_cards(cards[:1])
    student.sched.bury_cards(cards[1:3])
    student.filtered_deck("F", f"cid:{cards[3]}")
    student.db.execute("update cards set odue = odue - 1 where odid != 0")
    student.db.execute("update cards set due = due - 1 where odid = 0")
    assert left(student) == [0, 0, 0, 5]


def test_a_card_that_was_postponed_was_not_left_until_then(student: Student) -> None:
    cards = student.add(2)
    student.make_reviews(cards)
    student.bias(0)
    student.study(rating=lambda: GOOD)
    student.db.execute("update cards set ivl = 2, due = ?", today(student) + 2)
    student.db.execute("update revlog set ivl = 2")
    a_night_passes(student, 2)
    postponed = "update cards set ivl = 4, due = due + 2 where id = ?"
    student.db.execute(postponed, cards[0])
    a_night_passes(student, 3)
    student.study(rating=lambda: GOOD)
    a_night_passes(student)
    assert left(student) == [1, 1, 2, 0]
