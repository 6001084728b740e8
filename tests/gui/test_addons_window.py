# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person does to the add-on in Tools → Add-ons, most of it while Anki runs."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import aqt.utils
import pytest
from anki.decks import DEFAULT_DECK_ID
from aqt import dialogs, gui_hooks
from aqt.addons import AddonsDialog, installAddonPackages
from aqt.deckoptions import display_options_for_deck_id
from aqt.qt import (
    QAction,
    QApplication,
    QCheckBox,
    QKeySequenceEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTimer,
    qconnect,
)
from pytest_anki import AnkiSession

from addon.ordering import Bias
from tests.collection.formula import formula
from tests.gui.conftest import with_addon
from tests.gui.dialog import Dialog
from tests.gui.on_screen import close_deck_options, control, deck_options, js, our_dialog, window
from tests.gui.person import Person
from tools.package import TARGET

FROM_FILE, FROM_ANKIWEB = "biased_queue", "1234567890"  # the folders
NEVER_IMPORTED = "raise ImportError('a newer release in the middle of an older one')"
STARTS = """
from aqt import gui_hooks
from .gui import begin

begun = []
gui_hooks.profile_did_open.append(lambda: begun or begun.append(begin()))
"""
without_addons = pytest.mark.anki_session(load_profile=False, skip_loading_addons=True)


def and_yes(act: Callable[[], object]) -> None:
    """Do something of Anki's; whatever it asks is answered with yes, or OK."""

    def say_yes() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            buttons = QMessageBox.StandardButton
            yes = box.button(buttons.Yes) or box.button(buttons.Ok)
            assert yes is not None
            yes.click()

    answering = QTimer()
    qconnect(answering.timeout, say_yes)
    answering.start(20)
    act()
    answering.stop()


def delete_in_addons_window(person: Person) -> None:
    person.mw.form.actionAdd_ons.trigger()
    opened = window(person, "AddonsDialog")
    assert isinstance(opened, AddonsDialog)
    opened.form.addonList.setCurrentRow(0)
    and_yes(opened.form.delete_2.click)
    opened.reject()
    person.mw.activateWindow()
    person.qtbot.waitUntil(person.mw.isActiveWindow)


def newer(folder: Path) -> Path:
    """A release that has none of today's modules, and none that today's code can use."""
    path = folder / "newer.ankiaddon"
    with zipfile.ZipFile(TARGET) as today, zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", today.read("manifest.json"))
        archive.writestr("config.json", '{"with_another_name": 1}')
        for name in ("__init__.py", "gui.py", "collection.py"):
            archive.writestr(name, NEVER_IMPORTED)
    return path


def study(person: Person, answers: int) -> str:
    """So many answers, with an undo and with the choices of the More menu."""
    letters = ""
    for number in range(answers):
        letters += person.rate()
        if number == 1:
            menu = QMenu()
            gui_hooks.reviewer_will_show_context_menu(person.mw.reviewer, menu)
            control(menu, QAction, "today_0").trigger()
            person.settle()
            person.undo()  # the choice
            person.undo()
            person.rate()
    return letters


def open_everything(person: Person) -> None:
    """Every window, page and menu that has something of ours, and what is set there."""
    mw, deck = person.mw, DEFAULT_DECK_ID
    person.see_overview()
    person.wait_for_page("document.getElementById('biased-queue').textContent.includes('min')")
    person.js("document.getElementById('biased-queue-today').click() || true")
    person.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    today = QApplication.activePopupWidget()
    assert isinstance(today, QMenu)
    control(today, QAction, "today_other").trigger()
    today.close()
    our_dialog(person).reject()
    js(person, mw.bottomWeb, "document.querySelector('button[onclick*=biasedQueue]').click()||1")
    our_dialog(person).reject()

    preferences = dialogs.open("Preferences", mw)
    control(preferences, QPushButton, "biasedQueueSettings").click()
    our_dialog(person).reject()
    control(preferences, QCheckBox, "biasedQueueEnabled").click()
    control(preferences, QKeySequenceEdit, "todayShortcut").clear()
    preferences.close()
    person.settle()
    person.undo()

    display_options_for_deck_id(deck)
    page = deck_options(person)
    button = "document.querySelector('#biased-queue button')"
    person.qtbot.waitUntil(lambda: js(person, page.web, f"Boolean({button})"), timeout=20_000)
    js(person, page.web, f"{button}.click() || true")
    our_dialog(person).reject()
    close_deck_options(person, page)

    dialog = Dialog(person)
    dialog.settle()
    gui_hooks.theme_did_change()
    dialog.percent.setValue(80)
    dialog.ok()
    person.undo()
    person.switch_profile(person.profile)


# Deleted, updated or turned off while Anki runs: the old code goes on until Anki is started again
##########################################################################


