# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each place as it looks, light and night; `build.py images` keeps them for the README."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.decks import DeckId
from aqt import colors, dialogs
from aqt.deckoptions import display_options_for_deck_id
from aqt.qt import (
    QAction,
    QApplication,
    QColor,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QWidget,
)
from aqt.theme import WidgetStyle, theme_manager

from addon.ordering import ReviewMix
from addon.settings import DeckSettings, Settings
from tests.gui.camera import Camera
from tests.gui.conftest import with_addon
from tests.gui.on_screen import (
    USUAL_SCREEN,
    close_deck_options,
    control,
    deck_options,
    js,
    our_dialog,
)
from tests.gui.person import Person
from tools.demo.deck import fill
from tools.demo.past import add_past

if TYPE_CHECKING:
    from addon.gui.dialog.window import BiasedQueueDialog

pytestmark = [
    with_addon,
    pytest.mark.parametrize("screen", [USUAL_SCREEN], indirect=True, ids=["usual"]),
    pytest.mark.usefixtures("screen"),
]


@pytest.fixture
def camera(camera: Camera, tmp_path: Path) -> Camera:
    """One that takes its pictures also where nobody wants to keep them."""
    camera.folder = camera.folder or tmp_path
    return camera


@pytest.fixture
def kanji(person: Person) -> DeckId:
    """The demo deck, beside a few others."""
    deck_id = fill(person.col, 200, 20, DeckSettings(60), ReviewMix.MIX)
    person.due(reviews=34, new=5, deck="Japanese::Grammar")
    person.due(reviews=120, new=10, deck="Japanese::Vocabulary")
    add_past(person.col, deck_id, 200, 20)
    japanese = person.deck_id("Japanese")
    vocabulary = person.deck_id("Japanese::Vocabulary")
    own: dict[int, DeckSettings] = {japanese: DeckSettings(30), vocabulary: DeckSettings(80)}
    person.save(Settings(default=DeckSettings(60), decks={**own, deck_id: DeckSettings(60)}))
    return deck_id


def colours(widget: QWidget) -> list[str]:
    """The colours along the top and along the bottom of a strip, from left to right."""
    image = widget.grab().toImage()
    rows = (1, image.height() - 2)
    return [image.pixelColor(x, y).name() for y in rows for x in range(2, image.width() - 2)]


def themed(colour: dict[str, str]) -> str:
    return QColor(theme_manager.qcolor(colour)).name()


def dialog_of(person: Person, deck: DeckId) -> BiasedQueueDialog:
    control(person.mw, QAction, "actionBiasedQueue").trigger()
    dialog = our_dialog(person)
    dialog.tree.select(deck)
    told = control(dialog, QLabel, "yoursTold")
    person.qtbot.waitUntil(lambda: "min" in told.text())
    return dialog


def test_the_dialog(person: Person, camera: Camera, kanji: DeckId) -> None:
    dialog = dialog_of(person, kanji)
    control(dialog, QTreeWidget, "deckTree").expandAll()
    person.qtbot.waitUntil(control(dialog, QWidget, "eveningBars").isVisible)
    camera.take(dialog, "dialog")
    for _theme in camera.each_theme():
        drawn = colours(control(dialog, QWidget, "yourOrder"))
        assert {themed(colors.STATE_NEW), themed(colors.STATE_REVIEW)} <= set(drawn)
    dialog.reject()

    # In the system's own style, and in mid-day.
    person.mw.pm.set_widget_style(WidgetStyle.NATIVE)
    theme_manager.apply_style()
    person.col.decks.select(kanji)
    person.study(70)
    dialog = dialog_of(person, kanji)
    camera.take(dialog, "dialog-native")
    [splitter] = dialog.findChildren(QSplitter)
    assert splitter.handleWidth() >= 10  # its dots touch no word
    for _theme in camera.each_theme():
        drawn = colours(control(dialog, QWidget, "yourOrder"))
        assert drawn[len(drawn) // 2] == themed(colors.FG_FAINT)  # done, at the strip's beginning
    dialog.reject()


def test_ankis_own_places(person: Person, camera: Camera, kanji: DeckId) -> None:
    preferences = dialogs.open("Preferences", person.mw)
    tabs = preferences.form.tabWidget
    button = control(preferences, QPushButton, "biasedQueueSettings")
    tabs.setCurrentIndex(
        next(i for i in range(tabs.count()) if tabs.widget(i).isAncestorOf(button))
    )
    person.qtbot.waitUntil(button.isVisible)
    camera.take(preferences, "preferences")
    preferences.close()
    person.qtbot.waitUntil(lambda: not preferences.isVisible())  # Anki stores them first

    person.see_overview(kanji)
    person.wait_for_page("/ min/.test(document.querySelector('#biased-queue .line').textContent)")
    fill_of = "getComputedStyle(document.querySelector('#biased-queue .{}')).fill"

    def colours_are_there() -> None:
        person.see_it_painted()
        for kind, colour in (("new", colors.STATE_NEW), ("review", colors.STATE_REVIEW)):
            red, green, blue, _alpha = QColor(themed(colour)).getRgb()
            assert person.js(fill_of.format(kind)) == f"rgb({red}, {green}, {blue})"

    camera.take(person.mw, "overview", colours_are_there)

    display_options_for_deck_id(kanji)
    page = deck_options(person)
    line = "document.getElementById('biased-queue')"
    person.qtbot.waitUntil(lambda: js(person, page.web, f"Boolean({line})"))

    def in_sight() -> None:
        for _ in range(2):  # the page is still growing
            js(person, page.web, f"{line}.scrollIntoView({{block: 'center'}}) || true")
            person.qtbot.wait(700)

    camera.take(page, "deck-options", in_sight)
    close_deck_options(person, page)

    person.begin(kanji)
    person.mw.reviewer.showContextMenu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choices = control(menu, QMenu, "biasedQueueToday")
    camera.take(menu, "more-menu")
    choices.popup(menu.pos())
    camera.take(choices, "today-menu")
    choices.close()
    menu.close()
