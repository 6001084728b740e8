# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog, used as a person does."""

from __future__ import annotations

import time

import pytest
from aqt.qt import (
    QAbstractSpinBox,
    QAction,
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QGroupBox,
    QKeySequence,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSlider,
    QSpinBox,
    Qt,
    QTreeWidget,
    QWidget,
)
from PyQt6.QtTest import QTest

from addon.ordering import Bias, Pattern
from addon.settings import DeckSettings, Settings, to_stored
from tests.collection.formula import formula
from tests.gui.conftest import with_addon
from tests.gui.places import control, window

OK = QDialogButtonBox.StandardButton.Ok
CANCEL = QDialogButtonBox.StandardButton.Cancel
RESTORE = QDialogButtonBox.StandardButton.RestoreDefaults


class Dialog:
    def __init__(self, person) -> None:
        control(person.mw, QAction, "actionBiasedQueue").trigger()
        self.widget = window(person, "biasedQueueDialog")
        self.person = person
        self.tree = control(self.widget, QTreeWidget, "deckTree")
        self.slider = control(self.widget, QSlider, "strengthSlider")
        self.percent = control(self.widget, QSpinBox, "strengthPercent")
        self.parents = control(self.widget, QCheckBox, "useParents")
        self.move = control(self.widget, QCheckBox, "moveNewCards")
        self.squeeze = control(self.widget, QRadioButton, "pattern_squeeze")
        self.min_reviews = control(self.widget, QSpinBox, "minReviews")

    def item(self, name: str):
        exactly = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        return self.tree.findItems(name, exactly)[0]

    def select(self, *names: str) -> None:
        self.tree.clearSelection()
        for name in names:
            self.item(name).setSelected(True)

    def uses(self, name: str) -> str:
        return self.item(name).text(1)

    def press(self, button) -> None:
        buttons = control(self.widget, QDialogButtonBox, "buttons")
        QTest.mouseClick(buttons.button(button), Qt.MouseButton.LeftButton)

    def text(self, name: str) -> str:
        return control(self.widget, QLabel, name).text()

    def ok(self) -> None:
        self.press(OK)
        self.person.settle()


@pytest.fixture
def decks(person):
    """Ids by name: a deck with subdecks, each with cards."""
    person.due(reviews=40, new=8, deck="Japanese")
    person.due(reviews=10, new=4, deck="Japanese::Grammar")
    person.due(reviews=0, new=0, deck="Japanese::Grammar::Verbs")
    person.due(reviews=6, new=2, deck="French")
    return {deck.name: deck.id for deck in person.col.decks.all_names_and_ids()}


def stored(person):
    return person.col.get_config("biasedQueue")


@with_addon
def test_nothing_is_written_before_ok_and_ok_is_one_undo_step(person, decks):
    dialog = Dialog(person)
    dialog.select("Japanese")
    assert dialog.parents.isChecked() and not dialog.slider.isEnabled()
    dialog.parents.click()
    dialog.slider.setValue(80)
    assert dialog.percent.value() == 80
    dialog.percent.setValue(75)
    assert dialog.slider.value() == 75
    dialog.squeeze.click()
    dialog.min_reviews.setValue(20)
    assert dialog.uses("Japanese") == "75% squeeze"
    assert dialog.uses("Grammar") == dialog.uses("Verbs") == "75% squeeze (inherited)"
    assert dialog.uses("French") == "50% (inherited)"
    assert stored(person) is None
    undo = person.mw.form.actionUndo.text()
    dialog.ok()
    own = {decks["Japanese"]: {"strength": 75, "pattern": Pattern.SQUEEZE, "min_reviews": 20}}
    assert stored(person) == to_stored(Settings(decks=own))
    person.qtbot.waitUntil(lambda: person.mw.form.actionUndo.text() != undo)
    person.undo()
    assert stored(person) is None


@with_addon
@pytest.mark.usefixtures("decks")
def test_cancel_and_unchanged_ok_write_nothing(person):
    before = person.col.mod
    dialog = Dialog(person)
    dialog.select("French")
    dialog.parents.click()
    dialog.press(CANCEL)
    dialog = Dialog(person)
    dialog.select("French")
    dialog.ok()
    assert stored(person) is None and person.col.mod == before


