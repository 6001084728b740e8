# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog, used as a person does."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import pytest
from anki.decks import DeckId
from aqt import colors
from aqt.qt import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QColor,
    QDialogButtonBox,
    QKeySequence,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    Qt,
    QTreeWidget,
    QWidget,
)
from aqt.theme import Theme, theme_manager

from addon.ordering import Bias
from addon.settings import DeckSettings, Settings, to_stored
from tests.collection.formula import formula
from tests.gui.camera import Camera
from tests.gui.conftest import WITH_ADDON, with_addon
from tests.gui.dialog import Dialog
from tests.gui.fonts import with_each_font
from tests.gui.person import Person
from tests.gui.places import control, installed, selected, window
from tools.answering import AGAIN

ALL = "All decks (default)"


@pytest.fixture
def decks(person: Person) -> dict[str, DeckId]:
    """Ids by name: a deck with subdecks, each with cards."""
    person.due(reviews=40, new=8, deck="Japanese")
    person.due(reviews=10, new=4, deck="Japanese::Grammar")
    person.due(reviews=0, new=0, deck="Japanese::Grammar::Verbs")
    person.due(reviews=6, new=2, deck="French")
    return {deck.name: DeckId(deck.id) for deck in person.col.decks.all_names_and_ids()}


def stored(person: Person) -> Any:
    return person.col.get_config("biasedQueue")


def todays(person: Person) -> Any:
    return (person.col.get_config("biasedQueueToday") or {}).get("decks")


# Settings
##########################################################################


@with_addon
def test_the_slider_gives_a_deck_its_own_setting_and_the_arrow_takes_it_away(
    person: Person, decks: dict[str, DeckId]
) -> None:
    person.save(Settings(decks={decks["Japanese"]: DeckSettings(30)}))
    dialog = Dialog(person)
    dialog.select("Grammar")
    assert dialog.title == "Japanese::Grammar"
    assert dialog.slider.isEnabled() and dialog.percent.value() == 30
    assert not dialog.reset.isVisible() and dialog.uses("Grammar") == "30%"
    dialog.slider.setValue(80)
    assert dialog.percent.value() == 80 and dialog.uses("Grammar") == "80%*"
    assert dialog.reset.toolTip() == "Use the setting of “Japanese” again: 30%"
    dialog.reset.click()
    assert dialog.uses("Grammar") == "30%" and dialog.percent.value() == 30
    assert not dialog.reset.isVisible()
    dialog.select("Japanese")
    assert dialog.reset.toolTip() == "Use the setting for all decks again: 50%"
    dialog.reset.click()
    assert dialog.uses("Grammar") == dialog.uses("Japanese") == "50%"
    dialog.select(ALL)
    assert not dialog.reset.isVisible()
    dialog.percent.setValue(7)
    assert dialog.reset.toolTip() == "Back to the add-on's default: 50%"
    assert dialog.uses("French") == "7%"
    dialog.cancel()


@with_addon
def test_nothing_is_written_before_ok_and_ok_is_one_undo_step_with_a_name(
    person: Person, decks: dict[str, DeckId]
) -> None:
    dialog = Dialog(person)
    dialog.select("Japanese")
    dialog.percent.setValue(75)
    assert dialog.slider.value() == 75
    dialog.min_reviews.setValue(20)
    assert dialog.uses("Japanese") == "75%*"
    assert dialog.uses("Grammar") == dialog.uses("Verbs") == "75%"
    assert dialog.item("Verbs").toolTip(1) == "75% (inherited)"
    dialog.tabs.setCurrentIndex(1)
    dialog.today("todayLast").click()
    assert stored(person) is None and todays(person) is None
    dialog.ok()
    own: dict[int, DeckSettings] = {decks["Japanese"]: DeckSettings(75, 20)}
    assert stored(person) == to_stored(Settings(decks=own))
    assert todays(person) == {str(decks["Japanese"]): 100}
    assert person.col.undo_status().undo == "Biased Queue Settings"
    person.undo()
    assert stored(person) is None and todays(person) is None


@with_addon
@pytest.mark.usefixtures("decks")
def test_cancel_and_unchanged_ok_write_nothing(person: Person) -> None:
    before = person.col.mod
    dialog = Dialog(person)
    dialog.select("French")
    dialog.slider.setValue(90)
    dialog.cancel()
    dialog = Dialog(person)
    dialog.select("French")
    dialog.ok()
    assert stored(person) is None and person.col.mod == before


