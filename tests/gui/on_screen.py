# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding what is on screen, by the names of windows and controls."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from aqt.deckoptions import DeckOptionsDialog
from aqt.qt import QApplication, QDialog, QObject, QTreeWidget, QWidget
from aqt.webview import AnkiWebView

if TYPE_CHECKING:
    from addon.gui.dialog.window import BiasedQueueDialog
    from tests.gui.person import Person

Control = TypeVar("Control", bound=QObject)


TASK_BAR = 40  # what the system's own bar takes of a screen's height, enlarged as all is


class Screen(NamedTuple):
    """In the screen's own pixels, and how much all on it is enlarged."""

    width: int
    height: int
    scale: float

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}-{self.scale * 100:.0f}"


USUAL_SCREEN = Screen(1366, 768, 1)


def installed(module: str) -> ModuleType:
    """A module of the add-on as Anki has loaded it, which is not the one in this folder."""
    return import_module(f"biased_queue.{module}")


def count_as(reviews: int, new: int) -> None:
    """Put in counts of today, for all who ask: so many cards take long to make."""
    day = installed("ordering").Day(0, reviews, 0, new)
    counts = installed("collection.todays_queue").DeckCounts(day, reviews)
    for module in ("collection.todays_queue", "gui.dialog.pictures"):
        vars(installed(module))["count_deck"] = lambda _col, _node, _left=None: counts


def window(person: Person, name: str) -> QDialog:
    """The open window of that name, waited for."""
    found: list[QWidget] = []

    def is_open() -> bool:
        found[:] = [
            widget
            for widget in QApplication.topLevelWidgets()
            if name in (widget.objectName(), type(widget).__name__) and widget.isVisible()
        ]
        return bool(found)

    person.qtbot.waitUntil(is_open)
    dialog = found[0]
    assert isinstance(dialog, QDialog)
    return dialog


def our_dialog(person: Person) -> BiasedQueueDialog:
    """The add-on's, as Anki has loaded it."""
    return cast("BiasedQueueDialog", window(person, "biasedQueueDialog"))


def deck_options(person: Person) -> DeckOptionsDialog:
    page = window(person, "DeckOptionsDialog")
    assert isinstance(page, DeckOptionsDialog)
    return page


def control(parent: QWidget, kind: type[Control], name: str) -> Control:
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def selected(tree: QTreeWidget) -> str:
    """The name of the row that a list stands at."""
    item = tree.currentItem()
    assert item is not None
    return item.text(0)


def close_deck_options(person: Person, page: DeckOptionsDialog) -> None:
    """Close the page without the question about its changes, which older versions do not ask."""
    getattr(page, "require_close", page.reject)()
    person.qtbot.waitUntil(lambda: not page.isVisible())


def js(person: Person, web: AnkiWebView, expression: str) -> object:
    """What an expression gives in a web page."""
    result: list[object] = []
    web.page().runJavaScript(expression, result.append)
    person.qtbot.waitUntil(lambda: bool(result))
    return result[0]
