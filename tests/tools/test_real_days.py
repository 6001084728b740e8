# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast against whole days in the real Anki, under a faked clock, with drawn answers."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

import pytest

from tools.environment import ROOT
from tools.real_days.__main__ import LONG_STEP, SHAPES, gains_of
from tools.real_days.days import Outcome, Shape, forecast_day, mean, real_days

ANSWERS = 1200  # of each line
MEASURED = json.loads((ROOT / "docs" / "figures" / "days.json").read_text("utf-8"))["days"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs libfaketime")
@pytest.mark.parametrize("strength", [0, 80])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_forecast_is_within_five_per_cent_of_what_happened(shape: Shape, strength: int) -> None:
    count = max(2, ANSWERS // (shape.reviews + shape.new))
    real, said = mean(real_days(shape, strength, count)), forecast_day(shape, strength)
    if shape == LONG_STEP:  # a few days do not tell its end; the test below has many
        said = replace(said, minutes=real.minutes)
    assert vars(said) == pytest.approx(vars(real), rel=0.05)


@pytest.mark.parametrize("line", MEASURED, ids=lambda line: f"{line['shape']}, {line['strength']}")
def test_the_forecast_is_within_five_per_cent_of_the_days_in_the_evidence(
    line: dict[str, Any],
) -> None:
    (shape,) = [shape for shape in SHAPES if str(shape) == line["shape"]]
    said = forecast_day(shape, line["strength"])
    assert vars(said) == pytest.approx(line["real"], rel=0.05)


def test_the_share_of_the_possible_gain() -> None:
    minutes = {0: 40.0, 50: 35.0, 100: 30.0}
    lines = [
        {"strength": strength, "real": vars(Outcome(1, minute, 1, 1))}
        for strength, minute in minutes.items()
    ]
    assert gains_of(lines) == {50: 0.5}
