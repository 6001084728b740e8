# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an order means in minutes: in two lines, and as the reviews left over time."""

from __future__ import annotations

from concurrent.futures import Future
from typing import NamedTuple

import aqt
from aqt.qt import QTimer, QVBoxLayout, QWidget, qconnect, sip

from ...collection.review_log import StudyPast
from ...collection.today import DeckToday
from ...fits import Fits
from ...forecast import Forecast, forecast
from ...habits import LEAST_REVIEWS
from ...ordering import Bias, both_orders
from .. import messages, times
from ..language import number
from .forecast_plot import ForecastPlot
from .labels import wrapped_label

PAUSE = 60  # milliseconds: what a moving slider passes by is not computed


class _Wanted(NamedTuple):
    today: DeckToday
    bias: Bias
    past: StudyPast


class _Computed(NamedTuple):
    ankis: Forecast
    yours: Forecast
    fits: Fits | None  # None if it is not known what is usual


class ForecastView(QWidget):
    """Hidden where there is nothing to forecast; computed beside the thread that draws."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: _Wanted | None = None
        self._computing = False
        self._sentence, self._usual_time, self._reading = (
            wrapped_label("forecastSentence"),
            wrapped_label("usualTime"),
            wrapped_label("forecastReading", subtle=True),
        )
        self._plot = ForecastPlot()
        qconnect(self._plot.reading_changed, self._reading.setText)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        qconnect(self._timer.timeout, self._compute)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._sentence, self._usual_time, self._plot, self._reading):
            layout.addWidget(widget)
        self._show("")
        self._hide_plot()

    def show_day(self, today: DeckToday, bias: Bias, past: StudyPast | None) -> None:
        """Show the forecast of what is left of a day, soon; None while the log is being read."""
        self._wanted = None
        if past and past.habits and today.day.reviews_left:
            self._wanted = _Wanted(today, bias, past)
            self._timer.start()
            return
        self._timer.stop()
        too_little = past is not None and past.habits is None and today.day.reviews_left
        self._show("" if not too_little else times.TOO_LITTLE_LOG.format(n=number(LEAST_REVIEWS)))
        self._hide_plot()

    def _compute(self) -> None:
        if self._computing or not self._wanted:
            return  # what is wanted then is computed afterwards
        wanted, self._computing = self._wanted, True

        def compute() -> _Computed:
            assert wanted.past.habits is not None
            habits, steps, left = wanted.past.habits, wanted.past.steps, wanted.past.day_left
            ankis, yours = both_orders(wanted.today.day, wanted.bias)
            in_learning = wanted.today.in_learning
            anki_day = yours_day = forecast(ankis, habits, steps, in_learning, left)
            if yours != ankis:
                yours_day = forecast(yours, habits, steps, in_learning, left)
            return _Computed(anki_day, yours_day, wanted.past.fits(wanted.today, wanted.bias))

        def done(future: Future[_Computed]) -> None:
            if sip.isdeleted(self):
                return
            self._computing = False
            try:
                computed = future.result()
            except Exception as error:
                messages.error_in_a_window(error)
                return
            if self._wanted is wanted:
                self._show_computed(computed, wanted.bias.strength)
            else:
                self._compute()

        assert aqt.mw is not None
        aqt.mw.taskman.run_in_background(compute, done, uses_collection=False)

    def _show_computed(self, computed: _Computed, strength: int) -> None:
        ankis, yours, fits = computed
        # Nobody studies while waiting for a learning card.
        lines = [
            times.reviews_done(ankis.last_review_at / 60, yours.last_review_at / 60),
            times.session(*((day.secs - day.waiting) / 60 for day in (ankis, yours))),
        ]
        sentence = "\n".join(lines)
        self._show(sentence, times.usual_time_in_both_orders(fits, strength) if fits else "")
        if ankis.reviews_done_at == yours.reviews_done_at:
            self._hide_plot()
        else:
            self._plot.show_forecasts(ankis, yours, sentence)
            self._plot.setVisible(True)
            self._reading.setVisible(True)

    def _show(self, sentence: str, usual_time: str = "") -> None:
        for label, text in ((self._sentence, sentence), (self._usual_time, usual_time)):
            label.setText(text)
            label.setVisible(bool(text))

    def _hide_plot(self) -> None:
        self._plot.setVisible(False)
        self._reading.setVisible(False)
