# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog, used as a person does."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from anki.decks import DeckId
from aqt import colors
from aqt.qt import (
    QAbstractSpinBox,
    QApplication,
    QColor,
    QDialogButtonBox,
    QEvent,
    QHelpEvent,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPoint,
    QPointF,
    Qt,
    QTabBar,
    QToolTip,
    QTreeWidget,
    QWheelEvent,
    QWidget,
)
from aqt.theme import Theme, theme_manager

from addon.collection import stored_settings
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings, to_stored
from tests.collection.formula import formula
from tests.gui.camera import Camera
from tests.gui.conftest import with_addon
from tests.gui.dialog import ALL, Dialog
from tests.gui.on_screen import control, count_as, selected
from tests.gui.person import Person

pytestmark = with_addon
Decks = dict[str, DeckId]


@pytest.fixture
def decks(person: Person) -> Decks:
    """Ids by name: a deck with subdecks, each with cards."""
    person.due(reviews=40, new=8, deck="Japanese")
    person.due(reviews=10, new=4, deck="Japanese::Grammar")
    person.due(reviews=0, new=0, deck="Japanese::Grammar::Verbs")
    person.due(reviews=6, new=2, deck="French")
    return {deck.name: DeckId(deck.id) for deck in person.col.decks.all_names_and_ids()}


def stored(person: Person) -> Any:
    return person.col.get_config("biasedQueue")


def own_of(person: Person) -> Any:
    return stored(person)["decks"]


def todays(person: Person) -> Any:
    return (person.col.get_config("biasedQueueToday") or {}).get("decks")


# Settings
##########################################################################


def test_the_slider_sets_a_deck_and_the_arrow_takes_it_away(person: Person, decks: Decks) -> None:
    person.save(Settings(decks={decks["Japanese"]: DeckSettings(30)}))
    dialog = Dialog(person, "Grammar")
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


def test_ok_is_one_undo_step_and_nothing_is_written_before(person: Person, decks: Decks) -> None:
    before = person.col.mod
    dialog = Dialog(person, "French")
    dialog.slider.setValue(90)
    dialog.cancel()
    Dialog(person, "French").ok()  # nothing was changed
    assert stored(person) is None and person.col.mod == before
    dialog = Dialog(person, "Japanese")
    dialog.percent.setValue(75)
    assert dialog.slider.value() == 75
    dialog.min_reviews.setValue(20)
    dialog.leave_first.setValue(2)
    assert dialog.uses("Japanese") == "75%*"
    assert dialog.uses("Grammar") == dialog.uses("Verbs") == "75%"
    assert dialog.item("Verbs").toolTip(1) == "75% (inherited)"
    dialog.today_only()
    dialog.percent.setValue(100)
    assert stored(person) is None and todays(person) is None
    dialog.ok()
    own: dict[int, DeckSettings] = {decks["Japanese"]: DeckSettings(75, 20, 2)}
    assert stored(person) == to_stored(Settings(decks=own))
    assert todays(person) == {str(decks["Japanese"]): 100}
    assert person.col.undo_status().undo == "Biased Queue Settings"
    person.undo()
    assert stored(person) is None and todays(person) is None


def test_several_decks_at_once(person: Person, decks: Decks) -> None:
    """What is stored of a deck that is gone goes with OK; Default is only hidden while empty."""
    grammar, french = str(decks["Japanese::Grammar"]), str(decks["French"])
    own = {int(grammar): DeckSettings(min_reviews=7), int(french): DeckSettings(20)}
    person.save(Settings(decks={**own, 1: DeckSettings(9), 12345: DeckSettings(8)}))
    dialog = Dialog(person, "Grammar", "French")
    assert dialog.title == "2 decks"
    assert dialog.percent.text() == dialog.min_reviews.text().strip() == "Mixed"
    assert dialog.text("todayTitle") == "Today in “Japanese::Grammar”"
    assert dialog.uses("Grammar") == "50%*" and dialog.uses("French") == "20%*"
    dialog.slider.setValue(90)
    assert dialog.percent.text() == "90%" and dialog.min_reviews.text().strip() == "Mixed"
    assert dialog.uses("Grammar") == dialog.uses("French") == "90%*"
    dialog.ok()
    saved = {deck: (its["strength"], its["min_reviews"]) for deck, its in own_of(person).items()}
    assert saved == {grammar: (90, 7), french: (90, 0), "1": (9, 0)}
    dialog = Dialog(person, "Grammar", "French")
    dialog.reset.click()
    dialog.ok()
    assert set(own_of(person)) == {"1"}

    person.col.decks.new_filtered("A filtered one")
    dialog = Dialog(person)
    dialog.tree.selectAll()  # but not the default, and what is filtered
    assert dialog.title == "2 decks"
    dialog.percent.setValue(77)
    dialog.ok()
    assert stored(person)["default"]["strength"] == 50
    changed = {deck for deck, its in own_of(person).items() if its["strength"] == 77}
    assert changed == {str(decks["Japanese"]), french}


