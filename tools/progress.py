# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far long work has come, as a line on standard error."""

from __future__ import annotations

import sys
import time

EVERY_SECS = 10.0  # where the line cannot be written over


class Progress:
    def __init__(self, what: str, steps: int) -> None:
        self._what, self._steps, self._done = what, steps, 0
        self._begin = self._shown = time.monotonic()
        self._over = sys.stderr.isatty()

    def step(self) -> None:
        self._done += 1
        now, last = time.monotonic(), self._done == self._steps
        if not (self._over or last or now - self._shown >= EVERY_SECS):
            return
        self._shown = now
        left = (now - self._begin) / self._done * (self._steps - self._done)
        done = f"{now - self._begin:.0f} s" if last else f"about {left:.0f} s left"
        line = f"{self._what}: {self._done} of {self._steps}, {done}"
        end = "\n" if last or not self._over else ""
        print(f"\r\033[K{line}" if self._over else line, end=end, file=sys.stderr, flush=True)
