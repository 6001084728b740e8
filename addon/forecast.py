# SPDX-License-Identifier: AGPL-3.0-or-later
"""A study day answer by answer, as Anki runs it: when is the last review done?

Plain arithmetic: no Anki, no Qt, no I/O. All times are in seconds from now.

After each answer Anki shows a learning card that is due by then, else the next card of the main
queue (rslib/src/scheduler/queue). The same input gives the same forecast.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate
from math import inf
from random import Random
from statistics import fmean
from typing import NamedTuple

from .ordering import DAY_SECS

AGAIN, HARD, GOOD, EASY = range(4)
# Anki adds up to this share of a learning step, and up to so many seconds, at random
# (`learning_ivl_with_fuzz` in rslib/src/scheduler/answering/learning.rs).
FUZZ_SHARE, FUZZ_SECS = 0.25, 300.0
GOLDEN_RATIO = 0.618033988749895
CARDS_SIMULATED = 2000  # by one forecast, at least; it has to follow a slider

Shares = tuple[float, float, float, float]  # of Again, Hard, Good and Easy; they add up to 1


@dataclass(frozen=True)
class Habits:
    """How a person answers: seconds for a card, and the shares of the ratings."""

    review_secs: float = 8
    new_secs: float = 14
    learning_secs: float = 9
    review_shares: Shares = (0.1, 0, 0.9, 0)
    new_shares: Shares = (0.1, 0, 0.9, 0)
    learning_shares: Shares = (0.05, 0, 0.95, 0)


@dataclass(frozen=True)
class Steps:
    """A preset's learning and relearning steps."""

    learning: tuple[float, ...] = (60, 600)
    relearning: tuple[float, ...] = (600,)


@dataclass(frozen=True)
class Done:
    """What of an order is answered by some time, on average."""

    reviews: float
    new: float
    last_review_at: float  # 0 without reviews


class Pace(NamedTuple):
    """Seconds that a card takes up to the last review, with its learning steps."""

    review: float
    new: float

    def minutes(self, reviews: int, new: int) -> float:
        return (reviews * self.review + new * self.new) / 60


def pace(minutes: float, reviews: int, new: int, habits: Habits, steps: Steps) -> Pace:
    """Return the pace at which so many cards take so many minutes, as forecast for their order."""
    failed = habits.review_shares[AGAIN] * len(steps.relearning)
    usual = Pace(
        habits.review_secs + failed * habits.learning_secs,
        habits.new_secs + max(0, len(steps.learning) - 1) * habits.learning_secs,
    )
    share = minutes / usual.minutes(reviews, new)
    return Pace(share * usual.review, share * usual.new)


def done_by(
    order: Sequence[bool],
    habits: Habits,
    steps: Steps,
    secs: float = inf,
    learning_left: int = 0,
    day_left: float = DAY_SECS,
) -> Done:
    """Forecast what so many seconds of studying an order are enough for, True for a new card.

    A card that was begun is answered. `learning_left` cards are in learning already and due now;
    `day_left` is until the day's end.
    """
    days = [
        _study(order, ratings, habits, steps, secs, learning_left, day_left)
        for ratings in _ratings(len(order), habits)
    ]
    return Done(*map(fmean, zip(*((day.reviews, day.new, day.last_review_at) for day in days))))


Ratings = tuple[Iterator[int], Iterator[int], Iterator[int]]
# A card in learning: when it is due, a tie-breaker, its steps, and at which of them it is.
InLearning = tuple[float, int, tuple[float, ...], int]


def _study(
    order: Sequence[bool],
    ratings: Ratings,
    habits: Habits,
    steps: Steps,
    secs: float,
    learning_left: int,
    day_left: float,
) -> Done:
    """Study one day until the time is over or the order is done; what is left then is learning."""
    new, review, learning = ratings
    now, answers, reviews, last_review_at = 0.0, 0, 0, 0.0
    last = len(steps.learning) - 1
    in_learning: list[InLearning] = [  # a heap; those that were begun are at their last step
        (0.0, number, steps.learning, last) for number in range(-learning_left, 0)
    ]
    main = 0
    while now < secs and main < len(order):
        if in_learning and in_learning[0][0] <= now:
            now += habits.learning_secs
            _due, _, its_steps, at = heappop(in_learning)
            rating = next(learning)
        else:
            is_new, at = order[main], 0
            main += 1
            if is_new:
                now += habits.new_secs
                its_steps, rating = steps.learning, next(new)
            else:
                now += habits.review_secs
                reviews, last_review_at = reviews + 1, now
                rating = next(review)
                its_steps = steps.relearning if rating == AGAIN else ()
        delay, at = next_step(its_steps, at, rating)
        answers += 1
        if delay and now + delay < day_left:
            heappush(in_learning, (now + delay, answers, its_steps, at))
    return Done(reviews, main - reviews, last_review_at)


def next_step(steps: tuple[float, ...], at: int, rating: int) -> tuple[float, int]:
    """Return how long a card waits, and at which step; 0 seconds if it has left learning.

    Source: `LearningSteps` in rslib/src/scheduler/states/steps.rs.
    """
    if not steps or rating == EASY or (rating == GOOD and at + 1 == len(steps)):
        return 0.0, at
    if rating == AGAIN:
        delay, at = steps[0], 0
    elif rating == GOOD:
        at += 1
        delay = steps[at]
    elif at:
        delay = steps[at]
    else:  # Hard at the first step
        delay = steps[0] * 1.5 if len(steps) == 1 else (steps[0] + steps[1]) / 2
    return delay + min(FUZZ_SHARE * delay, FUZZ_SECS) / 2, at


def _ratings(cards: int, habits: Habits) -> Iterator[Ratings]:
    """Yield ratings for some days of so many cards: of new cards, reviews and learning cards."""
    # In a short day it matters which card is the one of ten that is failed.
    count = max(1, min(24, CARDS_SIMULATED // max(1, cards)))
    learning = _drawn(habits.learning_shares)
    for number in range(count):
        phase = number / count
        yield _spread(habits.new_shares, phase), _spread(habits.review_shares, phase), learning


def _spread(shares: Shares, phase: float) -> Iterator[int]:
    """Yield ratings in given shares, evenly spread: multiples of the golden ratio from a phase."""
    up_to = tuple(accumulate(shares[:EASY]))
    while True:
        phase = (phase + GOLDEN_RATIO) % 1
        yield bisect_right(up_to, phase)


def _drawn(shares: Shares) -> Iterator[int]:
    """Yield ratings in given shares, drawn: an even spread could fail one card again and again."""
    up_to, draw = tuple(accumulate(shares[:EASY])), Random(0)
    while True:
        yield bisect_right(up_to, draw.random())
