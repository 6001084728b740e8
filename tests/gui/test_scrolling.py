# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog's pane, where there is no room for all that is in it."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest
from aqt.qt import (
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QPoint,
    QPointF,
    QScrollArea,
    QScrollBar,
    QSlider,
    Qt,
    QTabBar,
    QWheelEvent,
    QWidget,
    sip,
)

from tests.gui.conftest import with_addon
from tests.gui.dialog import Dialog
from tests.gui.person import Person
from tests.gui.places import control

A_NOTCH = 120  # of the wheel, in eighths of a degree
SPONTANEOUS = 11  # where Qt 6 keeps in an event that it comes from the system


@pytest.fixture
def low(person: Person) -> Dialog:
    """The dialog in a window so low that its pane scrolls."""
    person.due(reviews=40, new=8)
    dialog = Dialog(person)
    dialog.select("Default")
    dialog.widget.resize(dialog.widget.width(), dialog.widget.minimumSizeHint().height())
    dialog.settle()
    for _ in range(4):
        QApplication.processEvents()
    assert scroll_bar(dialog).maximum()
    return dialog


def scroll_bar(dialog: Dialog) -> QScrollBar:
    bar = control(dialog.widget, QScrollArea, "scrolled").verticalScrollBar()
    assert bar is not None
    return bar


def in_the_pane(dialog: Dialog, *kinds: type[QWidget]) -> list[QWidget]:
    """What is shown of some kinds."""
    pane = control(dialog.widget, QScrollArea, "scrolled").widget()
    assert pane is not None
    return [
        widget
        for widget in pane.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible()
    ]


def turn_wheel_over(widget: QWidget) -> None:
    """Turn the wheel toward oneself. Qt hands on to a parent only what the system has sent."""
    window = widget.window()
    assert window is not None
    handle, middle = window.windowHandle(), widget.rect().center()
    assert handle is not None
    event = QWheelEvent(
        QPointF(widget.mapTo(window, middle)),
        QPointF(widget.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -A_NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    address_of: Any = sip.unwrapinstance  # its type says that it returns None
    ctypes.c_bool.from_address(address_of(event) + SPONTANEOUS).value = True
    assert event.spontaneous()
    app = QApplication.instance()
    assert app is not None
    app.notify(handle, event)


def click_tab(person: Person, dialog: Dialog, index: int) -> None:
    tabs = dialog.tabs.tabBar()
    assert tabs is not None
    place = tabs.tabRect(index).center()
    person.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place)
    assert dialog.tabs.currentIndex() == index


@with_addon
def test_the_wheel_scrolls_and_changes_nothing_that_does_not_have_the_focus(low: Dialog) -> None:
    low.min_reviews.setValue(7)
    low.percent.setValue(96)
    bar, draft = scroll_bar(low), low.widget._draft
    for tab in (0, 1):
        low.tabs.setCurrentIndex(tab)
        controls = in_the_pane(low, QSlider, QAbstractSpinBox, QTabBar)
        assert len(controls) >= 3
        for over in (*controls, *in_the_pane(low, QLabel)[:1]):
            low.tree.setFocus()
            control(low.widget, QScrollArea, "scrolled").ensureWidgetVisible(over)
            bar.setValue(min(bar.value(), bar.maximum() - 1))
            before = bar.value()
            turn_wheel_over(over)
            assert bar.value() > before, over
            assert QApplication.focusWidget() is low.tree, over
            assert (low.widget._draft, low.tabs.currentIndex()) == (draft, tab), over
    low.cancel()


@with_addon
def test_the_wheel_changes_what_has_the_focus(low: Dialog) -> None:
    low.percent.setValue(96)
    for its, name in ((low.slider, "slider"), (low.percent, "box")):
        its.setFocus()
        before = low.percent.value()
        turn_wheel_over(its)
        assert low.percent.value() < before and scroll_bar(low).value() == 0, name
    low.cancel()


@with_addon
def test_a_click_on_a_tab_does_not_scroll(person: Person, low: Dialog) -> None:
    for tab in (0, 1):
        low.tabs.setCurrentIndex(tab)
        for focused in in_the_pane(low, QSlider, QAbstractSpinBox):
            low.tabs.setCurrentIndex(tab)
            focused.setFocus()
            scroll_bar(low).setValue(0)
            click_tab(person, low, 1 - tab)
            assert scroll_bar(low).value() == 0, focused
    low.cancel()


@with_addon
def test_the_tab_key_scrolls_to_where_it_leads(person: Person, low: Dialog) -> None:
    low.slider.setFocus()
    scroll_bar(low).setValue(0)
    passed = list[QWidget]()
    while (focused := QApplication.focusWidget()) in in_the_pane(low, QWidget):
        assert focused is not None and focused not in passed
        assert focused.visibleRegion().boundingRect() == focused.rect(), focused
        passed.append(focused)
        person.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert low.min_reviews in passed
    low.cancel()
