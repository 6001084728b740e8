# SPDX-License-Identifier: AGPL-3.0-or-later
"""Past evenings, as they were and as a bias would have had them, by arithmetic on days."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.evenings import Evening, Waited, evenings
from addon.forecast import Habits, Steps
from addon.habits import Answer, Kind
from addon.ordering import DAY_SECS, Bias, ReviewMix

CUTOFF = 1_000_000_000.0
STEPS = Steps()


def left(*waited: Waited, days: int = 5) -> list[int]:
    return [evening.reviews_left for evening in evenings(waited, [], CUTOFF, days)]


def test_cards_are_left_from_the_day_they_are_due_until_the_day_they_are_answered() -> None:
    assert left() == [0, 0, 0, 0, 0]
    #                                      5  4  3  2  1 days ago
    assert left(Waited(3, 1, cards=2)) == [0, 0, 2, 2, 0]
    assert left(Waited(3, 3, cards=2)) == [0, 0, 0, 0, 0]
    assert left(Waited(3, 2, 2), Waited(4, 1, 1)) == [0, 1, 3, 1, 0]
    assert left(Waited(400, 2, 1)) == [1, 1, 1, 0, 0]
    assert left(Waited(2, 0, 7)) == [0, 0, 0, 7, 7]  # not answered yet
    assert left(Waited(0, 0, 7)) == [0, 0, 0, 0, 0]  # due today, which is not over


def answers(kind: Kind, count: int, secs: float, days_ago: int) -> list[Answer]:
    return [Answer(CUTOFF - (days_ago + 0.5) * DAY_SECS, kind, 2, secs)] * count


def test_a_days_own_pace_holds_for_it_where_there_are_five_of_a_kind() -> None:
    rows = answers(Kind.REVIEW, 6, 4.0, 2) + answers(Kind.NEW, 4, 40.0, 2)
    rows += answers(Kind.LEARNING, 5, 3.0, 2)
    skipped, studied = evenings([Waited(2, 1, 9)], rows, CUTOFF, 3)[:2]
    assert not skipped.secs and skipped.pace == Habits()
    assert (studied.reviews_done, studied.new_done) == (6, 4)
    assert studied.secs == 6 * 4 + 4 * 40 + 5 * 3 and studied.reviews_left == 9
    assert studied.pace == Habits(review_secs=4, learning_secs=3)


@pytest.mark.parametrize(
    ("strength", "left", "new"), [(0, 30, 10), (20, 16, 6), (50, 12, 4), (100, 4, 0)]
)
def test_what_would_have_been_left_in_the_same_time(strength: int, left: int, new: int) -> None:
    """Without learning steps, 960 seconds are reviews of 10 and new cards of 20, in that order."""
    evening = Evening(3, 30, 70, 10, 960, Habits(review_secs=10, new_secs=20))
    would_be = evening.with_bias(Bias(strength), Steps((), ()))
    assert (would_be.reviews_left, would_be.new_done) == (left, new)
    assert would_be.reviews_left + would_be.reviews_done == 100


evening = st.builds(
    Evening,
    st.integers(1, 28),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 20),
    st.floats(0, 3000),
    st.just(Habits()),
)


@given(evening, st.integers(0, 100), st.sampled_from(ReviewMix))
def test_no_bias_leaves_more_than_there_was(was: Evening, strength: int, order: ReviewMix) -> None:
    would_be = was.with_bias(Bias(strength, order), STEPS)
    assert 0 <= would_be.reviews_left <= was.reviews_left
    assert 0 <= would_be.new_done <= was.new_done
    assert would_be.reviews_done + would_be.reviews_left == was.reviews_done + was.reviews_left
    assert replace(would_be, reviews_left=0, reviews_done=0, new_done=0) == replace(
        was, reviews_left=0, reviews_done=0, new_done=0
    )
    if not (was.reviews_left and was.new_done and strength):
        assert would_be == was
