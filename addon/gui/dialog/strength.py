# SPDX-License-Identifier: AGPL-3.0-or-later
"""A slider with a number beside it, from Anki's order to all new cards last."""

from __future__ import annotations

from aqt import colors
from aqt.qt import (
    QGridLayout,
    QSignalBlocker,
    QSlider,
    QSpinBox,
    Qt,
    QToolButton,
    QWidget,
    pyqtSignal,
    qconnect,
)
from aqt.theme import theme_manager

from .. import texts
from ..language import locale, parts_around_number
from .labels import Label, make_subtle

MIXED = -1


class NumberBox(QSpinBox):
    """A number that says so where several decks have different ones, and has a word for none."""

    def __init__(self, name: str, most: int, none: str) -> None:
        super().__init__()
        self._none = none
        self.setObjectName(name)
        self.setLocale(locale())
        self.setRange(0, most)
        self.setSpecialValueText(none)

    def show_number(self, number: int | None) -> None:
        """Show a number; None is a mixture."""
        self.setMinimum(0 if number is not None else MIXED)
        self.setSpecialValueText(self._none if number is not None else texts.MIXED)
        self.setValue(MIXED if number is None else number)


class StrengthSlider(QWidget):
    """Tells what the person sets; what is filled in by `show_strength` is not told."""

    changed = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("strengthSlider")
        self.slider.setAccessibleName(texts.STRENGTH_NAME)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setMinimumWidth(120)
        self.box = NumberBox("strengthPercent", 100, texts.OFF)
        self.box.setAccessibleName(texts.STRENGTH_BOX)
        before, after = parts_around_number(texts.PERCENT)
        self.box.setPrefix(before)
        self.box.setSuffix(after)
        qconnect(self.slider.valueChanged, self.box.show_number)
        qconnect(self.box.valueChanged, self._on_box)

        self.reset = QToolButton()
        self.reset.setObjectName("reset")
        self.reset.setText("↺")
        self.reset.setAutoRaise(True)
        self.reset.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        font = self.reset.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self.reset.setFont(font)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        name = Label(texts.STRENGTH_LABEL)
        name.setBuddy(self.slider)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.slider, 0, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.box, 0, 3)
        grid.addWidget(self.reset, 0, 4)
        for column, text, alignment in (
            (1, texts.ANKIS_ORDER, Qt.AlignmentFlag.AlignLeading),
            (2, texts.NEW_CARDS_LAST, Qt.AlignmentFlag.AlignTrailing),
        ):
            label = Label(text)
            make_subtle(label)
            grid.addWidget(label, 1, column, alignment)
        self.follow_theme()

    def follow_theme(self) -> None:
        """Fill it from where it begins; Anki's style does so from the left in any language."""
        if self.slider.isRightToLeft():
            filled, disabled = map(
                theme_manager.var, (colors.BUTTON_PRIMARY_GRADIENT_START, colors.BUTTON_DISABLED)
            )
            self.slider.setStyleSheet(
                "QSlider::sub-page, QSlider::sub-page:disabled { background: none; }"
                f"QSlider::add-page {{ background: {filled}; border-radius: 3px; margin: 1px; }}"
                f"QSlider::add-page:disabled {{ background: {disabled}; }}"
            )

    def show_strength(self, strength: int | None) -> None:
        """Show a strength; None is a mixture."""
        blockers = QSignalBlocker(self.slider), QSignalBlocker(self.box)
        self.box.show_number(strength)
        if strength is not None:
            self.slider.setValue(strength)
        for blocker in blockers:
            blocker.unblock()

    def _on_box(self, strength: int) -> None:
        if strength != MIXED:
            blocker = QSignalBlocker(self.slider)
            self.slider.setValue(strength)
            blocker.unblock()
            self.changed.emit(strength)
