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

from addon.forecast import Habits, Shares, Steps, done_by
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


Answers = list[tuple[str, float]]  # of a day: the kind of card, and the second it was done


def real_minutes(shape: Shape, strength: int, count: int) -> float:
    """The minute at which the last review was done in the real Anki, on average of some days."""
    days = real_answers(shape, strength, count)
    return fmean(max(at for kind, at in day if kind == "review") / 60 for day in days)


def real_answers(shape: Shape, strength: int, count: int) -> list[Answers]:
    """The answers of days of a shape, each with ratings and times drawn anew."""
    day = {**asdict(shape), "strength": strength, "secs": SECS, "shares": shape.shares}
    days = [json.dumps({**day, "seed": number}) for number in range(count)]
    return [json.loads(line) for line in under_faked_clock("evidence.days.study", days)]


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


def forecast_minutes(shape: Shape, strength: int) -> float:
    """The same, as the add-on says it in the morning of such a day."""
    order = rest_of_day(Day(0, shape.reviews, 0, shape.new), Bias(strength))
    return done_by(order, habits_of(shape), steps_of(shape)).last_review_at / 60


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
