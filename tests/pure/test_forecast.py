# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast, as arithmetic; `tests/tools/test_real_days.py` holds it against the real Anki."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.forecast import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    Habits,
    Steps,
    done_by,
    forecast,
    next_step,
)
from addon.ordering import Bias, Day, rest_of_day

GOOD_ONLY = (0.0, 0.0, 1.0, 0.0)
NO_FAILURES = Habits(8, 14, 9, GOOD_ONLY, GOOD_ONLY, GOOD_ONLY)
NO_STEPS = Steps((), ())
queues = st.lists(st.booleans(), max_size=120)
shares = (
    st.tuples(*[st.integers(0, 10)] * 4)
    .filter(lambda s: s[2] + s[3] > s[0])
    .map(lambda s: tuple(part / sum(s) for part in s))
)
steps = st.builds(
    Steps,
    st.lists(st.sampled_from([60.0, 600.0, 3600.0, 200_000.0]), max_size=3).map(tuple),
    st.lists(st.sampled_from([60.0, 600.0, 3600.0]), max_size=2).map(tuple),
    st.sampled_from([0.0, 1200.0]),
)
habits = st.builds(
    Habits, *[st.floats(1, 60)] * 3, review_shares=shares, new_shares=shares, learning_shares=shares
)


def order(reviews: int, new: int, strength: int = 0) -> list[bool]:
    return rest_of_day(Day(0, reviews, 0, new), Bias(strength))


@given(queues, habits, steps, st.integers(0, 5))
def test_every_review_is_done_once_and_time_goes_on(
    queue: list[bool], person: Habits, its_steps: Steps, learning: int
) -> None:
    day = forecast(queue, person, its_steps, learning)
    assert len(day.reviews_done_at) == queue.count(False)
    assert list(day.reviews_done_at) == sorted(day.reviews_done_at)
    assert day.answers >= len(queue) - 1e-6
    assert 0 <= day.waiting <= day.secs + 1e-6
    assert day.last_review_at <= day.secs + 1e-6 and day.last_review_answer <= day.answers + 1e-6
    assert day.reviews_left(-1) == len(day.reviews_done_at) and day.reviews_left(day.secs + 1) == 0
    assert forecast(queue, person, its_steps, learning) == day


@pytest.mark.parametrize(
    ("its_steps", "at", "rating", "secs", "then_at"),
    [
        ((60, 600), 0, AGAIN, 60, 0),
        ((60, 600), 1, AGAIN, 60, 0),
        ((60, 600), 0, HARD, 330, 0),
        ((60, 600, 3600), 0, HARD, 330, 0),
        ((60,), 0, HARD, 90, 0),
        ((60, 600), 1, HARD, 600, 1),
        ((60, 600), 0, GOOD, 600, 1),
        ((60, 600, 900), 1, GOOD, 900, 2),
    ],
)
def test_a_step_lasts_as_long_as_ankis(
    its_steps: tuple[float, ...], at: int, rating: int, secs: float, then_at: int
) -> None:
    # Anki adds up to a quarter at random: an eighth on average.
    assert next_step(its_steps, at, rating) == (secs * 1.125, then_at)


def test_anki_adds_five_minutes_to_a_step_at_most() -> None:
    assert next_step((1200,), 0, AGAIN) == (1200 + 150, 0)
    assert next_step((1240,), 0, AGAIN) == (1240 + 150, 0)


@pytest.mark.parametrize(
    ("its_steps", "at", "rating"),
    [((60, 600), 1, GOOD), ((60,), 0, GOOD), ((60, 600), 0, EASY), ((), 0, AGAIN), ((), 0, HARD)],
)
def test_after_the_last_step_a_card_leaves_learning(
    its_steps: tuple[float, ...], at: int, rating: int
) -> None:
    assert next_step(its_steps, at, rating)[0] == 0


def test_without_steps_it_is_a_sum() -> None:
    day = forecast(order(200, 20, 100), Habits(), NO_STEPS)
    assert (day.answers, day.last_review_answer) == (220, 200)
    assert day.last_review_at == pytest.approx(200 * 8)
    assert day.secs == pytest.approx(200 * 8 + 20 * 14) and day.waiting == 0


def test_a_learning_card_comes_when_it_is_due_and_before_the_main_queue() -> None:
    # N at 14 s; its last step of 60 s, with 7.5 s of fuzz, is due at 81.5 s: after 9 reviews.
    its_steps = Steps((60, 60), ())
    day = forecast([True] + [False] * 20, NO_FAILURES, its_steps)
    at = [*day.reviews_done_at]
    assert at[8] == pytest.approx(14 + 9 * 8) and at[9] == pytest.approx(14 + 10 * 8 + 9)


@pytest.mark.parametrize("its_steps", [Steps(), NO_STEPS])
def test_cards_in_learning_are_due_now_and_at_their_last_step(its_steps: Steps) -> None:
    day = forecast([False], NO_FAILURES, its_steps, learning_left=2)
    assert (day.answers, day.last_review_answer, day.last_review_at) == (3, 3, 9 + 9 + 8)
    assert day.secs == 9 + 9 + 8


