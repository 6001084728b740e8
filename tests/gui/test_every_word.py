# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every word of ours that is on screen comes from the catalogue.

Anki runs in a made-up language in which our messages have long vowels: ⟦Ööff⟧. A word with a plain
vowel is then written into the code, or Anki's own. Decks have names without vowels.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import anki._backend
import pytest
from aqt import dialogs, gui_hooks
from aqt.deckoptions import display_options_for_deck_id
from aqt.qt import (
    QAbstractButton,
    QAction,
    QDialogButtonBox,
    QGroupBox,
    QKeySequenceEdit,
    QMenu,
    QSpinBox,
    Qt,
    QTabBar,
    QTabWidget,
    QTreeWidget,
    QWidget,
)
from babel.messages.catalog import Catalog

from addon.collection.stored_settings import set_todays_strength
from addon.settings import DeckSettings, Settings
from tests.gui.dialog import CANCEL, Dialog
from tests.gui.on_screen import close_deck_options, control, deck_options, installed, js
from tests.gui.person import Person
from tests.gui.test_sizes import with_a_past
from tools.package import TARGET
from tools.translations import LOCALE, TEMPLATE, compiled, read

LATIN = "la"  # into which nobody has translated Anki: its notetypes keep their names
PSEUDO = TARGET.with_name("biased_queue-pseudo.ankiaddon")
pytestmark = pytest.mark.anki_session(packed_addons=[str(PSEUDO)], load_profile=True, lang=LATIN)
NAME = "Biased Queue"
AS_IT_IS = re.compile(rf"(\{{\w+\}}|</?\w+>|{NAME})")
LONG = str.maketrans(
    {vowel: f"{long}{long.lower()}" for vowel, long in zip("AEIOUaeiou", "ÄËÏÖÜäëïöü")}
)
QTS_OWN_PARTS = (QSpinBox, QKeySequenceEdit, QTabBar)  # what is in them
PLAIN_WORD = re.compile(r"\w*[AEIOUaeiou]\w*")


def pseudo(text: str) -> str:
    parts = AS_IT_IS.split(text)
    long = [part if AS_IT_IS.fullmatch(part) else part.translate(LONG) for part in parts]
    return f"⟦{''.join(long)}⟧"


@pytest.fixture(autouse=True)
def pseudo_language() -> None:
    """The add-on with one more catalogue, before Anki installs it."""
    catalogue = Catalog(LATIN, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n != 1);")]
    for message in read(LOCALE / TEMPLATE):
        if message.id and isinstance(message.id, str):
            catalogue.add(message.id, pseudo(message.id), context=message.context)
        elif message.id:
            catalogue.add(message.id, tuple(map(pseudo, message.id)))
    PSEUDO.write_bytes(TARGET.read_bytes())
    with zipfile.ZipFile(PSEUDO, "a") as archive:
        archive.writestr(f"locale/{LATIN}.mo", compiled(catalogue))