@with_addon
def test_zero_is_on_the_slider_and_is_off(person: Person, decks: dict[str, DeckId]) -> None:
    dialog = Dialog(person)
    dialog.select("French")
    dialog.slider.setValue(0)
    assert dialog.percent.text() == dialog.uses("French").rstrip("*") == "Off"
    assert dialog.text("previewNote") == "At 0%, your order is Anki's."
    assert "in both orders" in dialog.text("previewSentence")
    dialog.ok()
    assert stored(person)["decks"][str(decks["French"])]["strength"] == 0


@with_addon
def test_several_decks_with_different_settings(person: Person, decks: dict[str, DeckId]) -> None:
    own: dict[int, DeckSettings] = {
        decks["Japanese::Grammar"]: DeckSettings(min_reviews=7),
        decks["French"]: DeckSettings(20),
    }
    person.save(Settings(decks=own))
    dialog = Dialog(person)
    dialog.select("Grammar", "French")
    assert dialog.title == "2 decks" and dialog.tabs.tabText(0) == "2 decks"
    assert dialog.percent.text() == dialog.min_reviews.text().strip() == "Mixed"
    assert dialog.text("previewNote").startswith("Today in “Japanese::Grammar”:")
    assert dialog.uses("Grammar") == "50%*" and dialog.uses("French") == "20%*"
    dialog.slider.setValue(90)
    assert dialog.percent.text() == "90%" and dialog.min_reviews.text().strip() == "Mixed"
    assert dialog.uses("Grammar") == dialog.uses("French") == "90%*"
    assert dialog.restore.text() == "Restore Defaults (2 decks)"
    dialog.ok()
    saved = stored(person)["decks"]
    assert saved[str(decks["Japanese::Grammar"])]["min_reviews"] == 7
    assert {own["strength"] for own in saved.values()} == {90} and len(saved) == 2


@with_addon
@pytest.mark.usefixtures("decks")
def test_restore_says_what_it_restores(person: Person) -> None:
    dialog = Dialog(person)
    dialog.select("French")
    assert not dialog.restore.isEnabled()
    dialog.slider.setValue(90)
    assert dialog.restore.text() == "Restore Default (50%)" and dialog.restore.isEnabled()
    dialog.restore.click()
    assert dialog.uses("French") == "50%"
    dialog.select(ALL)
    dialog.percent.setValue(30)
    assert dialog.uses("French") == "30%"
    dialog.restore.click()
    assert dialog.uses("French") == "50%"
    dialog.ok()
    assert stored(person) is None


@with_addon
def test_which_strength_holds_when_in_a_family_of_decks(
    person: Person, decks: dict[str, DeckId], camera: Camera
) -> None:
    own: dict[int, DeckSettings] = {
        decks["Japanese"]: DeckSettings(20),
        decks["Japanese::Grammar"]: DeckSettings(80),
    }
    person.save(Settings(decks=own))
    dialog = Dialog(person)
    dialog.select("Grammar")
    assert dialog.text("whichHoldsWhen") == (
        "When you study “Japanese”, its own setting holds: 20%. This one holds when you open "
        "“Grammar” itself."
    )
    camera.take(dialog.widget, "subdeck")
    dialog.select("Verbs")
    assert dialog.text("whichHoldsWhen").startswith("When you study “Japanese”, its own")
    dialog.select("Japanese")
    assert dialog.text("whichHoldsWhen") == (
        "When you study “Japanese”, this setting holds. When you open “Grammar” itself, its own "
        "holds: 80%."
    )
    camera.take(dialog.widget, "parent-deck")
    dialog.select("Verbs")
    dialog.slider.setValue(10)
    dialog.select("Japanese")
    assert "2 subdecks have their own" in dialog.text("whichHoldsWhen")
    dialog.slider.setValue(80)
    assert "“Verbs” itself, its own holds: 10%" in dialog.text("whichHoldsWhen")
    for name in ("French", ALL):
        dialog.select(name)
        assert dialog.text("whichHoldsWhen") == ""
    dialog.cancel()


@with_addon
def test_all_decks_at_once_are_the_decks_and_not_the_default(
    person: Person, decks: dict[str, DeckId]
) -> None:
    person.col.decks.new_filtered("A filtered one")
    dialog = Dialog(person)
    dialog.tree.selectAll()
    assert dialog.title == "2 decks"
    dialog.percent.setValue(77)
    dialog.ok()
    saved = stored(person)
    assert saved["default"]["strength"] == 50
    assert {int(id_): own["strength"] for id_, own in saved["decks"].items()} == {
        decks[name]: 77 for name in ("Japanese", "French")
    }


