# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding what is on screen, by the names of windows and controls."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from aqt.qt import QApplication, QWidget

Control = TypeVar("Control", bound=QWidget)


TASK_BAR = 40  # what the system's own bar takes of a screen's height


class Screen(NamedTuple):
    """In the screen's own pixels, and how much Qt enlarges what it draws."""

    width: int
    height: int
    scale: float

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}-{self.scale * 100:.0f}"

    @property
    def height_left(self) -> int:
        return round(self.height / self.scale) - TASK_BAR


USUAL_SCREEN = Screen(1366, 768, 1)


def window(person, name: str) -> QWidget:
    """The open window of that name, waited for."""
    found: list[QWidget] = []

    def is_open() -> bool:
        found[:] = [
            widget
            for widget in QApplication.topLevelWidgets()
            if name in (widget.objectName(), type(widget).__name__) and widget.isVisible()
        ]
        return bool(found)

    person.qtbot.waitUntil(is_open, timeout=20_000)
    return found[0]


def control(parent: QWidget, kind: type[Control], name: str) -> Control:
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def close_deck_options(person, page: QWidget) -> None:
    """Close the page without the question about its changes, which older versions do not ask."""
    getattr(page, "require_close", page.reject)()
    person.qtbot.waitUntil(lambda: not page.isVisible())


def js(person, web, expression: str) -> object:
    """What an expression gives in a web page."""
    result: list[object] = []
    web.page().runJavaScript(expression, result.append)
    person.qtbot.waitUntil(lambda: bool(result))
    return result[0]
