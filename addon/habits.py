# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person's last answers tell of how they answer.

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
DAYS_WITHOUT_NEW = 7  # of study, after which it is said that no new card was met on them


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
    """Return how a person answers; None if there is too little to tell."""
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


def met_no_new_cards(answers: Iterable[Answer], day_cutoff: float) -> bool:
    """Tell whether no new card was met on the last seven days of study, today not counted."""
    studied = [day for days_ago, day in by_days_ago(answers, day_cutoff) if days_ago > 0]
    last = studied[-DAYS_WITHOUT_NEW:]
    new = any(answer.kind is Kind.NEW for day in last for answer in day)
    return len(last) == DAYS_WITHOUT_NEW and not new


def by_days_ago(answers: Iterable[Answer], day_cutoff: float) -> Iterator[tuple[int, list[Answer]]]:
    """Yield how many days ago it was, and the day's answers; they come oldest first.

    `day_cutoff` is the end of today in seconds since the epoch.
    """
    for days_ago, rows in groupby(answers, lambda row: int((day_cutoff - row.at) // DAY_SECS)):
        yield days_ago, list(rows)


def _shares(answers: Sequence[Answer]) -> Shares:
    again, hard, good, easy = (
        sum(answer.rating == rating for answer in answers) / len(answers) for rating in range(4)
    )
    return again, hard, good, easy