@with_addon
def test_several_decks_at_once_and_back_to_the_parents(person, decks):
    person.save(Settings(decks={decks["Japanese::Grammar"]: {"min_reviews": 7}}))
    dialog = Dialog(person)
    dialog.select("Grammar", "French")
    dialog.percent.setValue(90)
    assert dialog.uses("Grammar") == dialog.uses("French") == "90%"
    dialog.ok()
    saved = stored(person)["decks"]
    assert saved[str(decks["Japanese::Grammar"])]["min_reviews"] == 7
    assert {own["strength"] for own in saved.values()} == {90} and len(saved) == 2

    dialog = Dialog(person)
    dialog.select("Grammar")
    dialog.parents.click()
    dialog.select("French")
    dialog.move.click()
    assert dialog.uses("French") == "Off" and not dialog.slider.isEnabled()
    dialog.move.click()
    assert dialog.uses("French") == "90%"
    dialog.press(RESTORE)
    assert dialog.parents.isChecked()
    dialog.select("All decks (default)")
    dialog.percent.setValue(30)
    assert dialog.uses("French") == "30% (inherited)"
    dialog.press(RESTORE)
    assert dialog.uses("French") == "50% (inherited)"
    dialog.ok()
    assert stored(person) == to_stored(Settings())


@with_addon
def test_the_preview_is_the_day_of_the_deck(person, decks):
    person.save(Settings(default=DeckSettings(50)))
    dialog = Dialog(person)
    dialog.select("Japanese")
    assert dialog.text("previewSentence") == (
        "The last review is card 56 of 62 instead of 62; 6 new cards come after it."
    )
    assert len(formula(50, 12, Bias(50)).rstrip("N")) == 56
    dialog.parents.click()
    dialog.slider.setValue(100)
    assert dialog.text("previewSentence") == (
        "The last review is card 50 of 62 instead of 62; 12 new cards come after it."
    )
    dialog.slider.setValue(1)
    dialog.select("Verbs")
    assert "Nothing is due in this deck today" in dialog.text("previewNote")
    assert "220" in dialog.text("previewSentence")
    dialog.press(CANCEL)

    person.col.decks.select(decks["French"])
    person.study(3)
    dialog = Dialog(person)
    dialog.select("French")
    assert dialog.text("previewSentence").startswith("The last review is card 7 of 8")
    dialog.press(CANCEL)


@with_addon
def test_decks_without_a_bias_say_why(person, decks):
    own = {decks["French"]: {"min_reviews": 7}}
    person.save(Settings(decks=own))
    person.col.decks.new_filtered("Filtered")
    dialog = Dialog(person)
    dialog.select("Filtered")
    assert "Filtered decks are left alone" in dialog.text("previewNote")
    assert not dialog.slider.isEnabled() and dialog.uses("Filtered") == "–"
    dialog.select("French")
    assert "Fewer reviews are due today" in dialog.text("previewNote")
    assert "in both orders" in dialog.text("previewSentence")
    control(dialog.widget, QCheckBox, "enabled").click()
    assert "turned off" in dialog.text("previewNote")
    dialog.press(CANCEL)
    person.preset(newMix=1)
    dialog = Dialog(person)
    dialog.select("Japanese")
    assert "nothing left to push" in dialog.text("previewNote")
    dialog.press(CANCEL)


@with_addon
def test_all_decks_at_once_are_the_decks_and_not_the_default(person, decks):
    person.col.decks.new_filtered("A filtered one")
    dialog = Dialog(person)
    control(dialog.widget, QTreeWidget, "deckTree").selectAll()
    title = control(dialog.widget, QGroupBox, "deckSettings").title()
    assert title.endswith(" decks")
    dialog.parents.click()
    dialog.percent.setValue(77)
    dialog.ok()
    saved = stored(person)
    assert saved["default"]["strength"] == 50
    assert {id_: own["strength"] for id_, own in saved["decks"].items()} == {
        str(decks[name]): 77 for name in ("Japanese", "French")
    }