def test_any_strength_for_today_only(person: Person, decks: Decks) -> None:
    person.save(Settings(default=DeckSettings(60)))
    dialog = Dialog(person, "French")
    dialog.today_only()
    assert dialog.percent.value() == 60 and not dialog.reset.isVisible()
    assert not (dialog.min_reviews.isEnabled() or dialog.leave_first.isEnabled())
    dialog.percent.setValue(35)
    assert dialog.uses("French") == "today 35%  60%"
    assert dialog.item("French").toolTip(1) == "today 35%; 60% (inherited)"
    assert dialog.reset.toolTip() == "As set (60%)"
    dialog.always()
    assert dialog.percent.value() == 60 and dialog.min_reviews.isEnabled()
    assert dialog.text("notes") == "For today you chose: 35%."
    dialog.select(ALL)
    assert not dialog.how_long.isTabEnabled(1)
    dialog.ok()
    assert todays(person) == {str(decks["French"]): 35} and stored(person)["decks"] == {}
    assert person.col.undo_status().undo == "Biased Queue Today"
    dialog = Dialog(person, "French")
    dialog.today_only()
    assert dialog.percent.value() == 35
    dialog.select(ALL)  # which has no day: what holds always is shown
    assert dialog.how_long.currentIndex() == 0
    dialog.select("French")
    dialog.today_only()
    dialog.reset.click()
    dialog.ok()
    assert todays(person) == {}


# Reviews first on phones, too
##########################################################################


def test_the_box_changes_the_preset_and_says_whose_it_is_and_undo_gives_both_back(
    person: Person, decks: dict[str, DeckId], camera: Camera
) -> None:
    def stands() -> tuple[int, bool]:
        preset = person.col.decks.config_dict_for_deck_id(decks["French"])
        settings = stored_settings.load(person.col)
        return preset["newMix"], settings.for_deck(decks["French"]).from_mixed

    dialog = Dialog(person, "French")
    others = "Changes the options that 3 other decks use: Japanese, Japanese::Grammar, "
    others += "Japanese::Grammar::Verbs"
    assert dialog.shared_with == "" and dialog.from_mixed.toolTip() == (
        "“New/review order” is “Show after reviews” then, which phones follow. Here, new cards "
        f"still move.\n{others}"
    )
    before = dialog.text("yoursTold")
    dialog.from_mixed.click()
    assert dialog.shared_with == others
    assert (dialog.text("ankisTold"), dialog.text("yoursTold")) == ("then 2 new cards", before)
    camera.take(dialog.widget, "from-mixed")
    dialog.today_only()
    assert not dialog.from_mixed.isVisible()
    dialog.always()
    dialog.ok()
    assert stands() == (1, True)
    for change, then in ((person.undo, (0, False)), (person.redo, (1, True))):
        change()
        person.settle()
        assert stands() == then
    dialog = Dialog(person, "French", "Grammar")
    assert dialog.from_mixed.checkState() is Qt.CheckState.PartiallyChecked
    dialog.from_mixed.click()
    assert dialog.from_mixed.checkState() is Qt.CheckState.Checked
    assert dialog.shared_with == ""  # the preset stays as it is
    dialog.from_mixed.click()
    assert dialog.shared_with == (
        "Changes the options that 2 other decks use: Japanese, Japanese::Grammar::Verbs"
    )
    assert dialog.text("ankisTold") == ""
    dialog.ok()
    assert stands() == (0, False)


