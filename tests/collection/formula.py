# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order of a whole day by the ordering module alone, to hold real days against."""

from __future__ import annotations

from addon.ordering import Bias, whole_order


def formula(reviews: int, new: int, bias: Bias) -> str:
    queue = [True] * new + [False] * reviews
    return "".join("RN"[is_new] for is_new in whole_order(queue, bool, bias))
