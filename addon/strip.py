# SPDX-License-Identifier: AGPL-3.0-or-later
"""An order of cards as a strip to draw: no Anki, no Qt, no I/O.

A strip is described in whole columns, the smallest that can be drawn: device pixels of a window or
a page, cells of a terminal. So equal cards are drawn equally, wherever they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

REVIEWS_TOP = 0.28  # reviews leave this share of the height free: colour is not all that tells
MIXED_DEPTH = 0.45  # where a column holds both kinds, new cards reach down this far
GAP = 3  # marks with less room between them, in marks, are drawn as one band


class PartKind(str, Enum):
    DONE = "done"
    REVIEW = "review"
    NEW = "new"


class Part(NamedTuple):
    """A rectangle of a strip: in columns from its start, in shares of its height from the top."""

    kind: PartKind
    start: int
    width: int
    top: float
    bottom: float


def parts(done: int, order: Sequence[bool], columns: int, least: int = 1) -> list[Part]:
    """Make a day's strip, in the order to draw it: answered cards, reviews, new cards upon them.

    `order` is what is left of the day, True for a new card; no mark is narrower than `least`.
    """
    if not (done or order) or columns < 1:
        return []
    start = round(columns * done / (done + len(order)))
    drawn = [
        Part(PartKind.DONE, 0, start, REVIEWS_TOP, 1),
        Part(PartKind.REVIEW, start, columns - start, REVIEWS_TOP, 1),
    ]
    for left, width, depth in _new(order, columns - start, least):
        drawn.append(Part(PartKind.NEW, start + left, width, 0, depth))
    return [part for part in drawn if part.width]


def _new(order: Sequence[bool], columns: int, least: int) -> list[tuple[int, int, float]]:
    """Return the marks of new cards: where they begin, how wide they are, and how deep.

    Runs of the same length are equally wide. Where there is no room for a mark of each card, those
    that would all but touch become one band, less deep than where there are only new cards.
    """
    marks: list[tuple[int, int, float]] = []
    cards, end = len(order), 0
    room_for_each = cards * least <= columns
    for first, count, reviews_before in _runs(order):
        left, width, depth = first * columns // cards, least, MIXED_DEPTH
        if room_for_each or count * columns >= 2 * least * cards:
            start = left = max(left, end)
            width, depth = count * columns // cards, 1.0
        elif (
            marks
            and marks[-1][2] == MIXED_DEPTH
            and (reviews_before + 1) * columns < GAP * least * cards
        ):
            start = marks.pop()[0]
        else:
            start = left = max(end, min(left, columns - least))
        at_end = first + count == cards
        end = columns if at_end else min(max(end, left + width), columns)
        marks.append((start, end - start, depth))
    return marks


def _runs(order: Sequence[bool]) -> Iterator[tuple[int, int, int]]:
    """Yield the runs of new cards: place of the first, how many they are, and reviews before."""
    at = reviews = 0
    for is_new, run in groupby(order):
        count = len(list(run))
        if is_new:
            yield at, count, reviews
        else:
            reviews = count
        at += count
