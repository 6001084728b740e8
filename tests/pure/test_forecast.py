# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast, as arithmetic; `tests/evidence/test_days.py` holds it against the real Anki."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.forecast import AGAIN, EASY, GOOD, HARD, Habits, Steps, done_by, next_step
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
)
habits = st.builds(
    Habits, *[st.floats(1, 60)] * 3, review_shares=shares, new_shares=shares, learning_shares=shares
)


def order(reviews: int, new: int, strength: int = 0) -> list[bool]:
    return rest_of_day(Day(0, reviews, 0, new), Bias(strength))


@given(queues, habits, steps, st.integers(0, 5), st.floats(0, 5000))
def test_all_is_done_in_the_end_and_more_time_is_never_less(
    queue: list[bool], person: Habits, its_steps: Steps, learning: int, secs: float
) -> None:
    whole = done_by(queue, person, its_steps, learning_left=learning)
    assert (whole.reviews, whole.new) == (queue.count(False), queue.count(True))
    assert (whole.last_review_at > 0) == (False in queue)
    part = done_by(queue, person, its_steps, secs, learning)
    assert 0 <= part.reviews <= whole.reviews and 0 <= part.new <= whole.new
    assert part.last_review_at <= whole.last_review_at
    more = done_by(queue, person, its_steps, secs + 60, learning)
    assert part.reviews <= more.reviews and part.new <= more.new
    assert done_by(queue, person, its_steps, secs, learning) == part


@pytest.mark.parametrize(
    ("its_steps", "at", "rating", "secs", "then_at"),
    [
        # Anki adds up to a quarter at random, an eighth on average, and five minutes at most.
        ((60, 600), 0, AGAIN, 60 * 1.125, 0),
        ((60, 600), 1, AGAIN, 60 * 1.125, 0),
        ((60, 600, 3600), 0, HARD, 330 * 1.125, 0),
        ((60,), 0, HARD, 90 * 1.125, 0),
        ((60, 600), 1, HARD, 600 * 1.125, 1),
        ((60, 600, 900), 1, GOOD, 900 * 1.125, 2),
        ((1240,), 0, AGAIN, 1240 + 150, 0),
        # After its last step, or without any, the card leaves learning.
        ((60, 600), 1, GOOD, 0, 1),
        ((60, 600), 0, EASY, 0, 0),
        ((), 0, AGAIN, 0, 0),
    ],
)
def test_a_step_lasts_as_long_as_ankis(
    its_steps: tuple[float, ...], at: int, rating: int, secs: float, then_at: int
) -> None:
    assert next_step(its_steps, at, rating) == (secs, then_at)


def last_review_at(queue: list[bool], person: Habits, its_steps: Steps, **more: float) -> float:
    return done_by(queue, person, its_steps, **more).last_review_at  # type: ignore[arg-type]


def test_without_steps_it_is_a_sum() -> None:
    assert last_review_at(order(200, 20, 100), Habits(), NO_STEPS) == pytest.approx(200 * 8)
    assert last_review_at([True] * 20 + [False], Habits(), NO_STEPS) == pytest.approx(20 * 14 + 8)


@pytest.mark.parametrize(("reviews", "learning"), [(8, 0), (9, 0), (10, 9), (11, 9)])
def test_a_learning_card_comes_when_it_is_due_and_first(reviews: int, learning: int) -> None:
    # N at 14 s; its last step of 60 s, with 7.5 s of fuzz, is due at 81.5 s: after 9 reviews.
    queue, its_steps = [True] + [False] * reviews, Steps((60, 60), ())
    assert last_review_at(queue, NO_FAILURES, its_steps) == pytest.approx(
        14 + reviews * 8 + learning
    )


@pytest.mark.parametrize("its_steps", [Steps(), NO_STEPS])
def test_cards_in_learning_are_due_now_and_at_their_last_step(its_steps: Steps) -> None:
    assert last_review_at([False], NO_FAILURES, its_steps, learning_left=2) == 9 + 9 + 8


def test_a_failed_review_comes_again_after_its_relearning_step() -> None:
    person = replace(NO_FAILURES, learning_secs=4, review_shares=(1.0, 0.0, 0.0, 0.0))
    # The first two are due at 683 s and 691 s: both are answered from 688 s, when 86 are done.
    for reviews, at in ((86, 86 * 8), (87, 87 * 8 + 2 * 4)):
        assert last_review_at([False] * reviews, person, Steps((), (600,))) == at


def test_a_single_card_is_failed_on_its_share_of_the_days() -> None:
    person = replace(NO_FAILURES, new_secs=100, new_shares=(0.25, 0.0, 0.75, 0.0))
    # Failed, it is due again at 100 + 67.5 s: between the first and the second review.
    person = replace(person, review_secs=70)
    at = last_review_at([True, False, False], person, Steps((60,), ()))
    assert at == pytest.approx(100 + 2 * 70 + 0.25 * 9)


@pytest.mark.parametrize(("day_left", "learning"), [(81.5, 0), (81.6, 9)])
def test_a_step_past_the_end_of_the_day_is_for_another_day(day_left: float, learning: int) -> None:
    # Done at 14 s, due after 67.5 s more.
    queue = [True] + [False] * 20
    at = last_review_at(queue, NO_FAILURES, Steps((60, 60)), day_left=day_left)
    assert at == pytest.approx(14 + 20 * 8 + learning)


def test_what_is_done_by_a_time() -> None:
    queue = [False] * 6 + [True] * 3
    assert done_by(queue, NO_FAILURES, NO_STEPS, 0).reviews == 0
    # The third review is begun at 16 s, and answered.
    done = done_by(queue, NO_FAILURES, NO_STEPS, 17)
    assert (done.reviews, done.new, done.last_review_at) == (3, 0, 24)
    done = done_by(queue, NO_FAILURES, NO_STEPS, 48 + 14 + 1)
    assert (done.reviews, done.new, done.last_review_at) == (6, 2, 48)
