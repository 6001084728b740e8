# SPDX-License-Identifier: AGPL-3.0-or-later
"""The controls for one deck's settings, or for those of several decks at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aqt.qt import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QSpinBox,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
    qconnect,
)

from ...ordering import Pattern
from ...settings import MOST_REVIEWS, DeckSettings
from .. import texts


class DeckForm(QGroupBox):
    """Shows settings; tells what the person changes, and whether the parent's are wanted."""

    changed = pyqtSignal(str, object)
    parents_wanted = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("deckSettings")
        self._filling = False
        self._strength_before_off = DeckSettings().strength

        self._parents = QCheckBox()
        self._parents.setObjectName("useParents")
        qconnect(self._parents.toggled, self._tell(lambda on: self.parents_wanted.emit(on)))

        self._move = QCheckBox(texts.MOVE_NEW_CARDS)
        self._move.setObjectName("moveNewCards")
        self._move.setAccessibleName(texts.MOVE_NEW_CARDS)
        qconnect(self._move.toggled, self._tell(self._on_move))

        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("strengthSlider")
        self._slider.setAccessibleName(texts.STRENGTH_SLIDER)
        self._slider.setRange(1, 100)
        self._slider.setPageStep(10)
        self._percent = QSpinBox()
        self._percent.setObjectName("strengthPercent")
        self._percent.setAccessibleName(texts.STRENGTH_BOX)
        self._percent.setRange(1, 100)
        self._percent.setSuffix("%")
        qconnect(self._slider.valueChanged, self._percent.setValue)
        qconnect(self._percent.valueChanged, self._slider.setValue)
        qconnect(self._percent.valueChanged, self._tell(self._on_strength))

        self._patterns = QButtonGroup(self)
        for index, pattern in enumerate(Pattern):
            button = QRadioButton(texts.PATTERNS[pattern], self)
            button.setObjectName(f"pattern_{pattern.value}")
            button.setAccessibleName(texts.PATTERNS[pattern])
            button.setAccessibleDescription(texts.PATTERN_MEANS[pattern])
            button.setToolTip(texts.PATTERN_MEANS[pattern])
            self._patterns.addButton(button, index)
        qconnect(self._patterns.idToggled, self._on_pattern)
        self._means = QLabel()
        self._means.setObjectName("patternMeans")
        self._means.setWordWrap(True)

        self._min_reviews = QSpinBox()
        self._min_reviews.setObjectName("minReviews")
        self._min_reviews.setAccessibleName(texts.MIN_REVIEWS)
        self._min_reviews.setRange(0, MOST_REVIEWS)
        qconnect(
            self._min_reviews.valueChanged,
            self._tell(lambda count: self.changed.emit("min_reviews", count)),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        strength = QHBoxLayout()
        strength.addWidget(self._slider)
        strength.addWidget(self._percent)
        patterns = QHBoxLayout()
        for button in self._patterns.buttons():
            patterns.addWidget(button)
        patterns.addStretch()
        min_reviews = QHBoxLayout()
        min_reviews.addWidget(QLabel(texts.MIN_REVIEWS))
        min_reviews.addWidget(self._min_reviews)
        min_reviews.addStretch()
        self._details = QWidget()
        form = QFormLayout(self._details)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(texts.STRENGTH, strength)
        form.addRow(texts.PATTERN, patterns)
        form.addRow("", self._means)
        form.addRow(min_reviews)
        layout = QVBoxLayout(self)
        for widget in (self._parents, self._move, self._details):
            layout.addWidget(widget)

    def show_settings(
        self, title: str, deck: DeckSettings, own: bool, parents: str, editable: bool
    ) -> None:
        """Show what a deck uses; `parents` offers the parent's setting, or is empty."""
        self._filling = True
        self.setTitle(title.replace("&", "&&"))
        self.setEnabled(editable)
        self._parents.setVisible(bool(parents))
        self._parents.setText(parents.replace("&", "&&"))
        self._parents.setAccessibleName(parents)
        self._parents.setChecked(not own)
        self._move.setChecked(bool(deck.strength))
        self._move.setEnabled(own)
        self._details.setEnabled(own and bool(deck.strength))
        if deck.strength:
            self._strength_before_off = deck.strength
        self._percent.setValue(deck.strength or self._strength_before_off)
        pattern = self._patterns.button(list(Pattern).index(deck.pattern))
        assert pattern is not None
        pattern.setChecked(True)
        self._means.setText(texts.PATTERN_MEANS[deck.pattern])
        self._min_reviews.setValue(deck.min_reviews)
        self._filling = False

    def _tell(self, tell: Callable[[Any], None]) -> Callable[[Any], None]:
        """`tell`, but only of what the person does, and not of what is filled in."""
        return lambda value: None if self._filling else tell(value)

    def _on_move(self, on: bool) -> None:
        self.changed.emit("strength", self._strength_before_off if on else 0)

    def _on_strength(self, percent: int) -> None:
        self.changed.emit("strength", percent)

    def _on_pattern(self, index: int, checked: bool) -> None:
        if checked and not self._filling:
            self.changed.emit("pattern", list(Pattern)[index])
