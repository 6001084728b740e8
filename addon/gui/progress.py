# SPDX-License-Identifier: AGPL-3.0-or-later
"""While studying: how far the day is, on the upper edge of the reviewer's bottom bar."""

from __future__ import annotations

import html
import json
from typing import NamedTuple

import aqt
from anki.cards import Card
from aqt.operations import QueryOp
from aqt.reviewer import ReviewerBottomBar
from aqt.webview import WebContent

from ..collection.review_log import past_weeks
from ..collection.todays_queue import DeckCounts, queue_in_review
from ..forecast import Pace
from ..ordering import Bias, Day, new_after_reviews, rest_of_day
from . import config, error_net, pages, texts
from .menus import COMMAND

HEIGHT = 3
ID = "biased-queue-progress"
MINUTES = "biased-queue-minutes"
ASK = "review:draw"
# It lies on Anki's border and takes no room; the pointer finds it from a little below, too. A bar
# that Anki hides is still one pixel high.
_STYLE = f"""
<style>
    #{ID} {{ position: absolute; top: 0; left: 0; right: 0; height: {HEIGHT}px; }}
    #{ID}::after {{ content: ""; position: absolute; top: 0; left: 0; right: 0; bottom: -5px; }}
    #{ID} svg {{ display: block; width: 100%; }}
    @media (max-height: {HEIGHT}px) {{ #{ID} {{ display: none; }} }}
    {pages.style(f"#{ID}")}
</style>
"""
_BESIDE = "position: absolute; margin-inline-start: 1em; color: var(--fg-subtle)"
_REMOVE = f'document.getElementById("{ID}")?.remove();'
_PUT = f'{_REMOVE} document.body.insertAdjacentHTML("afterbegin", %s);'
_MOVE = f"""(() => {{
    const strip = document.getElementById("{ID}");
    if (!strip) return pycmd("{COMMAND}:{ASK}");
    const set = (part, values) => {{
        for (const name in values) strip.querySelector(part).setAttribute(name, values[name]);
    }};
    strip.title = %s;
    set(".done", {{ width: %d }});
    set(".review", {{ x: %d, width: %d }});
}})();"""
_REMOVE_MINUTES = f'document.getElementById("{MINUTES}")?.remove();'
# Beside the counts, which are only there where the person wants to see what remains.
_PUT_MINUTES = """document.querySelector("#ansbut .review-count")?.parentNode
    .insertAdjacentHTML("beforeend", %s);"""


class _Drawn(NamedTuple):
    """What the page shows: a day's order, in a bar of some width (0: there is no strip)."""

    day: Day
    bias: Bias
    width: int
    order: list[bool]  # what was left of it, True for a new card

    def order_at(self, day: Day, bias: Bias, width: int) -> list[bool] | None:
        """Return what is left later on, if it can move on: there were only reviews answered."""
        on = day.reviews_done - self.day.reviews_done
        reviews = {"reviews_done": day.reviews_done, "reviews_left": self.day.reviews_left - on}
        same = (bias, width, day) == (self.bias, self.width, self.day._replace(**reviews))
        return self.order[on:] if same and on >= 0 and True not in self.order[:on] else None


_drawn: _Drawn | None = None
_pace: Pace | None = None
_pace_asked = False


def begin(content: WebContent, context: object) -> None:
    """Begin anew when the reviewer's bottom bar has a new page: there is nothing on it."""
    global _drawn, _pace, _pace_asked
    if isinstance(context, ReviewerBottomBar):
        _drawn, _pace, _pace_asked = None, None, False
        if _is_wanted():
            content.body += pages.ask(ASK)


def on_message(command: str, context: object) -> None:
    """Draw it anew where the page lacks it: what was drawn before may have met another page."""
    global _drawn
    if command == "draw" and isinstance(context, ReviewerBottomBar):
        _drawn = None
        draw()


def draw(_card: Card | None = None) -> None:
    """Show how far the day is with the card on screen, as far as the person wants to see it."""
    global _drawn
    mw, wanted = aqt.mw, config.current()
    if not mw or not mw.col or mw.state != "review":
        return
    in_review = queue_in_review(mw.col) if _is_wanted() else None
    if not in_review:
        if _drawn:
            _drawn = None
            mw.bottomWeb.eval(_REMOVE + _REMOVE_MINUTES)
        return
    counts, bias = in_review
    day, width = counts.day, mw.bottomWeb.width() if wanted.review_strip else 0
    moved = _drawn.order_at(day, bias, width) if _drawn else None
    order = rest_of_day(day, bias) if moved is None else moved
    after = new_after_reviews(order)
    minutes = _pace.minutes(day.reviews_left, day.new_left - after) if _pace else None
    js = _REMOVE_MINUTES
    if wanted.review_strip:
        title = texts.to_the_last_review(minutes, day.reviews_left, after)
        js += _put(day, order, title) if moved is None else _move(day, title)
    elif moved is None:
        js += _REMOVE
    if wanted.minutes_beside_counts and minutes and day.reviews_left:
        js += _PUT_MINUTES % json.dumps(_minutes(texts.duration(minutes)))
    mw.bottomWeb.eval(js)
    if moved is None:
        _drawn = _Drawn(day, bias, width, order)
    _read_pace(counts, bias)


def _is_wanted() -> bool:
    return config.current().review_strip or config.current().minutes_beside_counts


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
        if mw.col and mw.col.decks.get_current_id() == deck_id:
            _pace = pace
            draw()

    QueryOp(
        parent=mw,
        op=lambda col: past_weeks(col, deck_id).pace(counts.day, bias, counts.in_learning),
        success=error_net.guarded(show),
    ).failure(error_net.error_in_a_window).run_in_background()


# The page
##########################################################################


def _put(day: Day, order: list[bool], title: str) -> str:
    """Make what puts the strip there, in the screen's own pixels."""
    assert aqt.mw is not None
    web = aqt.mw.bottomWeb
    svg = pages.svg(day.done, order, web.width(), HEIGHT, web.devicePixelRatioF())
    strip = f'<div id="{ID}" role="img" title="{html.escape(title)}">{_STYLE}{svg}</div>'
    return _PUT % json.dumps(strip)


def _move(day: Day, title: str) -> str:
    """Make what moves it on: to draw it anew with each card would take three times as long."""
    assert aqt.mw is not None
    web = aqt.mw.bottomWeb
    columns = round(web.width() * web.devicePixelRatioF())
    done = round(columns * day.done / (day.reviews + day.new))
    return _MOVE % (json.dumps(title), done, done, columns - done)


def _minutes(minutes: str) -> str:
    return f'<span id="{MINUTES}" dir="auto" style="{_BESIDE}">{html.escape(minutes)}</span>'
