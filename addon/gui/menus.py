# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ways to the dialog from Anki's menus and from the overview's bottom bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aqt
from aqt.qt import QAction, QMenu, qconnect

from .dialog.window import show_dialog
from .error_net import ADDON_NAME

COMMAND = "biasedQueue"
MENU_ITEM = f"{ADDON_NAME}…"  # in every language


def add_to_tools_menu() -> None:
    assert aqt.mw is not None
    action = QAction(MENU_ITEM, aqt.mw)
    action.setObjectName("actionBiasedQueue")
    qconnect(action.triggered, lambda: show_dialog(_deck_in_use()))
    aqt.mw.form.menuTools.addAction(action)


def add_to_gear_menu(menu: QMenu, deck_id: int) -> None:
    action = menu.addAction(MENU_ITEM)
    assert action is not None
    action.setObjectName("actionBiasedQueueOfDeck")
    qconnect(action.triggered, lambda: show_dialog(deck_id))


def add_to_overview(
    link_handler: Callable[[str], Any], links: list[list[str]]
) -> Callable[[str], Any]:
    links.append(["", COMMAND, ADDON_NAME])

    def handle(url: str) -> Any:
        if url != COMMAND:
            return link_handler(url)
        show_dialog(_deck_in_use())
        return False

    return handle


def _deck_in_use() -> int | None:
    """Return the deck whose overview is open, or that is being studied."""
    mw = aqt.mw
    if mw and mw.col and mw.state in ("overview", "review"):
        return mw.col.decks.get_current_id()
    return None
