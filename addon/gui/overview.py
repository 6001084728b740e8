# SPDX-License-Identifier: AGPL-3.0-or-later
"""Under the counts of the deck that is about to be studied: today's order, or why it is Anki's."""

from __future__ import annotations

import html
import json
import re

import aqt
from anki.collection import Collection
from anki.decks import DeckId
from aqt.deckoptions import display_options_for_deck_id
from aqt.operations import QueryOp
from aqt.overview import Overview, OverviewContent
from aqt.qt import QCursor, QMenu

from ..collection.deck_bias import Reason
from ..collection.hook import biased_queue
from ..collection.review_log import past_weeks
from ..collection.todays_queue import TodaysQueue, queue_of_selected_deck
from ..habits import met_no_new_cards
from ..ordering import new_after_reviews, rest_of_day
from . import config, error_net, pages, texts, today_only
from .dialog.window import show_dialog
from .menus import COMMAND

WIDTH, HEIGHT = 400, 18
LINE_WIDTH = 560  # its line may be longer, in some languages and fonts
ID = "biased-queue"
# What the person turned off or chose, or what is none of ours, needs no word.
UNSAID = (Reason.TURNED_OFF, Reason.STRENGTH_ZERO, Reason.FILTERED_DECK, Reason.NEW_CARDS_FIRST)
# Today's choice is of use where something moves, or would with another choice.
TODAY_HELPS = (None, Reason.ANKIS_ORDER_TODAY, Reason.FEW_REVIEWS)
_STYLE = f"""
<style>
    #{ID} {{ margin: 0.5em auto 1em; max-width: {LINE_WIDTH}px; font-size: 0.9em; }}
    #{ID} svg {{ display: block; max-width: 100%; margin: 0 auto 0.4em; }}
    #{ID} .line span {{ display: inline-block; }}
    {pages.style(f"#{ID}")}
</style>
"""
# What the page that was made last will ask for: reading the log takes a while.
_past: QueryOp[str] | None = None


def add_today(overview: Overview, content: OverviewContent) -> None:
    """Add what holds today in the selected deck; nothing where the person turned it off."""
    global _past
    _past, col = None, overview.mw.col
    assert col is not None
    if not biased_queue(col) or not config.current().overview_strip:
        return
    queue = queue_of_selected_deck(col)
    if queue.reason in UNSAID:
        return
    shown = _reason(queue) if queue.reason else _order(queue, overview)
    if queue.reason in TODAY_HELPS and (today := today_only.of_selected_deck(col)):
        shown += f"<div>{_link('today', texts.TODAYS_CHOICE.format(choice=today.choice))}</div>"
    shown = f"<div id='{ID}'>{_STYLE}{shown}</div>"
    content.table = _under_the_counts(content.table, shown)


def _reason(queue: TodaysQueue) -> str:
    """Return why nothing moves and what to do about it, as one line with one link."""
    assert queue.reason
    line = html.escape(texts.why_nothing_moves(queue.reason, queue.settings.min_reviews))
    if remedy := texts.remedy(queue.reason):
        command = "earlier" if queue.reason is Reason.NEW_CARDS_LAST else "options"
        line = texts.SENTENCES.format(first=line, second=_link(command, remedy))
    return f"<div class='line' dir='auto'>{line}</div>"


def _order(queue: TodaysQueue, overview: Overview) -> str:
    """Return the strip and its line, which is made anew once the log is read."""
    global _past
    _past = _read_past(queue, overview)
    day = queue.counts.day
    order = rest_of_day(day, queue.bias)
    line = texts.after_reviews(new_after_reviews(order), day.new_left)
    pixels = overview.web.devicePixelRatioF()
    strip = pages.svg(day.done, order, WIDTH, HEIGHT, pixels, line)
    line = f"<div class='line' dir='auto'>{_halves(line)}</div>"
    return strip + line + pages.ask("overview:past")


def _read_past(queue: TodaysQueue, overview: Overview) -> QueryOp[str]:
    """Make the operation that reads the log and replaces the line by what it tells."""
    mw, col = overview.mw, overview.mw.col
    assert col is not None
    deck_id, day = col.decks.get_current_id(), queue.counts.day

    def read(col: Collection) -> str:
        past = past_weeks(col, deck_id)
        if met_no_new_cards(past.answers, col.sched.day_cutoff) and not queue.settings.leave_first:
            first, link = html.escape(texts.NO_NEW_LATELY), _link("leave", texts.LEAVE_SOME)
            return texts.SENTENCES.format(first=first, second=link)
        after = new_after_reviews(rest_of_day(day, queue.bias))
        minutes = past.reviews_done_in(day, queue.bias, queue.counts.in_learning)
        if not minutes:
            return html.escape(texts.after_reviews(after, day.new_left))
        return _halves(texts.reviews_done_and_after(*minutes, after, day.new_left))

    def show(line: str) -> None:
        if mw.state == "overview" and mw.col and mw.col.decks.get_current_id() == deck_id:
            selector = json.dumps(f"#{ID} .line")
            overview.web.eval(
                f"for (const line of document.querySelectorAll({selector}))"
                f" line.innerHTML = {json.dumps(line)};"
            )

    return QueryOp(parent=mw, op=read, success=error_net.guarded(show)).failure(
        error_net.error_in_a_window
    )


def on_message(command: str, context: object) -> None:
    """Do what the links do, and what the page asks for once it is there."""
    mw = aqt.mw
    if not isinstance(context, Overview) or not mw or not mw.col:
        return
    deck_id = DeckId(mw.col.decks.get_current_id())
    if command == "past" and _past:
        _past.run_in_background()
    elif command == "leave":
        show_dialog(deck_id, begin_with="leave_first")
    elif command == "earlier":
        show_dialog(deck_id, begin_with="from_mixed")
    elif command == "options":
        display_options_for_deck_id(deck_id)
    elif command == "today" and (today := today_only.of_selected_deck(mw.col)):
        menu = QMenu(mw)
        menu.setObjectName("biasedQueueToday")
        today_only.add_choices(menu, today)
        menu.popup(QCursor.pos())


# The page
##########################################################################


def _halves(line: str) -> str:
    """Make a line that is broken between its halves, where it has to be."""
    return " · ".join(f"<span>{html.escape(half)}</span>" for half in line.split(" · "))


def _link(command: str, text: str) -> str:
    press = f"pycmd(&quot;{COMMAND}:overview:{command}&quot;); return false;"
    return f"<a href='#' dir='auto' id='{ID}-{command}' onclick='{press}'>{html.escape(text)}</a>"


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
