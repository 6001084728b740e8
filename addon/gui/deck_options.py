# SPDX-License-Identifier: AGPL-3.0-or-later
"""A line about the deck's bias in Anki's Deck Options, in the page's section for add-ons."""

from __future__ import annotations

import json

import aqt
from anki.decks import DeckId
from aqt.deckoptions import DeckOptionsDialog

from ..collection import stored_settings
from ..collection.deck_bias import Reason
from . import texts
from .dialog.window import show_dialog
from .menus import COMMAND

PRESSED = f"{COMMAND}:deck_options:change"
# The texts are put in as text and not as HTML: a deck's name may hold anything.
_ADD = """
$deckOptions.then((options) => options.addHtmlAddon(
    '<div id="biased-queue" style="display: flex; align-items: center; gap: 1em">'
    + '<span dir="auto" style="flex: 1"></span><button class="btn btn-primary"></button></div>',
    () => {
        const [line, button] = document.getElementById("biased-queue").children;
        line.textContent = %s;
        button.textContent = %s;
        button.onclick = () => bridgeCommand(%s);
    },
));
"""
_UPDATE = 'document.querySelector("#biased-queue span").textContent = %s;'

_open_page: DeckOptionsDialog | None = None


def add_line(page: DeckOptionsDialog) -> None:
    """Add the line and a button that opens our dialog; the page's own changes stay as they are."""
    global _open_page
    _open_page = page
    texts_of_page = (_line(_deck_id(page)), texts.CHANGE, PRESSED)
    page.web.eval(_ADD % tuple(map(json.dumps, texts_of_page)))


def on_message(_command: str, _context: object) -> None:
    """Open our dialog at the page's deck when its button is pressed."""
    page = _open_page
    if not page:
        return

    def saved() -> None:
        if page.web:
            page.web.eval(_UPDATE % json.dumps(_line(_deck_id(page))))

    show_dialog(_deck_id(page), page, saved)


def _deck_id(page: DeckOptionsDialog) -> DeckId:
    return DeckId(page._deck["id"])


def _line(deck_id: DeckId) -> str:
    assert aqt.mw is not None and aqt.mw.col is not None
    settings = stored_settings.load(aqt.mw.col)
    if not settings.enabled:
        return texts.WHY_NOTHING_MOVES[Reason.TURNED_OFF]
    deck = stored_settings.for_deck(aqt.mw.col, settings, deck_id)
    shown = (
        texts.strength(deck)
        if deck_id in settings.decks
        else texts.INHERITED.format(strength=texts.strength(deck))
    )
    today = stored_settings.todays_strengths(aqt.mw.col).get(deck_id)
    if today is None:
        return texts.DECK_LINE.format(strength=shown)
    choice = texts.todays_choice(today, deck)
    return texts.DECK_LINE_TODAY.format(strength=shown, choice=choice)
