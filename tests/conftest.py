# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tests take place in the morning, at whatever hour they run, and without a screen."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import Phase, settings

HOUR = 10  # Anki's day ends at four, and no day ends while a test runs

os.environ.update(
    ANKI_TEST_MODE="1",  # no fuzz in the intervals
    QT_QPA_PLATFORM="offscreen",
    QTWEBENGINE_DISABLE_SANDBOX="1",
    QTWEBENGINE_CHROMIUM_FLAGS="--disable-gpu",  # without it Anki's web pages crash the process
)

if hasattr(time, "tzset"):  # Windows has none
    # As POSIX writes it, a zone's offset is what to add to its time to get UTC.
    os.environ["TZ"] = f"MORNING{time.gmtime().tm_hour - HOUR:+d}"
    time.tzset()

settings.register_profile("whatever the machine does beside", deadline=None)
settings.load_profile("whatever the machine does beside")
# For mutants: the same examples each time, and no search for the smallest that fails.
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pictures",
        metavar="FOLDER",
        help="keep there what the window tests see, in light and in night mode",
    )
    parser.addoption(
        "--font",
        metavar="FAMILY",
        help="run the window tests as if it were the system's sans-serif font, such as Noto Sans",
    )
