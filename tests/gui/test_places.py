# SPDX-License-Identifier: AGPL-3.0-or-later
"""The places in Anki from which the settings are reached, and where the order is shown."""

from __future__ import annotations

import pytest
from anki.decks import DeckId
from anki.utils import point_version
from aqt import dialogs, gui_hooks
from aqt.addons import AddonsDialog
from aqt.deckoptions import display_options_for_deck_id
from aqt.qt import (
    QAction,
    QCheckBox,
    QGroupBox,
    QKeySequence,
    QKeySequenceEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    Qt,
    QTreeWidget,
)

from addon.collection.stored_settings import set_todays_strength
from addon.ordering import Bias, Day, rest_of_day
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.gui.conftest import with_addon
from tests.gui.dialog import Dialog
from tests.gui.on_screen import close_deck_options, control, deck_options, js, our_dialog, selected
from tests.gui.person import Person


def deck_of_dialog(person: Person) -> str:
    """The deck at which the dialog opened, which is closed again."""
    dialog = our_dialog(person)
    deck = selected(control(dialog, QTreeWidget, "deckTree"))
    dialog.reject()
    return deck


def study(person: Person, deck: DeckId, answers: int = 1000) -> str:
    person.begin(deck)
    letters = ""
    while person.state == "review" and answers:
        letters += person.rate()
        answers -= 1
    return letters


@pytest.fixture
def decks(person: Person) -> tuple[DeckId, DeckId]:
    """Ids of a deck and its subdeck, each with cards."""
    person.due(reviews=14, new=4, deck="A")
    person.due(reviews=20, new=5, deck="A::B")
    return person.deck_id("A"), person.deck_id("A::B")


@with_addon
def test_the_dialog_opens_at_the_deck_from_each_place(
    person: Person, decks: tuple[DeckId, DeckId]
) -> None:
    deck, subdeck = decks
    control(person.mw, QAction, "actionBiasedQueue").trigger()
    assert deck_of_dialog(person) == "All decks"

    menu = QMenu(person.mw)
    gui_hooks.deck_browser_will_show_options_menu(menu, subdeck)
    control(menu, QAction, "actionBiasedQueueOfDeck").trigger()
    assert deck_of_dialog(person) == "B"

    person.see_overview(deck)
    bottom = person.mw.bottomWeb
    person.qtbot.waitUntil(
        lambda: "Biased Queue" in str(js(person, bottom, "document.body.innerText"))
    )
    assert "Options" in str(js(person, bottom, "document.body.innerText"))
    js(person, bottom, "document.querySelector('button[onclick*=biasedQueue]').click() || true")
    assert deck_of_dialog(person) == "A"
    control(person.mw, QAction, "actionBiasedQueue").trigger()
    assert deck_of_dialog(person) == "A"
    person.begin(subdeck)
    control(person.mw, QAction, "actionBiasedQueue").trigger()
    assert deck_of_dialog(person) == "B"


@with_addon
def test_off_and_on_in_preferences_and_two_decks_with_settings_of_their_own(
    person: Person, decks: tuple[DeckId, DeckId]
) -> None:
    """The bias is the profile's; each deck that is selected for study has its own strength."""
    deck, subdeck = decks

    def set_in_preferences(on: bool) -> None:
        preferences = dialogs.open("Preferences", person.mw)
        group = control(preferences, QGroupBox, "biasedQueueGroup")
        assert group.title() == "Biased Queue"
        box = control(group, QCheckBox, "biasedQueueEnabled")
        if box.isChecked() != on:
            box.click()
        assert person.biased != on  # only when Preferences close
        preferences.close()
        person.qtbot.waitUntil(lambda: person.biased == on)
        person.settle()

    set_in_preferences(False)
    assert not person.biased
    assert study(person, deck, 20) == formula(34, 9, Bias(0))[:20]
    person.mw.moveToState("deckBrowser")
    for _ in range(20):
        person.undo()
    set_in_preferences(True)
    dialog = Dialog(person)
    for name, strength in (("B", 80), ("A", 20)):
        dialog.select(name)
        dialog.percent.setValue(strength)
    dialog.ok()
    assert study(person, subdeck) == formula(20, 5, Bias(80))
    rest = rest_of_day(Day(reviews_done=20, reviews_left=14, new_done=5, new_left=4), Bias(20))
    assert study(person, deck) == "".join("N" if new else "R" for new in rest)


@with_addon
def test_config_of_the_add_on_opens_preferences_at_what_it_shows(person: Person) -> None:
    addons = AddonsDialog(person.mw.addonManager)
    addons.form.addonList.setCurrentRow(0)
    addons.onConfig()
    addons.close()
    preferences = dialogs.open("Preferences", person.mw)
    group = control(preferences, QGroupBox, "biasedQueueGroup")
    assert preferences.form.tabWidget.currentWidget().isAncestorOf(group)
    for name in ("biasedQueueEnabled", "showStrip", "sayReviewsDone"):
        control(group, QCheckBox, name).click()
    control(group, QKeySequenceEdit, "todayShortcut").setKeySequence("Ctrl+Alt+B")
    preferences.close()
    person.settle()
    assert person.col.get_config("biasedQueue")["enabled"] is False
    stored = person.mw.addonManager.getConfig("biased_queue")
    assert stored == {
        "overview_strip": False,
        "reviews_done_message": False,
        "ankis_order_today_shortcut": "Ctrl+Alt+B",
    }


