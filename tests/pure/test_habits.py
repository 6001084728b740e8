# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the last answers tell."""

from __future__ import annotations

import pytest

from addon.forecast import Habits
from addon.habits import (
    Answer,
    Kind,
    habits,
    minutes_of_days,
    moved_back,
)
from addon.ordering import DAY_SECS

CUTOFF = 1_000_000_000.0
AGAIN, HARD, GOOD, EASY = range(4)


def answers(kind: Kind, count: int, rating: int = GOOD, secs: float = 5.0) -> list[Answer]:
    return [Answer(0.0, kind, rating, secs)] * count


def day(letters: str, days_ago: int, secs: float = 10.0) -> list[Answer]:
    kinds = {"N": Kind.NEW, "R": Kind.REVIEW, "L": Kind.LEARNING}
    begin = CUTOFF - (days_ago + 0.5) * DAY_SECS
    return [Answer(begin + n, kinds[letter], GOOD, secs) for n, letter in enumerate(letters)]


def test_too_little_is_nothing() -> None:
    assert habits([]) is None
    assert habits(answers(Kind.REVIEW, 49) + answers(Kind.NEW, 200)) is None


def test_pace_and_shares_of_each_kind() -> None:
    rows = answers(Kind.REVIEW, 60, GOOD, 6.0) + answers(Kind.REVIEW, 20, AGAIN, 10.0)
    rows += answers(Kind.NEW, 15, EASY, 20.0) + answers(Kind.NEW, 15, AGAIN, 10.0)
    person = habits(rows + answers(Kind.LEARNING, 19, AGAIN, 1.0))
    assert person is not None
    assert (person.review_secs, person.review_shares) == (7.0, (0.25, 0, 0.75, 0))
    assert (person.new_secs, person.new_shares) == (15.0, (0.5, 0, 0, 0.5))
    usual = Habits()  # of learning cards there were too few
    assert person.learning_secs == usual.learning_secs
    assert person.learning_shares == usual.learning_shares


def test_so_many_answers_are_enough() -> None:
    reviews = answers(Kind.REVIEW, 50, EASY)
    assert habits(reviews + answers(Kind.NEW, 19, AGAIN, 1.0)) == Habits(
        review_secs=5.0, review_shares=(0, 0, 0, 1.0)
    )
    person = habits(
        reviews + answers(Kind.NEW, 20, AGAIN, 1.0) + answers(Kind.LEARNING, 20, HARD, 2.0)
    )
    assert person is not None
    assert (person.new_secs, person.new_shares) == (1.0, (1.0, 0, 0, 0))
    assert (person.learning_secs, person.learning_shares) == (2.0, (0, 1.0, 0, 0))


def test_a_card_takes_half_a_second_at_least() -> None:
    person = habits(answers(Kind.REVIEW, 50, secs=0.1))
    assert person is not None and person.review_secs == 0.5


def test_on_which_days_new_cards_were_moved_back() -> None:
    mixed, back = "RRRNRRRNRRRNRRR", "RRRRRRRRRNRRRNN"
    rows = day(mixed, 5) + day("RRRNNN", 4) + day(back, 2) + day(back, 0)
    assert moved_back(rows, CUTOFF) == {5: False, 2: True, 0: True}


def test_ten_reviews_and_three_new_cards_tell_and_three_fifths_is_moved_back() -> None:
    rows = day("RRRRRRNNNRRRR", 2) + day("RRRRRNNNRRRRR", 1)
    assert moved_back(rows, CUTOFF) == {2: True, 1: False}


def test_minutes_of_each_day() -> None:
    rows = day("RRRRRR", 9) + day("RRLN", 4, secs=30) + day("R" * 6, 1) + day("RRR", 0)
    assert minutes_of_days(rows, CUTOFF, 4) == [0.5, 1.0, 0, 0, 2.0]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        day("RRRRRRRRRRNN", 1),
        day("RRRRRRRRRNNN", 1),
        day("NNNNNNLLL", 1),
        day("R" * 50, 1),
    ],
    ids=["none", "few new", "few reviews", "no reviews", "no new"],
)
def test_days_that_tell_nothing_are_left_out(rows: list[Answer]) -> None:
    assert moved_back(rows, CUTOFF) == {}
