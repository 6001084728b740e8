# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open dialog, as a person handles it."""

from __future__ import annotations

from aqt.qt import (
    QAction,
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    Qt,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from tests.gui.person import Person
from tests.gui.places import control, our_dialog

OK = QDialogButtonBox.StandardButton.Ok
CANCEL = QDialogButtonBox.StandardButton.Cancel


class Dialog:
    def __init__(self, person: Person, is_open: bool = False) -> None:
        if not is_open:
            control(person.mw, QAction, "actionBiasedQueue").trigger()
        self.widget = our_dialog(person)
        self.person = person
        self.tree = control(self.widget, QTreeWidget, "deckTree")
        self.slider = control(self.widget, QSlider, "strengthSlider")
        self.percent = control(self.widget, QSpinBox, "strengthPercent")
        self.reset = control(self.widget, QToolButton, "reset")
        self.min_reviews = control(self.widget, QSpinBox, "minReviews")
        self.enabled = control(self.widget, QCheckBox, "enabled")
        self.restore = control(self.widget, QPushButton, "restore")
        self.tabs = control(self.widget, QTabWidget, "tabs")

    def item(self, name: str) -> QTreeWidgetItem:
        exactly = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        return self.tree.findItems(name, exactly)[0]

    def select(self, *names: str) -> None:
        self.tree.clearSelection()
        for name in names:
            self.item(name).setSelected(True)

    def uses(self, name: str) -> str:
        """What the list says that a deck uses; a star stands for bold: a setting of its own."""
        item = self.item(name)
        return item.text(1) + "*" * item.font(1).bold()

    def today(self, name: str) -> QRadioButton:
        return control(self.widget, QRadioButton, name)

    def press(self, button: QDialogButtonBox.StandardButton) -> None:
        buttons = control(self.widget, QDialogButtonBox, "buttons")
        self.person.qtbot.mouseClick(buttons.button(button), Qt.MouseButton.LeftButton)

    def text(self, name: str) -> str:
        return control(self.widget, QLabel, name).text()

    @property
    def title(self) -> str:
        return control(self.widget, QLabel, "deckPath").toolTip()

    @property
    def plot(self) -> QWidget:
        return control(self.widget, QWidget, "forecastPlot")

    def settle(self) -> None:
        """Wait until the log is read, and the forecast of what is selected is shown."""
        pasts, forecast = self.widget._days._pasts, self.widget._forecast
        self.person.qtbot.waitUntil(
            lambda: (
                None not in pasts.values()
                and not (forecast._timer.isActive() or forecast._computing)
            )
        )

    def ok(self) -> None:
        self.press(OK)
        self.person.settle()

    def cancel(self) -> None:
        self.press(CANCEL)