@with_addon
def test_the_default_decks_own_setting_stays_while_it_is_empty(person: Person) -> None:
    person.due(reviews=3, new=1, deck="French")
    person.save(Settings(decks={1: DeckSettings(90)}))
    dialog = Dialog(person)
    dialog.select("French")
    dialog.slider.setValue(70)
    dialog.ok()
    assert stored(person)["decks"]["1"]["strength"] == 90


@with_addon
def test_settings_of_deleted_decks_go_with_ok(person: Person, decks: dict[str, DeckId]) -> None:
    person.save(Settings(decks={decks["French"]: DeckSettings(9), 12345: DeckSettings(8)}))
    person.col.decks.remove([decks["French"]])
    dialog = Dialog(person)
    dialog.select("Japanese")
    dialog.slider.setValue(70)
    dialog.ok()
    assert list(stored(person)["decks"]) == [str(decks["Japanese"])]


@with_addon
def test_turned_off_the_list_and_the_form_look_it(person: Person, decks: dict[str, DeckId]) -> None:
    assert decks
    dialog = Dialog(person)
    dialog.select("French")
    on = dialog.item("French").foreground(0).color()
    dialog.enabled.click()
    assert dialog.item("French").foreground(0).color() != on
    assert dialog.item(ALL).foreground(0).color() != on
    assert not dialog.slider.isEnabled() and not dialog.min_reviews.isEnabled()
    assert "turned off" in dialog.text("previewNote")
    dialog.enabled.click()
    assert dialog.item("French").foreground(0).color() == on and dialog.slider.isEnabled()
    dialog.cancel()


@with_addon
def test_an_open_dialog_follows_the_theme(person: Person, decks: dict[str, DeckId]) -> None:
    assert decks
    dialog = Dialog(person)
    dialog.select("French")
    tree = dialog.item("French").treeWidget()
    assert tree is not None
    widths = [tree.columnWidth(column) for column in range(4)]
    for theme in (Theme.DARK, Theme.LIGHT):
        person.mw.set_theme(theme)
        assert [tree.columnWidth(column) for column in range(4)] == widths
        for column, colour in ((0, colors.FG), (1, colors.FG_SUBTLE), (2, colors.STATE_NEW)):
            shown = dialog.item("Grammar").foreground(column).color()
            assert shown == theme_manager.qcolor(colour), column
        means = control(dialog.widget, QLabel, "todayMeans")
        assert theme_manager.var(colors.FG_SUBTLE) in means.styleSheet()
    dialog.cancel()


# Today only
##########################################################################


@with_addon
def test_any_strength_for_today_only(person: Person, decks: dict[str, DeckId]) -> None:
    person.save(Settings(default=DeckSettings(60)))
    dialog = Dialog(person)
    dialog.select("French")
    dialog.tabs.setCurrentIndex(1)
    assert dialog.today("todayAsSet").text() == "As set (60%)"
    assert dialog.today("todayAsSet").isChecked()
    box = control(dialog.widget, type(dialog.percent), "todayPercent")
    assert box.value() == 60
    box.setValue(35)
    assert dialog.today("todayOther").isChecked()
    assert dialog.tabs.tabText(1) == "Today only: 35%" and dialog.uses("French") == "60%"
    assert "in both orders" not in dialog.text("previewSentence")
    dialog.today("todayAnkisOrder").click()
    assert dialog.text("previewNote") == "Anki's order today, as you chose."
    assert "in both orders" in dialog.text("previewSentence")
    dialog.today("todayLast").click()
    assert "All 2 new cards come after the reviews" in dialog.text("previewSentence")
    dialog.tabs.setCurrentIndex(0)
    assert dialog.text("previewNote").startswith("For today you chose something else: ")
    dialog.tabs.setCurrentIndex(1)
    dialog.today("todayOther").click()
    box.setValue(35)
    dialog.select("Japanese", "French")
    assert not any(dialog.today(name).isChecked() for name in ("todayAsSet", "todayOther"))
    dialog.select(ALL)
    assert not dialog.tabs.isTabEnabled(1) and dialog.tabs.currentIndex() == 0
    dialog.ok()
    assert todays(person) == {str(decks["French"]): 35}
    assert stored(person)["decks"] == {}
    assert person.col.undo_status().undo == "Biased Queue Today"
    person.begin(decks["French"])
    assert "".join(person.rate() for _ in range(8)) == formula(6, 2, Bias(35))
    person.settle()
    dialog = Dialog(person)
    assert dialog.title in (ALL, "French")
    dialog.select("French")
    dialog.tabs.setCurrentIndex(1)
    assert dialog.today("todayOther").isChecked()
    dialog.today("todayAsSet").click()
    dialog.ok()
    assert todays(person) == {}


