# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reviews that were left on the last evenings, and what a strength would have left of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from aqt import colors
from aqt.qt import (
    QEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPointF,
    QRectF,
    QStyle,
    Qt,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from aqt.theme import theme_manager

from ...evenings import Evening
from .. import texts
from ..language import number
from .labels import wrapped_label

HEIGHT = 56  # of the highest bar, with half of its number beside it
GAP = 3  # between two bars
Pair = tuple[Evening, Evening]  # as it was, and at the strength


class PastEvenings(QWidget):
    """Hidden where the deck was not studied; only a sentence where no reviews were left."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._bars = wrapped_label("eveningsTitle"), _Bars()
        self._sentence = wrapped_label("eveningsSentence")
        self._title.setText(texts.REVIEWS_LEFT_IN_THE_EVENING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._bars, self._sentence):
            layout.addWidget(widget)
        self.setVisible(False)

    def show_evenings(self, pairs: Sequence[Pair], strength: int, today: date) -> None:
        """Show the last evenings, oldest first, each with what it would have been."""
        was = [evening for evening, _would_be in pairs]
        self.setVisible(any(evening.secs for evening in was))
        self._bars.setVisible(any(it.secs and it.reviews_left for it in was))
        self._sentence.setText(texts.evenings(pairs, strength))
        self._bars.show_evenings(pairs, strength, today)


class _Bars(QWidget):
    """What was left is a faint bar, and what would still have been left is drawn upon it."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: Sequence[Pair] = ()
        self._days: list[date] = []
        self._strength = self._most = 0
        self.setObjectName("eveningBars")
        self.setAccessibleName(texts.REVIEWS_LEFT_IN_THE_EVENING)
        self.setMinimumWidth(120)
        self.setFixedHeight(HEIGHT + self.fontMetrics().height())

    def show_evenings(self, pairs: Sequence[Pair], strength: int, today: date) -> None:
        self._pairs, self._strength = pairs, strength
        self._days = [today - timedelta(was.days_ago) for was, _would_be in pairs]
        self._most = max((was.reviews_left for was, _would_be in pairs), default=0)
        self.setAccessibleDescription(texts.evenings(pairs, strength))
        self.update()

    def event(self, event: QEvent | None) -> bool:
        """Tell of the evening under the pointer."""
        if not (isinstance(event, QHelpEvent) and self._pairs):
            return super().event(event)
        x = QStyle.visualPos(self.layoutDirection(), self.rect(), event.pos()).x()
        beside, each = self._places()
        place, told = int((x - beside) // each), ""
        if 0 <= place < len(self._pairs):
            told = texts.evening(self._days[place], *self._pairs[place], self._strength)
        QToolTip.showText(event.globalPos(), told, self)
        return True

    def _places(self) -> tuple[int, float]:
        """Return where the first bar begins, beside the number of the highest, and their width."""
        beside = self.fontMetrics().horizontalAdvance(number(self._most)) + 2 * GAP
        return beside, (self.width() - beside) / len(self._pairs)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        if not self._pairs or not self._most:
            return
        painter, (beside, each) = QPainter(self), self._places()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, bottom = self.fontMetrics().height() / 2, HEIGHT - 1.0
        painter.setPen(theme_manager.qcolor(colors.FG_SUBTLE))
        side = Qt.AlignmentFlag
        painter.drawText(self.rect(), side.AlignLeading | side.AlignTop, number(self._most))
        under = self.rect().adjusted(beside, 0, 0, 0)
        under = QStyle.visualRect(self.layoutDirection(), self.rect(), under)
        for begins_or_ends, day in zip(
            (side.AlignLeading, side.AlignTrailing), (self._days[0], self._days[-1])
        ):
            painter.drawText(under, begins_or_ends | side.AlignBottom, texts.short_date(day))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawLine(QPointF(beside, bottom), QPointF(self.width(), bottom))
        for place, pair in enumerate(self._pairs):
            for evening, colour in zip(pair, (colors.FG_FAINT, colors.STATE_REVIEW)):
                if evening.reviews_left:
                    height = max(1.0, (bottom - top) * evening.reviews_left / self._most)
                    left = beside + place * each + GAP / 2
                    bar = QRectF(left, bottom - height, each - GAP, height)
                    painter.fillRect(bar, theme_manager.qcolor(colour))
