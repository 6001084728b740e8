# SPDX-License-Identifier: AGPL-3.0-or-later
"""What fits into a day, held against days in the real Anki that end when the time is over."""

from __future__ import annotations

import time
from statistics import fmean, stdev
from typing import Any

from addon.fits import Fits, fits
from addon.ordering import Bias, Day
from tools.real_days.days import Answers, Shape, forecast_day, habits_of, real_answers, steps_of

from .progress import Progress

SHAPES = (Shape(20, 5), Shape(200, 20), Shape(800, 20))
STRENGTHS = (0, 50, 80)
# Of the minutes that the whole day needs.
SHARES_OF_NEED = {"half": 0.5, "just": 1.0, "twice": 2.0}
ANSWERS = 3000  # of each line's days; chance has its share in a single day
LEAST_DAYS = 6


def run(times: int) -> dict[str, Any]:
    """`times` as many days as are needed for a mean."""
    progress = Progress("what fits, in the real Anki", len(SHAPES) * len(STRENGTHS))
    lines = []
    for shape in SHAPES:
        for strength in STRENGTHS:
            count = times * max(LEAST_DAYS, ANSWERS // (shape.reviews + shape.new))
            days = real_answers(shape, strength, count)
            for share in SHARES_OF_NEED:
                lines.append(line_of(shape, strength, share, days))
            progress.step()
    return {"lines": lines, "milliseconds": milliseconds()}


def line_of(shape: Shape, strength: int, share: str, days: list[Answers]) -> dict[str, Any]:
    minutes = SHARES_OF_NEED[share] * need(shape, strength)
    said = what_fits(shape, strength, minutes).in_this_order
    done = [done_by(answers, 60 * minutes) for answers in days]
    reviews, new = ([one[kind] for one in done] for kind in ("review", "new"))
    return {
        "shape": str(shape),
        "strength": strength,
        "minutes": round(minutes, 1),
        "share_of_need": share,
        "days": len(days),
        "reviews": {"real": fmean(reviews), "spread": stdev(reviews), "said": said.reviews},
        "new": {"real": fmean(new), "spread": stdev(new), "said": said.new},
    }


def need(shape: Shape, strength: int) -> float:
    """The minutes of study for all of a day."""
    return forecast_day(shape, strength).minutes


def what_fits(shape: Shape, strength: int, minutes: float) -> Fits:
    """What the add-on says in the morning of such a day."""
    day = Day(0, shape.reviews, 0, shape.new)
    return fits(day, Bias(strength), habits_of(shape), steps_of(shape), minutes)


def done_by(answers: Answers, secs: float) -> dict[str, int]:
    """The cards of each kind that a day had by then; one that was begun is answered."""
    counts = {"review": 0, "new": 0, "learning": 0}
    begun = 0.0
    for kind, done in answers:
        if begun >= secs:
            break
        counts[kind] += 1
        begun = done
    return counts


def milliseconds() -> dict[str, float]:
    """How long `fits` computes, at best of some; both orders, at half of the need."""
    result = {}
    for shape in (Shape(200, 20), Shape(2000, 100)):
        half, took = need(shape, 80) / 2, []
        for _ in range(9):
            begin = time.process_time()
            what_fits(shape, 80, half)
            took.append(1000 * (time.process_time() - begin))
        result[f"{shape.reviews} + {shape.new}"] = round(min(took), 2)
    return result