class Words:
    """Gathers what is on screen, and finds the words that are in no catalogue."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ankis: set[str] = set()
        self.seen: list[str] = []
        translate = anki._backend.Translations._translate

        def remember(translations: Any, *arguments: Any) -> str:
            text = translate(translations, *arguments)
            asked_by = sys._getframe(2).f_code.co_filename  # the frame between them is generated
            if "/biased_queue/" in asked_by:
                self.ankis.add(text)
            return text

        monkeypatch.setattr(anki._backend.Translations, "_translate", remember)

    def see(self, *texts: object) -> None:
        self.seen += [str(text) for text in texts if text]

    def see_all(self, root: QWidget) -> None:
        """All that a window shows, and what it tells a screen reader."""
        for widget in (root, *root.findChildren(QWidget)):
            box = widget.parentWidget()
            its_own = isinstance(box, QDialogButtonBox) and isinstance(widget, QAbstractButton)
            if isinstance(box, QTS_OWN_PARTS) or its_own:
                continue  # Qt's own
            self.see(widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
            if widget.isWindow():
                self.see(widget.windowTitle())
            for name in ("text", "title", "placeholderText", "specialValueText", "toPlainText"):
                if hasattr(widget, name):
                    self.see(getattr(widget, name)())
            if isinstance(widget, QTabWidget):
                self.see(*map(widget.tabText, range(widget.count())))
            if isinstance(widget, QTreeWidget):
                every = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
                for item in filter(None, (widget.headerItem(), *widget.findItems("", every))):
                    for column in range(widget.columnCount()):
                        self.see(item.text(column), item.toolTip(column))

    def see_menu(self, menu: QMenu) -> None:
        self.see(menu.title())
        for action in menu.actions():
            self.see(action.text(), action.toolTip())
            if (below := action.menu()) is not None:
                self.see_menu(below)

    def not_in_the_catalogue(self) -> set[str]:
        assert self.seen
        ankis = sorted(self.ankis, key=len, reverse=True)
        words: set[str] = set()
        for text in self.seen:
            for own in (NAME, "<h3>", *ankis):
                text = text.replace(own, "")
            words.update(f"{word} in {text!r}" for word in PLAIN_WORD.findall(text))
        return words


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[Words]:
    """Whatever is not in the catalogue fails the test."""
    found = Words(monkeypatch)
    yield found
    assert found.not_in_the_catalogue() == set()


def a_past(person: Person) -> None:
    """A deck with much to say, its subdecks, and one with other reasons."""
    with_a_past(person, "Dck::Kn")
    person.due(reviews=10, new=4, deck="Dck::Kn::Vrb")
    person.due(reviews=20, new=5, deck="Thn")
    person.deck_id("Mpty")
    names = ("Dck", "Dck::Kn", "Dck::Kn::Vrb")
    own = {int(person.deck_id(name)): DeckSettings(20 * at) for at, name in enumerate(names, 1)}
    own[person.deck_id("Thn")] = DeckSettings(min_reviews=500)
    person.save(Settings(decks=own))
    set_todays_strength(person.col, person.deck_id("Thn"), 35)


def test_in_the_dialog(person: Person, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    a_past(person)
    dialog = Dialog(person)

    def look() -> None:
        dialog.settle()
        words.see_all(dialog.widget)

    dialog.select("Kn")
    person.qtbot.waitUntil(dialog.bars.isVisible)
    look()
    dialog.from_mixed.click()
    look()
    dialog.from_mixed.click()
    for names in (("Dck",), ("Thn",), ("Mpty",), ("Dck", "Kn", "Mpty")):
        dialog.select(*names)
        look()
        for strength in (0, 100):
            dialog.percent.setValue(strength)
            look()
        dialog.today_only()
        look()
        dialog.percent.setValue(100)
        look()
        dialog.always()
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(0))
    look()
    help_window = installed("gui.dialog.window")
    monkeypatch.setattr(help_window, "showText", lambda text, title, **_: words.see(text, title))
    before = len(words.seen)
    dialog.press(QDialogButtonBox.StandardButton.Help)
    assert len(words.seen) == before + 2
    dialog.press(CANCEL)


def test_in_ankis_pages_and_menus(person: Person, words: Words) -> None:
    a_past(person)
    words.see(control(person.mw, QAction, "actionBiasedQueue").text())
    gear = QMenu(person.mw)
    gui_hooks.deck_browser_will_show_options_menu(gear, person.deck_id("Thn"))
    words.see(control(gear, QAction, "actionBiasedQueueOfDeck").text())

    ours = "document.getElementById('biased-queue')"
    person.preset(newPerDay=20, revPerDay=9999, newMix=0)
    for name in ("Dck::Kn", "Thn", "Dck"):
        person.see_overview(person.deck_id(name))
        person.settle()  # the log is read
        words.see(person.js(f"{ours}?.innerText ?? ''"))
        words.see(person.js(f"{ours}?.querySelector('svg')?.getAttribute('aria-label') ?? ''"))
    assert any("⟦" in text for text in words.seen[2:])

    person.begin(person.deck_id("Dck::Kn"))
    more = QMenu(person.mw)
    gui_hooks.reviewer_will_show_context_menu(person.mw.reviewer, more)
    words.see_menu(control(more, QMenu, "biasedQueueToday"))
    strip = "document.getElementById('biased-queue-progress')?.title ?? ''"
    words.see(js(person, person.mw.bottomWeb, strip))

    line = "document.querySelector('#biased-queue')"
    for name in ("Dck::Kn", "Thn", "Mpty"):
        display_options_for_deck_id(person.deck_id(name))
        page = deck_options(person)
        person.qtbot.waitUntil(lambda page=page: js(person, page.web, f"Boolean({line})"))
        words.see(js(person, page.web, f"{line}.innerText"))
        close_deck_options(person, page)

    preferences = dialogs.open("Preferences", person.mw)
    words.see_all(control(preferences, QGroupBox, "biasedQueueGroup"))
    preferences.close()