# What is said of a deck
##########################################################################


def test_which_strength_holds_in_a_family(person: Person, decks: Decks, camera: Camera) -> None:
    japanese, grammar = decks["Japanese"], decks["Japanese::Grammar"]
    own: dict[int, DeckSettings] = {japanese: DeckSettings(20), grammar: DeckSettings(80)}
    person.save(Settings(decks=own))
    dialog = Dialog(person)
    for name in ("Verbs", "Grammar"):
        dialog.select(name)
        assert dialog.text("notes") == "When you study “Japanese”, its setting holds: 20%."
    assert dialog.item("Verbs").toolTip(0) == "Japanese::Grammar::Verbs"
    camera.take(dialog.widget, "subdeck")
    dialog.select("Japanese")
    assert dialog.text("notes") == (
        "When you study “Japanese”, this setting holds. 1 subdeck has one of its own, which holds "
        "when you open it itself."
    )
    dialog.select("Verbs")
    dialog.slider.setValue(10)
    dialog.select("Japanese")
    assert "2 subdecks have their own" in dialog.text("notes")
    for name in ("French", ALL):
        dialog.select(name)
        assert dialog.text("notes") == ""
    dialog.cancel()


# What the overview does not say as well; in both places the sentences are the same.
WHY_NOTHING_MOVES: list[tuple[Callable[[Person], object], str, str]] = [
    (lambda it: it.save(Settings(enabled=False)), "French",
     "Biased Queue is turned off in this profile: Preferences → Review."),
    (lambda it: it.col.decks.new_filtered("Filtered"), "Filtered",
     "Filtered decks keep the order that you chose for them."),
    (lambda it: it.save(Settings(default=DeckSettings(0))), "French",
     "At 0%, your order is Anki's."),
    (lambda it: it.preset(newMix=2), "French",
     "This deck's options show new cards first: they move once you set a strength for this "
     "deck."),
]  # fmt: skip


def test_where_nothing_moves_it_says_why(person: Person) -> None:
    person.due(reviews=6, new=2, deck="French")
    for make, deck, note in WHY_NOTHING_MOVES:
        person.preset(newMix=0, perDay=9999)
        person.save(Settings())
        make(person)
        dialog = Dialog(person, deck)
        assert dialog.text("notes") == note
        assert dialog.slider.isEnabled() == ("turned off" not in note and deck != "Filtered")
        orders = [control(dialog.widget, QWidget, name) for name in ("ankisOrder", "yourOrder")]
        assert orders[0].accessibleDescription() == orders[1].accessibleDescription(), note
        if "new cards first" in note:
            dialog.slider.setValue(100)
            assert dialog.text("notes") == "" and dialog.text("yoursTold") == "then 2 new cards"
            dialog.reset.click()
        dialog.cancel()
        person.settle()


@pytest.mark.usefixtures("decks")
def test_the_list_in_each_theme_and_turned_off(person: Person) -> None:
    for enabled, colour in ((False, colors.FG_DISABLED), (True, colors.FG)):
        person.save(Settings(enabled=enabled))
        dialog = Dialog(person, "French")
        widths = [dialog.tree.columnWidth(column) for column in range(2)]
        for theme in (Theme.DARK, Theme.LIGHT):
            person.mw.set_theme(theme)
            assert [dialog.tree.columnWidth(column) for column in range(2)] == widths
            for name in ("Grammar", ALL):
                shown = dialog.item(name).foreground(0).color()
                assert shown == theme_manager.qcolor(colour), name
            notes = control(dialog.widget, QLabel, "notes")
            assert theme_manager.var(colors.FG_SUBTLE) in notes.styleSheet()
        dialog.cancel()
        person.settle()


# The pictures
##########################################################################


