# SPDX-License-Identifier: AGPL-3.0-or-later
"""The controls for what one deck uses, or several decks at once, on every day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aqt.qt import QHBoxLayout, Qt, QVBoxLayout, QWidget, pyqtSignal, qconnect

from ...settings import MOST_CARDS, DeckSettings
from .. import texts
from .labels import Label, as_tooltip, wrapped_label
from .strength import MIXED, NumberBox, StrengthSlider


class DeckForm(QWidget):
    """Shows settings; tells what the person changes, and when the parent's are wanted again."""

    changed = pyqtSignal(str, object)
    reset_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.strength = StrengthSlider("strength", texts.STRENGTH_NAME, reset=True)
        qconnect(self.strength.changed, lambda strength: self.changed.emit("strength", strength))
        qconnect(self.strength.reset.clicked, lambda: self.reset_wanted.emit())

        self._min_reviews = NumberBox(
            "minReviews", texts.MIN_REVIEWS_NAME, MOST_CARDS, texts.ANY_NUMBER
        )
        self._min_reviews.setGroupSeparatorShown(True)
        qconnect(self._min_reviews.valueChanged, self._on_min_reviews)
        self._holds = wrapped_label("whichHoldsWhen")

        layout = QVBoxLayout(self)
        for text, label_of, field, first in (
            (texts.STRENGTH_LABEL, self.strength.slider, self.strength, self.strength.box),
            (texts.MIN_REVIEWS, self._min_reviews, self._min_reviews, self._min_reviews),
        ):
            row = QHBoxLayout()
            label = Label(text)
            label.setBuddy(label_of)
            # Beside the first line of what it names.
            label.setMinimumHeight(first.sizeHint().height())
            row.addWidget(label, alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(field, 1 if field is self.strength else 0)
            if field is not self.strength:
                row.addStretch()
            layout.addLayout(row)
        layout.addWidget(self._holds)
        layout.addStretch()

    def show_settings(
        self, used: Sequence[DeckSettings], own: bool, reset: str, holds: Sequence[str]
    ) -> None:
        """Show what decks use; `reset` says what the arrow does, where a setting is their `own`."""
        self._filling = True
        self.strength.show_strength(_shared(deck.strength for deck in used))
        self.strength.reset.setVisible(own)
        self.strength.reset.setToolTip(as_tooltip(reset))
        self.strength.reset.setAccessibleName(reset)
        self._min_reviews.show_number(_shared(deck.min_reviews for deck in used))
        self._holds.setText("\n".join(holds))
        self._holds.setVisible(bool(holds))
        self._filling = False

    def _on_min_reviews(self, count: int) -> None:
        if count != MIXED and not self._filling:
            self.changed.emit("min_reviews", count)


def _shared(numbers: Iterable[int]) -> int | None:
    """The number that all decks have; None where they differ."""
    different = set(numbers)
    return different.pop() if len(different) == 1 else None
