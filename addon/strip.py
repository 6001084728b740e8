# SPDX-License-Identifier: AGPL-3.0-or-later
"""An order of cards as a strip to draw: no Anki, no Qt, no I/O."""

from __future__ import annotations

from collections.abc import Sequence


def new_shares(order: Sequence[bool], columns: int) -> list[float]:
    """The share of new cards, 0 to 1, in each column of a strip at most `columns` wide.

    `order` holds True for a new card. A strip has no more columns than cards.
    """
    columns = min(columns, len(order))
    edges = [index * len(order) // columns for index in range(columns + 1)] if columns > 0 else []
    return [sum(order[start:end]) / (end - start) for start, end in zip(edges, edges[1:])]
