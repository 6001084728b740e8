# SPDX-License-Identifier: AGPL-3.0-or-later
"""The group "Biased Queue" in Anki's Preferences, on the tab Review."""

from __future__ import annotations

from typing import Any

import aqt
from aqt.operations import on_op_finished
from aqt.qt import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QKeySequence,
    QKeySequenceEdit,
    QPushButton,
    qconnect,
)

from ..collection import stored_settings
from . import config, on_off, progress, texts
from .config import ScreenConfig
from .dialog.window import show_dialog
from .error_net import ADDON_NAME
from .language import without_key
from .menus import MENU_ITEM

NAME = "biasedQueueGroup"
# By their names in `ScreenConfig`.
_BOXES = {
    "overview_strip": ("showStrip", texts.SHOW_STRIP),
    "review_strip": ("showProgress", texts.SHOW_PROGRESS),
    "reviews_done_message": ("sayReviewsDone", texts.SAY_REVIEWS_DONE),
    "minutes_beside_counts": ("showMinutes", texts.SHOW_MINUTES),
}


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


def open_at_group() -> None:
    """Open Anki's Preferences at the tab with our group."""
    preferences: Any = aqt.dialogs.open("Preferences", aqt.mw)
    tabs, group = preferences.form.tabWidget, preferences.findChild(QGroupBox, NAME)
    for tab in map(tabs.widget, range(tabs.count())):
        if group and tab.isAncestorOf(group):
            tabs.setCurrentWidget(tab)


class _Group(QGroupBox):
    def __init__(self, mw: aqt.AnkiQt, preferences: Any) -> None:
        super().__init__(ADDON_NAME)
        self.setObjectName(NAME)
        self._mw = mw
        assert mw.col is not None
        self._stored = stored_settings.load(mw.col).enabled
        self._stored_config = config.current()
        self._enabled = _box("biasedQueueEnabled", texts.TURNED_ON, self._stored)
        button = QPushButton(MENU_ITEM)
        button.setObjectName("biasedQueueSettings")
        button.setAccessibleName(MENU_ITEM)
        button.setAutoDefault(False)
        qconnect(button.clicked, lambda: show_dialog(None, preferences))
        stored = self._stored_config._asdict()
        self._boxes = {name: _box(*box, stored[name]) for name, box in _BOXES.items()}
        key = self._stored_config.ankis_order_today_shortcut
        self._key = QKeySequenceEdit(QKeySequence(key))
        self._key.setObjectName("todayShortcut")
        self._key.setAccessibleName(without_key(texts.SHORTCUT))
        self._key.setClearButtonEnabled(True)
        switch = QHBoxLayout()
        switch.addWidget(self._enabled)
        switch.addStretch()
        switch.addWidget(button)
        form = QFormLayout(self)
        form.addRow(switch)
        shown = QGridLayout()  # in two columns: Anki's window has to fit a screen of 768 lines
        for number, box in enumerate(self._boxes.values()):
            shown.addWidget(box, *divmod(number, 2))
        form.addRow(shown)
        form.addRow(texts.SHORTCUT, self._key)

    def store(self) -> None:
        """Store what was changed, at once: Anki may be closing the profile with its Preferences."""
        # Of a sequence of keys Anki takes all, as it does for its own.
        key = self._key.keySequence().toString()
        boxes = {name: box.isChecked() for name, box in self._boxes.items()}
        shown = ScreenConfig(**boxes, ankis_order_today_shortcut=key)
        if shown != self._stored_config:
            config.store(shown)
            progress.draw()
        if self._mw.col and self._enabled.isChecked() != self._stored:
            on_op_finished(
                self._mw, on_off.set_enabled(self._mw.col, self._enabled.isChecked()), None
            )


def _box(name: str, text: str, checked: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setAccessibleName(without_key(text))
    box.setChecked(checked)
    return box
