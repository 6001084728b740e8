# SPDX-License-Identifier: AGPL-3.0-or-later
"""A deck's queue of today as two strips: Anki's order and yours, and when the reviews are done."""

from __future__ import annotations

from aqt import colors
from aqt.qt import QGridLayout, QPainter, QPaintEvent, QRectF, Qt, QWidget
from aqt.theme import theme_manager

from ...ordering import Bias, Day, both_orders, new_after_reviews
from ...strip import PartKind, parts
from .. import texts
from .labels import Label, LineLabel, make_subtle

COLOURS = dict(zip(PartKind, (colors.FG_FAINT, colors.STATE_REVIEW, colors.STATE_NEW)))


class Strip(QWidget):
    """One order, from the day's first card to its last; what was answered already is grey."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._order: list[bool] = []
        self._done = 0
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setMinimumWidth(120)
        self.setFixedHeight(18)

    def show_order(self, done: int, order: list[bool]) -> None:
        """Draw an order (True for a new card) behind so many cards that are done."""
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


class TodaysStrips(QWidget):
    """Both strips under a title, with what is told of each."""

    def __init__(self) -> None:
        super().__init__()
        self._title = LineLabel("todayTitle", Qt.TextElideMode.ElideRight)
        self._done_in = Label(texts.REVIEWS_DONE_IN)
        make_subtle(self._done_in)
        self._strips = Strip("ankisOrder", texts.ANKIS_ORDER), Strip("yourOrder", texts.YOUR_ORDER)
        self._told = Label(name="ankisTold"), Label(name="yoursTold")
        self._after = 0, 0
        self._minutes: tuple[float, float] | None = None
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self._done_in, 0, 2)
        for row, (strip, told) in enumerate(zip(self._strips, self._told), start=1):
            grid.addWidget(Label(strip.accessibleName()), row, 0)
            grid.addWidget(strip, row, 1)
            grid.addWidget(told, row, 2)

    def show_day(self, title: str, day: Day, bias: Bias) -> None:
        """Draw what is left of a day; the minutes stay until others are known."""
        orders = ankis, yours = both_orders(day, bias)
        for strip, order in zip(self._strips, orders):
            strip.show_order(day.done, order)
        self._after = new_after_reviews(ankis), new_after_reviews(yours)
        self._title.show_line(title)
        # As wide as it will be, for a strip that follows the slider keeps its length.
        widest = texts.done_then_new(texts.HOURS_FROM - 1, day.new_left)
        self._grid.setColumnMinimumWidth(2, self.fontMetrics().horizontalAdvance(widest))
        self.show_minutes(self._minutes)

    def show_minutes(self, minutes: tuple[float, float] | None) -> None:
        """Tell when the last review is done in each order, in minutes from now, if it is known."""
        self._minutes = minutes
        self._done_in.setVisible(minutes is not None)
        for strip, told, after, done in zip(
            self._strips, self._told, self._after, minutes or (None, None)
        ):
            told.setText(texts.done_then_new(done, after))
            strip.setAccessibleDescription(told.text())
