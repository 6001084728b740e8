# SPDX-License-Identifier: AGPL-3.0-or-later
"""What belongs to this computer's screen: the add-on's config.json, and the form for it."""

from __future__ import annotations

from contextlib import suppress
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
    """What is in config.json."""

    overview_strip: bool = True
    reviews_done_message: bool = True
    ankis_order_today_shortcut: str = "Shift+N"


# Kept until Anki ends, for the add-on's folder may be deleted or replaced while it runs.
_config = ScreenConfig()


def current() -> ScreenConfig:
    """What holds now."""
    return _config


def read() -> None:
    """Read what is stored; a value of the wrong type counts as missing."""
    global _config
    assert aqt.mw is not None
    stored: dict[str, Any] = aqt.mw.addonManager.getConfig(__name__) or {}
    default = ScreenConfig()
    usable = {
        name: stored[name]
        for name, value in default._asdict().items()
        if type(stored.get(name)) is type(value)
    }
    _config = default._replace(**usable)


def store(config: ScreenConfig) -> None:
    """Let it hold, and store it for the next time that Anki is started."""
    global _config
    assert aqt.mw is not None
    _config = config
    with suppress(FileNotFoundError):  # the add-on's folder was deleted
        aqt.mw.addonManager.writeConfig(__name__, config._asdict())


class ScreenConfigDialog(QDialog):
    """Two boxes and a key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("screenConfig")
        self.setWindowTitle(ADDON_NAME)
        disable_help_button(self)
        config = current()
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
        store(
            ScreenConfig(
                self._strip.isChecked(),
                self._message.isChecked(),
                # Of a sequence of keys Anki takes all, as it does for its own.
                self._key.keySequence().toString(),
            )
        )
        super().accept()
