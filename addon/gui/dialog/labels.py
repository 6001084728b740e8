# SPDX-License-Identifier: AGPL-3.0-or-later
"""Labels for our words and for deck names, which may be of any length."""

from __future__ import annotations

from aqt import colors
from aqt.qt import QLabel, QResizeEvent, QSize, QSizePolicy, Qt, QWidget
from aqt.theme import theme_manager


class Label(QLabel):
    """Text that is never taken for HTML, for it may hold a deck's name.

    It stands on the side where one begins to read. Qt alone would go by the text's first letter,
    which may be Latin, and finds none in what is isolated.
    """

    def __init__(self, text: str = "", name: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if self.isRightToLeft():
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            self.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)


def wrapped_label(name: str, subtle: bool = False) -> Label:
    """Make a label of several lines."""
    label = Label(name=name)
    label.setWordWrap(True)
    if subtle:
        make_subtle(label)
    return label


def make_subtle(label: QLabel) -> None:
    label.setProperty("subtle", True)
    label.setStyleSheet(f"color: {theme_manager.var(colors.FG_SUBTLE)}")


def follow_theme(window: QWidget) -> None:
    """Give the subtle labels of a window the colour that they have in the theme of now."""
    for label in window.findChildren(QLabel):
        if label.property("subtle"):
            make_subtle(label)


def as_tooltip(text: str) -> str:
    """Keep Qt from taking text for HTML: a word joiner goes where a tag or an entity begins."""
    return text.replace("<", "<\u2060").replace("&", "&\u2060")


class LineLabel(Label):
    """One line with decks' names; where there is no room for all of it, that is seen on hover."""

    def __init__(self, name: str, left_out: Qt.TextElideMode) -> None:
        super().__init__(name=name)
        self._line, self._left_out = "", left_out
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def show_line(self, line: str) -> None:
        self._line = line
        self.setToolTip(as_tooltip(line))
        self.setAccessibleName(line)
        self._elide()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self._line, self._left_out, self.width() - 2))
