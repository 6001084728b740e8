# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a day fits into the time that a person usually studies.

Plain arithmetic: no Anki, no Qt, no I/O. Times are in minutes of answering, as in the review log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .forecast import Habits, Steps, done_by
from .ordering import DAY_SECS, Bias, Day, both_orders

LEAST_DAYS = 7  # on which something was studied: with fewer nothing is usual
# Minutes are usual if on at least half of the days they were within a third of them.
NEAR, LEAST_NEAR = 1 / 3, 1 / 2


@dataclass(frozen=True)
class Enough:
    """The day's cards that are answered when the usual time is over, about; done ones included."""

    reviews: int
    new: int


@dataclass(frozen=True)
class Fits:
    """What a person's usual minutes are enough for today."""

    day: Day
    minutes: float  # that are usual
    reviews_need: float  # minutes until the last review of the whole day, without any new card
    in_this_order: Enough
    in_ankis_order: Enough

    @property
    def reviews_overfill(self) -> bool:
        """Whether the day's reviews alone need more than the usual minutes.

        In whole minutes, as they are said; less is within what a forecast can tell.
        """
        return round(self.reviews_need) > round(self.minutes)


def usual_minutes(days: Sequence[float]) -> float | None:
    """How long a person studies when they study; None if that is too little to tell, or uneven.

    `days` are the minutes of the last days without today, 0 for a skipped day. A skipped day says
    nothing of a day that is studied, and one long day to catch up should not count for many: hence
    the median of the others.
    """
    studied = [minutes for minutes in days if minutes > 0]
    if len(studied) < LEAST_DAYS:
        return None
    usual = median(studied)
    near = sum(abs(minutes - usual) <= NEAR * usual for minutes in studied)
    return usual if near >= LEAST_NEAR * len(studied) else None


def fits(
    day: Day,
    bias: Bias,
    habits: Habits,
    steps: Steps,
    usual: float,
    studied: float = 0.0,
    learning_left: int = 0,
    day_left: float = DAY_SECS,
) -> Fits:
    """What the `usual` minutes are enough for, of which `studied` are over.

    `learning_left` and `day_left` (seconds) are those of `forecast`.
    """
    reviews = done_by([False] * day.reviews, habits, steps)
    secs = 60 * max(0.0, usual - studied)

    def enough(order: Sequence[bool]) -> Enough:
        done = done_by(order, habits, steps, secs, learning_left, day_left)
        return Enough(day.reviews_done + round(done.reviews), day.new_done + round(done.new))

    anki_order, this_order = both_orders(day, bias)
    return Fits(day, usual, reviews.last_review_at / 60, enough(this_order), enough(anki_order))
