# SPDX-License-Identifier: AGPL-3.0-or-later
"""“Show New Cards Now” in the reviewer: Anki's own order for this deck until the day ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aqt
from anki.collection import OpChanges
from aqt.operations import CollectionOp
from aqt.qt import QAction, QKeySequence, QMenu, QShortcut, qconnect
from aqt.reviewer import Reviewer
from aqt.utils import tooltip

from ..collection import stored_settings
from ..collection.scheduler import BiasedScheduler
from . import config, texts
from .failures import guarded

OBJECT_NAME = "actionShowNewCardsNow"
_shortcut = ""  # the one of the config, if it is free


def add_to_more_menu(reviewer: Reviewer, menu: QMenu) -> None:
    col = reviewer.mw.col
    scheduler = col.sched
    if not isinstance(scheduler, BiasedScheduler):
        return
    shown_now = stored_settings.shows_ankis_order_today(col, col.decks.get_current_id())
    menu.addSeparator()
    action = menu.addAction(texts.NEW_CARDS_NOW)
    assert action is not None
    action.setObjectName(OBJECT_NAME)
    action.setCheckable(True)
    action.setChecked(shown_now)
    action.setEnabled(shown_now or scheduler.day_and_bias() is not None)
    action.setShortcut(QKeySequence(_shortcut))
    qconnect(action.triggered, lambda _checked: toggle())


def add_shortcut(state: str, shortcuts: list[tuple[str, Callable[..., Any]]]) -> None:
    """Add the key of the config, unless it has another use in the review."""
    global _shortcut
    if state != "review":
        return
    key = QKeySequence(config.load().show_new_cards_now_shortcut)
    taken = [QKeySequence(used) for used, _action in shortcuts]
    _shortcut = "" if key in [*taken, *_keys_of_the_window()] else key.toString()
    if _shortcut:
        shortcuts.append((_shortcut, toggle))


def _keys_of_the_window() -> list[QKeySequence]:
    """Those that work in all states, and those of the menus."""
    mw = aqt.mw
    assert mw is not None
    keys = [shortcut.key() for shortcut in mw.findChildren(QShortcut)]
    for action in mw.findChildren(QAction):
        if action.objectName() != OBJECT_NAME:
            keys += action.shortcuts()
    return keys


@guarded
def toggle() -> None:
    """Show this deck's new cards now, or later again; Anki asks for the next card at once."""
    mw = aqt.mw
    assert mw is not None and mw.col is not None
    scheduler, deck_id = mw.col.sched, mw.col.decks.get_current_id()
    wanted = not stored_settings.shows_ankis_order_today(mw.col, deck_id)
    if not isinstance(scheduler, BiasedScheduler):
        return
    if wanted and scheduler.day_and_bias() is None:
        tooltip(texts.NOTHING_TO_CHANGE)
        return

    def confirm(_changes: OpChanges) -> None:
        tooltip(texts.NEW_CARDS_NOW_ON if wanted else texts.NEW_CARDS_NOW_OFF)

    CollectionOp(
        mw, lambda col: stored_settings.show_ankis_order_today(col, deck_id, wanted)
    ).success(confirm).run_in_background()