@with_addon
def test_updated_and_then_deleted_the_old_code_goes_on_and_nothing_is_said(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(aqt.utils, "send2trash")  # so Anki deletes for good
    manager, release = person.mw.addonManager, str(newer(tmp_path))
    folder = Path(manager.addonsFolder(FROM_FILE))
    person.due(reviews=12, new=4)
    person.past_days(DEFAULT_DECK_ID, "R" * 60)
    and_yes(lambda: installAddonPackages(manager, [release], force_enable=True))
    assert Path(folder, "gui.py").exists()
    person.begin()
    letters = study(person, 6)
    delete_in_addons_window(person)
    assert not folder.exists()
    letters += study(person, 10)
    assert letters == formula(12, 4, Bias(50)) and person.state == "overview"
    assert person.db.scalar("select count() from revlog") == 60 + 16
    person.due(reviews=12, new=4)
    open_everything(person)


@without_addons
def test_updated_while_anki_asks_for_the_profile(
    anki_session: AnkiSession, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    manager = anki_session.mw.addonManager
    manager.install(str(TARGET))
    manager.loadAddons()
    gui_hooks.main_window_did_init()
    manager.install(str(newer(tmp_path)))
    anki_session.mw.setupProfile()
    person: Person = request.getfixturevalue("person")
    person.due(reviews=12, new=4)
    person.begin()
    assert study(person, 7) == formula(12, 4, Bias(50))[:7]


# Installed twice
##########################################################################


@pytest.fixture
def told() -> list[str]:
    """What the copies say in warnings."""
    return []


@pytest.fixture
def started(
    request: pytest.FixtureRequest,
    anki_session: AnkiSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> Callable[..., Person]:
    """Install both, start Anki's add-ons, and open the profile."""

    def start(older: str = "", off: str = "") -> Person:
        manager = anki_session.mw.addonManager
        for folder in (FROM_FILE, FROM_ANKIWEB):
            package = without_a_look_at_others(tmp_path) if folder == older else TARGET
            # As Anki installs what it downloads.
            manager.install(str(package), {"package": folder, "name": "Biased Queue", "mod": 1})
        if off:
            manager.toggleEnabled(off, enable=False)
        manager.loadAddons()
        for folder in (FROM_FILE, FROM_ANKIWEB):
            if error_net := sys.modules.get(f"{folder}.gui.error_net"):
                monkeypatch.setattr(error_net, "showWarning", lambda text, **_: told.append(text))
        anki_session.mw.setupProfile()
        monkeypatch.setattr(anki_session.mw, "deleteLater", lambda: None)
        return Person(anki_session.mw, request.getfixturevalue("qtbot"))

    return start


def without_a_look_at_others(folder: Path) -> Path:
    """An older release, which starts whatever else is installed."""
    path = folder / "older.ankiaddon"
    with zipfile.ZipFile(TARGET) as today, zipfile.ZipFile(path, "w") as archive:
        for name in today.namelist():
            archive.writestr(name, STARTS if name == "__init__.py" else today.read(name))
    return path


def check_that_one_is_used(person: Person, folder: str) -> None:
    [entry] = person.mw.findChildren(QAction, "actionBiasedQueue")
    person.due(reviews=12, new=4)
    person.see_overview()
    assert person.js("document.querySelectorAll('#biased-queue').length") == 1
    entry.trigger()
    dialog = our_dialog(person)
    assert type(dialog).__module__.startswith(f"{folder}.")
    dialog.reject()
    person.begin()
    assert study(person, 7) == formula(12, 4, Bias(50))[:7]


THE_OTHER_ONE = (
    "Biased Queue is installed twice, and only one of the two is used. In “Add-ons”, please delete "
    "the other one: “Biased Queue”, for which “View Files” opens the folder “biased_queue”."
)


@without_addons
@pytest.mark.parametrize("older", ["", FROM_FILE, FROM_ANKIWEB])
def test_of_two_copies_that_from_ankiweb_is_used_and_it_is_said_once(
    started: Callable[..., Person], told: list[str], older: str
) -> None:
    person = started(older)
    person.qtbot.waitUntil(lambda: bool(told))
    assert told == [THE_OTHER_ONE]
    check_that_one_is_used(person, FROM_ANKIWEB)
    person.mw.pm.save()
    person.mw.pm.setupMeta()  # as it is stored
    person.switch_profile(person.profile)
    person.settle()
    assert len(told) == 1
    if older == FROM_ANKIWEB:
        return  # it has no such thing to say again
    copies = sys.modules[f"{FROM_ANKIWEB}.gui.copies"]
    for on in (False, True):  # with Anki started again after each
        assert len(told) == 1
        person.mw.addonManager.toggleEnabled(FROM_FILE, enable=on)
        copies.tell_once(copies.turned_on()[1:])
        person.settle()
    person.qtbot.waitUntil(lambda: len(told) == 2)


@without_addons
@pytest.mark.parametrize(("off", "used"), [(FROM_FILE, FROM_ANKIWEB), (FROM_ANKIWEB, FROM_FILE)])
def test_of_a_copy_that_is_turned_off_nothing_is_said(
    started: Callable[..., Person], told: list[str], off: str, used: str
) -> None:
    person = started(off=off)
    check_that_one_is_used(person, used)
    assert told == []
