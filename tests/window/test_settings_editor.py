# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings, edited from Tools → Add-ons → Config."""

from __future__ import annotations

import json

import pytest
from aqt.addons import AddonsDialog
from aqt.qt import QApplication, QDialogButtonBox, QPlainTextEdit

from tests.window.conftest import with_addon


@pytest.fixture
def editor(person):
    addons = AddonsDialog(person.mw.addonManager)
    addons.form.addonList.setCurrentRow(0)
    addons.onConfig()
    dialog = QApplication.activeModalWidget() or next(
        widget for widget in QApplication.topLevelWidgets()
        if widget.objectName() == "biasedQueueSettings"
    )  # fmt: skip
    yield dialog
    dialog.close()
    addons.close()


def text_of(editor) -> QPlainTextEdit:
    return editor.findChild(QPlainTextEdit, "settingsText")


def press(editor, button) -> None:
    editor.findChild(QDialogButtonBox, "settingsButtons").button(button).click()


@with_addon
def test_settings_are_saved_as_one_undo_step(person, editor):
    settings = json.loads(text_of(editor).toPlainText())
    assert settings["default"] == {"strength": 50, "pattern": "push_back", "min_reviews": 0}
    settings["default"]["strength"] = 80
    text_of(editor).setPlainText(json.dumps(settings))
    press(editor, QDialogButtonBox.StandardButton.Ok)
    person.qtbot.waitUntil(lambda: person.col.get_config("biasedQueue") is not None)
    assert person.col.get_config("biasedQueue") == settings
    person.qtbot.waitUntil(lambda: person.mw.form.actionUndo.isEnabled())
    person.undo()
    assert person.col.get_config("biasedQueue") is None


@with_addon
def test_what_cannot_be_read_is_refused_and_nothing_is_lost(person, editor, monkeypatch):
    import biased_queue.gui.settings_editor as module

    told = []
    monkeypatch.setattr(module, "showWarning", lambda text, **_: told.append(text))
    for text, named in (("{", "JSON"), ('{"default": {"strength": 120}}', "0 to 100")):
        text_of(editor).setPlainText(text)
        press(editor, QDialogButtonBox.StandardButton.Ok)
        assert named in told.pop() and editor.isVisible()
        assert text_of(editor).toPlainText() == text
    press(editor, QDialogButtonBox.StandardButton.RestoreDefaults)
    assert json.loads(text_of(editor).toPlainText())["default"]["strength"] == 50
    press(editor, QDialogButtonBox.StandardButton.Cancel)
    assert person.col.get_config("biasedQueue") is None
