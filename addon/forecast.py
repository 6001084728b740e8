# SPDX-License-Identifier: AGPL-3.0-or-later
"""A study day answer by answer, as Anki runs it: when is the last review done?

Plain arithmetic: no Anki, no Qt, no I/O. All times are in seconds from now.

After each answer Anki shows a learning card that is due by then, else the next card of the main
queue, else a learning card that is due within the learn ahead limit (rslib/src/scheduler/queue).
The same input gives the same forecast.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import accumulate
from math import inf
from random import Random
from statistics import fmean

from .ordering import DAY_SECS

AGAIN, HARD, GOOD, EASY = range(4)
# Anki adds up to this share of a learning step, and up to so many seconds, at random
# (`learning_ivl_with_fuzz` in rslib/src/scheduler/answering/learning.rs).
FUZZ_SHARE, FUZZ_SECS = 0.25, 300.0
GOLDEN_RATIO = 0.618033988749895
# By one forecast, at least; it has to follow a slider. Counts of cards need fewer than minutes.
CARDS_SIMULATED, CARDS_COUNTED = 2000, 1000
ENDS_OF_A_DAY = 10  # once a person waits, the end hangs on the one card that is failed late

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
    """A preset's learning and relearning steps, and Anki's learn ahead limit."""

    learning: tuple[float, ...] = (60, 600)
    relearning: tuple[float, ...] = (600,)
    learn_ahead: float = 1200


@dataclass(frozen=True)
class Forecast:
    """A day's answers: how many, how long, and when each of its reviews is done, in order."""

    answers: float
    secs: float  # until nothing is left, waiting included
    waiting: float
    last_review_answer: float  # counted from 1; 0 without reviews
    reviews_done_at: tuple[float, ...]

    @property
    def last_review_at(self) -> float:
        return self.reviews_done_at[-1] if self.reviews_done_at else 0.0

    def reviews_left(self, at: float) -> int:
        return len(self.reviews_done_at) - bisect_right(self.reviews_done_at, at)


@dataclass(frozen=True)
class Done:
    """What of an order is answered by some time, on average."""

    reviews: float
    new: float
    last_review_at: float  # 0 without reviews


def forecast(
    order: Sequence[bool],
    habits: Habits,
    steps: Steps,
    learning_left: int = 0,
    day_left: float = DAY_SECS,
) -> Forecast:
    """What studying the main queue in an order means on average; `order` is True for a new card.

    `learning_left` cards are in learning already and due now; `day_left` is until the day's end.
    """
    days, ends = [], []
    for ratings in _ratings(len(order), habits, CARDS_SIMULATED):
        day = _Day(_begun(learning_left, steps))
        _study(day, order, ratings, habits, steps, day_left)
        days.append(day)
        for _ in range(ENDS_OF_A_DAY):
            end = replace(day, in_learning=day.in_learning.copy())
            _study(end, (), ratings, habits, steps, day_left, wait=True)
            ends.append(end)
    return Forecast(
        fmean(end.answers for end in ends),
        fmean(end.now for end in ends),
        fmean(end.waiting for end in ends),
        fmean(day.last_review_answer for day in days),
        tuple(map(fmean, zip(*(day.reviews_done_at for day in days)))),
    )


def done_by(
    order: Sequence[bool],
    habits: Habits,
    steps: Steps,
    secs: float = inf,
    learning_left: int = 0,
    day_left: float = DAY_SECS,
) -> Done:
    """What so many seconds of study are enough for; a card that was begun is answered.

    The other arguments are those of `forecast`.
    """
    days = []
    for ratings in _ratings(len(order), habits, CARDS_COUNTED):
        days.append(_Day(_begun(learning_left, steps)))
        _study(days[-1], order, ratings, habits, steps, day_left, until=secs)
    return Done(
        fmean(len(day.reviews_done_at) for day in days),
        fmean(day.new_done for day in days),
        fmean(day.reviews_done_at[-1] if day.reviews_done_at else 0.0 for day in days),
    )


Ratings = tuple[Iterator[int], Iterator[int], Iterator[int]]
# A card in learning: when it is due, a tie-breaker, its steps, and at which of them it is.
InLearning = tuple[float, int, tuple[float, ...], int]


@dataclass
class _Day:
    """A day so far."""

    in_learning: list[InLearning]  # a heap
    now: float = 0.0
    waiting: float = 0.0
    answers: int = 0
    last_review_answer: int = 0
    new_done: int = 0
    reviews_done_at: list[float] = field(default_factory=list)


def _begun(learning_left: int, steps: Steps) -> list[InLearning]:
    """Cards that are at their last step and due now."""
    last = len(steps.learning) - 1
    return [(0.0, number, steps.learning, last) for number in range(-learning_left, 0)]


def _study(
    day: _Day,
    order: Sequence[bool],
    ratings: Ratings,
    habits: Habits,
    steps: Steps,
    day_left: float,
    wait: bool = False,
    until: float = inf,
) -> None:
    """Study until Anki has nothing to show, or nothing is left where one waits for it."""
    new, review, learning = ratings
    in_learning, now, answers = day.in_learning, day.now, day.answers
    main = 0
    while now < until and (main < len(order) or in_learning):
        if main == len(order) or (in_learning and in_learning[0][0] <= now):
            pause = in_learning[0][0] - steps.learn_ahead - now
            if pause > 0:
                if not wait:
                    break
                day.waiting += pause
                now += pause
            now += habits.learning_secs
            _due, _, its_steps, at = heappop(in_learning)
            rating = next(learning)
        else:
            is_new, at = order[main], 0
            main += 1
            if is_new:
                now += habits.new_secs
                day.new_done += 1
                its_steps, rating = steps.learning, next(new)
            else:
                now += habits.review_secs
                day.reviews_done_at.append(now)
                day.last_review_answer = answers + 1
                rating = next(review)
                its_steps = steps.relearning if rating == AGAIN else ()
        delay, at = next_step(its_steps, at, rating)
        answers += 1
        if delay and now + delay < day_left:
            heappush(in_learning, (now + delay, answers, its_steps, at))
    day.now, day.answers = now, answers


def next_step(steps: tuple[float, ...], at: int, rating: int) -> tuple[float, int]:
    """Until when a card waits, and at which step; 0 seconds if it has left learning.

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


def _ratings(cards: int, habits: Habits, cards_in_all: int) -> Iterator[Ratings]:
    """The ratings of some days of so many cards: of new cards, reviews and learning cards."""
    # In a short day it matters which card is the one of ten that is failed.
    count = max(1, min(24, cards_in_all // max(1, cards)))
    learning = _drawn(habits.learning_shares)
    for number in range(count):
        phase = number / count
        yield _spread(habits.new_shares, phase), _spread(habits.review_shares, phase), learning


def _spread(shares: Shares, phase: float) -> Iterator[int]:
    """Ratings in given shares, evenly spread (multiples of the golden ratio, from a phase on)."""
    up_to = tuple(accumulate(shares[:EASY]))
    while True:
        phase = (phase + GOLDEN_RATIO) % 1
        yield bisect_right(up_to, phase)


def _drawn(shares: Shares) -> Iterator[int]:
    """Ratings in given shares, drawn: an even spread could fail the same card again and again."""
    up_to, draw = tuple(accumulate(shares[:EASY])), Random(0)
    while True:
        yield bisect_right(up_to, draw.random())