# The pictures
##########################################################################


@with_addon
def test_the_preview_is_the_day_of_the_deck(person: Person, decks: dict[str, DeckId]) -> None:
    dialog = Dialog(person)
    dialog.select("Japanese")
    assert dialog.text("previewSentence") == (
        "The last review is card 56 of 62 instead of 62\n6 of 12 new cards come after the reviews"
    )
    assert len(formula(50, 12, Bias(50)).rstrip("N")) == 56
    dialog.slider.setValue(100)
    assert dialog.text("previewSentence") == (
        "The last review is card 50 of 62 instead of 62\nAll 12 new cards come after the reviews"
    )
    dialog.select("Verbs")
    assert "No reviews or new cards are left in this deck today" in dialog.text("previewNote")
    assert "220" in dialog.text("previewSentence")
    dialog.cancel()

    person.col.decks.select(decks["French"])
    person.study(3)
    dialog = Dialog(person)
    dialog.select("French")
    assert dialog.text("previewSentence").startswith("The last review is card 7 of 8")
    dialog.cancel()


@with_addon
@pytest.mark.usefixtures("decks")
def test_the_picture_for_all_decks_is_that_of_a_deck_that_uses_their_setting(
    person: Person,
) -> None:
    dialog = Dialog(person)
    dialog.select(ALL)
    assert dialog.text("previewNote") == "Today in “Japanese”:"
    assert "56 of 62" in dialog.text("previewSentence")
    dialog.select("Japanese")
    dialog.slider.setValue(10)
    dialog.select(ALL)
    assert dialog.text("previewNote") == "Today in “French”:"
    dialog.cancel()


@with_addon
def test_an_example_where_nothing_is_due(person: Person) -> None:
    person.deck_id("Empty")
    person.save(Settings(default=DeckSettings(60, min_reviews=500)))
    dialog = Dialog(person)
    for item in (ALL, "Empty"):
        dialog.select(item)
        assert "200 reviews and 20 new cards" in dialog.text("previewNote")
        assert "12 of 20 new cards come after" in dialog.text("previewSentence")
    dialog.enabled.click()
    for item in (ALL, "Empty"):
        dialog.select(item)
        assert "turned off" in dialog.text("previewNote")
        assert "in both orders" in dialog.text("previewSentence")
    dialog.cancel()


@with_addon
def test_an_example_says_nothing_of_cards_that_wait(person: Person) -> None:
    """Two cards in learning, and a deck with a setting of its own."""
    example = "This is an example with 200 reviews and 20 new cards."
    person.due(reviews=0, new=2, deck="Learning")
    person.due(reviews=6, new=2, deck="Own")
    person.save(Settings(decks={person.deck_id("Own"): DeckSettings(70)}))
    person.col.decks.select(person.deck_id("Learning"))
    for _ in range(2):
        person.answer(rating=AGAIN)
    assert person.sched.counts() == (0, 2, 0)
    dialog = Dialog(person)
    dialog.select("Learning")
    assert dialog.text("previewNote") == (
        f"No reviews or new cards are left in this deck today. {example}"
    )
    dialog.select(ALL)
    assert dialog.text("previewNote") == (
        f"No reviews or new cards are left today in decks that use this setting. {example}"
    )
    dialog.cancel()


@with_addon
def test_decks_without_a_bias_say_why(person: Person, decks: dict[str, DeckId]) -> None:
    person.save(Settings(decks={decks["French"]: DeckSettings(min_reviews=7)}))
    person.col.decks.new_filtered("Filtered")
    dialog = Dialog(person)
    dialog.select("Filtered")
    assert "Filtered decks are left alone" in dialog.text("previewNote")
    assert not dialog.slider.isEnabled() and dialog.uses("Filtered") == "–"
    dialog.select("French")
    assert dialog.text("previewNote") == "Anki's order today: fewer than 7 reviews are due."
    assert "in both orders" in dialog.text("previewSentence")
    dialog.cancel()
    person.preset(newMix=1)
    dialog = Dialog(person)
    dialog.select("Japanese")
    assert "show new cards after the reviews already" in dialog.text("previewNote")
    dialog.cancel()
    person.preset(newMix=0, newPerDay=20, revPerDay=40)
    person.col.set_config("newCardsIgnoreReviewLimit", False)
    dialog = Dialog(person)
    dialog.select("Japanese")
    assert "No new cards today: the daily limit on reviews" in dialog.text("previewNote")
    assert "New cards ignore review limit" in dialog.text("previewNote")
    dialog.cancel()