def test_the_strips_are_the_day_of_the_deck(person: Person, decks: Decks) -> None:
    dialog = Dialog(person, "Japanese")
    assert dialog.text("todayTitle") == "Today" and dialog.text("ankisTold") == ""
    after = len(formula(50, 12, Bias(50))) - len(formula(50, 12, Bias(50)).rstrip("N"))
    assert dialog.text("yoursTold") == f"then {after} new cards"
    dialog.slider.setValue(100)
    assert dialog.text("yoursTold") == "then 12 new cards"
    dialog.leave_first.setValue(5)
    assert dialog.text("yoursTold") == "then 7 new cards"
    dialog.select("Verbs")  # of which nothing is due
    example = "Nothing is left today. An example: 200 reviews, 20 new cards"
    assert dialog.text("todayTitle") == example
    dialog.select("Japanese")
    dialog.reset.click()
    dialog.select(ALL)  # whose picture is that of the deck with most to mix
    assert dialog.text("todayTitle") == "Today in “Japanese”"
    dialog.select("Japanese")
    dialog.slider.setValue(10)
    dialog.select(ALL)
    assert dialog.text("todayTitle") == "Today in “French”"
    dialog.cancel()

    person.col.decks.select(decks["French"])
    person.study(3)
    dialog = Dialog(person, "French")
    assert control(dialog.widget, QWidget, "yourOrder")._done == 3  # type: ignore[attr-defined]
    dialog.cancel()


def test_minutes_from_now_follow_the_slider_and_stay_in_sight(person: Person, decks: Decks) -> None:
    person.past_days(decks["Japanese"], *[formula(20, 5, Bias(0))] * 4)
    dialog = Dialog(person, "Japanese")
    strip = control(dialog.widget, QWidget, "yourOrder")
    dialog.percent.setValue(100)
    dialog.settle()
    assert dialog.text("ankisTold") == "9 min"
    assert dialog.text("yoursTold") == "7 min, then 12 new cards"
    width = strip.width()
    for strength in (40, 0):
        dialog.percent.setValue(strength)
        QApplication.processEvents()
        assert "min" in dialog.text("yoursTold") and strip.width() == width
    dialog.settle()
    assert dialog.text("ankisTold") == dialog.text("yoursTold") == "9 min"
    dialog.select("French")  # of it the log tells nothing
    dialog.settle()
    assert dialog.text("ankisTold") == ""
    dialog.cancel()


def test_each_step_of_the_slider_is_drawn_at_once(person: Person) -> None:
    """Counted is the thread's own time, and not that of what else runs on a busy machine."""
    evenings_of(person, "A")
    for reviews, new, most in ((200, 20, 0.016), (10_000, 200, 0.05)):
        count_as(reviews, new)
        dialog = Dialog(person, "A")
        dialog.settle()
        assert dialog.bars.isVisible()
        took = []
        for strength in range(1, 100, 4):
            begin = time.thread_time()
            dialog.slider.setValue(strength)
            dialog.widget.repaint()
            QApplication.sendPostedEvents()
            took.append(time.thread_time() - begin)
        assert sorted(took)[12] < most
        dialog.cancel()
        person.settle()


def evenings_of(person: Person, deck: str) -> None:
    """On each of the last 4 days 20 reviews and 5 new cards were done, and 10 more became due."""
    person.due(reviews=0, new=20, deck=deck)
    person.past_days(person.deck_id(deck), *[formula(20, 5, Bias(0))] * 4)
    for overdue in (1, 2, 3, 4):
        person.make_reviews(person.add(10, deck, f"overdue {overdue}"), overdue)


