# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reviews left over time, in Anki's order and in yours; hovering or the arrow keys read it off."""

from __future__ import annotations

from aqt import colors
from aqt.qt import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointF,
    QPolygonF,
    QRectF,
    QSize,
    Qt,
    QWidget,
    pyqtSignal,
)
from aqt.theme import theme_manager

from ...forecast import Forecast
from .. import texts

KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
MARGIN = 2.0


class ForecastPlot(QWidget):
    """Two falling lines: Anki's order dashed, yours filled in the colour of reviews."""

    reading_changed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ankis = self._yours = Forecast(0, 0, 0, 0, ())
        self._minute: int | None = None
        self._sentence = ""
        self.setObjectName("forecastPlot")
        self.setAccessibleName(texts.REVIEWS_OVER_TIME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(420, 110)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 80)

    def show_forecasts(self, ankis: Forecast, yours: Forecast, sentence: str) -> None:
        self._ankis, self._yours, self._sentence = ankis, yours, sentence
        self._read(self._minute)

    # Reading
    ##########################################################################

    def _read(self, minute: int | None) -> None:
        self._minute = None if minute is None else max(0, min(minute, self._last_minute))
        text, description = texts.LEGEND, self._sentence
        if self._minute is not None:
            at = 60 * self._minute
            text = description = texts.READING.format(
                minutes=texts.minutes(self._minute),
                yours=texts.reviews(self._yours.reviews_left(at)),
                ankis=self._ankis.reviews_left(at),
            )
        self.setAccessibleDescription(description)
        self.reading_changed.emit(text)
        self.update()

    @property
    def _last_minute(self) -> int:
        return int(max(self._ankis.last_review_at, self._yours.last_review_at, 60) // 60) + 1

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        assert event is not None
        step = KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            mirrored = -1 if self._right_to_left else 1
            self._read(0 if self._minute is None else self._minute + step * mirrored)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        area = self._area()
        share = (event.position().x() - area.left()) / max(1.0, area.width())
        self._read(round((1 - share if self._right_to_left else share) * self._last_minute))

    def leaveEvent(self, _event: object) -> None:
        self._read(None)

    # Drawing
    ##########################################################################

    @property
    def _right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _area(self) -> QRectF:
        """Where the lines are, above the axis' labels."""
        height = self.height() - QFontMetrics(self.font()).height() - 2 * MARGIN
        return QRectF(MARGIN, MARGIN, self.width() - 2 * MARGIN, height)

    def _x(self, secs: float) -> float:
        area, share = self._area(), secs / (60 * self._last_minute)
        return area.left() + area.width() * (1 - share if self._right_to_left else share)

    def _line(self, day: Forecast) -> list[QPointF]:
        area, count = self._area(), max(1, len(day.reviews_done_at))
        points = [QPointF(self._x(0), area.top())]
        for done, at in enumerate(day.reviews_done_at, start=1):
            points.append(QPointF(self._x(at), area.top() + area.height() * done / count))
        return points

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        area, painter = self._area(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        review = theme_manager.qcolor(colors.STATE_REVIEW)
        subtle, text = (theme_manager.qcolor(c) for c in (colors.FG_SUBTLE, colors.FG))
        yours = self._line(self._yours)
        filled = QPolygonF([*yours, QPointF(self._x(0), area.bottom())])
        review.setAlpha(60)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(review)
        painter.drawPolygon(filled)
        review.setAlpha(255)
        painter.setPen(QPen(subtle, 1.5, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(self._line(self._ankis)))
        painter.setPen(QPen(review, 2))
        painter.drawPolyline(QPolygonF(yours))
        painter.setPen(QPen(subtle, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self._minute is not None:
            x = self._x(60 * self._minute)
            painter.setPen(QPen(text, 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if self.hasFocus():
            painter.setPen(QPen(theme_manager.qcolor(colors.BORDER_FOCUS), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self._draw_labels(painter)

    def _draw_labels(self, painter: QPainter) -> None:
        painter.setPen(theme_manager.qcolor(colors.FG_SUBTLE))
        area = self._area()
        below = QRectF(area.left(), area.bottom(), area.width(), self.height() - area.bottom())
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self._right_to_left:
            start, end = end, start
        painter.drawText(below, start | Qt.AlignmentFlag.AlignVCenter, "0")
        minutes = texts.minutes(self._last_minute)
        painter.drawText(below, end | Qt.AlignmentFlag.AlignVCenter, minutes)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, texts.REVIEWS_OVER_TIME)
        painter.setPen(theme_manager.qcolor(colors.FG))
        count = texts.reviews(len(self._yours.reviews_done_at))
        painter.drawText(area.adjusted(6, 0, -6, -4), start | Qt.AlignmentFlag.AlignBottom, count)