@with_addon
def test_an_example_shows_the_strength_and_says_if_the_add_on_is_off(person):
    person.col.decks.id("Empty")
    person.save(Settings(default=DeckSettings(60, min_reviews=500)))
    dialog = Dialog(person)
    for item in ("All decks (default)", "Empty"):
        dialog.select(item)
        assert "200 reviews and 20 new cards" in dialog.text("previewNote")
        assert "12 new cards come after it" in dialog.text("previewSentence")
    control(dialog.widget, QCheckBox, "enabled").click()
    for item in ("All decks (default)", "Empty"):
        dialog.select(item)
        assert "turned off" in dialog.text("previewNote")
        assert "in both orders" in dialog.text("previewSentence")
    dialog.press(CANCEL)


@with_addon
def test_an_ampersand_in_a_decks_name_is_shown(person):
    person.due(reviews=3, new=1, deck="R&D")
    dialog = Dialog(person)
    dialog.select("R&D")
    title = control(dialog.widget, QGroupBox, "deckSettings").title()
    assert title == "R&&D" and QKeySequence.mnemonic(title).isEmpty()
    dialog.press(CANCEL)


@with_addon
def test_the_default_decks_own_setting_stays_while_it_is_empty(person):
    person.due(reviews=3, new=1, deck="French")
    person.save(Settings(decks={1: {"strength": 90}}))
    dialog = Dialog(person)
    dialog.select("French")
    dialog.parents.click()
    dialog.ok()
    assert stored(person)["decks"]["1"] == {"strength": 90}


@with_addon
def test_settings_of_deleted_decks_go_with_ok(person, decks):
    person.save(Settings(decks={decks["French"]: {"strength": 9}, 12345: {"strength": 8}}))
    person.col.decks.remove([decks["French"]])
    dialog = Dialog(person)
    dialog.select("Japanese")
    dialog.parents.click()
    dialog.ok()
    assert list(stored(person)["decks"]) == [str(decks["Japanese"])]


@with_addon
def test_a_thousand_decks_open_at_once_and_can_be_filtered(person):
    for number in range(1000):
        person.col.decks.id(f"Top {number // 50}::Deck {number}")
    person.save(Settings(default=DeckSettings(40)))
    begin = time.monotonic()
    dialog = Dialog(person)
    QApplication.processEvents()
    assert time.monotonic() - begin < 1
    decks = control(dialog.widget, QLineEdit, "deckFilter")
    assert decks.isVisible()
    QTest.keyClicks(decks, "deck 777")
    assert not dialog.item("Deck 777").isHidden() and not dialog.item("Top 15").isHidden()
    assert dialog.item("Top 15").isExpanded()
    assert dialog.item("Deck 778").isHidden() and dialog.item("Top 1").isHidden()
    decks.clear()
    assert not dialog.item("Deck 778").isHidden()
    for name in ("All decks (default)", "Deck 777"):
        dialog.select(name)
        begin = time.monotonic()
        for strength in range(1, 101):
            dialog.slider.setValue(strength)
        assert time.monotonic() - begin < 5  # 50 ms for each step of the slider
    dialog.press(CANCEL)


@with_addon
def test_by_keyboard_alone(person, decks):
    dialog = Dialog(person)
    dialog.tree.setFocus()
    dialog.select("All decks (default)")
    dialog.tree.setCurrentItem(dialog.item("All decks (default)"))
    QTest.keyClick(dialog.tree, Qt.Key.Key_Down)
    assert dialog.tree.currentItem().text(0) == "French"
    QTest.keyClick(dialog.parents, Qt.Key.Key_Space)
    QTest.keyClick(dialog.slider, Qt.Key.Key_Right)
    QTest.keyClick(dialog.slider, Qt.Key.Key_PageUp)
    assert dialog.percent.value() == 61
    QTest.keyClick(dialog.squeeze, Qt.Key.Key_Space)
    QTest.keyClick(dialog.slider, Qt.Key.Key_Return)
    person.settle()
    assert stored(person)["decks"][str(decks["French"])] == {
        "strength": 61, "pattern": "squeeze", "min_reviews": 0,
    }  # fmt: skip
    dialog = Dialog(person)
    QTest.keyClick(dialog.widget, Qt.Key.Key_Escape)
    assert not dialog.widget.isVisible()


