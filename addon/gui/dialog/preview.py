# SPDX-License-Identifier: AGPL-3.0-or-later
"""A day's queue as two strips: Anki's order and yours."""

from __future__ import annotations

from aqt import colors
from aqt.qt import QLabel, QPainter, QPaintEvent, QRectF, QSize, Qt, QVBoxLayout, QWidget
from aqt.theme import theme_manager

from ...ordering import Bias, Day, both_orders, new_after_reviews
from ...strip import REVIEWS_TOP, done_share, new_bars
from .. import texts


class Strip(QWidget):
    """One order, from the day's first card to its last; what was answered already is grey."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._order: list[bool] = []
        self._done = 0
        self.setObjectName(name)

    def sizeHint(self) -> QSize:
        return QSize(420, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 26)

    def show_order(self, done: int, order: list[bool]) -> None:
        self._done, self._order = done, order
        self.update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        if not self._done + len(self._order):
            return
        painter = QPainter(self)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        width, height = float(self.width()), float(self.height())
        start, top = width * done_share(self._done, self._order), height * REVIEWS_TOP
        done = theme_manager.qcolor(colors.FG_FAINT)
        review = theme_manager.qcolor(colors.STATE_REVIEW)
        new = theme_manager.qcolor(colors.STATE_NEW)
        painter.fillRect(QRectF(0, top, start, height - top), done)
        painter.fillRect(QRectF(start, top, width - start, height - top), review)
        pixels = int(width * self.devicePixelRatioF())
        for bar in new_bars(self._done, self._order, pixels):
            area = QRectF(bar.left * width, 0, bar.width * width, bar.depth * height)
            painter.fillRect(area, new)


class Preview(QWidget):
    """Both strips, and in a sentence what they show."""

    def __init__(self) -> None:
        super().__init__()
        self._note = QLabel()
        self._note.setObjectName("previewNote")
        self._sentence = QLabel()
        self._sentence.setObjectName("previewSentence")
        self._ankis, self._yours = Strip("ankisOrder"), Strip("yourOrder")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for label in (self._note, self._sentence):
            label.setWordWrap(True)
        layout.addWidget(self._note)
        for title, strip in (
            (texts.ANKIS_ORDER, self._ankis),
            (texts.YOUR_ORDER, self._yours),
        ):
            strip.setAccessibleName(title)
            layout.addWidget(QLabel(title))
            layout.addWidget(strip)
        layout.addWidget(self._sentence)

    def show_day(self, day: Day, bias: Bias, note: str) -> None:
        """Draw what is left of a day under a bias; `note` says what kind of day it is."""
        ankis, yours = both_orders(day, bias)
        done = day.reviews_done + day.new_done
        sentence = _sentence(done, ankis, yours)
        for strip, order in ((self._ankis, ankis), (self._yours, yours)):
            strip.show_order(done, order)
            strip.setAccessibleDescription(sentence)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._sentence.setText(sentence)


def _sentence(done: int, ankis: list[bool], yours: list[bool]) -> str:
    if False not in yours:
        return ""
    cards, after = done + len(yours), new_after_reviews(yours)
    return texts.last_review(cards - new_after_reviews(ankis), cards - after, cards, after)
