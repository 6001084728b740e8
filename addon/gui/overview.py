# SPDX-License-Identifier: AGPL-3.0-or-later
"""Today's order as a strip under the counts of the deck that is about to be studied."""

from __future__ import annotations

from aqt.overview import Overview, OverviewContent

from ..collection.scheduler import BiasedScheduler
from ..ordering import Day, new_after_reviews, rest_of_day
from ..strip import REVIEWS_TOP, done_share, new_bars
from . import config, texts

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
    if not isinstance(scheduler, BiasedScheduler) or not config.load().overview_strip:
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
    start = done_share(done, order)
    parts = [
        _rectangle("done", 0, REVIEWS_TOP, start, 1 - REVIEWS_TOP),
        _rectangle("review", start, REVIEWS_TOP, 1 - start, 1 - REVIEWS_TOP),
        *(
            _rectangle("new", bar.left, 0, bar.width, bar.depth)
            for bar in new_bars(done, order, WIDTH)
        ),
    ]
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" height="{HEIGHT}"'
    words = f'shape-rendering="crispEdges" role="img" aria-label="{line}"'
    return f"<svg {size} {words}>{''.join(parts)}</svg>"


def _rectangle(kind: str, x: float, y: float, width: float, height: float) -> str:
    """A rectangle of the strip, given in shares of its width and height."""
    box = f'x="{x * WIDTH:.2f}" y="{y * HEIGHT:.2f}"'
    box += f' width="{width * WIDTH:.2f}" height="{height * HEIGHT:.2f}"'
    return f'<rect class="{kind}" {box}/>'