@with_addon
def test_preferences_keep_a_change_that_is_not_stored_yet(person: Person) -> None:
    preferences = dialogs.open("Preferences", person.mw)
    assert dialogs.open("Preferences", person.mw) is preferences
    assert len(preferences.findChildren(QGroupBox, "biasedQueueGroup")) == 1
    box = control(preferences, QCheckBox, "biasedQueueEnabled")
    box.click()
    control(preferences, QPushButton, "biasedQueueSettings").click()
    dialog = our_dialog(person)
    control(dialog, QSpinBox, "strengthPercent").setValue(33)
    dialog.accept()
    person.qtbot.waitUntil(lambda: person.col.get_config("biasedQueue") is not None)
    person.settle()
    assert not box.isChecked()
    if point_version() > 250299:
        person.switch_profile(person.profile)  # which closes Preferences
    else:  # older Ankis hang when they do that
        preferences.close()
        person.settle()
    stored = person.col.get_config("biasedQueue")
    assert stored["enabled"] is False and stored["default"]["strength"] == 33


@with_addon
def test_deck_options_say_the_bias_and_keep_their_own_changes(
    person: Person, decks: tuple[DeckId, DeckId]
) -> None:
    deck, _subdeck = decks
    evil = person.deck_id("<img src=x onerror=\"document.title='run'\">")
    person.save(Settings(default=DeckSettings(60), decks={deck: DeckSettings(35)}))

    def check(deck_id: DeckId, said: str, then: str = "45%") -> None:
        display_options_for_deck_id(deck_id)
        page = deck_options(person)
        line = "document.querySelector('#biased-queue span')"
        person.qtbot.waitUntil(lambda: js(person, page.web, f"Boolean({line})"))
        assert js(person, page.web, f"{line}.textContent") == f"Biased Queue in this deck: {said}."
        js(person, page.web, "window.stillTheSamePage = true")
        js(person, page.web, "document.querySelector('#biased-queue button').click()")
        dialog = our_dialog(person)
        assert dialog.parent() is page
        control(dialog, QSpinBox, "strengthPercent").setValue(45)
        dialog.accept()
        person.qtbot.waitUntil(
            lambda: (
                js(person, page.web, f"{line}.textContent") == f"Biased Queue in this deck: {then}."
            )
        )
        assert js(person, page.web, "window.stillTheSamePage") is True
        assert js(person, page.web, "document.title") != "run"
        close_deck_options(person, page)

    check(deck, "35%")
    check(evil, "60% (inherited)")
    set_todays_strength(person.col, deck, 100)
    check(deck, "45%; today: All new cards last", "45%; today: All new cards last")


@with_addon
def test_the_key_collides_with_none_of_ankis(person: Person) -> None:
    def normal(key: str | Qt.Key) -> str:
        return QKeySequence(key).toString()

    ours = normal("Shift+N")
    reviewer = person.mw.reviewer
    assert ours not in {normal(key) for key, _ in reviewer._shortcutKeys()}
    assert ours not in {normal(row[1]) for row in reviewer._contextMenu() if row and len(row) > 2}
    actions = person.mw.findChildren(QAction)
    assert ours not in {key.toString() for action in actions for key in action.shortcuts()}

    keys = {"e": False, "Y": False, "ctrl+q": False, "": False, "Ctrl+Alt+B": True}
    for key, added in keys.items():
        person.on_this_computer(ankis_order_today_shortcut=key)
        shortcuts = [(normal(key), act) for key, act in reviewer._shortcutKeys()]
        before = len(shortcuts)
        gui_hooks.state_shortcuts_will_change("review", shortcuts)
        assert len(shortcuts) == before + added


@with_addon
def test_each_profile_has_its_own_settings(person: Person) -> None:
    first = person.profile
    person.save(Settings(enabled=False, default=DeckSettings(20)))
    person.mw.pm.create("Second")
    person.switch_profile("Second")
    assert person.col.get_config("biasedQueue") is None
    assert person.biased
    person.switch_profile(first)
    assert person.col.get_config("biasedQueue")["default"]["strength"] == 20
    assert not person.biased


@with_addon
def test_a_deck_that_is_renamed_moved_or_deleted_leaves_sane_settings(
    person: Person, decks: tuple[DeckId, DeckId]
) -> None:
    deck, subdeck = decks
    person.save(Settings(default=DeckSettings(10), decks={deck: DeckSettings(80)}))
    person.col.decks.rename(deck, "Renamed")
    assert study(person, subdeck, 10) == formula(20, 5, Bias(80))[:10]
    person.mw.moveToState("deckBrowser")
    person.col.decks.reparent([subdeck], DeckId(0))  # to the top: nothing to inherit any more
    rest = rest_of_day(Day(reviews_done=10, reviews_left=10, new_done=0, new_left=5), Bias(10))
    assert study(person, subdeck) == "".join("RN"[is_new] for is_new in rest)
    person.mw.moveToState("deckBrowser")
    person.col.decks.remove([deck])
    person.due(reviews=5, new=2, deck="New")
    assert study(person, person.deck_id("New")) == formula(5, 2, Bias(10))
