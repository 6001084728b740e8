# SPDX-License-Identifier: AGPL-3.0-or-later
"""An order of cards as a strip to draw: no Anki, no Qt, no I/O."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

REVIEWS_TOP = 0.28  # reviews leave this share of the height free: colour is not all that tells
LEAST_DEPTH = 0.42  # a single new card among many reviews is still to be seen


class Bar(NamedTuple):
    """New cards in a strip, from its top down; all in shares of the strip's width and height."""

    left: float
    width: float
    depth: float


def new_bars(done: int, order: Sequence[bool], columns: int) -> list[Bar]:
    """The bars of a day's strip, which begins with `done` answered cards."""
    start = done_share(done, order)
    shares = new_shares(order, max(1, int(columns * (1 - start))))
    return [
        Bar(
            start + index * (1 - start) / len(shares),
            (1 - start) / len(shares),
            max(share, LEAST_DEPTH),
        )
        for index, share in enumerate(shares)
        if share
    ]


def done_share(done: int, order: Sequence[bool]) -> float:
    """The share of a day's strip that is answered already."""
    return done / (done + len(order)) if done else 0


def new_shares(order: Sequence[bool], columns: int) -> list[float]:
    """The share of new cards, 0 to 1, in each column of a strip at most `columns` wide.

    `order` holds True for a new card. A strip has no more columns than cards.
    """
    columns = min(columns, len(order))
    edges = [index * len(order) // columns for index in range(columns + 1)] if columns > 0 else []
    return [sum(order[start:end]) / (end - start) for start, end in zip(edges, edges[1:])]
