# SPDX-License-Identifier: AGPL-3.0-or-later
"""Under the counts of the deck that is about to be studied: today's order, or why it is Anki's."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

import aqt
from anki.collection import Collection
from anki.decks import DeckId
from aqt.deckoptions import display_options_for_deck_id
from aqt.operations import QueryOp
from aqt.overview import Overview, OverviewContent
from aqt.qt import QCursor, QMenu
from aqt.utils import tr

from ..collection import stored_settings
from ..collection.deck_bias import NoBias, NothingToMove, deck_bias, nothing_to_move
from ..collection.hook import biased_queue
from ..collection.review_log import StudyPast, study_past
from ..collection.today import DeckToday, deck_today
from ..forecast import forecast
from ..ordering import Bias, both_orders, new_after_reviews, rest_of_day
from ..strip import parts
from . import config, messages, texts, times, today_only
from .dialog.window import show_dialog
from .menus import COMMAND, MENU_ITEM

WIDTH, HEIGHT = 400, 18
ID = "biased-queue"
# What the person turned off, or what is none of ours, needs no word.
UNSAID = (NoBias.TURNED_OFF, NoBias.STRENGTH_ZERO, NoBias.FILTERED_DECK)
# Anki's own colours; the strip is mirrored where the language is written from right to left.
_STYLE = f"""
<style>
    #{ID} {{ margin: 0.5em auto 1em; max-width: {WIDTH}px; font-size: 0.9em; }}
    #{ID} svg {{ display: block; max-width: 100%; margin-bottom: 0.4em; }}
    [dir="rtl"] #{ID} svg {{ transform: scaleX(-1); }}
    #{ID} .done {{ fill: var(--fg-faint); }}
    #{ID} .review {{ fill: var(--state-review); }}
    #{ID} .new {{ fill: var(--state-new); }}
    #{ID} .links {{ margin-top: 0.4em; }}
    #{ID} .links a {{ margin: 0 0.5em; white-space: nowrap; }}
</style>
"""
# The page asks for the lines that take reading the log when it can show them. Anki cannot tell: it
# takes a page for loaded where the one before says so late (`_onBridgeCmd` in aqt/webview.py).
_ASK = f"""
<script>
    (function ask() {{
        if (window.pycmd) pycmd("{COMMAND}:overview:times");
        else setTimeout(ask, 10);
    }})();
</script>
"""
_times: QueryOp[dict[str, str]] | None = None  # what the page that was made last will ask for


def add_today(overview: Overview, content: OverviewContent) -> None:
    """Add what holds today in the selected deck; nothing where the person turned it off."""
    col = overview.mw.col
    assert col is not None
    if not biased_queue(col) or not config.current().overview_strip:
        return
    global _times
    _times, today = None, today_only.of_selected_deck(col)
    if today and (lines := _lines(col, today.deck_id, overview)):
        shown = f"<div id='{ID}'>{_STYLE}{''.join(lines)}{_links(today)}{_ASK}</div>"
        content.table = _under_the_counts(content.table, shown)


def _lines(col: Collection, deck_id: DeckId, overview: Overview) -> list[str]:
    """The strip with its line; or the reason why nothing moves, and the way out."""
    node = col.sched.deck_due_tree(deck_id)
    assert node is not None
    deck = deck_bias(col, stored_settings.load(col), deck_id)
    counted = deck_today(col, node)
    deck = deck.on_a_day_with(counted.reviews)
    if deck.no_bias:
        if deck.no_bias in UNSAID:
            return []
        if deck.no_bias is not NoBias.FILTERED_SUBDECK:  # there the day cannot be counted
            _add_usual_time(overview, deck_id, counted, Bias(0, order=deck.bias.order))
        return _reason(deck.no_bias, deck.settings.min_reviews)
    queue = biased_queue(col)
    if not (day_and_bias := queue and queue.day_and_bias()):
        return []  # it has failed, and that was told
    day, bias = day_and_bias
    if nothing := nothing_to_move(col, node, day):
        if nothing is not NothingToMove.NO_REVIEWS:
            _add_usual_time(overview, deck_id, counted, bias)
        return _way_out(nothing)
    _add_forecast(overview, deck_id, DeckToday(day, counted.reviews, counted.in_learning), bias)
    order = rest_of_day(day, bias)
    line = texts.after_the_reviews(new_after_reviews(order), day.new_left)
    pixels = overview.web.devicePixelRatioF()
    strip = _svg(day.reviews_done + day.new_done, order, line, pixels)
    return [strip, _line(line), _line("", "forecast"), _line("", "usual-time")]


# Why nothing moves
##########################################################################


def _reason(reason: NoBias, min_reviews: int) -> list[str]:
    lines = [_line(texts.why_no_bias(reason, min_reviews)), _line("", "usual-time")]
    if reason is NoBias.NEW_CARDS_LAST:
        lines.append(_options_link(tr.deck_config_new_review_priority()))
    return lines


def _way_out(nothing: NothingToMove) -> list[str]:
    lines = [_line(texts.NOTHING_TO_MOVE[nothing]), _line("", "usual-time")]
    if nothing is NothingToMove.NO_ROOM_FOR_NEW:
        lines.append(_options_link(tr.deck_config_new_cards_ignore_review_limit()))
    return lines


def _options_link(option: str) -> str:
    return f"<div>{_link('options', texts.OPTION_LINK.format(option=option))}</div>"


def _links(today: today_only.Today) -> str:
    choice = _link("today", texts.TODAY.format(choice=today.choice))
    return f"<div class='links'>{choice}{_link('settings', MENU_ITEM)}</div>"


def _line(text: str, name: str = "line") -> str:
    """A line of ours; it runs in its own direction where Anki has turned the page."""
    return f"<div class='{name}' dir='auto'>{html.escape(text)}</div>"


def _link(command: str, text: str) -> str:
    press = f"pycmd(&quot;{COMMAND}:overview:{command}&quot;); return false;"
    return f"<a href='#' dir='auto' id='{ID}-{command}' onclick='{press}'>{html.escape(text)}</a>"


def on_message(command: str, context: object) -> None:
    """What the links do, and the page once it is there."""
    mw = aqt.mw
    if not isinstance(context, Overview) or not mw or not mw.col:
        return
    deck_id = mw.col.decks.get_current_id()
    if command == "times" and _times:
        _times.run_in_background()
    elif command == "settings":
        show_dialog(deck_id)
    elif command == "options":
        display_options_for_deck_id(deck_id)
    elif command == "today" and (today := today_only.of_selected_deck(mw.col)):
        menu = QMenu(mw)
        menu.setObjectName("biasedQueueToday")
        today_only.add_choices(menu, today)
        menu.popup(QCursor.pos())


# The page
##########################################################################


def _under_the_counts(page: str, shown: str) -> str:
    """Put ours under Anki's table with the counts, and above what other add-ons have added."""
    depth, begin = 0, 0
    for tag in re.finditer(r"<(/?)table\b[^>]*>", page, re.IGNORECASE):
        if not tag[1]:
            begin = begin if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and "review-count" in page[begin : tag.end()]:
                return page[: tag.end()] + shown + page[tag.end() :]
    return page + shown


