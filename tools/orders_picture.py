# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws the README's picture of the two orders, with the ordering module."""

from __future__ import annotations

from pathlib import Path

from addon.ordering import Bias, Day, new_after_reviews, rest_of_day
from addon.strip import parts

TARGET = Path(__file__).resolve().parent.parent / "docs" / "images" / "orders.svg"
REVIEWS, NEW, STRENGTH = 200, 20, 60
CELL, HEIGHT, LEFT = 4, 34, 10
STRIPS_AT = (38, 118)
# STATE_NEW and STATE_REVIEW of aqt.colors, light and dark.
STYLE = """
  text { font: 15px system-ui, sans-serif; fill: #020202 }
  .new { fill: #3b82f6 } .review { fill: #16a34a }
  @media (prefers-color-scheme: dark) {
    text { fill: #fcfcfc } .new { fill: #93c5fd } .review { fill: #22c55e }
  }
"""


def draw() -> str:
    """The picture as SVG; the same text each time."""
    orders = [order(0), order(STRENGTH)]
    titles = ["Anki’s order: new cards mixed with reviews", f"Biased Queue at {STRENGTH} %"]
    width = 2 * LEFT + CELL * (REVIEWS + NEW)
    about = " ".join(f"{title}: {ending(new)}." for title, new in zip(titles, orders))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 200" role="img">',
        f"<title>{about}</title>",
        f"<style>{STYLE}</style>",
    ]
    for top, title, new in zip(STRIPS_AT, titles, orders):
        lines.append(f'<text x="{LEFT}" y="{top - 10}">{title}</text>')
        lines.append(
            f'<text x="{width - LEFT}" y="{top - 10}" text-anchor="end">{ending(new)}</text>'
        )
        lines += strip(new, top)
    lines += legend(184)
    return "\n".join([*lines, "</svg>", ""])


def write() -> Path:
    TARGET.write_text(draw(), "utf-8")
    return TARGET


def order(strength: int) -> list[bool]:
    """The day's cards, True for a new one."""
    return rest_of_day(Day(0, REVIEWS, 0, NEW), Bias(strength))


def ending(new: list[bool]) -> str:
    last_review = len(new) - new_after_reviews(new)
    return f"last review: card {last_review} of {len(new)}"


def strip(new: list[bool], top: int) -> list[str]:
    return [
        rectangle(
            part.kind.value,
            LEFT + part.start,
            top + round(part.top * HEIGHT),
            part.width,
            round((part.bottom - part.top) * HEIGHT),
        )
        for part in parts(0, new, CELL * len(new))
    ]


def legend(baseline: int) -> list[str]:
    return [
        rectangle("review", LEFT, baseline - 11, 12, 12),
        f'<text x="{LEFT + 20}" y="{baseline}">{REVIEWS} reviews</text>',
        rectangle("new", LEFT + 120, baseline - 11, 12, 12),
        f'<text x="{LEFT + 140}" y="{baseline}">{NEW} new cards</text>',
    ]


def rectangle(kind: str, x: int, y: int, width: int, height: int) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>'
