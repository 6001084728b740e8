# SPDX-License-Identifier: AGPL-3.0-or-later
"""A slider with a number beside it, from Anki's order to all new cards last."""

from __future__ import annotations

from aqt.qt import (
    QGridLayout,
    QSlider,
    QSpinBox,
    Qt,
    QToolButton,
    QWidget,
    pyqtSignal,
    qconnect,
)

from .. import texts
from ..language import locale
from .labels import Label, make_subtle

MIXED = -1


class NumberBox(QSpinBox):
    """A number that says so where several decks have different ones, and has a word for none."""

    def __init__(self, name: str, accessible_name: str, most: int, none: str) -> None:
        super().__init__()
        self._none = none
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
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

    def __init__(self, name: str, accessible_name: str, reset: bool = False) -> None:
        super().__init__()
        self._filling = False
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName(f"{name}Slider")
        self.slider.setAccessibleName(accessible_name)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setTickInterval(10)
        self.slider.setMinimumWidth(120)
        self.box = NumberBox(f"{name}Percent", texts.STRENGTH_BOX, 100, texts.OFF)
        before, after = texts.PERCENT.split("{n}")
        self.box.setPrefix(before)
        self.box.setSuffix(after)
        qconnect(self.slider.valueChanged, self._on_slider)
        qconnect(self.box.valueChanged, self._on_box)

        self.reset = QToolButton()
        self.reset.setObjectName("reset")
        self.reset.setText("↺")
        self.reset.setAutoRaise(True)
        self.reset.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        font = self.reset.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self.reset.setFont(font)
        self.reset.setFixedHeight(self.box.sizeHint().height())  # else the row would be higher
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.slider, 0, 0, 1, 2)
        grid.addWidget(self.box, 0, 2)
        for column, text, alignment in (
            (0, texts.AT_ZERO, Qt.AlignmentFlag.AlignLeading),
            (1, texts.AT_HUNDRED, Qt.AlignmentFlag.AlignTrailing),
        ):
            label = Label(text)
            make_subtle(label)
            grid.addWidget(label, 1, column, alignment)
        if reset:
            grid.addWidget(self.reset, 0, 3)

    def show_strength(self, strength: int | None) -> None:
        """Show a strength; None is a mixture."""
        self._filling = True
        self.box.show_number(strength)
        if strength is not None:
            self.slider.setValue(strength)
        self._filling = False

    def _on_slider(self, strength: int) -> None:
        if not self._filling:
            self.box.show_number(strength)

    def _on_box(self, strength: int) -> None:
        if strength == MIXED:
            return
        if not self._filling:
            self._filling = True
            self.slider.setValue(strength)
            self._filling = False
            self.changed.emit(strength)
