# SPDX-License-Identifier: AGPL-3.0-or-later
"""A day's queue as two strips: Anki's order and yours."""

from __future__ import annotations

from aqt import colors
from aqt.qt import (
    QGridLayout,
    QPainter,
    QPaintEvent,
    QRectF,
    Qt,
    QWidget,
)
from aqt.theme import theme_manager

from ...ordering import Bias, Day, both_orders, new_after_reviews
from ...strip import Kind, parts
from .. import texts
from .labels import Label, wrapped_label

COLOURS = {
    Kind.DONE: colors.FG_FAINT,
    Kind.REVIEW: colors.STATE_REVIEW,
    Kind.NEW: colors.STATE_NEW,
}


class Strip(QWidget):
    """One order, from the day's first card to its last; what was answered already is grey."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._order: list[bool] = []
        self._done = 0
        self.setObjectName(name)
        self.setMinimumWidth(120)
        self.setFixedHeight(20)

    def show_order(self, done: int, order: list[bool]) -> None:
        self._done, self._order = done, order
        self.update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        columns, height = int(self.width() * ratio), float(self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(columns / ratio, 0)
            painter.scale(-1, 1)
        # In the screen's own pixels.
        painter.scale(1 / ratio, 1)
        for part in parts(self._done, self._order, columns, max(1, round(ratio))):
            area = QRectF(
                part.start, part.top * height, part.width, (part.bottom - part.top) * height
            )
            painter.fillRect(area, theme_manager.qcolor(COLOURS[part.kind]))


class Preview(QWidget):
    """Both strips, and in words whose they are and what they show."""

    def __init__(self) -> None:
        super().__init__()
        self._note, self._sentence = wrapped_label("previewNote"), wrapped_label("previewSentence")
        self._strips = Strip("ankisOrder"), Strip("yourOrder")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._note, 0, 0, 1, 2)
        titles = (texts.ANKIS_ORDER, texts.YOUR_ORDER)
        for row, (title, strip) in enumerate(zip(titles, self._strips), start=1):
            strip.setAccessibleName(title)
            grid.addWidget(Label(title), row, 0)
            grid.addWidget(strip, row, 1)
        grid.addWidget(self._sentence, 3, 0, 1, 2)

    def show_day(self, day: Day, bias: Bias, note: str) -> None:
        """Draw what is left of a day under a bias; `note` says what kind of day it is."""
        orders = ankis, yours = both_orders(day, bias)
        done = day.reviews_done + day.new_done
        sentence = _sentence(done, ankis, yours)
        for strip, order in zip(self._strips, orders):
            strip.show_order(done, order)
            strip.setAccessibleDescription(sentence)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))


def _sentence(done: int, ankis: list[bool], yours: list[bool]) -> str:
    if False not in yours or True not in yours:
        return ""
    cards, after = done + len(yours), new_after_reviews(yours)
    last = texts.last_review(cards - new_after_reviews(ankis), cards - after, cards)
    return f"{last}\n{texts.after_the_reviews(after, sum(yours))}"
