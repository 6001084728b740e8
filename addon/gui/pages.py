# SPDX-License-Identifier: AGPL-3.0-or-later
"""What our parts of Anki's pages are made of: a day's strip, and a page that asks."""

from __future__ import annotations

import html
from collections.abc import Sequence

from ..strip import REVIEWS_TOP, Part, PartKind, parts
from .menus import COMMAND


def style(selector: str) -> str:
    """Make its style: Anki's own colours, and mirrored where a language is written from the right.

    `selector` is the element that it is in.
    """
    return f"""
    {selector} .done {{ fill: var(--fg-faint); }}
    {selector} .review {{ fill: var(--state-review); }}
    {selector} .new {{ fill: var(--state-new); }}
    [dir="rtl"] {selector} svg {{ transform: scaleX(-1); }}
"""


def svg(
    done: int, order: Sequence[bool], width: float, height: int, pixels: float, words: str = ""
) -> str:
    """Make a strip in the screen's own pixels: its parts begin and end at whole ones.

    Of these, each of the page's has so many `pixels`. `words` are what a screen reader says.
    """
    columns = round(width * pixels)
    drawn = parts(done, order, columns, round(pixels))
    if not drawn or drawn[0].kind is not PartKind.DONE:
        drawn.insert(0, Part(PartKind.DONE, 0, 0, REVIEWS_TOP, 1))  # to be moved on
    rectangles = "".join(
        f'<rect class="{part.kind.value}" x="{part.start}" y="{part.top * height:.2f}"'
        f' width="{part.width}" height="{(part.bottom - part.top) * height:.2f}"/>'
        for part in drawn
    )
    size = f'viewBox="0 0 {columns} {height}" preserveAspectRatio="none"'
    size += f' width="{columns / pixels:g}" height="{height}"'
    said = f'role="img" aria-label="{html.escape(words)}"' if words else ""
    return f'<svg {size} shape-rendering="crispEdges" {said}>{rectangles}</svg>'


def ask(command: str) -> str:
    """Make a page ask for something once it can show it.

    Anki cannot tell when: it takes a page for loaded where the one before says so late
    (`_onBridgeCmd` in aqt/webview.py).
    """
    return f"""
<script>
    (function ask() {{
        if (window.pycmd) pycmd("{COMMAND}:{command}");
        else setTimeout(ask, 10);
    }})();
</script>
"""
