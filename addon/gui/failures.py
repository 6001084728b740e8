# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens when our own code fails: Anki goes on without it, and the person is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from ..collection.other_addons import OtherOrderError
from . import messages, texts

logger = logging.getLogger(__name__)


def in_fetching_or_answering(error: Exception) -> None:
    """Say that study goes on in Anki's order, and why; the scheduler's `on_failure`."""
    if isinstance(error, OtherOrderError):
        messages.warn_once(texts.OTHER_ORDER.format(name=error))
    else:
        messages.warn(texts.OUR_CODE_FAILED.format(error=_described(error)))


def in_a_window(error: Exception) -> None:
    """Say that Anki goes on without our part of what it shows."""
    logger.exception("Anki goes on without our part", exc_info=error)
    messages.warn_once(texts.ERROR_IN_A_WINDOW.format(error=_described(error)))


def guarded(hook: Callable[..., Any]) -> Callable[..., Any]:
    """The same function for one of Anki's hooks; an error in it is told and does not reach Anki.

    For a filter, Anki's value is then handed on as it is: it is the first argument.
    """

    @wraps(hook)
    def run(*arguments: Any) -> Any:
        try:
            return hook(*arguments)
        except Exception as error:
            in_a_window(error)
            return arguments[0] if arguments else None

    return run


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
