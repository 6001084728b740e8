# SPDX-License-Identifier: AGPL-3.0-or-later
"""The group "Biased Queue" in Anki's Preferences, on the tab Review."""

from __future__ import annotations

from typing import Any

import aqt
from anki.collection import Collection, OpChanges
from aqt.operations import on_op_finished
from aqt.qt import QCheckBox, QGroupBox, QHBoxLayout, QPushButton, qconnect

from ..collection import stored_settings
from . import texts
from .menus import show_dialog

GROUP = "biasedQueueGroup"


def add_group(_manager: object, name: str, preferences: Any) -> None:
    """Add the group when Anki opens its Preferences; what is set there holds when they close."""
    mw = aqt.mw
    if name != "Preferences" or not mw or not mw.col:
        return
    if preferences.findChild(QGroupBox, GROUP):  # opened already, and only brought to the front
        return
    stored = stored_settings.load(mw.col)[0].enabled
    enabled = QCheckBox(texts.TURNED_ON)
    enabled.setObjectName("biasedQueueEnabled")
    enabled.setAccessibleName(texts.TURNED_ON)
    enabled.setChecked(stored)
    button = QPushButton(texts.MENU_ITEM)
    button.setObjectName("biasedQueueSettings")
    button.setAccessibleName(texts.MENU_ITEM)
    button.setAutoDefault(False)

    group = QGroupBox(texts.ADDON_NAME)
    group.setObjectName(GROUP)
    layout = QHBoxLayout(group)
    layout.addWidget(enabled)
    layout.addStretch()
    layout.addWidget(button)
    tab = preferences.form.review_options_layout
    tab.insertWidget(tab.indexOf(preferences.form.schedulerGroup) + 1, group)

    asked = [stored]

    def take_over_from_dialog() -> None:
        if not mw.col:  # the profile was closed
            return
        now = stored_settings.load(mw.col)[0].enabled
        if now != asked[0]:
            enabled.setChecked(now)
        asked[0] = now

    def store() -> None:
        # At once: Anki may be closing the profile, and its Preferences with it.
        if mw.col and enabled.isChecked() != asked[0]:
            on_op_finished(mw, turn(mw.col, enabled.isChecked()), None)

    qconnect(button.clicked, lambda: show_dialog(None, preferences, take_over_from_dialog))
    qconnect(preferences.finished, lambda _result: store())


def turn(col: Collection, enabled: bool) -> OpChanges:
    """Turn the add-on on or off for this profile, as one step in Anki's undo."""
    settings = stored_settings.load(col)[0]
    return stored_settings.save(col, settings._replace(enabled=enabled))
