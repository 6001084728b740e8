# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's real window, with the add-on installed from the built zip by Anki's add-on manager."""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from pytest_anki import AnkiSession
from pytest_forked import forked_run_report
from pytestqt.qtbot import QtBot

from tests.gui.camera import Camera
from tests.gui.on_screen import TASK_BAR, Screen
from tests.gui.person import Person
from tools.package import TARGET, build

WITH_ADDON = {"packed_addons": [str(TARGET)], "load_profile": True}
WITHOUT_ADDON = {"load_profile": True}
# Anki's page after a deck's last card says so, in a box that waits to be closed.
LEFT_WHILE_LOADING = "TypeError: Failed to fetch"
HANG_SECS = 60  # nothing that is waited for takes so long, however busy the machine is
EXIT_STATUS = pytest.StashKey[int]()
with_addon = pytest.mark.anki_session(**WITH_ADDON)


# What Anki imports as it starts: read once, before each test's process begins as a copy.
AT_START = "aqt.mediasrv", "jsonschema"

FONT_CONFIG = """
<fontconfig>
    <include>/etc/fonts/fonts.conf</include>
    <match target="pattern">
        <test name="family"><string>sans-serif</string></test>
        <edit name="family" mode="prepend" binding="strong"><string>%s</string></edit>
    </match>
</fontconfig>
"""


def pytest_configure(config: pytest.Config) -> None:
    for module in AT_START:
        import_module(module)
    if font := config.getoption("font"):
        use_font(font)
    if not hasattr(config, "workerinput"):  # once, and not in each worker of pytest-xdist
        build()


def use_font(family: str) -> None:
    """Make a font that of the system; to be called before Qt is started."""
    config = Path(tempfile.mkdtemp(), "fonts.conf")
    config.write_text(FONT_CONFIG % family)
    os.environ["FONTCONFIG_FILE"] = str(config)


def pytest_collection_finish() -> None:
    gc.freeze()  # what is there before a test's process begins is not looked through in it


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run each test with an Anki in a process of its own; once more where a signal ended it.

    On a busy machine Chromium sometimes crashes while it closes its pages. A test that crashes
    twice has failed.
    """
    if "anki_session" not in getattr(item, "fixturenames", ()):
        return None  # it starts no Anki
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = forked_run_report(item)
    if any("CRASHED with signal" in str(report.longrepr) for report in reports):
        reports = forked_run_report(item)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.session._setupstate.teardown_exact(nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Set a test's screen up before Qt is started, in the test's own process.

    Qt's offscreen platform takes a screen's size from a file. How much Qt enlarges it is not that
    file's "dpr", of which windows know nothing, nor QT_SCALE_FACTOR, which Anki sets by itself.
    """
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    screen = parameters.get("screen")
    if isinstance(screen, Screen):
        room = {"width": screen.width, "height": screen.height - round(TASK_BAR * screen.scale)}
        its = {"name": "one", "x": 0, "y": 0, **room, "logicalDpi": 96, "logicalBaseDpi": 96}
        config = Path(tempfile.mkdtemp(), "screen.json")
        config.write_text(json.dumps({"screens": [its]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
        os.environ["QT_SCREEN_SCALE_FACTORS"] = str(screen.scale)


@pytest.fixture
def screen(request: pytest.FixtureRequest, anki_session: AnkiSession) -> Screen:
    """A test's screen, set up above before Qt was started."""
    shown: Screen = request.param
    its = anki_session.mw.screen()
    assert its is not None and its.devicePixelRatio() == shown.scale
    # Qt rounds to whole ones of its own pixels.
    assert abs(shown.width / shown.scale - its.availableGeometry().width()) < 1
    return shown


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's gives up after five seconds, which a busy machine may well need."""
    assert qapp
    bot = QtBot(request)
    bot.waitUntil = partial(bot.waitUntil, timeout=HANG_SECS * 1000)
    return bot


@pytest.fixture(autouse=True)
def no_waiting_for_ever() -> Iterator[None]:
    """A test that waits for a window to be closed ends with the place where it waits."""
    faulthandler.dump_traceback_later(3 * HANG_SECS, exit=True, file=sys.__stderr__ or sys.stderr)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture
def person(
    anki_session: AnkiSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    """A person at Anki's main window, profile open; what we or a page warn of is a failure."""
    from aqt.webview import AnkiWebPage

    told = list[str]()
    if error_net := sys.modules.get("biased_queue.gui.error_net"):
        monkeypatch.setattr(error_net, "showWarning", lambda text, **_: told.append(text))

    def alert(_page: object, _url: object, text: str) -> None:
        if text != LEFT_WHILE_LOADING:
            told.append(text)

    monkeypatch.setattr(AnkiWebPage, "javaScriptAlert", alert)
    person = Person(anki_session.mw, qtbot)
    person.told = told
    close_what_nobody_answers(person)
    yield person
    if person.mw.col:
        person.settle()  # what Anki still draws would come after its collection is closed
    # Each test has a process of its own, which ends here: deleting web views can crash it.
    monkeypatch.setattr(person.mw, "deleteLater", lambda: None)
    assert not told


def close_what_nobody_answers(person: Person) -> None:
    """Close a box that nobody expects, as Anki shows for its own errors; else a test would hang."""
    from aqt.qt import QApplication, QMessageBox, QTimer, QWidget, qconnect

    seen: list[QWidget | None] = [None]

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box is seen[0]:
            person.told.append(box.text())
            box.reject()
        seen[0] = box

    looking = QTimer(person.mw)  # which outlives the test: Anki may also show one as it closes
    qconnect(looking.timeout, look)
    looking.start(HANG_SECS * 1000 // 4)


@pytest.fixture
def camera(person: Person, pytestconfig: pytest.Config) -> Camera:
    folder = pytestconfig.getoption("pictures")
    return Camera(person, Path(folder) if folder else None)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once: Anki's web views crash the interpreter as it exits."""
    status = config.stash.get(EXIT_STATUS, None)
    if status is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[EXIT_STATUS] = int(exitstatus)
