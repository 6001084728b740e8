# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds in the selected deck for this day only, as a menu; any strength is in the dialog."""

from __future__ import annotations

from typing import NamedTuple

import aqt
from anki.collection import Collection, OpChanges
from anki.decks import DeckId
from aqt.operations import CollectionOp
from aqt.qt import QAction, QActionGroup, QKeySequence, QMenu, qconnect
from aqt.utils import tooltip

from ..collection import stored_settings
from ..settings import DeckSettings
from . import texts
from .dialog.window import show_dialog

CHOICES: tuple[int | None, ...] = (None, 0, 100)


class TodaysChoice(NamedTuple):
    """What the selected deck uses: as it is set, and today's strength if one was chosen."""

    deck_id: DeckId
    as_set: DeckSettings
    strength: int | None

    @property
    def choice(self) -> str:
        return texts.todays_choice(self.strength, self.as_set)


def of_selected_deck(col: Collection) -> TodaysChoice | None:
    """Return None where nothing can be chosen: the add-on is off, or the deck is filtered."""
    deck_id = col.decks.get_current_id()
    settings = stored_settings.load(col)
    if not settings.enabled or col.decks.is_filtered(deck_id):
        return None
    as_set = stored_settings.for_deck(col, settings, deck_id)
    return TodaysChoice(deck_id, as_set, stored_settings.todays_strengths(col).get(deck_id))


def add_choices(menu: QMenu, today: TodaysChoice, shortcut: str = "") -> None:
    """Add the choices to a menu; the key, if there is one, stands beside Anki's order."""
    group = QActionGroup(menu)
    choices = CHOICES if today.strength in CHOICES else (*CHOICES, today.strength)
    for strength in choices:
        action = QAction(texts.todays_choice(strength, today.as_set), menu)
        action.setObjectName(f"today_{'as_set' if strength is None else strength}")
        action.setCheckable(True)
        action.setChecked(strength == today.strength)
        if strength == 0:
            action.setShortcut(QKeySequence(shortcut))
        group.addAction(action)
        menu.addAction(action)
        qconnect(action.triggered, lambda _checked, chosen=strength: choose(today, chosen))
    menu.addSeparator()
    other = QAction(texts.OTHER_STRENGTH, menu)
    other.setObjectName("today_other")
    menu.addAction(other)
    qconnect(other.triggered, lambda _checked: show_dialog(today.deck_id, today_only=True))


def choose(today: TodaysChoice, strength: int | None) -> None:
    """Let a strength hold until tomorrow; a review in progress asks for its card again."""
    mw = aqt.mw
    assert mw is not None
    chosen = today._replace(strength=strength)

    def confirm(_changes: OpChanges) -> None:
        if strength is None:
            tooltip(texts.AS_SET_AGAIN.format(strength=texts.strength(today.as_set)))
        else:
            tooltip(texts.UNTIL_TOMORROW.format(choice=chosen.choice))

    CollectionOp(
        mw,
        lambda col: stored_settings.set_todays_strength(
            col, today.deck_id, strength, texts.STEP_TODAY
        ),
    ).success(confirm).run_in_background()
