# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast against whole days in the real Anki, under a faked clock, with drawn answers."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from evidence.days.__main__ import MIDDLE, SHAPES
from evidence.days.shapes import forecast_minutes, real_minutes
from tools.environment import ROOT

MEASURED = json.loads((ROOT / "evidence" / "figures" / "days.json").read_text("utf-8"))["days"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs libfaketime")
def test_a_day_in_the_real_anki_is_as_the_forecast_says() -> None:
    said = forecast_minutes(MIDDLE, 80)
    assert said == pytest.approx(real_minutes(MIDDLE, 80, 8), rel=0.12)


@pytest.mark.parametrize("line", MEASURED, ids=lambda line: f"{line['shape']}, {line['strength']}")
def test_the_forecast_is_within_five_per_cent_of_the_days_in_the_evidence(
    line: dict[str, Any],
) -> None:
    (shape,) = [shape for shape in SHAPES if str(shape) == line["shape"]]
    assert forecast_minutes(shape, line["strength"]) == pytest.approx(line["real"], rel=0.05)
