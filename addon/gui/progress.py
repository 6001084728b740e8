# SPDX-License-Identifier: AGPL-3.0-or-later
"""While studying: how far the day is, on the upper edge of the reviewer's bottom bar."""

from __future__ import annotations

import html
import json

import aqt
from anki.cards import Card
from aqt.operations import QueryOp

from ..collection.review_log import past_weeks
from ..collection.todays_queue import DeckCounts, queue_in_review
from ..forecast import Pace
from ..ordering import Bias, new_after_reviews, rest_of_day
from . import config, error_net, strip_svg, texts

HEIGHT = 3
ID = "biased-queue-progress"
MINUTES = "biased-queue-minutes"
# It lies on Anki's border and takes no room; the pointer finds it from a little below, too. A bar
# that Anki hides is still one pixel high.
_STYLE = f"""
<style>
    #{ID} {{ position: absolute; top: 0; left: 0; right: 0; height: {HEIGHT}px; }}
    #{ID}::after {{ content: ""; position: absolute; top: 0; left: 0; right: 0; bottom: -5px; }}
    #{ID} svg {{ display: block; width: 100%; }}
    @media (max-height: {HEIGHT}px) {{ #{ID} {{ display: none; }} }}
    {strip_svg.style(f"#{ID}")}
</style>
"""
_COUNTS = "#ansbut .review-count"  # only there where the person wants to see what remains
_BESIDE = "position: absolute; margin-inline-start: 1em; color: var(--fg-subtle)"
# Other add-ons may have written the page anew.
_PUT = f"""
for (const old of document.querySelectorAll("#{ID}, #{MINUTES}")) old.remove();
document.body.insertAdjacentHTML("afterbegin", %s);
document.querySelector("{_COUNTS}")?.parentNode.insertAdjacentHTML("beforeend", %s);
"""

_drawn = False
_pace: Pace | None = None
_pace_asked = False


def draw(_card: Card | None = None) -> None:
    """Show how far the day is with the card on screen, as far as the person wants to see it."""
    global _drawn
    mw, wanted = aqt.mw, config.current()
    if not mw or not mw.col or mw.state != "review":
        return
    is_wanted = wanted.review_strip or wanted.minutes_beside_counts
    in_review = queue_in_review(mw.col) if is_wanted else None
    if not in_review and not _drawn:
        return
    strip = beside = ""
    if in_review:
        counts, bias = in_review
        day, order = counts.day, rest_of_day(counts.day, bias)
        after = new_after_reviews(order)
        minutes = _pace.minutes(day.reviews_left, day.new_left - after) if _pace else None
        if wanted.review_strip:
            label = texts.to_the_last_review(minutes, day.reviews_left, after)
            strip = _strip(day.reviews_done + day.new_done, order, label)
        if wanted.minutes_beside_counts and minutes and day.reviews_left:
            beside = _beside(texts.duration(minutes))
        _read_pace(counts, bias)
    _drawn = bool(in_review)
    mw.bottomWeb.eval(_PUT % (json.dumps(strip), json.dumps(beside)))


def end() -> None:
    """Forget a review's pace, and what was drawn: its page goes."""
    global _drawn, _pace, _pace_asked
    _drawn, _pace, _pace_asked = False, None, False


def _read_pace(counts: DeckCounts, bias: Bias) -> None:
    """Have the log read, once in a review, and the minutes shown then."""
    global _pace_asked
    mw = aqt.mw
    if _pace_asked or not mw or not mw.col:
        return
    _pace_asked = True
    deck_id = mw.col.decks.get_current_id()

    def show(pace: Pace | None) -> None:
        global _pace
        if _pace_asked and mw.col and mw.col.decks.get_current_id() == deck_id:
            _pace = pace
            draw()

    QueryOp(
        parent=mw,
        op=lambda col: past_weeks(col, deck_id).pace(counts.day, bias, counts.in_learning),
        success=error_net.guarded(show),
    ).failure(error_net.error_in_a_window).run_in_background()


# The page
##########################################################################


def _strip(done: int, order: list[bool], label: str) -> str:
    assert aqt.mw is not None
    web = aqt.mw.bottomWeb
    svg = strip_svg.svg(done, order, label, web.width(), HEIGHT, web.devicePixelRatioF())
    return f'<div id="{ID}" title="{html.escape(label)}">{_STYLE}{svg}</div>'


def _beside(minutes: str) -> str:
    return f'<span id="{MINUTES}" dir="auto" style="{_BESIDE}">{html.escape(minutes)}</span>'
