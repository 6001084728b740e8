# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the person is told when something fails or is not as it should be; Anki goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import aqt
from aqt.utils import showWarning

from .failure_texts import ERROR_IN_A_WINDOW

ADDON_NAME = "Biased Queue"  # in every language

logger = logging.getLogger(__name__)
_already_told: set[tuple[object, str]] = set()  # profile and text


def warn(text: str) -> None:
    """Show a warning when Anki's window is ready for it; callable from any thread."""
    assert aqt.mw is not None
    mw = aqt.mw

    def show() -> None:
        showWarning(text, parent=mw, title=ADDON_NAME, textFormat="plain")

    mw.taskman.run_on_main(lambda: mw.progress.single_shot(0, show, False))


def warn_once(text: str) -> None:
    """Show a warning, unless the same was shown in this profile since Anki was started."""
    assert aqt.mw is not None
    told = aqt.mw.pm.name, text
    if told not in _already_told:
        _already_told.add(told)
        warn(text)


def error_in_a_window(error: Exception) -> None:
    """Say that Anki goes on without our part of what it shows."""
    logger.exception("Anki goes on without our part", exc_info=error)
    warn_once(ERROR_IN_A_WINDOW.format(error=described(error)))


def guarded(hook: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function fit for Anki's hooks: an error in it is told and does not reach Anki.

    For a filter, Anki's value is then handed on as it is: it is the first argument.
    """

    @wraps(hook)
    def run(*arguments: Any, **options: Any) -> Any:
        try:
            return hook(*arguments, **options)
        except Exception as error:
            error_in_a_window(error)
            return arguments[0] if arguments else None

    return run


def described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
