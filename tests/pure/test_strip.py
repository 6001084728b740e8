# SPDX-License-Identifier: AGPL-3.0-or-later
"""A strip shows each card of an order, however narrow it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.strip import done_share, new_bars, new_shares


@given(st.lists(st.booleans(), max_size=300), st.integers(0, 400))
def test_the_shares_are_those_of_equal_stretches(order, columns):
    shares = new_shares(order, columns)
    assert len(shares) == min(len(order), columns)
    assert all(0 <= share <= 1 for share in shares)
    if shares:
        assert any(shares) == any(order)
        assert all(shares) or not all(order)


def test_one_column_for_each_card_where_there_is_room():
    assert new_shares([False, True, True], 400) == [0, 1, 1]
    assert new_shares([False, True, True, True], 2) == [0.5, 1]
    assert new_shares([True] * 3 + [False] * 7, 1) == [pytest.approx(0.3)]


@given(st.integers(0, 300), st.lists(st.booleans(), max_size=300), st.integers(1, 400))
def test_the_bars_lie_side_by_side_in_what_is_left_of_the_strip(done, order, columns):
    bars = new_bars(done, order, columns)
    assert bool(bars) == any(order)
    ends = [done_share(done, order)]
    for bar in bars:
        assert bar.left >= ends[-1] - 1e-9 and 0 < bar.depth <= 1
        ends.append(bar.left + bar.width)
    assert ends[-1] <= 1 + 1e-9
    if order and order[-1]:
        assert ends[-1] == pytest.approx(1)
