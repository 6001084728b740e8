# SPDX-License-Identifier: AGPL-3.0-or-later
"""What belongs to this computer's screen: the add-on's config.json, and the form for it."""

from __future__ import annotations

from typing import Any, NamedTuple

import aqt
from aqt.qt import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QKeySequence,
    QKeySequenceEdit,
    QWidget,
    qconnect,
)
from aqt.utils import disable_help_button

from . import texts
from .messages import ADDON_NAME


class ScreenConfig(NamedTuple):
    """The keys of config.json, which has their defaults."""

    overview_strip: bool
    reviews_done_message: bool
    ankis_order_today_shortcut: str


def load() -> ScreenConfig:
    """The config; a value of the wrong type counts as missing."""
    assert aqt.mw is not None
    manager = aqt.mw.addonManager
    stored: dict[str, Any] = manager.getConfig(__name__) or {}
    defaults = manager.addonConfigDefaults(manager.addonFromModule(__name__)) or {}
    default = ScreenConfig(**defaults)
    usable = {
        name: stored[name]
        for name, value in default._asdict().items()
        if type(stored.get(name)) is type(value)
    }
    return default._replace(**usable)


class ScreenConfigDialog(QDialog):
    """Two boxes and a key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("screenConfig")
        self.setWindowTitle(ADDON_NAME)
        disable_help_button(self)
        config = load()
        self._strip = QCheckBox(texts.SHOW_STRIP)
        self._strip.setObjectName("showStrip")
        self._strip.setChecked(config.overview_strip)
        self._message = QCheckBox(texts.SAY_REVIEWS_DONE)
        self._message.setObjectName("sayReviewsDone")
        self._message.setChecked(config.reviews_done_message)
        self._key = QKeySequenceEdit(QKeySequence(config.ankis_order_today_shortcut))
        self._key.setObjectName("todayShortcut")
        self._key.setClearButtonEnabled(True)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        qconnect(buttons.accepted, self.accept)
        qconnect(buttons.rejected, self.reject)
        layout = QFormLayout(self)
        layout.addRow(self._strip)
        layout.addRow(self._message)
        layout.addRow(texts.SHORTCUT, self._key)
        layout.addRow(buttons)

    def accept(self) -> None:
        assert aqt.mw is not None
        config = ScreenConfig(
            self._strip.isChecked(),
            self._message.isChecked(),
            # Of a sequence of keys Anki takes all, as it does for its own.
            self._key.keySequence().toString(),
        )
        aqt.mw.addonManager.writeConfig(__name__, config._asdict())
        super().accept()
