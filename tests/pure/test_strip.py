# SPDX-License-Identifier: AGPL-3.0-or-later
"""A strip shows each new card of an order, equal ones equally, however narrow it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.ordering import Bias, Day, rest_of_day
from addon.strip import MIXED_DEPTH, REVIEWS_TOP, Kind, Part, parts


def new(*arguments: Any) -> list[Part]:
    return [part for part in parts(*arguments) if part.kind is Kind.NEW]


@given(
    st.integers(0, 300),
    st.lists(st.booleans(), max_size=300),
    st.integers(1, 700),
    st.integers(1, 3),
)
def test_the_parts_lie_side_by_side_in_the_strip(
    done: int, order: list[bool], columns: int, least: int
) -> None:
    drawn = parts(done, order, columns, least)
    for kinds in ((Kind.DONE, Kind.REVIEW), (Kind.NEW,)):
        at = 0
        for part in drawn:
            if part.kind in kinds:
                assert part.start >= at and part.width > 0
                at = part.start + part.width
        assert at <= columns
    marks = [part for part in drawn if part.kind is Kind.NEW]
    if columns * len(order) >= (done + len(order)) * 2:  # what is left has columns of its own
        assert bool(marks) == any(order)
    if marks and order[-1]:
        assert marks[-1].start + marks[-1].width == columns
    if marks and not order[0] and columns * len(order) >= 2 * least * (done + len(order)):
        begin = sum(part.width for part in drawn if part.kind is Kind.DONE)
        assert marks[0].start >= begin


@given(st.lists(st.booleans(), min_size=1, max_size=200), st.integers(1, 8), st.integers(0, 99))
def test_where_there_is_room_a_review_stays_between_two_new_cards(
    order: list[bool], scale: int, more: int
) -> None:
    columns = len(order) * scale + more
    marks = new(0, order, columns)
    runs = "".join("N" if is_new else "R" for is_new in order).replace("R", " ").split()
    assert len(marks) == len(runs)
    for before, after in zip(marks, marks[1:]):
        assert after.start > before.start + before.width
    widths: dict[int, int] = {}
    for run, mark in zip(runs, marks[:-1]):
        assert widths.setdefault(len(run), mark.width) == mark.width
        assert (mark.top, mark.bottom) == (0, 1)


@pytest.mark.parametrize("columns", [220, 300, 400, 512, 777, 1000])
@pytest.mark.parametrize(("reviews", "new_left"), [(200, 20), (3, 1), (10_000, 200), (1000, 1000)])
def test_evenly_mixed_new_cards_look_all_the_same(
    reviews: int, new_left: int, columns: int
) -> None:
    order = rest_of_day(Day(0, reviews, 0, new_left), Bias(0))
    marks = new(0, order, columns)
    last = marks.pop() if order[-1] else None
    assert last is None or last.start + last.width == columns
    assert len({(mark.width, mark.bottom) for mark in marks}) <= 1
    if len(order) <= columns:
        assert len(marks) >= new_left - 1


def test_one_column_for_each_card() -> None:
    assert [(p.kind.value, p.start, p.width) for p in parts(2, [False, True, True], 5)] == [
        ("done", 0, 2),
        ("review", 2, 3),
        ("new", 3, 2),
    ]
    assert parts(0, [], 100) == [] == parts(0, [True], 0)
    assert {(p.top, p.bottom) for p in parts(1, [False], 9)} == {(REVIEWS_TOP, 1)}


def test_where_there_is_no_room_new_cards_are_a_band_and_those_alone_are_deeper() -> None:
    order = [False] * 50 + [False, True] * 20 + [False] * 60 + [True] * 50
    assert [(mark.start, mark.width, mark.bottom) for mark in new(0, order, 40)] == [
        (10, 8, MIXED_DEPTH),
        (30, 10, 1),
    ]
    [sparse] = new(0, [False] * 500 + [True] + [False] * 499, 100, 2)
    assert (sparse.start, sparse.width, sparse.bottom) == (50, 2, MIXED_DEPTH)
