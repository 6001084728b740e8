# SPDX-License-Identifier: AGPL-3.0-or-later
"""The last evenings of a deck: the reviews that were left, and what a bias would have left of them.

Plain arithmetic on days and answers: no Anki, no Qt, no I/O. Days are counted back from today,
which is 0; times are in seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import fmean
from typing import Any, NamedTuple

from .forecast import Habits, Steps, done_by
from .habits import LEAST_SECS, Answer, Kind, by_days_ago, habits
from .ordering import Bias, Day, rest_of_day

LEAST_OF_A_KIND = 5  # answers on a day: with fewer, the person's usual pace holds for it


class Waited(NamedTuple):
    """Some cards that were due on one day and answered on another; 0: today, or not yet."""

    due: int
    answered: int
    cards: int


@dataclass(frozen=True)
class Evening:
    """The end of a day: what was answered on it, in so many seconds, and what was left."""

    days_ago: int
    reviews_left: int
    reviews_done: int
    new_done: int
    secs: float
    pace: Habits  # that of the day

    def with_bias(self, bias: Bias, steps: Steps) -> Evening:
        """Return the evening as it would have been after the same time in a biased order.

        The day's reviews and the new cards that were met on it are studied in that order. Never
        more reviews are left than there were.
        """
        if not (self.reviews_left and self.new_done and bias.strength):
            return self
        reviews = self.reviews_done + self.reviews_left
        order = rest_of_day(Day(0, reviews, 0, self.new_done), bias)
        done = done_by(order, self.pace, steps, self.secs)
        reviews_done = min(reviews, max(self.reviews_done, round(done.reviews)))
        return replace(
            self,
            reviews_left=reviews - reviews_done,
            reviews_done=reviews_done,
            new_done=min(self.new_done, round(done.new)),
        )


def evenings(
    waited: Iterable[Waited],
    answers: Sequence[Answer],
    day_cutoff: float,
    days: int,
) -> list[Evening]:
    """Return the last evenings, oldest first; today's is still to come.

    `answers` come oldest first; `day_cutoff` is the end of today in seconds since the epoch.
    """
    # A card that waited was there on each evening after that of its answer, back to its due day.
    more_left: Counter[int] = Counter()
    for due, answered, cards in waited:
        more_left[min(due, days)] += cards
        more_left[answered] -= cards
    of_day = dict(by_days_ago(answers, day_cutoff))
    # What is studied today changes no picture of the days before.
    usual = habits(row for ago, its in of_day.items() if ago > 0 for row in its) or Habits()
    ago = range(days, 0, -1)
    left = accumulate(more_left[days_ago] for days_ago in ago)
    return [
        _evening(days_ago, cards, of_day.get(days_ago, ()), usual)
        for days_ago, cards in zip(ago, left)
    ]


def _evening(days_ago: int, left: int, answers: Sequence[Answer], usual: Habits) -> Evening:
    secs = {kind: [answer.secs for answer in answers if answer.kind is kind] for kind in Kind}
    own: dict[str, Any] = {
        f"{kind.value}_secs": max(LEAST_SECS, fmean(its))
        for kind, its in secs.items()
        if len(its) >= LEAST_OF_A_KIND
    }
    return Evening(
        days_ago,
        left,
        len(secs[Kind.REVIEW]),
        len(secs[Kind.NEW]),
        sum(map(sum, secs.values())),
        replace(usual, **own),
    )
