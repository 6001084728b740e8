# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open dialog, as a person handles it."""

from __future__ import annotations

from aqt.qt import (
    QAction,
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QSlider,
    QSpinBox,
    Qt,
    QTabBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from tests.gui.on_screen import control, our_dialog
from tests.gui.person import Person

OK = QDialogButtonBox.StandardButton.Ok
CANCEL = QDialogButtonBox.StandardButton.Cancel
ALL = "All decks"


class Dialog:
    def __init__(self, person: Person, *decks: str, is_open: bool = False) -> None:
        if not is_open:
            control(person.mw, QAction, "actionBiasedQueue").trigger()
        self.person, self.widget = person, our_dialog(person)
        # It is visible before it is the active window, and only there has a control the focus.
        self.widget.activateWindow()
        person.qtbot.waitUntil(self.widget.isActiveWindow)
        self.tree = control(self.widget, QTreeWidget, "deckTree")
        self.slider = control(self.widget, QSlider, "strengthSlider")
        self.percent = control(self.widget, QSpinBox, "strengthPercent")
        self.reset = control(self.widget, QToolButton, "reset")
        self.from_mixed = control(self.widget, QCheckBox, "fromMixed")
        self.min_reviews = control(self.widget, QSpinBox, "minReviews")
        self.leave_first = control(self.widget, QSpinBox, "leaveFirst")
        self.how_long = control(self.widget, QTabBar, "howLong")
        self.bars = control(self.widget, QWidget, "eveningBars")
        if decks:
            self.select(*decks)

    def item(self, name: str) -> QTreeWidgetItem:
        exactly = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        return self.tree.findItems(name, exactly)[0]

    def select(self, *names: str) -> None:
        self.tree.clearSelection()
        for name in names:
            self.item(name).setSelected(True)

    def always(self) -> None:
        self.how_long.setCurrentIndex(0)

    def today_only(self) -> None:
        self.how_long.setCurrentIndex(1)

    def uses(self, name: str) -> str:
        """What the list says that a deck uses; a star stands for bold: a setting of its own."""
        item = self.item(name)
        return item.text(1) + "*" * item.font(1).bold()

    def press(self, button: QDialogButtonBox.StandardButton) -> None:
        buttons = control(self.widget, QDialogButtonBox, "buttons")
        self.person.qtbot.mouseClick(buttons.button(button), Qt.MouseButton.LeftButton)

    def text(self, name: str) -> str:
        """What a label says, to its end though there may be no room; nothing where it is hidden."""
        label = control(self.widget, QLabel, name)
        return (label.accessibleName() or label.text()) if label.isVisible() else ""

    @property
    def title(self) -> str:
        return control(self.widget, QLabel, "deckPath").toolTip()

    @property
    def shared_with(self) -> str:
        """Which other decks' options change, as the line under the box says, cut or not."""
        label = control(self.widget, QLabel, "sharedWith")
        return label.toolTip() if label.isVisible() else ""

    def settle(self) -> None:
        """Wait until the log is read, and the figures of what is selected are shown."""
        pasts, figures = self.widget._pictures._pasts, self.widget._figures
        self.person.qtbot.waitUntil(
            lambda: (
                None not in pasts.values() and not (figures._timer.isActive() or figures._computing)
            )
        )

    def ok(self) -> None:
        self.press(OK)
        self.person.settle()

    def cancel(self) -> None:
        self.press(CANCEL)
