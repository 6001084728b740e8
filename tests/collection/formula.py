# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order of a whole day by the ordering module alone, to hold real days against."""

from __future__ import annotations

from addon.ordering import Bias, Day, rest_of_day


def formula(reviews: int, new: int, bias: Bias) -> str:
    order = rest_of_day(Day(0, reviews, 0, new), bias)
    return "".join("N" if is_new else "R" for is_new in order)
