# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings as text, opened by the Config button in Tools → Add-ons."""

from __future__ import annotations

import html
import json

import aqt
from aqt.operations import CollectionOp
from aqt.qt import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, qconnect
from aqt.utils import restoreGeom, saveGeom, showWarning

from .. import collection_settings
from ..settings import Settings, parse, to_stored
from . import texts

GEOMETRY_KEY = "biasedQueueSettings"


def show() -> None:
    assert aqt.mw is not None
    SettingsEditor(aqt.mw).open()


class SettingsEditor(QDialog):
    def __init__(self, mw: aqt.AnkiQt) -> None:
        super().__init__(mw.app.activeWindow() or mw)
        self._mw = mw
        self.setObjectName("biasedQueueSettings")
        self.setWindowTitle(texts.SETTINGS_TITLE)

        decks = mw.col.decks.all_names_and_ids()
        ids = ", ".join(f"{html.escape(deck.name)} = {deck.id}" for deck in decks)
        help_text = QLabel(texts.SETTINGS_HELP.format(decks=ids))
        help_text.setObjectName("settingsHelp")
        help_text.setWordWrap(True)

        self._text = QPlainTextEdit()
        self._text.setObjectName("settingsText")
        self._text.setAccessibleName(texts.SETTINGS_TEXT)
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText(texts.SETTINGS_TEXT)
        self._fill(collection_settings.load(mw.col)[0])

        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.RestoreDefaults
        )
        buttons.setObjectName("settingsButtons")
        qconnect(buttons.accepted, self.accept)
        qconnect(buttons.rejected, self.reject)
        restore = buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
        assert restore is not None
        qconnect(restore.clicked, lambda: self._fill(Settings()))

        layout = QVBoxLayout(self)
        for widget in (help_text, self._text, buttons):
            layout.addWidget(widget)
        restoreGeom(self, GEOMETRY_KEY, default_size=(560, 420))

    def accept(self) -> None:
        """Save as one step in Anki's undo; refuse what cannot be read, and lose nothing."""
        try:
            stored = json.loads(self._text.toPlainText())
        except ValueError as error:
            self._refuse(texts.NOT_JSON.format(error=error))
            return
        settings, problems = parse(stored)
        if problems:
            self._refuse(texts.REFUSED.format(problems="\n".join(problems)))
            return
        CollectionOp(
            parent=self._mw, op=lambda col: collection_settings.save(col, settings)
        ).run_in_background()
        super().accept()

    def done(self, result: int) -> None:
        saveGeom(self, GEOMETRY_KEY)
        super().done(result)

    def _fill(self, settings: Settings) -> None:
        self._text.setPlainText(json.dumps(to_stored(settings), indent=4, ensure_ascii=False))

    def _refuse(self, text: str) -> None:
        showWarning(text, parent=self, title=texts.SETTINGS_TITLE, textFormat="plain")
