# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reviews that were left on the last evenings, a bar each."""

from __future__ import annotations

from collections.abc import Sequence

from aqt import colors
from aqt.qt import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPointF,
    QRectF,
    Qt,
    QVBoxLayout,
    QWidget,
)
from aqt.theme import theme_manager

from ...evenings import Evening
from .. import texts
from ..language import number
from .labels import wrapped_label

HEIGHT = 60
GAP = 3.0  # between two bars
DOT = 2.5  # its radius; it stands under a bar, for a bar may be empty


class PastEvenings(QWidget):
    """Hidden where no reviews were left, or nothing is known of the past."""

    def __init__(self) -> None:
        super().__init__()
        self._caption, self._bars = wrapped_label("eveningsCaption"), _Bars()
        self._evenings: Sequence[Evening] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._caption)
        layout.addWidget(self._bars)
        self.setVisible(False)

    def show_evenings(self, evenings: Sequence[Evening]) -> None:
        """Show the last evenings, oldest first; they stay as they are while the slider moves."""
        if evenings == self._evenings:
            return
        self._evenings = evenings
        self.setVisible(any(evening.reviews_left for evening in evenings))
        moved_back = any(evening.moved_back for evening in evenings)
        self._caption.setText(texts.evenings(len(evenings), moved_back))
        self._bars.show_evenings(evenings)


class _Bars(QWidget):
    """Days on which new cards were moved back have a colour of their own, and a dot below."""

    def __init__(self) -> None:
        super().__init__()
        self._evenings: Sequence[Evening] = ()
        self.setObjectName("eveningBars")
        self.setAccessibleName(texts.REVIEWS_LEFT_EACH_EVENING)
        self.setMinimumWidth(120)
        self.setFixedHeight(HEIGHT)

    def show_evenings(self, evenings: Sequence[Evening]) -> None:
        self._evenings = evenings
        described = texts.evenings_in_numbers(evenings) if evenings else ""
        self.setAccessibleDescription(described)
        self.setToolTip(described)
        self.update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        painter, metrics = QPainter(self), QFontMetricsF(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(evening.reviews_left for evening in self._evenings)
        beside = metrics.horizontalAdvance(number(most)) + 2 * GAP
        top, bottom = metrics.height() / 2, HEIGHT - 2 * DOT - GAP
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setPen(theme_manager.qcolor(colors.FG_SUBTLE))
        begin = self.width() - beside if right_to_left else 0.0
        box = QRectF(begin, 0, beside, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number(most))
        if right_to_left:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawLine(QPointF(beside, bottom), QPointF(self.width(), bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        each = (self.width() - beside) / len(self._evenings)
        for place, evening in enumerate(self._evenings):
            x, height = beside + place * each, (bottom - top) * evening.reviews_left / most
            colour = colors.STATE_REVIEW if evening.moved_back else colors.FG_SUBTLE
            painter.setBrush(theme_manager.qcolor(colour))
            if evening.reviews_left:
                height = max(1.0, height)
                painter.drawRect(QRectF(x + GAP / 2, bottom - height, each - GAP, height))
            if evening.moved_back:
                painter.drawEllipse(QPointF(x + each / 2, HEIGHT - DOT), DOT, DOT)