@with_addon
def test_the_forecast_of_today(person: Person, decks: dict[str, DeckId]) -> None:
    person.past_days(decks["Japanese"], *[formula(20, 5, Bias(0))] * 4)
    dialog = Dialog(person)
    dialog.select("Japanese")
    dialog.percent.setValue(100)
    person.qtbot.waitUntil(dialog.plot.isVisible)
    first = "Reviews done in about 7 min instead of 9 min\nThe whole session takes about"
    person.qtbot.waitUntil(lambda: dialog.text("forecastSentence").startswith(first))
    sentence = dialog.text("forecastSentence")
    assert dialog.plot.accessibleDescription() == sentence
    dialog.plot.setFocus()
    person.qtbot.keyClick(dialog.plot, Qt.Key.Key_Right)
    assert dialog.text("forecastReading").startswith("After 0 min, reviews left: 50;")
    for _ in range(3):
        person.qtbot.keyClick(dialog.plot, Qt.Key.Key_Right)
    reading = dialog.text("forecastReading")
    assert reading.startswith("After 3 min, reviews left: 28; in Anki's order: 3")
    assert dialog.plot.accessibleDescription() == reading
    dialog.percent.setValue(0)  # there is nothing to compare
    person.qtbot.waitUntil(lambda: not dialog.plot.isVisible())
    assert dialog.text("forecastSentence").startswith("Reviews done in about 9 min\nThe whole")
    assert "either way" in dialog.text("forecastSentence")
    dialog.select("French")  # of it the log tells nothing
    too_little = "Not enough reviews in the last four weeks"
    person.qtbot.waitUntil(lambda: dialog.text("forecastSentence").startswith(too_little))
    assert not dialog.plot.isVisible()
    dialog.cancel()


@with_addon
def test_what_the_usual_time_is_enough_for_in_both_orders(person: Person) -> None:
    person.due(reviews=34, new=9, deck="Part")
    person.due(reviews=60, new=9, deck="Overfull")
    person.due(reviews=20, new=5, deck="All")
    person.due(reviews=60, new=9, deck="Thin")
    for deck, reviews, days in (("Part", 38, 7), ("Overfull", 20, 8), ("All", 60, 9)):
        person.past_days(person.deck_id(deck), *["R" * reviews] * days)
    person.past_days(person.deck_id("Thin"), *["R" * 20] * 6)
    person.save(Settings(default=DeckSettings(100)))
    dialog = Dialog(person)

    def wait_for(name: str, usual_time: str) -> None:
        dialog.select(name)
        wait_for_usual_time(usual_time)

    def wait_for_usual_time(said: str) -> None:
        person.qtbot.waitUntil(lambda: dialog.text("forecastSentence").startswith("Reviews done"))
        person.qtbot.waitUntil(lambda: dialog.text("usualTime") == said)
        assert control(dialog.widget, QLabel, "usualTime").isVisible() == bool(said)

    wait_for(
        "Part",
        "Your usual 5 min is enough for all reviews and about 3 of 9 new cards.\nIn Anki's order "
        "your usual time would be enough for about 25 of 34 reviews and 7 of 9 new cards.",
    )
    dialog.slider.setValue(0)  # it follows the slider
    wait_for_usual_time(
        "Your usual 5 min is enough for about 25 of 34 reviews and 7 of 9 new cards."
    )
    wait_for(
        "Overfull",
        "Your reviews need about 8 min; you usually study 3 min.\nAt 100% new cards wait until "
        "there is time for them again.\nA lower strength or Anki's order brings more new cards "
        "today. Fewer new cards a day keep the reviews from growing.\nIn Anki's order your usual "
        "time would be enough for about 17 of 60 reviews and 2 of 9 new cards.",
    )
    wait_for("All", "")
    wait_for("Part", "Your usual 5 min is enough for about 25 of 34 reviews and 7 of 9 new cards.")
    wait_for("Thin", "")
    dialog.cancel()