def test_the_reviews_left_on_the_last_evenings_and_at_a_strength(person: Person) -> None:
    evenings_of(person, "A")
    person.make_reviews(person.add(30, "No log"), overdue=3)
    person.due(reviews=30, new=9, deck="Always done")
    person.past_days(person.deck_id("Always done"), "R" * 30, "R" * 30)
    dialog = Dialog(person)
    for name, said in (
        ("No log", ""),
        ("Always done", "Your reviews were done on all of 2 evenings."),
        ("A", "On 4 of 4 evenings. In the same time, at 50%: on 4."),
    ):
        dialog.select(name)
        dialog.settle()
        assert dialog.text("eveningsSentence") == said
        assert dialog.bars.isVisible() == (name == "A")
    assert dialog.bars.accessibleName() == "Reviews left in the evening, last four weeks"
    assert dialog.bars.accessibleDescription() == said
    yesterday = QPoint(dialog.bars.width() - 4, 30)
    for strength, tells in (
        (100, r"\d+ \w+: 40 reviews left; in the same time, at 100%: (\d+), and (\d) new cards "
              r"would have waited"),
        (0, r"\d+ \w+: 40 reviews left"),
    ):  # fmt: skip
        dialog.percent.setValue(strength)
        dialog.settle()
        where = dialog.bars.mapToGlobal(yesterday)
        QApplication.sendEvent(dialog.bars, QHelpEvent(QEvent.Type.ToolTip, yesterday, where))
        found = re.fullmatch(tells, QToolTip.text())
        assert found, QToolTip.text()
        if strength:  # a new card took 14 s, a review 8
            assert int(found[1]) < 40 and int(found[2]) > 1
    assert dialog.text("eveningsSentence") == "On 4 of 4 evenings."
    dialog.select(ALL)  # whose picture is that of one of its decks
    dialog.settle()
    assert not dialog.bars.isVisible()
    dialog.cancel()


def test_bars_are_dated_and_time_runs_as_one_reads(person: Person) -> None:
    evenings_of(person, "A")
    faint, review = (
        QColor(theme_manager.qcolor(colour)).name()
        for colour in (colors.FG_FAINT, colors.STATE_REVIEW)
    )
    for direction in Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft:
        QApplication.setLayoutDirection(direction)
        dialog = Dialog(person, "A")
        dialog.percent.setValue(100)
        dialog.settle()
        bars = dialog.bars
        person.qtbot.waitUntil(lambda bars=bars: bars.width() > 28 * 8)  # laid out
        image = bars.grab().toImage()
        if direction is Qt.LayoutDirection.RightToLeft:
            image = image.mirrored(True, False)
        beside = bars.fontMetrics().horizontalAdvance("40") + 6
        each = (bars.width() - beside) / 28
        left, would_be = list[int](), list[int]()
        for days_ago in range(1, 6):
            x = round(bars.width() - (days_ago - 0.5) * each)
            column = [image.pixelColor(x, y).name() for y in range(50)]
            left.append(column.count(faint) + column.count(review))
            would_be.append(column.count(review))
        assert left == sorted(left, reverse=True) and left[0] > 3 * left[3] > 0 == left[4]
        assert 0 < would_be[0] < left[0]
        for begin in (beside, bars.width() - 20):  # a date at each end
            rows = range(bars.height() - 12, bars.height())
            assert len({image.pixel(begin + x, y) for x in range(20) for y in rows}) > 3
        dialog.cancel()
        person.settle()


# The list
##########################################################################


def test_three_hundred_decks_open_at_once_and_can_be_filtered(person: Person) -> None:
    for number in range(300):
        person.deck_id(f"Top {number // 15}::Deck {number}")
    person.save(Settings(default=DeckSettings(40)))
    begin = time.thread_time()
    dialog = Dialog(person)
    QApplication.processEvents()
    assert time.thread_time() - begin < 0.3
    decks = control(dialog.widget, QLineEdit, "deckFilter")
    assert decks.isVisible()
    person.qtbot.keyClicks(decks, "deck 277")
    assert not dialog.item("Deck 277").isHidden() and not dialog.item("Top 18").isHidden()
    assert dialog.item("Top 18").isExpanded()
    assert dialog.item("Deck 278").isHidden() and dialog.item("Top 1").isHidden()
    decks.setText("top 10::deck 15")  # with its path
    assert not dialog.item("Deck 151").isHidden() and dialog.item("Deck 15").isHidden()
    decks.clear()
    assert not dialog.item("Deck 278").isHidden()
    for name in (ALL, "Deck 277"):
        dialog.select(name)
        begin = time.thread_time()
        for strength in range(1, 101):
            dialog.slider.setValue(strength)
        assert time.thread_time() - begin < 1.5  # 15 ms for each step of the slider
    dialog.cancel()


