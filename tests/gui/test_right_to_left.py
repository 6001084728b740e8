# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our windows in languages that are written from the right."""

from __future__ import annotations

import pytest
from aqt import dialogs
from aqt.qt import QApplication, QGroupBox, QLabel, QWidget

from tests.gui.conftest import WITH_ADDON
from tests.gui.dialog import CANCEL
from tests.gui.on_screen import control
from tests.gui.person import Person
from tests.gui.test_sizes import english_notetype, opened, with_a_past

# In Hebrew our words are English.
LANGUAGES = ["ar", "he"]
in_each_language = pytest.mark.parametrize(
    "anki_session",
    [{**WITH_ADDON, "lang": code} for code in LANGUAGES],
    indirect=True,
    ids=LANGUAGES,
)


class Seen:
    """The labels of a window that were seen, and how much room was beside their text."""

    def __init__(self) -> None:
        self.room: dict[str, tuple[int, int]] = {}
        self.left: set[str] = set()

    def see_all(self, window: QWidget) -> None:
        window.resize(2400, 900)  # so wide that no line is broken
        for _ in range(4):
            QApplication.processEvents()
        for label in window.findChildren(QLabel):
            if label.isVisible() and label.text():
                left, right = self.room[label.text()] = room_beside_text(label)
                if right > left + label.fontMetrics().averageCharWidth():
                    self.left.add(label.text())


def room_beside_text(label: QLabel) -> tuple[int, int]:
    """How many columns of pixels are empty to the left and to the right of what is drawn."""
    image = label.grab().toImage()
    columns = [[image.pixel(x, y) for y in range(image.height())] for x in range(image.width())]
    pixels = [pixel for column in columns for pixel in column]
    background = max(set(pixels), key=pixels.count)
    inked = [x for x, column in enumerate(columns) if set(column) != {background}]
    return inked[0], image.width() - 1 - inked[-1]


@in_each_language
def test_no_label_stands_left(person: Person) -> None:
    english_notetype(person.col.models)
    dialog = opened(person, with_a_past(person))
    seen = Seen()
    for how_long in (dialog.today_only, dialog.always):
        how_long()
        seen.see_all(dialog.widget)
    dialog.press(CANCEL)
    preferences = dialogs.open("Preferences", person.mw)
    seen.see_all(control(preferences, QGroupBox, "biasedQueueGroup"))
    preferences.close()
    assert not seen.left, seen.room
    assert sum(left > 100 for left, _right in seen.room.values()) > 1  # there was room for it