@with_addon
@pytest.mark.parametrize(("reviews", "new_left", "most"), [(200, 20, 0.016), (10_000, 200, 0.05)])
def test_each_step_of_the_slider_is_drawn_at_once(
    person: Person, monkeypatch: pytest.MonkeyPatch, reviews: int, new_left: int, most: float
) -> None:
    """The counts are put in: ten thousand cards take long to make, and nothing here reads them.

    Counted is the thread's own time, and not that of what else runs on a busy machine.
    """
    pictured_day, ordering = installed("gui.dialog.pictured_day"), installed("ordering")
    today = pictured_day.DeckToday(ordering.Day(0, reviews, 0, new_left), reviews)
    monkeypatch.setattr(pictured_day, "deck_today", lambda _col, _node: today)
    person.due(reviews=60, new=3, deck="A")
    person.past_days(person.deck_id("A"), *["R" * 60] * 8)
    person.make_reviews(person.add(5, "A"), overdue=2)  # left on past evenings
    dialog = Dialog(person)
    dialog.select("A")
    person.qtbot.waitUntil(dialog.plot.isVisible)
    for shown in ("usualTime", "eveningBars"):
        assert control(dialog.widget, QWidget, shown).isVisible()
    took = []
    for strength in range(1, 101):
        begin = time.thread_time()
        dialog.slider.setValue(strength)
        dialog.widget.repaint()
        QApplication.sendPostedEvents()
        took.append(time.thread_time() - begin)
    print(f"{reviews} + {new_left}: median {1000 * sorted(took)[50]:.1f} ms a step")
    assert sorted(took)[50] < most
    dialog.cancel()


# The past
##########################################################################


def a_past_with_reviews_left(person: Person, deck: str) -> None:
    """Of 40 reviews 10 became due on each of the last 4 days; new cards came last on 2 of them."""
    person.due(reviews=0, new=20, deck=deck)
    orders = [formula(20, 5, Bias(strength)) for strength in (100, 100, 0, 0)]
    person.past_days(person.deck_id(deck), *orders)
    for overdue in (1, 2, 3, 4):
        person.make_reviews(person.add(10, deck, f"overdue {overdue}"), overdue)


@with_addon
def test_the_reviews_left_on_past_evenings(person: Person) -> None:
    a_past_with_reviews_left(person, "A")
    person.make_reviews(person.add(30, "No log"), overdue=3)
    person.due(reviews=30, new=9, deck="Always done")
    person.past_days(person.deck_id("Always done"), "R" * 30, "R" * 30)
    dialog = Dialog(person)
    bars = control(dialog.widget, QWidget, "eveningBars")
    for name in ("No log", "Always done"):
        dialog.select(name)
        person.settle()
        person.qtbot.waitUntil(lambda: bool(dialog.text("forecastSentence")))  # the log is read
        assert not bars.isVisible()
    dialog.select("A")
    person.qtbot.waitUntil(bars.isVisible)
    assert dialog.text("eveningsCaption") == (
        "Reviews left each evening, last 28 days. Dot: new cards moved back."
    )
    assert bars.accessibleName() == "Reviews left each evening"
    assert (
        bars.accessibleDescription()
        == bars.toolTip()
        == (
            "Reviews left on average: 4; yesterday: 40; on average on the days on which new cards "
            "were moved back: 35."
        )
    )
    dialog.select(ALL)  # whose picture is that of one of its decks
    assert dialog.text("previewNote") == "Today in “A”:"
    assert not bars.isVisible()
    dialog.cancel()


def is_laid_out(bars: QWidget) -> bool:
    """A moment after they are shown; a bar may be narrower than a pixel before."""
    return bars.isVisible() and bars.width() > 28 * 8


@with_addon
def test_days_with_new_cards_moved_back_have_a_colour_and_a_dot_and_time_runs_as_one_reads(
    person: Person,
) -> None:
    a_past_with_reviews_left(person, "A")
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        QApplication.setLayoutDirection(direction)
        dialog = Dialog(person)
        dialog.select("A")
        bars = control(dialog.widget, QWidget, "eveningBars")
        person.qtbot.waitUntil(partial(is_laid_out, bars))
        image = bars.grab().toImage()
        if direction is Qt.LayoutDirection.RightToLeft:
            image = image.mirrored(True, False)
        beside = bars.fontMetrics().horizontalAdvance("40") + 6
        each = (bars.width() - beside) / 28
        yesterday_first = [round(bars.width() - (place + 0.5) * each) for place in range(5)]
        background = image.pixelColor(yesterday_first[4], 30).name()
        moved, other = (
            QColor(theme_manager.qcolor(colour)).name()
            for colour in (colors.STATE_REVIEW, colors.FG_SUBTLE)
        )
        foot, dot = bars.height() - 11, bars.height() - 3
        at_foot = [image.pixelColor(x, foot).name() for x in yesterday_first]
        assert at_foot == [moved, moved, other, other, background]
        dots = [image.pixelColor(x, dot).name() == moved for x in yesterday_first]
        assert dots == [True, True, False, False, False]
        heights = [
            sum(image.pixelColor(x, y).name() != background for y in range(foot))
            for x in yesterday_first
        ]
        assert heights == sorted(heights, reverse=True) and heights[0] > 3 * heights[3] > 0
        dialog.cancel()
        person.settle()


