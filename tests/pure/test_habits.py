# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the last answers tell."""

from __future__ import annotations

import pytest

from addon.forecast import Habits
from addon.habits import Answer, Kind, habits, met_no_new_cards
from addon.ordering import DAY_SECS

CUTOFF = 1_000_000_000.0
AGAIN, HARD, GOOD, EASY = range(4)


def answers(kind: Kind, count: int, rating: int = GOOD, secs: float = 5.0) -> list[Answer]:
    return [Answer(0.0, kind, rating, secs)] * count


def day(letters: str, days_ago: int, secs: float = 10.0) -> list[Answer]:
    kinds = {"N": Kind.NEW, "R": Kind.REVIEW, "L": Kind.LEARNING}
    begin = CUTOFF - (days_ago + 0.5) * DAY_SECS
    return [Answer(begin + n, kinds[letter], GOOD, secs) for n, letter in enumerate(letters)]


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
    assert habits([]) is None
    assert habits(answers(Kind.REVIEW, 49) + answers(Kind.NEW, 200)) is None
    reviews = answers(Kind.REVIEW, 50, EASY, secs=0.1)
    assert habits(reviews + answers(Kind.NEW, 19, AGAIN, 1.0)) == Habits(
        review_secs=0.5, review_shares=(0, 0, 0, 1.0)
    )
    person = habits(
        reviews + answers(Kind.NEW, 20, AGAIN, 1.0) + answers(Kind.LEARNING, 20, HARD, 2.0)
    )
    assert person is not None
    assert (person.new_secs, person.new_shares) == (1.0, (1.0, 0, 0, 0))
    assert (person.learning_secs, person.learning_shares) == (2.0, (0, 1.0, 0, 0))


@pytest.mark.parametrize(
    ("days", "without"),
    [
        ([], False),
        (["R"] * 6, False),
        (["R"] * 7, True),
        (["N"] + ["RL"] * 7, True),
        (["R"] * 6 + ["RN"], False),
        (["N"] * 3 + ["R"] * 6, False),
    ],
    ids=["nothing studied", "six days", "seven", "seven since", "one of them", "six since"],
)
def test_seven_days_of_study_without_a_new_card(days: list[str], without: bool) -> None:
    """A day that was skipped does not count, nor does today."""
    rows = [row for n, letters in enumerate(days) for row in day(letters, 2 * (len(days) - n))]
    assert met_no_new_cards(rows, CUTOFF) is without
    assert met_no_new_cards(rows + day("N", 0), CUTOFF) is without
