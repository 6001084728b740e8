# SPDX-License-Identifier: AGPL-3.0-or-later
"""The group "Biased Queue" in Anki's Preferences, on the tab Review."""

from __future__ import annotations

from typing import Any

import aqt
from aqt.operations import on_op_finished
from aqt.qt import QCheckBox, QGroupBox, QHBoxLayout, QPushButton, qconnect

from ..collection import stored_settings
from . import switch, texts
from .dialog.window import show_dialog
from .menus import MENU_ITEM
from .messages import ADDON_NAME

NAME = "biasedQueueGroup"


def add_group(_manager: object, name: str, preferences: Any) -> None:
    """Add the group when Anki opens its Preferences; what is set there holds when they close."""
    mw = aqt.mw
    if name != "Preferences" or not mw or not mw.col:
        return
    if preferences.findChild(QGroupBox, NAME):  # opened already, and only brought to the front
        return
    group = _Group(mw, preferences)
    tab = preferences.form.review_options_layout
    tab.insertWidget(tab.indexOf(preferences.form.schedulerGroup) + 1, group)
    qconnect(preferences.finished, lambda _result: group.store())


class _Group(QGroupBox):
    def __init__(self, mw: aqt.AnkiQt, preferences: Any) -> None:
        super().__init__(ADDON_NAME)
        self.setObjectName(NAME)
        self._mw = mw
        self._stored = stored_settings.load(mw.col).enabled
        self._enabled = QCheckBox(texts.TURNED_ON)
        self._enabled.setObjectName("biasedQueueEnabled")
        self._enabled.setAccessibleName(texts.TURNED_ON_NAME)
        self._enabled.setChecked(self._stored)
        button = QPushButton(MENU_ITEM)
        button.setObjectName("biasedQueueSettings")
        button.setAccessibleName(MENU_ITEM)
        button.setAutoDefault(False)
        qconnect(button.clicked, lambda: show_dialog(None, preferences, self._take_over))
        layout = QHBoxLayout(self)
        layout.addWidget(self._enabled)
        layout.addStretch()
        layout.addWidget(button)

    def _take_over(self) -> None:
        """Show what was set in the dialog; a change made here stays."""
        if self._mw.col:  # else the profile was closed
            now = stored_settings.load(self._mw.col).enabled
            if now != self._stored:
                self._enabled.setChecked(now)
            self._stored = now

    def store(self) -> None:
        # At once: Anki may be closing the profile, and its Preferences with it.
        if self._mw.col and self._enabled.isChecked() != self._stored:
            on_op_finished(
                self._mw, switch.set_enabled(self._mw.col, self._enabled.isChecked()), None
            )
