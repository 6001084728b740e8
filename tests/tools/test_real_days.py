# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast against whole days in the real Anki, under a faked clock, with drawn answers."""

from __future__ import annotations

import sys

import pytest

from tools.real_days.__main__ import SHAPES, gains_of
from tools.real_days.days import Outcome, forecast_day, mean, real_days

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs libfaketime")
ANSWERS = 1200  # of each line


@pytest.mark.parametrize("strength", [0, 80])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_forecast_is_within_five_per_cent_of_what_happened(shape, strength):
    count = max(2, ANSWERS // (shape.reviews + shape.new))
    real, said = mean(real_days(shape, strength, count)), forecast_day(shape, strength)
    assert said.last_review_answer == pytest.approx(real.last_review_answer, rel=0.05)
    assert said.last_review_minute == pytest.approx(real.last_review_minute, rel=0.05)
    assert said.answers == pytest.approx(real.answers, rel=0.05)
    if max(shape.learning, default=0) < 60:  # else one failed card more adds an hour to the end
        assert said.minutes == pytest.approx(real.minutes, rel=0.05)


def test_the_share_of_the_possible_gain():
    minutes = {0: 40.0, 50: 35.0, 100: 30.0}
    lines = [
        {"strength": strength, "real": vars(Outcome(1, minute, 1, 1))}
        for strength, minute in minutes.items()
    ]
    assert gains_of(lines) == {50: 0.5}
