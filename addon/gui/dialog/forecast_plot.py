# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reviews left over time, in Anki's order and in yours; hovering or the arrow keys read it off."""

from __future__ import annotations

from collections.abc import Iterator

from aqt import colors
from aqt.qt import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointF,
    QPolygonF,
    QRectF,
    Qt,
    QWidget,
    pyqtSignal,
)
from aqt.theme import theme_manager

from ...forecast import Forecast
from .. import texts, times
from ..language import number

KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
MARGIN = 4.0
TICK = 4.0
MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)  # between two ticks
SAMPLE = 22.0  # width of a line in the legend
MOST_POINTS = 400  # of a line


class ForecastPlot(QWidget):
    """Two falling lines: Anki's order dashed, yours filled in the colour of reviews."""

    reading_changed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ankis = self._yours = Forecast(0, 0, 0, 0, ())
        self._minute: int | None = None
        self._sentence = ""
        self.setObjectName("forecastPlot")
        self.setAccessibleName(times.REVIEWS_LEFT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(200)
        self.setFixedHeight(150)

    def show_forecasts(self, ankis: Forecast, yours: Forecast, sentence: str) -> None:
        self._ankis, self._yours, self._sentence = ankis, yours, sentence
        self._read(self._minute)

    # Reading
    ##########################################################################

    def _read(self, minute: int | None) -> None:
        self._minute = None if minute is None else max(0, min(minute, self._last_minute))
        text, description = times.HOW_TO_READ, self._sentence
        if self._minute is not None:
            at = 60 * self._minute
            text = description = times.READING.format(
                time=times.duration(self._minute),
                yours=number(self._yours.reviews_left(at)),
                ankis=number(self._ankis.reviews_left(at)),
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

    # Where things are
    ##########################################################################

    @property
    def _right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def _reviews(self) -> int:
        return len(self._yours.reviews_done_at)

    def _area(self) -> QRectF:
        """Where the lines are: beside the counts, above the times, below the legend."""
        metrics = QFontMetricsF(self.font())
        beside = metrics.horizontalAdvance(number(self._reviews)) + TICK + MARGIN
        left, right = (MARGIN, beside) if self._right_to_left else (beside, MARGIN)
        top, bottom = metrics.height() * 1.5, metrics.height() + TICK + MARGIN
        return QRectF(
            left, top, self.width() - left - right, max(1.0, self.height() - top - bottom)
        )

    def _x(self, secs: float) -> float:
        area, share = self._area(), secs / (60 * self._last_minute)
        return area.left() + area.width() * (1 - share if self._right_to_left else share)

    def _y(self, left: float) -> float:
        area = self._area()
        return area.bottom() - area.height() * left / max(1, self._reviews)

    def _line(self, day: Forecast) -> list[QPointF]:
        count = len(day.reviews_done_at)
        step = 1 + count // MOST_POINTS
        done = [*range(step, count, step), count]
        points = [QPointF(self._x(0), self._y(count))]
        points += [
            QPointF(self._x(day.reviews_done_at[number - 1]), self._y(count - number))
            for number in done
            if number
        ]
        return points

    def _ticks_of_time(self) -> Iterator[tuple[float, str]]:
        in_hours = self._last_minute >= times.HOURS_FROM
        label = times.tick(self._last_minute, in_hours)
        widest = QFontMetricsF(self.font()).horizontalAdvance(label) * 1.6
        minute = self._area().width() / self._last_minute
        step = next((step for step in MINUTES if step * minute >= widest), MINUTES[-1])
        for at in range(0, self._last_minute + 1, step):
            yield self._x(60 * at), times.tick(at, in_hours) if at else number(0)

    def _ticks_of_reviews(self) -> Iterator[tuple[float, str]]:
        for left in sorted({0, self._reviews // 2, self._reviews}):
            yield self._y(left), number(left)

    # Drawing
    ##########################################################################

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        self._draw_lines(painter)
        self._draw_legend(painter)
        if self._minute is not None:
            area, x = self._area(), self._x(60 * self._minute)
            painter.setPen(QPen(theme_manager.qcolor(colors.FG), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if self.hasFocus():
            painter.setPen(QPen(theme_manager.qcolor(colors.BORDER_FOCUS), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _draw_lines(self, painter: QPainter) -> None:
        anki_pen, yours_pen = self._pens()
        yours = self._line(self._yours)
        below = theme_manager.qcolor(colors.STATE_REVIEW)
        below.setAlpha(60)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(below)
        painter.drawPolygon(QPolygonF([*yours, QPointF(self._x(0), self._y(0))]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(anki_pen)
        painter.drawPolyline(QPolygonF(self._line(self._ankis)))
        painter.setPen(yours_pen)
        painter.drawPolyline(QPolygonF(yours))

    def _pens(self) -> tuple[QPen, QPen]:
        """Of Anki's order and of yours."""
        subtle, review = (
            theme_manager.qcolor(colour) for colour in (colors.FG_SUBTLE, colors.STATE_REVIEW)
        )
        return QPen(subtle, 1.5, Qt.PenStyle.DashLine), QPen(review, 2)

    def _draw_axes(self, painter: QPainter) -> None:
        area, metrics = self._area(), QFontMetricsF(self.font())
        subtle, border = (
            theme_manager.qcolor(colour) for colour in (colors.FG_SUBTLE, colors.BORDER_SUBTLE)
        )
        towards = -1 if self._right_to_left else 1  # the time runs
        foot = self._x(0)
        for y, label in self._ticks_of_reviews():
            painter.setPen(QPen(border, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QPen(subtle, 1))
            painter.drawLine(QPointF(foot - towards * TICK, y), QPointF(foot, y))
            width = metrics.horizontalAdvance(label)
            x = foot + TICK + 2 if self._right_to_left else foot - TICK - 2 - width
            box = QRectF(x, y - metrics.height() / 2, width + 1, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(QPointF(foot, area.top()), QPointF(foot, area.bottom()))
        for x, label in self._ticks_of_time():
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + TICK))
            width = metrics.horizontalAdvance(label) + 1
            begin = min(max(0.0, x - width / 2), self.width() - width)
            box = QRectF(begin, area.bottom() + TICK, width, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)

    def _draw_legend(self, painter: QPainter) -> None:
        """What the plot shows, and which line is whose, above it and in reading order."""
        metrics = QFontMetricsF(self.font())
        height, text = metrics.height(), theme_manager.qcolor(colors.FG)
        anki_pen, yours_pen = self._pens()
        at = 0.0
        for pen, label in (
            (None, times.REVIEWS_LEFT),
            (anki_pen, texts.ANKIS_ORDER),
            (yours_pen, texts.YOUR_ORDER),
        ):
            sample, width = (SAMPLE if pen else 0.0), metrics.horizontalAdvance(label) + 1
            if pen:
                painter.setPen(pen)
                ends = (QPointF(self._along(at), height / 2 + MARGIN / 2),
                        QPointF(self._along(at + sample), height / 2 + MARGIN / 2))  # fmt: skip
                painter.drawLine(*ends)
                at += sample + MARGIN
            painter.setPen(text)
            begin = self._along(at + width) if self._right_to_left else at
            box = QRectF(begin, MARGIN / 2, width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
            at += width + 3 * MARGIN

    def _along(self, x: float) -> float:
        """A place in reading order, from the side where that begins."""
        return self.width() - x if self._right_to_left else x