@with_addon
@pytest.mark.usefixtures("decks")
def test_each_control_has_names_and_the_tab_order_follows_reading_order(person):
    dialog = Dialog(person)
    dialog.select("French")
    dialog.parents.click()
    by_tab, widget = [], dialog.widget.nextInFocusChain()
    while widget is not dialog.widget:
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        inside = isinstance(widget.parent(), (QAbstractSpinBox, QTreeWidget))
        if tabbed and widget.isEnabled() and not inside:
            by_tab.append(widget)
        widget = widget.nextInFocusChain()
    names = [widget.objectName() for widget in by_tab]
    reading_order = [
        "enabled", "deckTree", "useParents", "moveNewCards", "strengthSlider",
        "strengthPercent", "pattern_push_back", "pattern_squeeze", "minReviews",
    ]  # fmt: skip
    assert [name for name in names if name in reading_order] == reading_order
    for widget in by_tab:
        if not isinstance(widget.parent(), QDialogButtonBox) and "splitter" not in str(widget):
            assert widget.objectName() and widget.accessibleName(), widget
    for strip in ("ankisOrder", "yourOrder"):
        drawn = control(dialog.widget, QWidget, strip)
        assert drawn.accessibleName() and "last review" in drawn.accessibleDescription()
    dialog.press(CANCEL)


@with_addon
def test_the_size_is_remembered(person):
    dialog = Dialog(person)
    dialog.widget.resize(777, 613)
    dialog.press(CANCEL)
    size = Dialog(person).widget.size()
    assert (size.width(), size.height()) == (777, 613)


@with_addon
def test_ankis_config_editor_refuses_wrong_values_in_clear_words(person, monkeypatch):
    import aqt.addons

    told = []
    monkeypatch.setattr(aqt.addons, "showInfo", lambda text, **_: told.append(text))
    dialog = Dialog(person)
    control(dialog.widget, QWidget, "onThisComputer").click()
    editor = window(person, "ScreenConfigEditor")
    text = editor.form.editor
    assert isinstance(text, QPlainTextEdit) and "overview_strip" in text.toPlainText()
    for wrong, words in (
        ('{"overview_strip": "no"}', "should be true or false"),
        ('{"show_new_cards_now_shortcut": 5}', "should be a key in quotes"),
        ('{"strip": true}', "does not know"),
        ("{", "nvalid"),
    ):
        text.setPlainText(wrong)
        editor.accept()
        assert words in told.pop() and editor.isVisible()
    text.setPlainText('{"overview_strip": false, "show_new_cards_now_shortcut": ""}')
    editor.accept()
    assert not told and not editor.isVisible()
    addon = person.mw.addonManager.addonFromModule("biased_queue")
    assert person.mw.addonManager.getConfig(addon)["overview_strip"] is False
    dialog.press(CANCEL)


@with_addon
def test_the_forecast_of_today_and_the_days_that_were(person, decks):
    person.past_days(decks["Japanese"], *[formula(20, 5, Bias(0))] * 4)
    dialog = Dialog(person)
    dialog.select("Japanese")
    dialog.parents.setChecked(False)
    dialog.percent.setValue(100)
    plot = control(dialog.widget, QWidget, "forecastPlot")
    person.qtbot.waitUntil(plot.isVisible)
    sentence = dialog.text("forecastSentence")
    assert sentence.startswith("Reviews done in about 7 minutes instead of 9; the whole session")
    assert plot.accessibleDescription() == sentence
    assert dialog.text("pastDays") == (
        "In the last 4 weeks, the reviews were done after about 100% of the study time on 4 days "
        "without new cards moved back."
    )
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert dialog.text("forecastReading").startswith("After 0 minutes: 50 reviews left;")
    for _ in range(3):
        QTest.keyClick(plot, Qt.Key.Key_Right)
    reading = dialog.text("forecastReading")
    assert reading.startswith("After 3 minutes: 28 reviews left; in Anki's order 3")
    assert plot.accessibleDescription() == reading
    dialog.percent.setValue(0)
    assert "in both orders; the whole session takes" in dialog.text("forecastSentence")
    assert "either way" in dialog.text("forecastSentence")
    QTest.mouseMove(plot, plot.rect().center())
    dialog.select("French")  # of it the log tells nothing
    assert not plot.isVisible() and dialog.text("pastDays") == ""
    dialog.widget.reject()