def test_beyond_the_learn_ahead_limit_one_waits() -> None:
    its_steps = Steps((60, 3600), (), learn_ahead=1200)
    day = forecast([True], NO_FAILURES, its_steps)
    assert day.waiting == pytest.approx(3600 + 150 - 1200)
    assert day.secs == pytest.approx(14 + day.waiting + 9) and day.answers == 2
    twice = forecast([True], NO_FAILURES, replace(its_steps, learning=(60, 3600, 3600)))
    assert twice.waiting == pytest.approx(2 * (3600 + 150 - 1200)) and twice.answers == 3
    little = forecast([True], NO_FAILURES, replace(its_steps, learn_ahead=3600 + 150 - 0.5))
    assert little.waiting == pytest.approx(0.5)
    ahead = forecast([True], NO_FAILURES, replace(its_steps, learn_ahead=7200))
    assert ahead.waiting == 0 and ahead.secs == pytest.approx(14 + 9)


@pytest.mark.parametrize(("cards", "failed"), [(5, 0.2), (20, 0.08), (20, 0.3), (50, 0.08)])
def test_the_end_hangs_on_the_card_that_is_failed_most_often(cards: int, failed: float) -> None:
    person = replace(NO_FAILURES, learning_shares=(failed, 0.0, 1 - failed, 0.0))
    day = forecast([True] * cards, person, Steps((60, 3600), (), learn_ahead=1200))
    # The mean of the largest of some geometric variables: how often the last card waits.
    waits = sum(1 - (1 - failed**tries) ** cards for tries in range(50))
    # In the meantime the others are answered.
    assert day.waiting * 0.95 < waits * (3600 + 150 - 1200) < day.secs * 1.03


def test_a_failed_review_comes_again_after_its_relearning_step() -> None:
    person = replace(NO_FAILURES, learning_secs=4, review_shares=(1.0, 0.0, 0.0, 0.0))
    day = forecast([False] * 100, person, Steps((), (600,)))
    # The first two are due at 683 s and 691 s: both are answered from 688 s, when 86 are done.
    assert day.reviews_done_at[85:87] == (86 * 8, 87 * 8 + 2 * 4)
    assert day.answers == 200
    passed = forecast([False], NO_FAILURES, Steps((), (600, 1200)))
    assert passed.answers == 1


def test_a_single_card_is_failed_on_its_share_of_the_days() -> None:
    person = replace(NO_FAILURES, new_shares=(0.25, 0.0, 0.75, 0.0))
    assert forecast([True], person, Steps((60,), ())).answers == 1.25


def test_a_step_past_the_end_of_the_day_is_for_another_day() -> None:
    day = forecast([True], NO_FAILURES, Steps((60, 172_800), ()))
    assert day.answers == 1 and day.waiting == 0
    late = forecast([True], NO_FAILURES, Steps((60, 600), ()), day_left=300)
    assert late.answers == 1
    # Done at 14 s, due after 67.5 s more.
    for day_left, answers in ((81.5, 1), (81.6, 2)):
        assert forecast([True], NO_FAILURES, Steps((60, 60)), day_left=day_left).answers == answers


def test_the_shares_hold_over_a_day() -> None:
    person = replace(NO_FAILURES, review_shares=(0.1, 0.0, 0.9, 0.0))
    day = forecast(order(1000, 0), person, Steps((), (600,)))
    assert day.answers == pytest.approx(1100, rel=0.002)


def test_what_is_done_by_a_time() -> None:
    queue = [False] * 6 + [True] * 3
    assert done_by(queue, NO_FAILURES, NO_STEPS, 0).reviews == 0
    # The third review is begun at 16 s, and answered.
    assert vars(done_by(queue, NO_FAILURES, NO_STEPS, 17)) == {
        "reviews": 3,
        "new": 0,
        "last_review_at": 24,
    }
    done = done_by(queue, NO_FAILURES, NO_STEPS, 48 + 14 + 1)
    assert (done.reviews, done.new, done.last_review_at) == (6, 2, 48)


@given(queues, habits, steps)
def test_the_whole_day_is_the_forecasts(
    queue: list[bool], person: Habits, its_steps: Steps
) -> None:
    done = done_by(queue, person, its_steps)
    assert (done.reviews, done.new) == (queue.count(False), queue.count(True))
    if len(queue) <= 40:  # as many days are drawn for both, of which this leaves none to chance
        person = replace(person, learning_shares=GOOD_ONLY)
        done, day = done_by(queue, person, its_steps), forecast(queue, person, its_steps)
        assert done.last_review_at == pytest.approx(day.last_review_at)


def test_nothing_left_is_no_time_at_all() -> None:
    day = forecast([], Habits(), Steps())
    assert (day.answers, day.secs, day.last_review_at, day.last_review_answer) == (0, 0, 0, 0)


@pytest.mark.stopwatch
@pytest.mark.parametrize(("reviews", "new", "most_ms"), [(200, 20, 5), (2000, 100, 50)])
def test_it_follows_a_slider(reviews: int, new: int, most_ms: int) -> None:
    queue = order(reviews, new, 60)
    took = []
    for _ in range(7):
        begin = time.process_time()
        forecast(queue, Habits(), Steps())
        took.append(1000 * (time.process_time() - begin))
    assert min(took) < most_ms
