# SPDX-License-Identifier: AGPL-3.0-or-later
"""The controls for what one deck uses, or several decks at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aqt.qt import (
    QCheckBox,
    QEvent,
    QHBoxLayout,
    QObject,
    QSignalBlocker,
    Qt,
    QVBoxLayout,
    QWheelEvent,
    QWidget,
    pyqtSignal,
    qconnect,
)
from aqt.utils import tr

from ...settings import MOST_CARDS, DeckSettings
from .. import texts
from ..language import number, parts_around_number, without_key
from .labels import Label, LineLabel, as_tooltip, make_subtle
from .strength import MIXED, NumberBox, StrengthSlider


class DeckForm(QWidget):
    """Shows settings; tells what the person changes, and when the parent's are wanted again."""

    changed = pyqtSignal(str, object)  # a field of `DeckSettings`, and its value
    reset_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._strength = StrengthSlider()
        self.numbers = {
            "min_reviews": NumberBox("minReviews", MOST_CARDS, texts.ANY_NUMBER),
            "leave_first": NumberBox("leaveFirst", MOST_CARDS, number(0)),
        }
        self.from_mixed = QCheckBox(texts.FROM_MIXED)
        self.from_mixed.setObjectName("fromMixed")
        self.from_mixed.setAccessibleName(without_key(texts.FROM_MIXED))
        self._shared = LineLabel("sharedWith", Qt.TextElideMode.ElideRight)
        make_subtle(self._shared)
        qconnect(self.from_mixed.clicked, lambda on: self.changed.emit("from_mixed", on))
        qconnect(self._strength.changed, lambda strength: self.changed.emit("strength", strength))
        qconnect(self._strength.reset.clicked, lambda: self.reset_wanted.emit())
        form = QVBoxLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self._strength)
        form.addWidget(self.from_mixed)
        form.addWidget(self._shared)
        for (field, box), sentence in zip(
            self.numbers.items(), (texts.MIN_REVIEWS, texts.LEAVE_FIRST)
        ):
            form.addWidget(_with_box(sentence, box))
            qconnect(box.valueChanged, self._telling(field))
        for control in (self._strength.slider, self._strength.box, *self.numbers.values()):
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # none by the wheel
            control.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Let the wheel change nothing over a control that does not have the focus."""
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget):
            return not watched.hasFocus()
        return super().eventFilter(watched, event)

    def show_settings(
        self, used: Sequence[DeckSettings], strengths: Sequence[int], today_only: bool
    ) -> None:
        """Show what decks use, with the strengths that may be for today only."""
        self._strength.show_strength(_common(strengths))
        for field, box in self.numbers.items():
            blocker = QSignalBlocker(box)
            box.show_number(_common([getattr(deck, field) for deck in used]))
            box.parentWidget().setEnabled(not today_only)  # type: ignore[union-attr]
            blocker.unblock()

        ticked = _common([deck.from_mixed for deck in used])
        states = Qt.CheckState.Unchecked, Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked
        self.from_mixed.setCheckState(states[2 if ticked is None else ticked])
        self.from_mixed.setTristate(ticked is None)
        self.from_mixed.setVisible(not today_only)  # a preset has no day

    def show_shared(self, changes: Sequence[str], would_change: Sequence[str]) -> None:
        """Show which decks' options change as well, and on hover what the box does."""
        self._shared.show_line(texts.shared_with(changes))
        self._shared.setVisible(bool(changes))
        means = texts.FROM_MIXED_MEANS.format(
            option=tr.deck_config_new_review_priority(),
            value=tr.deck_config_review_mix_show_after_reviews(),
        )
        self.from_mixed.setToolTip(
            as_tooltip("\n".join((means, texts.shared_with(would_change))).strip())
        )

    def follow_theme(self) -> None:
        self._strength.follow_theme()

    def show_reset(self, does: str) -> None:
        """Show the arrow with what it does, or hide it where there is nothing to take away."""
        arrow = self._strength.reset
        arrow.setVisible(bool(does))
        arrow.setToolTip(as_tooltip(does))
        arrow.setAccessibleName(does)

    def _telling(self, field: str) -> Callable[[int], None]:
        def tell(value: int) -> None:
            if value != MIXED:
                self.changed.emit(field, value)

        return tell


def _with_box(sentence: str, box: NumberBox) -> QWidget:
    """Make a sentence with a box in the place of its number; its key leads to the box."""
    before, after = map(Label, parts_around_number(sentence))
    before.setBuddy(box)
    after.setBuddy(box)  # in some languages the key stands behind
    box.setAccessibleName(without_key(sentence.format(n="…")))
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in (before, box, after):
        layout.addWidget(widget)
    layout.addStretch()
    return row


def _common(values: Sequence[int]) -> int | None:
    """Return the value that all have; None is a mixture."""
    return values[0] if len(set(values)) == 1 else None
