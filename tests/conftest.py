# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tests take place in the morning, at whatever hour they run: no day ends while one runs."""

from __future__ import annotations

import os
import time

HOUR = 10  # Anki's day ends at four

if hasattr(time, "tzset"):  # Windows has none
    # As POSIX writes it, a zone's offset is what to add to its time to get UTC.
    os.environ["TZ"] = f"MORNING{time.gmtime().tm_hour - HOUR:+d}"
    time.tzset()
