# SPDX-License-Identifier: AGPL-3.0-or-later
"""The controls for what holds until tomorrow only."""

from __future__ import annotations

from collections.abc import Sequence

from aqt.qt import QButtonGroup, QRadioButton, QVBoxLayout, QWidget, pyqtSignal, qconnect

from ...settings import DeckSettings
from .. import texts
from .labels import wrapped_label
from .strength import StrengthSlider

AS_SET, ANKIS, LAST, OTHER = range(4)
STRENGTHS = {AS_SET: None, ANKIS: 0, LAST: 100}
NAMES = ("todayAsSet", "todayAnkisOrder", "todayLast", "todayOther")


class TodayForm(QWidget):
    """Shows today's choice; tells the strength that the person chooses, None for what is set."""

    changed = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._choices = QButtonGroup(self)
        layout = QVBoxLayout(self)
        words = (texts.AS_SET, texts.ANKIS_ORDER, texts.ALL_NEW_LAST, texts.THIS_STRENGTH)
        for index, (name, text) in enumerate(zip(NAMES, words)):
            button = QRadioButton(text)
            button.setObjectName(name)
            button.setAccessibleName(text)
            self._choices.addButton(button, index)
            layout.addWidget(button)
        self._strength = StrengthSlider("today", texts.STRENGTH_TODAY)
        layout.addWidget(self._strength)
        means = wrapped_label("todayMeans", subtle=True)
        means.setText(texts.TODAY_MEANS)
        layout.addWidget(means)
        layout.addStretch()
        qconnect(self._choices.idClicked, self._on_choice)
        qconnect(self._strength.changed, self.changed.emit)

    def show_choices(self, strengths: Sequence[int | None], used: Sequence[DeckSettings]) -> None:
        """Show what was chosen for decks, and what is set for them."""
        as_set = {texts.strength(deck) for deck in used}
        shown = as_set.pop() if len(as_set) == 1 else texts.MIXED
        chosen = set(strengths)
        mixed = len(chosen) > 1
        strength = None if mixed else chosen.pop()
        index = next((i for i, named in STRENGTHS.items() if named == strength), OTHER)
        self._choices.setExclusive(not mixed)
        for number, button in enumerate(self._choices.buttons()):
            button.setChecked(number == index and not mixed)
        as_set_button = self._choices.button(AS_SET)
        assert as_set_button is not None
        as_set_button.setText(texts.AS_SET.format(strength=shown))
        as_set_button.setAccessibleName(as_set_button.text())
        if mixed:
            self._strength.show_strength(None)
        else:
            self._strength.show_strength(used[0].strength if strength is None else strength)

    def _on_choice(self, index: int) -> None:
        if index == OTHER:
            self.changed.emit(max(0, self._strength.box.value()))
        else:
            self.changed.emit(STRENGTHS[index])
