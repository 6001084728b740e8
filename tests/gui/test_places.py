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
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    Qt,
    QTreeWidget,
    QWidget,
)

from addon.collection.stored_settings import set_todays_strength
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings, to_stored
from tests.collection.formula import formula
from tests.gui.conftest import with_addon
from tests.gui.dialog import Dialog
from tests.gui.on_screen import close_deck_options, control, deck_options, js, our_dialog, selected
from tests.gui.person import Person

pytestmark = with_addon
Decks = tuple[DeckId, DeckId]
MARKUP = "#biased-queue img, #biased-queue b"
MARKED_UP = "<img src=x onerror='window.ran=1'><script>window.ran=1</script> & <b>bold</b>"


def deck_of_dialog(person: Person) -> str:
    """The deck at which the dialog opened, which is closed again."""
    dialog = our_dialog(person)
    deck = selected(control(dialog, QTreeWidget, "deckTree"))
    dialog.reject()
    return deck


def study(person: Person, deck: DeckId, answers: int = 1000) -> str:
    person.begin(deck)
    return person.rate_all(answers)


@pytest.fixture
def decks(person: Person) -> Decks:
    """Ids of a deck and its subdeck, each with cards."""
    person.due(reviews=6, new=2, deck="A")
    person.due(reviews=8, new=3, deck="A::B")
    return person.deck_id("A"), person.deck_id("A::B")


def test_the_dialog_opens_at_the_deck_from_each_place(person: Person, decks: Decks) -> None:
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


def test_off_and_on_in_preferences(person: Person, decks: Decks) -> None:
    def set_in_preferences(on: bool) -> None:
        preferences = dialogs.open("Preferences", person.mw)
        control(preferences, QCheckBox, "biasedQueueEnabled").click()
        assert person.biased != on  # only when Preferences close
        preferences.close()
        person.qtbot.waitUntil(lambda: person.biased == on)
        person.settle()

    set_in_preferences(False)
    assert study(person, decks[0], 4) == formula(14, 5, Bias(0))[:4]
    person.mw.moveToState("deckBrowser")
    for _ in range(4):
        person.undo()
    set_in_preferences(True)
    assert study(person, decks[0]) == formula(14, 5, Bias(50))


def test_config_opens_preferences_which_keep_what_is_not_stored_yet(person: Person) -> None:
    addons = AddonsDialog(person.mw.addonManager)
    addons.form.addonList.setCurrentRow(0)
    addons.onConfig()
    addons.close()
    preferences = dialogs.open("Preferences", person.mw)
    assert dialogs.open("Preferences", person.mw) is preferences
    [group] = preferences.findChildren(QGroupBox, "biasedQueueGroup")
    assert group.title() == "Biased Queue"
    assert preferences.form.tabWidget.currentWidget().isAncestorOf(group)
    boxes = "biasedQueueEnabled showStrip showProgress showMinutes sayReviewsDone"
    for name in boxes.split():
        control(group, QCheckBox, name).click()
    control(group, QKeySequenceEdit, "todayShortcut").setKeySequence("Ctrl+Alt+B")
    control(preferences, QPushButton, "biasedQueueSettings").click()
    dialog = Dialog(person, is_open=True)
    dialog.percent.setValue(33)
    dialog.ok()
    assert person.col.get_config("biasedQueue")["enabled"] is True
    if point_version() > 250299:
        person.switch_profile(person.profile)  # which closes Preferences
    else:  # older Ankis hang when they do that
        preferences.close()
        person.settle()
    stored = person.col.get_config("biasedQueue")
    assert stored["enabled"] is False and stored["default"]["strength"] == 33
    assert person.mw.addonManager.getConfig("biased_queue") == {
        "overview_strip": False,
        "review_strip": False,
        "minutes_beside_counts": True,
        "reviews_done_message": False,
        "ankis_order_today_shortcut": "Ctrl+Alt+B",
    }


def test_deck_options_say_the_bias_and_keep_their_own_changes(person: Person, decks: Decks) -> None:
    deck, subdeck = decks
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
        close_deck_options(person, page)

    check(subdeck, "35% (inherited)")
    check(deck, "35%")
    set_todays_strength(person.col, deck, 100)
    check(deck, "45%; today: All new cards last", "45%; today: All new cards last")


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


def test_each_profile_has_its_own_settings_which_a_sync_may_change(person: Person) -> None:
    first = person.profile
    assert person.biased
    person.col.set_config("biasedQueue", to_stored(Settings(enabled=False)))  # what came with it
    person.col._load_scheduler()  # as Anki does after every sync
    person.mw.reset()
    assert not person.biased
    person.mw.pm.create("Second")
    person.switch_profile("Second")
    assert person.col.get_config("biasedQueue") is None and person.biased
    person.switch_profile(first)
    assert person.col.get_config("biasedQueue")["enabled"] is False and not person.biased


def test_html_in_a_decks_name_never_runs(person: Person) -> None:
    deck = person.deck_id(MARKED_UP)
    person.due(reviews=14, new=4, deck=MARKED_UP)
    person.deck_id(f"{MARKED_UP}::Below")
    person.save(Settings(decks={deck: DeckSettings(60)}))
    ran = f"window.ran === 1 || document.querySelector('{MARKUP}') !== null"
    person.see_overview(deck)
    assert person.js("Boolean(document.getElementById('biased-queue'))") is True
    anki_own = "document.querySelector('h3 img') !== null"  # up to Anki 25.02, in its heading
    assert person.js(f"!({ran}) || {anki_own}") is True
    assert person.js(f"document.querySelector('{MARKUP}') === null") is True
    assert js(person, person.mw.bottomWeb, ran) is False

    display_options_for_deck_id(deck)
    page = deck_options(person)
    ours = "document.querySelector('#biased-queue span')?.textContent || ''"
    person.qtbot.waitUntil(lambda: "60%" in str(js(person, page.web, ours)))
    assert js(person, page.web, ran) is False
    close_deck_options(person, page)

    dialog = Dialog(person)
    dialog.select("Below")
    for widget in dialog.widget.findChildren(QWidget):
        rich = Qt.mightBeRichText(widget.toolTip())  # type: ignore[attr-defined]  # left out there
        assert not rich, widget.objectName()
        if isinstance(widget, QLabel) and "<" in widget.text():
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget.objectName()
    dialog.widget.reject()
