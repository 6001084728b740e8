# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog and the overview on small and large screens, with short and long lists.

Each screen has an Anki of its own, in which one collection after the other is opened.
"""

from __future__ import annotations

from typing import cast

import anki.lang
import pytest
from anki.decks import DeckCollapseScope, DeckId
from anki.models import ModelManager
from aqt import colors, dialogs
from aqt.qt import (
    QAbstractButton,
    QApplication,
    QColor,
    QComboBox,
    QGroupBox,
    QLabel,
    QPoint,
    QRect,
    QScrollArea,
    QSize,
    QSpinBox,
    Qt,
    QTabBar,
    QTreeWidget,
    QWidget,
)
from aqt.theme import theme_manager

from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.gui.camera import Camera
from tests.gui.conftest import WITH_ADDON, with_addon
from tests.gui.dialog import Dialog
from tests.gui.on_screen import Screen, control, count_as, js
from tests.gui.person import Person

LEAST_ROOM = Screen(1366, 768, 1.5)
CONTROLS = (QAbstractButton, QLabel, QSpinBox, QComboBox, QTabBar)
SCREENS = [Screen(900, 600, 1), LEAST_ROOM, Screen(3840, 2160, 2)]


# What is wrong with a window
##########################################################################


def wrong(dialog: QWidget) -> list[str]:
    """Each control that is cut, out of what holds it, or on top of another."""
    for _ in range(4):
        QApplication.processEvents()
    problems, screen = [], dialog.screen()
    assert screen is not None
    room = screen.availableGeometry().size()
    if dialog.frameSize() != dialog.frameSize().boundedTo(room):
        problems.append(f"the window is larger than its screen: {dialog.size()}, {room}")
    for widget in dialog.findChildren(QWidget):
        in_a_list = isinstance(widget.window(), QTreeWidget)
        if isinstance(widget, CONTROLS) and widget.isVisible() and not in_a_list:
            problems += [f"{_name(widget)}: {problem}" for problem in _wrong_with(widget)]
    for area in dialog.findChildren(QScrollArea):
        bar = area.horizontalScrollBar()
        if bar is not None and bar.maximum():
            problems.append(f"{_name(area)}: wider than there is room, by {bar.maximum()}")
    [tree] = dialog.findChildren(QTreeWidget)
    header, viewport = tree.header(), tree.viewport()
    assert header is not None and viewport is not None
    for column in range(tree.columnCount()):
        if header.sectionSize(column) < header.sectionSizeHint(column):
            problems.append(f"the header {column} is cut")
        if header.sectionPosition(column) + header.sectionSize(column) > viewport.width():
            problems.append(f"the column {column} is out of the list")
    return problems


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")
    return f"{type(widget).__name__} {widget.objectName() or text()!r}"


def _wrong_with(widget: QWidget) -> list[str]:
    problems, hint = [], widget.minimumSizeHint()
    if isinstance(widget, QLabel):
        if widget.objectName() == "deckPath":  # left out in its middle on purpose
            hint = QSize(0, hint.height())
        elif widget.wordWrap():
            hint = QSize(0, widget.heightForWidth(widget.width()))
        else:
            hint = widget.sizeHint()
    elif isinstance(widget, QAbstractButton):
        hint = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, widget.text())
    if widget.size() != widget.size().expandedTo(hint):
        problems.append(f"cut: {widget.size()} for {hint}")
    # Inside of everything that holds it, but for the height of a scroll area.
    holder, is_last = widget.parentWidget(), False
    while holder is not None and not is_last:
        place = QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())
        scrolled = isinstance(holder.parentWidget(), QScrollArea)
        if scrolled:
            place = QRect(place.x(), 0, place.width(), 1)
        if not holder.rect().contains(place):
            problems.append(f"out of {_name(holder)}: {place} in {holder.rect()}")
        is_last = scrolled or holder.isWindow()
        holder = holder.parentWidget()
    parent, directly = widget.parentWidget(), Qt.FindChildOption.FindDirectChildrenOnly
    assert parent is not None
    for other in parent.findChildren(QWidget, options=directly):
        beside = isinstance(other, CONTROLS) and other is not widget and other.isVisible()
        if beside and other.geometry().intersects(widget.geometry()):
            problems.append(f"under {_name(other)}")
    return problems


# What is in the collection
##########################################################################


def default_preset_with_a_backlog(person: Person) -> str:
    person.due(reviews=800, new=30, deck="Backlog")
    person.limit()
    return "Backlog"


def with_a_past(person: Person, deck: str = "Japanese::Kanji") -> str:
    """Reviews alone overfill the usual time, and some were left on past evenings: much to say."""
    person.due(reviews=200, new=20, deck=deck)
    orders = [formula(100, 20, Bias(strength)) for strength in (60, 0) * 4]
    person.past_days(person.deck_id(deck), *orders)
    overdue = person.col.find_cards("is:review")
    for days in range(1, 10):
        person.make_reviews(list(overdue[20 * days :][:20]), days)
    above, own = person.deck_id(deck.split("::")[0]), person.deck_id(deck)
    person.save(Settings(decks={above: DeckSettings(20), own: DeckSettings(60)}))
    return deck


def many_decks(person: Person) -> str:
    names = "Languages Japanese Vocabulary Core Level Unit Lesson Words Verbs".split()
    for number in range(34):
        deck = f"{names[0]} {number:02}"
        for depth in range(1, 9):
            deck += f"::{names[depth]} {number:02}"
        person.deck_id(deck)
    person.due(reviews=120, new=12, deck=deck)
    for above in person.col.decks.parents(person.deck_id(deck)):
        person.col.decks.set_collapsed(DeckId(above["id"]), False, DeckCollapseScope.REVIEWER)
    kept = {int(person.deck_id(deck)): DeckSettings(100)}
    person.save(Settings(default=DeckSettings(60), decks=kept))
    return deck


def ten_thousand(person: Person) -> str:
    """The counts of ten thousand cards, without the cards."""
    person.due(reviews=60, new=20, deck="Huge")
    person.past_days(person.deck_id("Huge"), "R" * 60)
    count_as(reviews=10_000, new=200)
    return "Huge"


FILLED = {
    "backlog": default_preset_with_a_backlog,
    "past": with_a_past,
    "many": many_decks,
    "huge": ten_thousand,
}


OURS = "document.getElementById('biased-queue')"
on_each_screen = pytest.mark.parametrize(
    "screen", SCREENS, indirect=True, ids=lambda screen: screen.name
)


def opened(person: Person, deck: str) -> Dialog:
    dialog = Dialog(person)
    dialog.widget.tree.select(person.deck_id(deck))
    dialog.settle()
    return dialog


def in_sight(dialog: Dialog) -> bool:
    """Whether the strips are never scrolled away, and nothing scrolls from 900 x 560 on."""
    area = control(dialog.widget, QScrollArea, "scrolled")
    bar = area.verticalScrollBar()
    assert bar is not None
    strips = [control(dialog.widget, QWidget, name) for name in ("ankisOrder", "yourOrder")]
    screen = dialog.widget.screen()
    assert screen is not None
    large = screen.availableGeometry().height() >= 560
    return not any(map(area.isAncestorOf, strips)) and not (large and bar.maximum())


def too_wide(person: Person) -> list[str]:
    """What of ours in the overview is wider than there is room, or makes the page so."""
    page, width = "document.documentElement", f"{OURS}.getBoundingClientRect().width"
    assert person.js(f"{page}.scrollWidth <= {page}.clientWidth") is True
    assert person.js(f"{OURS}.getBoundingClientRect().height <= 110") is True
    parts = f"[...{OURS}.querySelectorAll('div, svg, a')]"
    wider = f"(part) => part.scrollWidth > {width} + 1"
    return cast("list[str]", person.js(f"{parts}.filter({wider}).map((part) => part.outerHTML)"))


# The tests
##########################################################################


@with_addon
@on_each_screen
def test_nothing_is_cut_or_out_of_sight(person: Person, screen: Screen, camera: Camera) -> None:
    person.mw.resize(700, 560 if screen.scale < 1.5 else 440)
    found = {}
    for filled, fill in FILLED.items():
        person.new_profile(filled)
        deck = fill(person)
        dialog = opened(person, deck)
        problems = wrong(dialog.widget)
        assert in_sight(dialog), filled
        camera.take(dialog.widget, f"dialog-{filled}-{screen.name}")
        dialog.today_only()
        dialog.settle()
        problems += wrong(dialog.widget)
        dialog.always()
        dialog.from_mixed.click()
        problems += wrong(dialog.widget)
        assert in_sight(dialog), f"{filled}, with whose options change"
        camera.take(dialog.widget, f"dialog-{filled}-phones-{screen.name}")
        dialog.select("All decks")
        dialog.settle()
        problems += wrong(dialog.widget)
        smallest = dialog.widget.minimumSizeHint()
        dialog.widget.resize(1, 1)
        assert dialog.widget.size() == smallest
        dialog.widget.tree.select(None)
        problems += wrong(dialog.widget)
        dialog.cancel()

        person.see_overview(person.deck_id(deck))
        person.wait_for_page(OURS)
        if filled in ("past", "huge"):  # the log is long enough
            person.wait_for_page(f"{OURS}.textContent.includes(' · ')")
        assert person.js("window.devicePixelRatio") == screen.scale
        problems += too_wide(person)
        camera.take(person.mw, f"overview-{filled}-{screen.name}", person.see_it_painted)
        found[filled] = problems
    assert not any(found.values()), found


def english_notetype(models: ModelManager) -> None:
    """The one that a student's notes are made of; Anki has named its own in Arabic."""
    notetype = models.new("Basic")
    for name in ("Front", "Back"):
        models.add_field(notetype, models.new_field(name))
    template = models.new_template("Card 1")
    template["qfmt"], template["afmt"] = "{{Front}}", "{{Back}}"
    models.add_template(notetype, template)
    models.add_dict(notetype)


