# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a picture takes longer than a frame: computed beside the thread that draws."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

import aqt
from aqt.qt import QObject, QTimer, qconnect, sip

from ...evenings import Evening
from ...forecast import Steps
from .. import error_net
from .pictures import Picture

PAUSE = 60  # milliseconds: what a moving slider passes by is not computed


@dataclass(frozen=True)
class Figures:
    """When the last review is done in each order, in minutes from now, and the last evenings."""

    minutes: tuple[float, float] | None  # in Anki's order and in yours; None if not known
    evenings: list[tuple[Evening, Evening]]  # as each was, and as it would have been


class FiguresOf(QObject):
    """Computes a picture's figures; of pictures that follow each other soon, the last one's."""

    def __init__(self, parent: QObject, show: Callable[[Figures], None]) -> None:
        super().__init__(parent)
        self._show = show
        self._wanted: Picture | None = None
        self._computing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        qconnect(self._timer.timeout, self._compute)

    def want(self, picture: Picture) -> None:
        self._wanted = picture
        self._timer.start()

    def _compute(self) -> None:
        if self._computing or not self._wanted:
            return  # what is wanted then is computed afterwards
        wanted, self._computing = self._wanted, True

        def done(future: Future[Figures]) -> None:
            if sip.isdeleted(self):
                return
            self._computing = False
            try:
                figures = future.result()
            except Exception as error:
                error_net.error_in_a_window(error)
                return
            if self._wanted is wanted:
                self._show(figures)
            else:
                self._compute()

        assert aqt.mw is not None
        aqt.mw.taskman.run_in_background(lambda: _figures(wanted), done, uses_collection=False)


def _figures(picture: Picture) -> Figures:
    queue, past = picture.queue, picture.past
    steps = past.steps if past else Steps()
    # Why nothing moves today says nothing of the evenings before.
    bias = queue.bias._replace(strength=queue.settings.strength)
    evenings = [(was, was.with_bias(bias, steps)) for was in picture.evenings]
    if not past:
        return Figures(None, evenings)
    day, in_learning = queue.counts.day, queue.counts.in_learning
    return Figures(past.reviews_done_in(day, queue.bias, in_learning), evenings)
