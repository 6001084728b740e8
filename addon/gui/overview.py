# SPDX-License-Identifier: AGPL-3.0-or-later
"""Today's order as a strip under the counts of the deck that is about to be studied."""

from __future__ import annotations

from aqt.overview import Overview, OverviewContent

from ..ordering import Day, rest_of_day
from ..scheduler import BiasedScheduler
from ..strip import new_shares
from . import screen_config, texts
from .preview import LOW, new_after_reviews

WIDTH, HEIGHT = 400, 18
# Anki's own colours; mirrored where the language is written from right to left.
_STYLE = """
<style>
    #biased-queue { margin: 1em auto; max-width: 400px; font-size: 0.9em; }
    #biased-queue svg { display: block; width: 100%; margin-bottom: 0.4em; }
    [dir="rtl"] #biased-queue svg { transform: scaleX(-1); }
    #biased-queue .done { fill: var(--fg-faint); }
    #biased-queue .review { fill: var(--state-review); }
    #biased-queue .new { fill: var(--state-new); }
</style>
"""


def add_strip(overview: Overview, content: OverviewContent) -> None:
    """Add the strip, unless it is not wanted or the bias does nothing today."""
    scheduler = overview.mw.col.sched
    if not isinstance(scheduler, BiasedScheduler) or not screen_config.load().overview_strip:
        return
    if not (day_and_bias := scheduler.day_and_bias()):
        return
    day, bias = day_and_bias
    if day.new_left and day.reviews_left:
        order = rest_of_day(day, bias)
        line = texts.after_the_reviews(new_after_reviews(order), day.new_left)
        content.table += f'{_STYLE}<div id="biased-queue">{_svg(day, order, line)}{line}</div>'


def _svg(day: Day, order: list[bool], line: str) -> str:
    done = day.reviews_done + day.new_done
    start = WIDTH * done / (done + len(order))
    low = LOW * HEIGHT
    parts = [
        _rectangle("done", 0, low, start, HEIGHT - low),
        _rectangle("review", start, low, WIDTH - start, HEIGHT - low),
    ]
    shares = new_shares(order, WIDTH)
    width = (WIDTH - start) / len(shares)
    for index, share in enumerate(shares):
        if share:
            depth = HEIGHT * max(share, 1.5 * LOW)
            parts.append(_rectangle("new", start + index * width, 0, width, depth))
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" height="{HEIGHT}"'
    words = f'shape-rendering="crispEdges" role="img" aria-label="{line}"'
    return f"<svg {size} {words}>{''.join(parts)}</svg>"


def _rectangle(kind: str, x: float, y: float, width: float, height: float) -> str:
    box = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    return f'<rect class="{kind}" {box}/>'
