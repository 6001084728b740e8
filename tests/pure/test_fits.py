# SPDX-License-Identifier: AGPL-3.0-or-later
"""What fits into a day, as arithmetic; `tests/tools/test_weeks.py` holds it against real days."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.fits import Enough, fits, usual_minutes
from addon.forecast import Habits, Steps
from addon.ordering import Bias, Day, ReviewMix

GOOD_ONLY = (0.0, 0.0, 1.0, 0.0)
PERSON = Habits(6, 12, 6, GOOD_ONLY, GOOD_ONLY, GOOD_ONLY)  # ten reviews a minute
NO_STEPS = Steps((), ())
DAY = Day(0, 100, 0, 10)


def test_without_steps_it_is_a_sum() -> None:
    said = fits(DAY, Bias(100), PERSON, NO_STEPS, usual=11)
    assert said.reviews_need == pytest.approx(10) and not said.reviews_overfill
    assert said.in_this_order == Enough(reviews=100, new=5)
    # Anki's last new card is begun after 91 reviews of 6 s and nine of 12 s: at 10:54.
    assert said.in_ankis_order == Enough(reviews=91, new=10)
    assert (said.day, said.minutes) == (DAY, 11)


def test_reviews_that_alone_overfill_the_day() -> None:
    said = fits(DAY, Bias(80), PERSON, NO_STEPS, usual=8)
    assert said.reviews_overfill
    assert said.reviews_need == pytest.approx(10)
    assert said.in_this_order == Enough(80, 0)
    # Seven new cards after 64 reviews, at 7:48, and two reviews more.
    assert said.in_ankis_order == Enough(66, 7)


def test_a_strength_of_nothing_is_ankis_order() -> None:
    for order in ReviewMix:
        said = fits(DAY, Bias(0, order=order), PERSON, NO_STEPS, usual=5)
        assert said.in_this_order == said.in_ankis_order
        if order is ReviewMix.BEFORE:
            assert said.in_ankis_order == Enough(reviews=30, new=10)  # before the reviews


def test_in_mid_day_the_rest_of_the_usual_time_counts() -> None:
    morning = fits(DAY, Bias(100), PERSON, NO_STEPS, usual=11)
    later = fits(Day(60, 40, 0, 10), Bias(100), PERSON, NO_STEPS, usual=11, studied=6)
    assert later.in_this_order == morning.in_this_order
    assert later.reviews_need == morning.reviews_need
    over = fits(Day(60, 40, 3, 7), Bias(100), PERSON, NO_STEPS, usual=11, studied=20)
    assert over.in_this_order == over.in_ankis_order == Enough(60, 3)


def test_learning_cards_take_their_time() -> None:
    # The first minute: three cards in learning, 6 s each, and then 7 reviews.
    said = fits(DAY, Bias(100), PERSON, Steps(), usual=1, learning_left=3)
    assert said.in_this_order == Enough(7, 0)
    # A new card, and a minute later its step: 12 s + 8 reviews in that minute, and then a review.
    steps = Steps((60, 60), ())
    first = fits(Day(0, 100, 0, 1), Bias(0, order=ReviewMix.BEFORE), PERSON, steps, usual=1.5)
    assert first.in_this_order == Enough(12, 1)


def test_steps_past_the_end_of_the_day_do_not_come() -> None:
    steps = Steps((60, 60), ())
    day, first = Day(0, 100, 0, 1), Bias(0, order=ReviewMix.BEFORE)
    said = fits(day, first, PERSON, steps, usual=1.5, day_left=70)
    assert said.in_this_order == Enough(13, 1)


@given(st.integers(0, 90), st.integers(0, 20), st.integers(0, 100), st.floats(0, 40))
def test_more_minutes_are_enough_for_no_less(
    reviews: int, new: int, strength: int, minutes: float
) -> None:
    day, bias = Day(0, reviews, 0, new), Bias(strength)
    less, more = (fits(day, bias, Habits(), Steps(), usual=m) for m in (minutes, minutes + 5))
    for one, other in ((less, more), (more, more)):
        assert 0 <= one.in_this_order.reviews <= other.in_this_order.reviews <= reviews
        assert 0 <= one.in_this_order.new <= other.in_this_order.new <= new
    # What is moved back is new cards: the reviews only gain. Once all of them are done, there may
    # also be more new cards than in Anki's order: those that began early have their steps by then.
    assert less.in_this_order.reviews >= less.in_ankis_order.reviews
    if less.in_this_order.reviews < reviews:
        assert less.in_this_order.new <= less.in_ankis_order.new


def test_usual_minutes_are_those_of_the_middle_day() -> None:
    assert usual_minutes([20, 21, 22, 23, 24, 25, 26]) == 23
    assert usual_minutes([20, 21, 22, 23, 24, 25, 200]) == 23  # one long day
    assert usual_minutes([0, 20, 0, 21, 22, 0, 23, 24, 25, 26, 0, 0]) == 23  # skipped days
    assert usual_minutes([0.5] * 7) == 0.5


def test_minutes_are_usual_if_half_of_the_days_are_within_a_third_of_them() -> None:
    assert usual_minutes([20, 20, 20, 30, 40, 40, 40]) == 30
    assert usual_minutes([19, 20, 20, 30, 41, 41, 41]) is None
    assert usual_minutes([1, 1, 30, 30, 30, 30, 90, 90]) == 30
    assert usual_minutes([1, 1, 1, 30, 30, 30, 90, 90]) is None


@pytest.mark.parametrize(
    "days",
    [[], [0] * 28, [20] * 6 + [0] * 22, [5, 5, 5, 20, 60, 60, 60], [1, 2, 4, 8, 16, 32, 64]],
    ids=["none", "all skipped", "too few", "two kinds of days", "very uneven"],
)
def test_no_minutes_are_usual_where_the_log_is_thin_or_uneven(days: list[float]) -> None:
    assert usual_minutes(days) is None


@pytest.mark.stopwatch
@pytest.mark.parametrize(("reviews", "new", "most_ms"), [(200, 20, 5), (2000, 100, 50)])
@pytest.mark.parametrize("share", [0.5, 2])
def test_it_is_quick(reviews: int, new: int, most_ms: int, share: float) -> None:
    took = []
    for _ in range(15):
        begin = time.process_time()  # others may be at work on this machine
        fits(Day(0, reviews, 0, new), Bias(80), Habits(), Steps(), reviews * 8 / 60 * share)
        took.append(1000 * (time.process_time() - begin))
    assert min(took) < most_ms