def _svg(done: int, order: list[bool], line: str, pixels: float) -> str:
    """The strip in the screen's own pixels: its parts begin and end at whole ones."""
    columns = round(WIDTH * pixels)
    rectangles = "".join(
        f'<rect class="{part.kind.value}" x="{part.start}" y="{part.top * HEIGHT:.2f}"'
        f' width="{part.width}" height="{(part.bottom - part.top) * HEIGHT:.2f}"/>'
        for part in parts(done, order, columns, round(pixels))
    )
    size = f'viewBox="0 0 {columns} {HEIGHT}" preserveAspectRatio="none"'
    size += f' width="{columns / pixels:g}" height="{HEIGHT}"'
    words = f'shape-rendering="crispEdges" role="img" aria-label="{html.escape(line)}"'
    return f"<svg {size} {words}>{rectangles}</svg>"


def _add_forecast(overview: Overview, deck_id: DeckId, today: DeckToday, bias: Bias) -> None:
    """Add when the reviews are done, and what fits into the usual time, where the log tells."""

    def sentences(past: StudyPast) -> dict[str, str]:
        if not past.habits:
            return {}
        ankis, yours = (
            forecast(order, past.habits, past.steps, today.in_learning, past.day_left)
            for order in both_orders(today.day, bias)
        )
        done = times.reviews_done(ankis.last_review_at / 60, yours.last_review_at / 60)
        fits = past.fits(today, bias)
        return {
            "forecast": done,
            "usual-time": times.usual_time(fits, bias.strength) if fits else "",
        }

    _add_when_read(overview, deck_id, sentences)


def _add_usual_time(overview: Overview, deck_id: DeckId, today: DeckToday, bias: Bias) -> None:
    """Where nothing moves, add what the usual time is enough for if the reviews overfill it."""

    def sentences(past: StudyPast) -> dict[str, str]:
        fits = past.fits(today, bias)
        if not (fits and fits.reviews_overfill):
            return {}
        return {"usual-time": times.usual_time(fits, bias.strength)}

    _add_when_read(overview, deck_id, sentences)


def _add_when_read(
    overview: Overview, deck_id: DeckId, sentences: Callable[[StudyPast], dict[str, str]]
) -> None:
    """Fill lines of ours, by name, with what the last weeks tell, once the log is read."""

    def read(col: Collection) -> dict[str, str]:
        return sentences(study_past(col, deck_id))

    def show(lines: dict[str, str]) -> None:
        mw = overview.mw
        if mw.state != "overview" or not mw.col or mw.col.decks.get_current_id() != deck_id:
            return  # something else is on screen by now
        for name, sentence in lines.items():
            selector = json.dumps(f"#{ID} .{name}")
            overview.web.eval(
                f"for (const line of document.querySelectorAll({selector})) "
                f"line.textContent = {json.dumps(sentence)};"
            )

    global _times
    _times = QueryOp(parent=overview.mw, op=read, success=messages.guarded(show)).failure(
        messages.error_in_a_window
    )
