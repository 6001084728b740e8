# SPDX-License-Identifier: AGPL-3.0-or-later
"""A strip shows each new card of an order, equal ones equally, however narrow it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.strip import MIXED_DEPTH, REVIEWS_TOP, Part, PartKind, parts

# Long and short runs of reviews and of new cards.
orders = st.lists(st.tuples(st.booleans(), st.integers(1, 40)), max_size=12).map(
    lambda runs: [is_new for is_new, count in runs for _ in range(count)]
)


def new(*arguments: Any) -> list[Part]:
    return [part for part in parts(*arguments) if part.kind is PartKind.NEW]


def marks_of(runs: str, columns: int, least: int = 1) -> list[tuple[int, int, float]]:
    """Where marks begin, how wide and deep they are, of "R5 N2": five reviews, two new cards."""
    order = [run[0] == "N" for run in runs.split() for _ in range(int(run[1:]))]
    return [(mark.start, mark.width, mark.bottom) for mark in new(0, order, columns, least)]


@given(
    st.integers(0, 300),
    st.lists(st.booleans(), max_size=300) | orders,
    st.integers(1, 700) | st.integers(1, 60),
    st.integers(1, 4),
)
def test_the_parts_lie_side_by_side(done: int, order: list[bool], columns: int, least: int) -> None:
    drawn = parts(done, order, columns, least)
    for kinds in ((PartKind.DONE, PartKind.REVIEW), (PartKind.NEW,)):
        at = 0
        for part in drawn:
            if part.kind in kinds:
                assert part.start >= at and part.width > 0
                at = part.start + part.width
        assert at <= columns
    marks = [part for part in drawn if part.kind is PartKind.NEW]
    for mark in marks:  # only the end of the strip may cut one off
        assert mark.width >= least or mark.start + mark.width == columns
    if columns * len(order) >= (done + len(order)) * 2:  # what is left has columns of its own
        assert bool(marks) == any(order)
    if marks and order[-1]:
        assert marks[-1].start + marks[-1].width == columns
    if marks and not order[0] and columns * len(order) >= 2 * least * (done + len(order)):
        begin = sum(part.width for part in drawn if part.kind is PartKind.DONE)
        assert marks[0].start >= begin


def test_one_column_for_each_card() -> None:
    assert [(p.kind.value, p.start, p.width) for p in parts(2, [False, True, True], 5)] == [
        ("done", 0, 2),
        ("review", 2, 3),
        ("new", 3, 2),
    ]
    assert parts(0, [], 100) == [] == parts(0, [True], 0)
    assert {(p.top, p.bottom) for p in parts(1, [False], 9)} == {(REVIEWS_TOP, 1)}


@pytest.mark.parametrize(
    ("runs", "columns", "least", "drawn"),
    [
        # As many columns as cards, times the least width: there is room for each.
        ("R4 N1 R5", 10, 1, [(4, 1, 1)]),
        ("R4 N1 R5", 20, 2, [(8, 2, 1)]),
        ("R4 N1 R5", 19, 2, [(7, 2, MIXED_DEPTH)]),
        ("R4 N1 R5", 9, 1, [(3, 1, MIXED_DEPTH)]),
        ("N1 R2", 10, 1, [(0, 3, 1)]),
        # A run that is as wide as two marks stands alone.
        ("R4 N4 R12", 10, 1, [(2, 2, 1)]),
        ("R4 N3 R13", 10, 1, [(2, 1, MIXED_DEPTH)]),
        ("R4 N8 R8", 10, 2, [(2, 4, 1)]),
        ("R4 N7 R9", 10, 2, [(2, 2, MIXED_DEPTH)]),
        # A run that begins within three marks of the last one's end is in one band with it.
        ("N1 R4 N1 R14", 10, 1, [(0, 3, MIXED_DEPTH)]),
        ("N1 R5 N1 R13", 10, 1, [(0, 1, MIXED_DEPTH), (3, 1, MIXED_DEPTH)]),
        ("N1 R10 N1 R8", 10, 2, [(0, 7, MIXED_DEPTH)]),
        ("N1 R11 N1 R7", 10, 2, [(0, 2, MIXED_DEPTH), (6, 2, MIXED_DEPTH)]),
        # Not with one that stands alone.
        ("N8 R1 N1 R10", 10, 1, [(0, 4, 1), (4, 1, MIXED_DEPTH)]),
        # The end of the strip is kept: by a mark near it, and by one at it.
        ("R18 N1 R1", 10, 2, [(8, 2, MIXED_DEPTH)]),
        ("R17 N3", 10, 1, [(8, 2, MIXED_DEPTH)]),
        ("N1 R1", 1, 3, [(0, 1, MIXED_DEPTH)]),
        # No room is left at all: what comes first pushes what comes next, up to the end.
        ("N1 R1 N5", 10, 3, [(0, 3, MIXED_DEPTH), (3, 7, 1)]),
        ("N1 R1 N14 R1", 5, 2, [(0, 2, MIXED_DEPTH), (2, 3, 1)]),
        (
            "N1 R3 N43 R3 N1 R2 N1 R6 N40",
            28,
            4,
            [(0, 4, MIXED_DEPTH), (4, 12, 1), (16, 4, MIXED_DEPTH), (20, 8, 1)],
        ),
    ],
)
def test_marks_in_columns(
    runs: str, columns: int, least: int, drawn: list[tuple[int, int, float]]
) -> None:
    assert marks_of(runs, columns, least) == drawn