# The list
##########################################################################


@with_addon
def test_names_with_their_path_numbers_under_their_headers_and_rows_as_in_the_browser(
    person: Person, decks: dict[str, DeckId]
) -> None:
    person.make_interday_learning(person.add(3, "French"))
    dialog = Dialog(person)
    verbs = dialog.item("Verbs")
    assert verbs.toolTip(0) == "Japanese::Grammar::Verbs"
    head, bar = dialog.tree.headerItem(), dialog.tree.horizontalScrollBar()
    assert head is not None and bar is not None
    for column in (1, 2, 3):
        assert head.textAlignment(column) == verbs.textAlignment(column)
        assert verbs.textAlignment(column) & int(Qt.AlignmentFlag.AlignRight)
    assert dialog.tree.visualItemRect(dialog.item(ALL)).height() >= 22
    # "Due" is the overview's "To Review", without what is being learned.
    person.col.decks.select(decks["French"])
    assert dialog.item("French").text(3) == str(person.sched.counts()[2])
    assert not bar.isVisible() and bar.maximum() == 0
    dialog.cancel()


@with_addon
@with_each_font
@pytest.mark.usefixtures("font")
def test_each_label_stands_beside_the_first_line_of_what_it_names(person: Person) -> None:
    dialog = Dialog(person)
    for text, named in (
        ("&Strength", dialog.percent),
        ("&Only when so many reviews are due", dialog.min_reviews),
    ):
        [label] = [label for label in dialog.widget.findChildren(QLabel) if label.text() == text]
        middles = [
            widget.mapTo(dialog.widget, widget.rect().center()).y() for widget in (label, named)
        ]
        assert abs(middles[0] - middles[1]) <= 1, text  # half a pixel, rounded
    dialog.cancel()


@with_addon
def test_an_ampersand_in_a_decks_name_is_shown(person: Person) -> None:
    person.due(reviews=3, new=1, deck="R&D")
    dialog = Dialog(person)
    dialog.select("R&D")
    assert dialog.text("deckPath") == "R&D"
    assert QKeySequence.mnemonic(dialog.tabs.tabText(0)).isEmpty()
    dialog.cancel()


@with_addon
def test_a_thousand_decks_open_at_once_and_can_be_filtered(person: Person) -> None:
    for number in range(1000):
        person.deck_id(f"Top {number // 50}::Deck {number}")
    person.save(Settings(default=DeckSettings(40)))
    begin = time.thread_time()
    dialog = Dialog(person)
    QApplication.processEvents()
    assert time.thread_time() - begin < 1
    decks = control(dialog.widget, QLineEdit, "deckFilter")
    assert decks.isVisible()
    person.qtbot.keyClicks(decks, "deck 777")
    assert not dialog.item("Deck 777").isHidden() and not dialog.item("Top 15").isHidden()
    assert dialog.item("Top 15").isExpanded()
    assert dialog.item("Deck 778").isHidden() and dialog.item("Top 1").isHidden()
    decks.setText("top 3::deck 15")  # with its path
    assert not dialog.item("Deck 151").isHidden() and dialog.item("Deck 15").isHidden()
    decks.clear()
    assert not dialog.item("Deck 778").isHidden()
    for name in (ALL, "Deck 777"):
        dialog.select(name)
        begin = time.thread_time()
        for strength in range(1, 101):
            dialog.slider.setValue(strength)
        assert time.thread_time() - begin < 5  # 50 ms for each step of the slider
    dialog.cancel()


# Keyboard, closing, size
##########################################################################


@with_addon
def test_by_keyboard_alone(person: Person, decks: dict[str, DeckId]) -> None:
    dialog = Dialog(person)
    focused = dialog.widget.focusWidget()
    assert focused is dialog.tree, focused  # and not the main switch
    person.qtbot.keyClick(dialog.tree, Qt.Key.Key_Down)
    assert selected(dialog.tree) == "French"
    person.qtbot.keyClick(dialog.slider, Qt.Key.Key_Right)
    person.qtbot.keyClick(dialog.slider, Qt.Key.Key_PageUp)
    assert dialog.percent.value() == 61
    person.qtbot.keyClick(dialog.slider, Qt.Key.Key_Return)
    person.settle()
    assert stored(person)["decks"][str(decks["French"])] == {
        "strength": 61,
        "min_reviews": 0,
        "leave_first": 0,
    }