# Words, keyboard, closing
##########################################################################


def test_few_words(person: Person) -> None:
    """On labels, and on all else that shows a word; not counted are names and numbers."""
    evenings_of(person, "Japanese::Kanji")
    person.save(Settings(decks={person.deck_id("Japanese"): DeckSettings(20)}))
    dialog = Dialog(person, "Kanji")
    dialog.slider.setValue(60)
    dialog.settle()
    assert dialog.bars.isVisible() and dialog.text("notes")
    dialog.from_mixed.click()
    shown = [it.text() for it in dialog.widget.findChildren(QLabel) if it.isVisible()]
    shown.append(dialog.from_mixed.text())
    words = [word for text in shown for word in re.findall(r"[A-Za-z'&]+", text)]
    words = [word for word in words if word not in ("Japanese", "Kanji")]
    assert len(words) <= 75, shown
    dialog.cancel()


def test_by_keyboard_alone(person: Person, decks: Decks) -> None:
    """Each control has a name, and the Tab key follows the order in which one reads."""
    dialog = Dialog(person)
    assert dialog.widget.focusWidget() is dialog.tree
    person.qtbot.keyClick(dialog.tree, Qt.Key.Key_Down)
    assert selected(dialog.tree) == "French"
    person.qtbot.keyClick(dialog.slider, Qt.Key.Key_Right)
    person.qtbot.keyClick(dialog.slider, Qt.Key.Key_PageUp)
    assert dialog.percent.value() == 61
    by_tab, widget = list[QWidget](), dialog.widget.nextInFocusChain()
    while widget is not None and widget is not dialog.widget:
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        inside = isinstance(widget.parent(), (QAbstractSpinBox, QTreeWidget))
        if tabbed and widget.isEnabled() and not inside:
            by_tab.append(widget)
        widget = widget.nextInFocusChain()
    ours = [it for it in by_tab if not isinstance(it.parent(), (QDialogButtonBox, QTabBar))]
    assert [it.objectName() for it in ours] == [
        "deckTree", "howLong", "strengthSlider", "strengthPercent", "reset", "fromMixed",
        "minReviews", "leaveFirst",
    ]  # fmt: skip
    assert all(it.accessibleName() for it in ours)
    person.qtbot.keyClick(dialog.slider, Qt.Key.Key_Return)
    person.settle()
    assert own_of(person)[str(decks["French"])]["strength"] == 61


@pytest.mark.usefixtures("decks")
def test_escape_asks_where_something_would_be_lost_and_the_size_stays(person: Person) -> None:
    dialog = Dialog(person)
    dialog.widget.resize(dialog.widget.width(), 613)
    person.qtbot.keyClick(dialog.widget, Qt.Key.Key_Escape)
    assert not dialog.widget.isVisible()

    ways: list[Callable[[], object]] = [
        lambda: person.qtbot.keyClick(dialog.widget, Qt.Key.Key_Escape),
        lambda: dialog.widget.close(),
    ]
    for way in ways:
        dialog = Dialog(person)
        assert dialog.widget.height() == 613
        dialog.slider.setValue(99)
        for answer, still_open in (("No", True), ("Yes", False)):
            way()
            question = dialog.widget.findChildren(QMessageBox)[-1]
            assert question.isVisible() and dialog.widget.isVisible()
            button = question.button(getattr(QMessageBox.StandardButton, answer))
            person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            assert dialog.widget.isVisible() is still_open
        person.settle()
    assert stored(person) is None


@pytest.mark.usefixtures("decks")
def test_the_wheel_turns_only_what_has_the_focus(person: Person) -> None:
    dialog = Dialog(person, "French")
    for turns in (dialog.slider, dialog.percent):
        for focused, turned in ((dialog.tree, False), (turns, True)):
            focused.setFocus()
            before, middle = turns.value(), QPointF(turns.rect().center())
            wheel = QWheelEvent(
                middle, turns.mapToGlobal(middle), QPoint(), QPoint(0, -120),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(turns, wheel)
            assert (turns.value() < before) is turned
    dialog.cancel()
