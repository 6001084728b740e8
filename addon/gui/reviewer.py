# SPDX-License-Identifier: AGPL-3.0-or-later
"""In the reviewer: today's choice in the More menu and by key, and a word when reviews are done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aqt
from anki.cards import Card
from aqt.qt import QAction, QKeySequence, QMenu, QShortcut
from aqt.reviewer import Reviewer
from aqt.utils import tooltip

from ..collection.hook import biased_queue
from ..collection.today import last_was_review, secs_answering
from ..collection.todays_queue import queue_of_selected_deck
from . import config, texts, today_only
from .error_net import guarded

MENU = "biasedQueueToday"
_shortcut = ""  # the one of the config, if it is free
_told_done: set[tuple[object, int, int]] = set()  # profile, day and deck


# Today's choice
##########################################################################


def add_to_more_menu(reviewer: Reviewer, menu: QMenu) -> None:
    if today := today_only.of_selected_deck(reviewer.mw.col):
        menu.addSeparator()
        choices = QMenu(texts.TODAY_MENU, menu)
        choices.setObjectName(MENU)
        today_only.add_choices(choices, today, _shortcut)
        menu.addMenu(choices)


def add_shortcut(state: str, shortcuts: list[tuple[str, Callable[..., Any]]]) -> None:
    """Add the key of the config, unless it has another use in the review."""
    global _shortcut
    if state != "review":
        return
    key = QKeySequence(config.current().ankis_order_today_shortcut)
    taken = [QKeySequence(used) for used, _action in shortcuts]
    _shortcut = "" if key in [*taken, *_keys_of_the_window()] else key.toString()
    if _shortcut:
        shortcuts.append((_shortcut, toggle))


def _keys_of_the_window() -> list[QKeySequence]:
    """Return those that work in all states, and those of the menus."""
    mw = aqt.mw
    assert mw is not None
    keys = [shortcut.key() for shortcut in mw.findChildren(QShortcut)]
    for action in mw.findChildren(QAction):
        # Those of the choices of today are ours: the More menu shows our shortcut.
        if not action.objectName().startswith("today_"):
            keys += action.shortcuts()
    return keys


@guarded
def toggle() -> None:
    """Change to Anki's order for the rest of the day, or back to what is set."""
    mw = aqt.mw
    assert mw is not None and mw.col is not None
    today = today_only.of_selected_deck(mw.col)
    if today and today.strength == 0:
        today_only.choose(today, None)
    elif today and (today.strength or today.as_set.strength):
        today_only.choose(today, 0)
    else:
        tooltip(texts.NOTHING_TO_CHANGE)


# When the reviews are done
##########################################################################


def on_answer(reviewer: Reviewer, card: Card, _ease: int) -> None:
    """Say what is left when that was the last review, once a day and deck.

    A restart forgets for which decks it was said. It is said after a review only, so the new and
    learning cards that are answered then bring it no second time.
    """
    col = reviewer.mw.col
    if not biased_queue(col) or not config.current().reviews_done_message:
        return
    this = reviewer.mw.pm.name, col.sched.today, col.decks.get_current_id()
    new, learning, reviews = col.sched.counts()
    if this in _told_done or reviews or not (new or learning) or not last_was_review(col, card.id):
        return
    queue = queue_of_selected_deck(col)
    if queue.bias.strength and not queue.counts.day.reviews_left:
        _told_done.add(this)
        minutes = secs_answering(col, col.decks.get_current_id()) / 60
        tooltip(texts.reviews_are_done(minutes, new, learning), period=5000)
