# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person's last answers tell: how they answer, how long a day, and when new cards came.

Plain arithmetic on rows of Anki's review log: no Anki, no Qt, no I/O.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby
from statistics import fmean
from typing import Any, NamedTuple

from .forecast import Habits, Shares
from .ordering import DAY_SECS

LEAST_ANSWERS = 20  # of a kind: with fewer its default holds
LEAST_SECS = 0.5  # for a card: nobody answers many faster
LEAST_REVIEWS = 50  # for a forecast to be worth showing
# A day counts if it has so many of both kinds.
LEAST_REVIEWS_A_DAY, LEAST_NEW_A_DAY = 10, 3
# Mixed evenly, half of the reviews come before the average new card.
MOVED_BACK = 0.6


class Kind(Enum):
    """Kinds of answers; the values are their names in `Habits`."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"


class Answer(NamedTuple):
    """A row of the review log: seconds since the epoch, and seconds spent on the card."""

    at: float
    kind: Kind
    rating: int  # 0 (Again) to 3 (Easy)
    secs: float


def habits(answers: Iterable[Answer]) -> Habits | None:
    """How a person answers; None if there is too little to tell."""
    of_kind: dict[Kind, list[Answer]] = {kind: [] for kind in Kind}
    for answer in answers:
        of_kind[answer.kind].append(answer)
    if len(of_kind[Kind.REVIEW]) < LEAST_REVIEWS:
        return None
    told: dict[str, Any] = {}
    for kind, rows in of_kind.items():
        if len(rows) >= LEAST_ANSWERS:
            told[f"{kind.value}_secs"] = max(LEAST_SECS, fmean(row.secs for row in rows))
            told[f"{kind.value}_shares"] = _shares(rows)
    return Habits(**told)


def moved_back(answers: Iterable[Answer], day_cutoff: float) -> dict[int, bool]:
    """By how many days ago it was: whether new cards came later than evenly mixed on a day.

    Without the days that have too few cards to tell. `answers` come oldest first; `day_cutoff` is
    the end of today in seconds since the epoch.
    """
    days = _by_days_ago(answers, day_cutoff)
    told = ((days_ago, _moved_back(day)) for days_ago, day in days)
    return {days_ago: was for days_ago, was in told if was is not None}


def minutes_of_days(answers: Iterable[Answer], day_cutoff: float, days: int) -> list[float]:
    """How long was studied today, and on each of so many days before: yesterday and so on."""
    minutes = [0.0] * (days + 1)
    for days_ago, day in _by_days_ago(answers, day_cutoff):
        if days_ago <= days:
            minutes[days_ago] = sum(row.secs for row in day) / 60
    return minutes


def _by_days_ago(
    answers: Iterable[Answer], day_cutoff: float
) -> Iterator[tuple[int, list[Answer]]]:
    for days_ago, rows in groupby(answers, lambda row: -1 - int((row.at - day_cutoff) // DAY_SECS)):
        yield days_ago, list(rows)


def _moved_back(day: Sequence[Answer]) -> bool | None:
    """Whether a day's new cards came later than evenly mixed; None if it has too few cards."""
    reviews, places = 0, []
    for row in day:
        if row.kind is Kind.REVIEW:
            reviews += 1
        elif row.kind is Kind.NEW:
            places.append(reviews)
    if reviews < LEAST_REVIEWS_A_DAY or len(places) < LEAST_NEW_A_DAY:
        return None
    return fmean(places) >= MOVED_BACK * reviews


def _shares(answers: Sequence[Answer]) -> Shares:
    again, hard, good, easy = (
        sum(answer.rating == rating for answer in answers) / len(answers) for rating in range(4)
    )
    return again, hard, good, easy
