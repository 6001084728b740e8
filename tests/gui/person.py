# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person at Anki's main window, who uses its keys and menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from anki.cards import CardId
from anki.decks import DEFAULT_DECK_ID, DeckId
from anki.scheduler.v3 import QueuedCards
from aqt import gui_hooks
from aqt.main import AnkiQt
from aqt.qt import QAction, Qt
from pytestqt.qtbot import QtBot

from addon.settings import Settings
from tests.collection.student import LETTERS, Student
from tests.gui.on_screen import installed

if TYPE_CHECKING:
    from aqt.webview import WebContent

KEYS = {1: Qt.Key.Key_1, 2: Qt.Key.Key_2, 3: Qt.Key.Key_3, 4: Qt.Key.Key_4}


class Person(Student):
    """A student whose cards are shown and answered by Anki's reviewer."""

    def __init__(self, mw: AnkiQt, qtbot: QtBot) -> None:
        super().__init__(mw.col)
        self.mw, self.qtbot = mw, qtbot
        self.told: list[str] = []  # what we or a page warn of
        if not hasattr(mw, "fullscreen"):
            mw.fullscreen = False  # pytest-anki2's stand-in for AnkiQt.__init__ leaves it out
        mw.show()
        mw.activateWindow()
        self.pages = 0
        gui_hooks.webview_will_set_content.append(self._number_page)
        qtbot.waitUntil(lambda: mw.state == "deckBrowser")
        self.wait_for_page("document.querySelector('tr.deck')")

    @property
    def biased(self) -> bool:
        """Whether the cards come from our queue."""
        return installed("collection.hook").biased_queue(self.col) is not None

    def save(self, settings: Settings) -> None:
        """Store settings as the add-on does, through Anki's own operations."""
        from aqt.operations import CollectionOp

        stored_settings = installed("collection.stored_settings")

        done: list[object] = []
        CollectionOp(self.mw, lambda col: stored_settings.save(col, settings)).success(
            done.append
        ).run_in_background()
        self.qtbot.waitUntil(lambda: bool(done))

    def warned(self) -> list[str]:
        """Return what was told in warnings since this was last asked."""
        texts, self.told[:] = self.told[:], []
        return texts

    def on_this_computer(self, **values: object) -> None:
        """Change what is stored of the screen, as before Anki was started."""
        self.mw.addonManager.writeConfig("biased_queue", values)
        installed("gui.config").read()

    def past_days(self, deck: DeckId, *orders: str) -> None:
        """Rows of the log for the last days, as after reviews of 8 s and new cards of 14 s."""
        cards = self.col.decks.cids(deck)
        introduced = iter(cards[::-1])
        # Another deck's rows, at the same hour, need other ids.
        logged = self.db.scalar("select count() from revlog")
        noon = (self.sched.day_cutoff - 43_200) * 1000 + logged
        for days_ago, order in enumerate(orders, start=1):
            at = noon - days_ago * 86_400_000
            for number, letter in enumerate(order):
                kind, last_ivl, millis = (0, 0, 14_000) if letter == "N" else (1, 10, 8_000)
                at += millis
                row = "insert into revlog values (?, ?, -1, 3, 20, ?, 2500, ?, ?)"
                card = next(introduced) if letter == "N" else cards[number % len(cards)]
                self.db.execute(row, at, card, last_ivl, millis, kind)

    def switch_profile(self, name: str) -> None:
        """Close the profile and open another, or the same again."""
        mw, opened = self.mw, list[str]()

        def load() -> None:
            mw.pm.load(name)
            mw.loadProfile()
            opened.append(name)

        # What is still counted in the background would find no collection, and Anki tells of that.
        self.settle()
        mw.unloadProfile(load)
        self.qtbot.waitUntil(lambda: bool(opened) and mw.state == "deckBrowser")
        self.col = mw.col

    def new_profile(self, name: str) -> None:
        """Go on in a profile of its own: an empty collection, without starting Anki again."""
        self.mw.pm.create(name)
        self.switch_profile(name)
        self.preset(perDay=9999)

    def see_overview(self, deck: DeckId = DEFAULT_DECK_ID) -> None:
        self.settle()
        self.mw.moveToState("deckBrowser")
        self.settle()
        self.wait_for_page("document.querySelector('tr.deck')")
        self.mw.col.decks.select(deck)
        self.mw.moveToState("overview")
        self.settle()
        self.wait_for_page("document.getElementById('study')")

    def begin(self, deck: DeckId = DEFAULT_DECK_ID) -> None:
        """Select a deck, see its overview and begin to study it."""
        self.see_overview(deck)
        self.mw.activateWindow()
        self.mw.moveToState("review")
        self.wait_for_question()
        self.wait_for_page("window._showQuestion && document.getElementById('qa').innerText")

    def settle(self) -> None:
        """Wait for what Anki draws in the background: it would cover a later page."""
        from aqt.operations import QueryOp

        done: list[object] = []
        QueryOp(parent=self.mw, op=lambda _col: True, success=done.append).run_in_background()
        self.qtbot.waitUntil(lambda: bool(done))

    def _number_page(self, content: WebContent, context: object) -> None:
        if context in (self.mw.deckBrowser, self.mw.overview, self.mw.reviewer):
            self.pages += 1
            content.head += f"<script>var pageNumber = {self.pages}</script>"

    def wait_for_page(self, ready: str) -> None:
        """Wait until the page asked for last is there, Anki knows it, and `ready` is true in it.

        A page tells Anki that it is loaded when the bridge between the two is there. Anki would
        take a message that comes late for that of the next page, so the page sends another one,
        and its reply says that both have come.
        """
        js = """(() => {
            if ((window.pageNumber ?? 0) !== PAGE || !window.pycmd) return false;
            if (window.isKnown === undefined) {
                window.isKnown = false;
                pycmd("is known", () => { window.isKnown = true; });
            }
            return Boolean(window.isKnown && (READY));
        })()"""

        def is_ready() -> bool:
            return self.js(js.replace("PAGE", str(self.pages)).replace("READY", ready)) is True

        try:
            self.qtbot.waitUntil(is_ready)
        except self.qtbot.TimeoutError:
            there = "document.documentElement.outerHTML"
            raise AssertionError(f"not so: {ready}, in {self.state}: {self.js(there)}") from None

    def see_it_painted(self) -> None:
        """Wait until what the page is has been painted, by a process of its own."""
        self.js("new Promise((painted) => requestAnimationFrame(painted)) && true")
        self.qtbot.wait(800)  # Anki fades it in

    def js(self, expression: str) -> object:
        """What an expression gives in the reviewer's page."""
        result: list[object] = []
        self.mw.web.page().runJavaScript(expression, result.append)
        self.qtbot.waitUntil(lambda: bool(result))
        return result[0]

    def key(self, key: Qt.Key, done: Callable[[], bool]) -> None:
        """Press a key in the review, once its page can take it."""
        self.wait_for_page("window._showQuestion")
        self.qtbot.keyClick(self.mw, key)
        self.qtbot.waitUntil(done)

    def wait_for_question(self) -> None:
        reviewer = self.mw.reviewer
        self.qtbot.waitUntil(lambda: self.mw.state != "review" or reviewer.state == "question")

    def rate(self, ease: int = 4) -> str:
        """Show the answer and rate it, by the keyboard; the letter of the card's kind."""
        reviewer = self.mw.reviewer
        letter = LETTERS[self.top_card().queue]
        self.key(Qt.Key.Key_Space, lambda: reviewer.state == "answer")
        self.key(KEYS[ease], lambda: reviewer.state != "answer")
        self.wait_for_question()
        return letter

    def rate_all(self, at_most: int = 1000) -> str:
        """Rate cards until none is left, or so many."""
        letters = ""
        while self.state == "review" and len(letters) < at_most:
            letters += self.rate()
        return letters

    @property
    def card_on_screen(self) -> CardId:
        card = self.mw.reviewer.card
        assert card is not None
        return card.id

    @property
    def state(self) -> str:
        """Anki's word for what its main window shows."""
        return self.mw.state

    @property
    def profile(self) -> str:
        name = self.mw.pm.name
        assert name is not None
        return name

    def top_card(self) -> QueuedCards.QueuedCard:
        """The card that the reviewer has taken from the queue."""
        info = self.mw.reviewer._v3
        assert info is not None
        return info.top_card()

    def undo(self) -> None:
        self._edit(self.mw.form.actionUndo)

    def redo(self) -> None:
        self._edit(self.mw.form.actionRedo)

    def _edit(self, action: QAction) -> None:
        assert action.isEnabled()
        reported: list[object] = []

        def report(changes: object, _initiator: object) -> None:
            reported.append(changes)

        gui_hooks.operation_did_execute.append(report)  # after Anki's, which draws the reviewer
        action.trigger()
        self.qtbot.waitUntil(lambda: bool(reported))
        gui_hooks.operation_did_execute.remove(report)
        self.wait_for_question()

    @property
    def edit_menu(self) -> tuple[str, bool, str, bool]:
        undo, redo = self.mw.form.actionUndo, self.mw.form.actionRedo
        return undo.text(), undo.isEnabled(), redo.text(), redo.isEnabled()
