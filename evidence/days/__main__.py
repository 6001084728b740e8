# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds the forecast against whole days in the real Anki, and tells what each strength gains."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .shapes import Shape, forecast_minutes, real_minutes

NO_STEPS: tuple[float, ...] = ()
GAIN = Shape(200, 20)
MIDDLE = Shape(26, 10)  # the middle one of the real days on which a bias moves something
LONG_STEP = Shape(200, 20, (1, 10, 60))
SHAPES = (
    MIDDLE,
    Shape(20, 5),
    GAIN,
    Shape(200, 20, NO_STEPS, NO_STEPS, lapses=False),
    LONG_STEP,
    Shape(200, 50),
    Shape(1000, 20),
)
ANSWERS = 3000  # of each line, in several days: one day alone is as chance has it
TIMES = {GAIN: 4, MIDDLE: 4}


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py days", description=__doc__, allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--answers", type=int, default=ANSWERS, help=f"answers for each line (default {ANSWERS})"
    )
    arguments = parser.parse_args()
    if arguments.answers < 1:
        parser.error("--answers should be at least 1")
    lines = [
        line_of(shape, strength, arguments.answers * TIMES.get(shape, 1))
        for shape in SHAPES
        for strength in ((0, 50, 80, 100) if shape in TIMES else (0, 80))
    ]
    if arguments.json:
        print(json.dumps({"days": lines}, indent=1))
    return 0


def line_of(shape: Shape, strength: int, answers: int) -> dict[str, Any]:
    """When the last review was done on the days of one line, and when the forecast says."""
    count = max(3, answers // (shape.reviews + shape.new))
    real, said = real_minutes(shape, strength, count), forecast_minutes(shape, strength)
    row = f"{shape!s:30} {strength:4} % {count:4} days | last review at {real:8.1f} {said:8.1f}"
    print(f"{row} min {said / real - 1:+6.1%}", file=sys.stderr, flush=True)
    return {
        "shape": str(shape),
        "strength": strength,
        "days": count,
        "real": real,
        "forecast": said,
    }


if __name__ == "__main__":
    sys.exit(main())
