# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days to study, what they were in the real Anki, and what the forecast says of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from addon.forecast import Habits, Shares, Steps, forecast
from addon.ordering import Bias, Day, rest_of_day
from tools.system import faketime_library

SECS = {"new": 14.0, "review": 8.0, "learning": 9.0}  # for a card, on average
# Of Again, Hard, Good and Easy.
SHARES: dict[str, Shares] = {
    "new": (0.15, 0.0, 0.8, 0.05),
    "review": (0.1, 0.05, 0.8, 0.05),
    "learning": (0.08, 0.02, 0.88, 0.02),
}
NO_LAPSES: dict[str, Shares] = dict.fromkeys(SHARES, (0.0, 0.0, 1.0, 0.0))


@dataclass(frozen=True)
class Shape:
    """A kind of day: reviews and new cards due, and the preset's steps in minutes."""

    reviews: int
    new: int
    learning: tuple[float, ...] = (1, 10)
    relearning: tuple[float, ...] = (10,)
    lapses: bool = True

    @property
    def shares(self) -> dict[str, Shares]:
        return SHARES if self.lapses else NO_LAPSES

    def __str__(self) -> str:
        steps = " ".join(f"{step // 60}h" if step >= 60 else f"{step}m" for step in self.learning)
        lapses = "" if self.lapses else ", no lapses"
        return f"{self.reviews} + {self.new}, {steps or 'no steps'}{lapses}"


@dataclass(frozen=True)
class Outcome:
    """A day's answers up to the last review and to the end, and the minutes at which they were."""

    last_review_answer: float
    last_review_minute: float
    answers: float
    minutes: float


Answers = list[tuple[str, float]]  # of a day: the kind of card, and the second it was done


def real_days(shape: Shape, strength: int, count: int) -> list[Outcome]:
    """Study days of a shape in the real Anki, each with ratings and times drawn anew."""
    return [_outcome(answers) for answers in real_answers(shape, strength, count)]


def real_answers(shape: Shape, strength: int, count: int) -> list[Answers]:
    """The answers of such days."""
    day = {**asdict(shape), "strength": strength, "secs": SECS, "shares": shape.shares}
    days = [json.dumps({**day, "seed": number}) for number in range(count)]
    return [json.loads(line) for line in under_faked_clock("tools.real_days.study", days)]


def under_faked_clock(module: str, lines: Sequence[str]) -> list[str]:
    """What a module writes for these lines of its input, each of them a line."""
    with tempfile.TemporaryDirectory(prefix="biased-queue-") as folder:
        result = subprocess.run(
            [sys.executable, "-m", module],
            input="\n".join(lines),
            env=_with_faked_clock(Path(folder, "clock")),
            text=True,
            capture_output=True,
            check=False,
        )
    if result.returncode:
        sys.exit(f"A day could not be studied:\n{result.stderr}")
    return result.stdout.splitlines()


def mean(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome(*map(fmean, zip(*(asdict(outcome).values() for outcome in outcomes))))


def forecast_day(shape: Shape, strength: int) -> Outcome:
    order = rest_of_day(Day(0, shape.reviews, 0, shape.new), Bias(strength))
    day = forecast(order, habits_of(shape), steps_of(shape))
    return Outcome(day.last_review_answer, day.last_review_at / 60, day.answers, day.secs / 60)


def habits_of(shape: Shape) -> Habits:
    shares = shape.shares
    return Habits(
        SECS["review"],
        SECS["new"],
        SECS["learning"],
        shares["review"],
        shares["new"],
        shares["learning"],
    )


def steps_of(shape: Shape) -> Steps:
    learning, relearning = (
        tuple(60 * step for step in steps) for steps in (shape.learning, shape.relearning)
    )
    return Steps(learning, relearning)


def _outcome(answers: Answers) -> Outcome:
    last = max(number for number, (kind, _at) in enumerate(answers) if kind == "review")
    return Outcome(last + 1, answers[last][1] / 60, len(answers), answers[-1][1] / 60)


def _with_faked_clock(file: Path) -> dict[str, str]:
    """Variables of libfaketime, which reads in a file how far its clock is ahead."""
    file.write_text("+0")
    kept = {k: v for k, v in os.environ.items() if k != "ANKI_TEST_MODE"}  # it turns off fuzz
    return {
        **kept,
        "LD_PRELOAD": str(faketime_library()),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
