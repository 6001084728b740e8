# SPDX-License-Identifier: AGPL-3.0-or-later
"""An order of cards drawn as a strip of a terminal line, in Anki's colours."""

from __future__ import annotations

import os
import shutil

from addon.strip import new_shares

# STATE_NEW and STATE_REVIEW of aqt.colors, in light mode.
NEW, REVIEW = (59, 130, 246), (22, 163, 74)
HEIGHTS = " ▁▂▃▄▅▆▇█"
RESET = "\033[0m"


def strip(letters: str, width: int | None = None) -> str:
    """One line of at most `width` cells; a cell's blue part is its share of new cards."""
    width = width or shutil.get_terminal_size((100, 24)).columns - 1
    order = [letter == "N" for letter in letters]
    heights = [_height(share) for share in new_shares(order, width)]
    if not _coloured():
        return "".join("·" if height == " " else height for height in heights)
    return _colour(38, NEW) + _colour(48, REVIEW) + "".join(heights) + RESET


def legend() -> str:
    if not _coloured():
        return "█ new card   · reviews"
    return f"{_colour(38, NEW)}█{RESET} new cards   {_colour(38, REVIEW)}█{RESET} reviews"


def _height(share: float) -> str:
    # A single new card in a wide cell is still to be seen.
    return HEIGHTS[max(1, round(share * 8))] if share else HEIGHTS[0]


def _colour(layer: int, rgb: tuple[int, int, int]) -> str:
    return f"\033[{layer};2;{rgb[0]};{rgb[1]};{rgb[2]}m"


def _coloured() -> bool:
    return "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
