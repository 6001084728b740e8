# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an order means in minutes: a sentence, the reviews left over time, and past days."""

from __future__ import annotations

from aqt.qt import QLabel, QVBoxLayout, QWidget, qconnect

from ...collection.review_log import StudyPast
from ...collection.today import DeckToday
from ...forecast import Forecast, forecast
from ...ordering import Bias, both_orders
from .. import texts
from .forecast_plot import ForecastPlot


class ForecastView(QWidget):
    """Hidden parts are those for which there is too little in the review log."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence, self._reading, self._past = QLabel(), QLabel(), QLabel()
        self._plot = ForecastPlot()
        qconnect(self._plot.reading_changed, self._reading.setText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for name, label in (
            ("forecastSentence", self._sentence),
            ("forecastReading", self._reading),
            ("pastDays", self._past),
        ):
            label.setObjectName(name)
            label.setWordWrap(True)
        for widget in (self._sentence, self._plot, self._reading, self._past):
            layout.addWidget(widget)

    def show_day(self, today: DeckToday, bias: Bias, past: StudyPast | None) -> None:
        """Show the forecast of what is left of a day; nothing where too little is known."""
        habits = past.habits if past and today.day.reviews_left else None
        for widget in (self._sentence, self._plot, self._reading):
            widget.setVisible(habits is not None)
        if past is None or habits is None:
            return
        ankis, yours = (
            forecast(order, habits, past.steps, today.in_learning, past.day_left)
            for order in both_orders(today.day, bias)
        )
        sentence = _sentence(ankis, yours)
        self._sentence.setText(sentence)
        self._plot.show_forecasts(ankis, yours, sentence)

    def show_past(self, past: StudyPast | None) -> None:
        """Show what was measured on the last days with both kinds of card."""
        text = texts.past_days(*past.days_moved_back, *past.other_days) if past else ""
        self._past.setText(text)
        self._past.setVisible(bool(text))


def _sentence(ankis: Forecast, yours: Forecast) -> str:
    # Nobody studies while waiting for a learning card.
    return texts.forecast(
        *(day.last_review_at / 60 for day in (ankis, yours)),
        *((day.secs - day.waiting) / 60 for day in (ankis, yours)),
    )