# From the right
##########################################################################


def room_beside_text(label: QLabel) -> tuple[int, int]:
    """How many columns of pixels are empty to the left and to the right of what is drawn."""
    image = label.grab().toImage()
    columns = [[image.pixel(x, y) for y in range(image.height())] for x in range(image.width())]
    pixels = [pixel for column in columns for pixel in column]
    background = max(set(pixels), key=pixels.count)
    inked = [x for x, column in enumerate(columns) if set(column) != {background}]
    return inked[0], image.width() - 1 - inked[-1]


def stands_left(window: QWidget) -> set[str]:
    """The labels of a window whose text is on its left, though there is room beside it."""
    window.resize(2400, 900)  # so wide that no line is broken
    for _ in range(4):
        QApplication.processEvents()
    found = set()
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            left, right = room_beside_text(label)
            # Beside a box a sentence has a space, which is wide in some fonts.
            if right > left + 2 * label.fontMetrics().averageCharWidth():
                found.add(label.text())
    return found


def in_language(*codes: str) -> pytest.MarkDecorator:
    sessions = [{**WITH_ADDON, "lang": code} for code in codes]
    return pytest.mark.parametrize("anki_session", sessions, indirect=True, ids=codes)


@in_language("ar", "he")  # in Hebrew our words are English
@pytest.mark.parametrize("screen", [LEAST_ROOM], indirect=True, ids=lambda screen: screen.name)
@pytest.mark.usefixtures("screen")
def test_the_day_and_our_words_run_from_the_right(person: Person) -> None:
    english_notetype(person.col.models)
    deck = with_a_past(person)
    dialog = opened(person, deck)
    assert wrong(dialog.widget) == []
    arabic = anki.lang.current_lang == "ar"
    if arabic:
        sentence = dialog.text("eveningsSentence")
        assert (sentence[0], sentence[-1]) == ("\u2067", "\u2069")
    assert "60" in dialog.percent.text()  # in the digits of Anki's counts
    title = control(dialog.widget, QLabel, "deckPath").grab().toImage()
    row = [title.pixel(x, title.height() // 2) for x in range(title.width() // 2)]
    assert len(set(row)) == 1  # a name in Latin letters stands on the right, too
    strip = control(dialog.widget, QWidget, "yourOrder").grab().toImage()
    ends = [strip.pixelColor(x, 2).name() for x in (3, strip.width() - 3)]
    assert ends[0] == QColor(theme_manager.qcolor(colors.STATE_NEW)).name() != ends[1]
    for how_long in (dialog.today_only, dialog.always):
        how_long()
        assert not stands_left(dialog.widget)
    dialog.cancel()
    preferences = dialogs.open("Preferences", person.mw)
    assert not stands_left(control(preferences, QGroupBox, "biasedQueueGroup"))
    preferences.close()

    person.see_overview(person.deck_id(deck))
    line = "document.querySelector('#biased-queue .line')"
    person.wait_for_page(line)
    assert person.js(f"getComputedStyle({line}).direction") == ("rtl" if arabic else "ltr")
    assert person.js("getComputedStyle(document.querySelector('#biased-queue svg')).transform") == (
        "matrix(-1, 0, 0, 1, 0, 0)"
    )


# All that we speak, as Anki names it.
@in_language("de", "es", "fr", "ja", "zh-CN", "pt-BR", "ru", "ar")
@pytest.mark.parametrize("screen", [LEAST_ROOM], indirect=True, ids=lambda screen: screen.name)
@pytest.mark.usefixtures("screen")
def test_nothing_is_cut_in_any_language(person: Person, camera: Camera) -> None:
    code = anki.lang.current_lang
    english_notetype(person.col.models)
    deck = with_a_past(person)
    dialog = opened(person, deck)
    problems = wrong(dialog.widget)
    camera.take(dialog.widget, f"dialog-{code}")
    dialog.from_mixed.click()
    problems += wrong(dialog.widget)
    camera.take(dialog.widget, f"dialog-phones-{code}")
    dialog.today_only()
    problems += wrong(dialog.widget)
    camera.take(dialog.widget, f"dialog-today-{code}")
    dialog.cancel()
    person.settle()
    person.mw.resize(700, 440)
    person.see_overview(person.deck_id(deck))
    person.wait_for_page(f"{OURS}.textContent.includes(' · ')")
    camera.take(person.mw, f"overview-{code}", person.see_it_painted)
    assert problems + too_wide(person) == []

    person.on_this_computer(minutes_beside_counts=True)
    person.begin(person.deck_id(deck))
    for _ in range(14):
        person.rate()
    bar, minutes = person.mw.bottomWeb, "document.getElementById('biased-queue-minutes') !== null"
    person.qtbot.waitUntil(lambda: js(person, bar, minutes) is True)
    assert js(person, bar, "document.documentElement.scrollWidth <= innerWidth") is True
    camera.take(person.mw, f"review-{code}", person.see_it_painted)