@with_addon
@pytest.mark.usefixtures("decks")
def test_escape_asks_when_something_would_be_lost(person: Person) -> None:
    dialog = Dialog(person)
    person.qtbot.keyClick(dialog.widget, Qt.Key.Key_Escape)
    assert not dialog.widget.isVisible()

    def press_escape() -> None:
        person.qtbot.keyClick(dialog.widget, Qt.Key.Key_Escape)

    def close_window() -> None:
        dialog.widget.close()

    for way in (press_escape, close_window):
        dialog = Dialog(person)
        dialog.slider.setValue(99)
        for answer, still_open in (("No", True), ("Yes", False)):
            way()
            question = dialog.widget.findChildren(QMessageBox)[-1]
            assert question.isVisible() and dialog.widget.isVisible()
            person.qtbot.mouseClick(
                question.button(getattr(QMessageBox.StandardButton, answer)),
                Qt.MouseButton.LeftButton,
            )
            assert dialog.widget.isVisible() is still_open
        person.settle()
    assert stored(person) is None


@with_addon
@pytest.mark.usefixtures("decks")
def test_each_control_has_names_and_the_tab_order_follows_reading_order(person: Person) -> None:
    dialog = Dialog(person)
    dialog.select("French")
    dialog.slider.setValue(60)
    by_tab, widget = list[QWidget](), dialog.widget.nextInFocusChain()
    while widget is not None and widget is not dialog.widget:
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        inside = isinstance(widget.parent(), (QAbstractSpinBox, QTreeWidget))
        if tabbed and widget.isEnabled() and not inside:
            by_tab.append(widget)
        widget = widget.nextInFocusChain()
    names = [widget.objectName() for widget in by_tab]
    reading_order = [
        "enabled", "deckTree", "strengthSlider", "strengthPercent", "reset", "minReviews",
    ]  # fmt: skip
    assert [name for name in names if name in reading_order] == reading_order
    for widget in by_tab:
        others = ("splitter", "QTabBar", "QTextBrowser")
        if not isinstance(widget.parent(), QDialogButtonBox) and not any(
            other in str(widget) for other in others
        ):
            assert widget.objectName() and widget.accessibleName(), widget
    for strip in ("ankisOrder", "yourOrder"):
        drawn = control(dialog.widget, QWidget, strip)
        assert drawn.accessibleName() and "last review" in drawn.accessibleDescription()
    dialog.cancel()


@with_addon
def test_the_size_is_remembered(person: Person) -> None:
    dialog = Dialog(person)
    dialog.widget.resize(dialog.widget.width(), 613)
    dialog.cancel()
    assert Dialog(person).widget.height() == 613


@with_addon
def test_what_belongs_to_this_computer_is_a_small_form(person: Person) -> None:
    addon = person.mw.addonManager.addonFromModule("biased_queue")
    dialog = Dialog(person)
    control(dialog.widget, QPushButton, "onThisComputer").click()
    form = window(person, "screenConfig")
    strip, message = (control(form, QCheckBox, name) for name in ("showStrip", "sayReviewsDone"))
    key = control(form, QKeySequenceEdit, "todayShortcut")
    assert strip.isChecked() and message.isChecked()
    assert key.keySequence() == QKeySequence("Shift+N")
    strip.click()
    key.setKeySequence(QKeySequence("Ctrl+Alt+B"))
    person.qtbot.keyClick(form, Qt.Key.Key_Escape)
    unchanged = installed("gui.config").ScreenConfig()._asdict()
    assert person.mw.addonManager.getConfig(addon) == unchanged
    control(dialog.widget, QPushButton, "onThisComputer").click()
    form = window(person, "screenConfig")
    for name in ("showStrip", "sayReviewsDone"):
        control(form, QCheckBox, name).click()
    control(form, QKeySequenceEdit, "todayShortcut").clear()
    form.accept()
    assert person.mw.addonManager.getConfig(addon) == {
        "overview_strip": False,
        "reviews_done_message": False,
        "ankis_order_today_shortcut": "",
    }
    control(dialog.widget, QPushButton, "onThisComputer").click()
    form = window(person, "screenConfig")
    assert not control(form, QCheckBox, "showStrip").isChecked()
    form.reject()
    dialog.cancel()


@pytest.mark.anki_session(**WITH_ADDON, addon_configs=[("biased_queue", {"overview_strip": False})])
def test_what_is_stored_for_this_computer_holds_from_the_start(person: Person) -> None:
    dialog = Dialog(person)
    control(dialog.widget, QPushButton, "onThisComputer").click()
    form = window(person, "screenConfig")
    strip, message = (control(form, QCheckBox, name) for name in ("showStrip", "sayReviewsDone"))
    assert message.isChecked() and not strip.isChecked()
    form.reject()
    dialog.cancel()
