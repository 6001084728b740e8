# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes to the last review, as the day goes on, without a forecast with each card."""

from __future__ import annotations

import pytest

from addon.forecast import Habits, Steps, done_by, pace
from addon.ordering import Bias, Day, new_after_reviews, rest_of_day

HABITS, STEPS = Habits(), Steps()


@pytest.mark.parametrize("strength", [0, 20, 60, 100])
@pytest.mark.parametrize(("reviews", "new"), [(26, 10), (40, 10), (200, 20), (2000, 50)])
def test_it_stays_near_what_a_forecast_would_say(reviews: int, new: int, strength: int) -> None:
    order = rest_of_day(Day(0, reviews, 0, new), Bias(strength))
    after = new_after_reviews(order)
    forecast = [
        done_by(order[done:], HABITS, STEPS).last_review_at / 60
        for done in range(0, len(order) - after, max(1, reviews // 20))
    ]
    its = pace(forecast[0], reviews, new - after, HABITS, STEPS)
    for number, minutes in enumerate(forecast):
        rest = order[number * max(1, reviews // 20) :]
        said = its.minutes(rest.count(False), rest.count(True) - after)
        assert abs(said - minutes) <= 0.1 + 0.08 * forecast[0]
    assert its.minutes(reviews, new - after) == pytest.approx(forecast[0])
    assert its.minutes(0, 0) == 0
