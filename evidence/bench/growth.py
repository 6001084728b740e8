# SPDX-License-Identifier: AGPL-3.0-or-later
"""How ordering and forecast times grow with the queue, and the memory of a session."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from addon.forecast import Habits, Steps, done_by
from addon.ordering import Bias, Day, rest_of_day

from .collections import Size
from .sides import Biased, Setup

GROWN = ((200, 20), (2_000, 200), (20_000, 2_000))
BIAS = Bias(60)


def growth() -> list[dict[str, float]]:
    """Milliseconds to order a queue and to forecast its day; ten and a hundred times as long."""
    rows = []
    for reviews, new in GROWN:
        day = Day(0, reviews, 0, new)
        order = rest_of_day(day, BIAS)
        rows.append(
            {
                "reviews": reviews,
                "new": new,
                "ordering": _fastest(partial(rest_of_day, day, BIAS)),
                "forecast": _fastest(partial(done_by, order, Habits(), Steps())),
            }
        )
    return rows


def memory(folder: Path, size: Size) -> float:
    """Kilobytes that our own code holds after 200 answers."""
    side = Biased(folder, Setup(size, BIAS.strength))
    tracemalloc.start()
    for _ in range(200):
        side.study_one()
    ours = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/addon/*")])
    tracemalloc.stop()
    side.col.close()
    return sum(trace.size for trace in ours.traces) / 1024


def _fastest(run: Callable[[], object]) -> float:
    times = []
    for _ in range(20):
        begin = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - begin))
    return min(times)
