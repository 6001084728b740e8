# SPDX-License-Identifier: AGPL-3.0-or-later
"""An order of cards drawn as a strip of a terminal line, in Anki's colours."""

from __future__ import annotations

import os
import shutil
import sys

from addon.strip import PartKind, parts

# STATE_NEW and STATE_REVIEW of aqt.colors, in light mode.
NEW, REVIEW = (59, 130, 246), (22, 163, 74)
HEIGHTS = " ▁▂▃▄▅▆▇█"
RESET = "\033[0m"


def strip(letters: str, width: int | None = None) -> str:
    """One line of at most `width` cells; new cards are blue, or high where there is no colour."""
    width = width or shutil.get_terminal_size((100, 24)).columns - 1
    cells = [HEIGHTS[0]] * min(width, len(letters))
    for part in parts(0, [letter == "N" for letter in letters], len(cells)):
        if part.kind is PartKind.NEW:
            height = HEIGHTS[round(part.bottom * (len(HEIGHTS) - 1))]
            cells[part.start : part.start + part.width] = height * part.width
    if not _coloured():
        return "".join("·" if cell == HEIGHTS[0] else cell for cell in cells)
    return _colour(38, NEW) + _colour(48, REVIEW) + "".join(cells) + RESET


def legend() -> str:
    if not _coloured():
        return "█ new cards   · reviews"
    return f"{_colour(38, NEW)}█{RESET} new cards   {_colour(38, REVIEW)}█{RESET} reviews"


def _colour(layer: int, rgb: tuple[int, int, int]) -> str:
    return f"\033[{layer};2;{rgb[0]};{rgb[1]};{rgb[2]}m"


def _coloured() -> bool:
    """On a terminal that shows colours, and not in a file or another program."""
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain
