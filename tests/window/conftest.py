# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's real window, with the add-on installed from the built zip by Anki's add-on manager."""

from __future__ import annotations

import os
import sys

import pytest

from tests.window.person import Person
from tools.package import TARGET, build

WITH_ADDON = {"packed_addons": [str(TARGET)], "load_profile": True}
WITHOUT_ADDON = {"load_profile": True}
with_addon = pytest.mark.anki_session(**WITH_ADDON)


def pytest_configure():
    build()


@pytest.fixture
def person(anki_session, qtbot):
    """A person at Anki's main window, profile open."""
    return Person(anki_session.mw, qtbot)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """Leave at once: Anki's web views crash the interpreter as it exits."""
    status = getattr(config, "_exit_status", None)
    if status is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session, exitstatus):
    session.config._exit_status = int(exitstatus)
