# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding what is on screen, by the names of windows and controls."""

from __future__ import annotations

from typing import TypeVar

from aqt.qt import QApplication, QWidget

Control = TypeVar("Control", bound=QWidget)


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
