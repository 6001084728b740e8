# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast against whole days in the real Anki, under a faked clock, with drawn answers."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from evidence.days.__main__ import SHAPES, gains_of
from evidence.days.shapes import Shape, forecast_minutes, real_minutes
from tools.environment import ROOT

ANSWERS = 1200  # of each line
MEASURED = json.loads((ROOT / "evidence" / "figures" / "days.json").read_text("utf-8"))["days"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs libfaketime")
@pytest.mark.parametrize("strength", [0, 80])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_forecast_is_within_five_per_cent_of_what_happened(shape: Shape, strength: int) -> None:
    count = max(2, ANSWERS // (shape.reviews + shape.new))
    said = forecast_minutes(shape, strength)
    assert said == pytest.approx(real_minutes(shape, strength, count), rel=0.05)


@pytest.mark.parametrize("line", MEASURED, ids=lambda line: f"{line['shape']}, {line['strength']}")
def test_the_forecast_is_within_five_per_cent_of_the_days_in_the_evidence(
    line: dict[str, Any],
) -> None:
    (shape,) = [shape for shape in SHAPES if str(shape) == line["shape"]]
    assert forecast_minutes(shape, line["strength"]) == pytest.approx(line["real"], rel=0.05)


def test_the_share_of_the_possible_gain() -> None:
    lines = [
        {"strength": strength, "real": minute}
        for strength, minute in {0: 40.0, 50: 35.0, 100: 30.0}.items()
    ]
    assert gains_of(lines) == {50: 0.5}
