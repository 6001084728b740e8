# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the person is told when something is not as it should be."""

from __future__ import annotations

import aqt
from aqt.utils import showWarning

from . import texts

_already_told: set[tuple[object, str]] = set()  # profile and text


def warn(text: str) -> None:
    """Show a warning when Anki's window is ready for it; callable from any thread."""
    assert aqt.mw is not None
    mw = aqt.mw

    def show() -> None:
        showWarning(text, parent=mw, title=texts.ADDON_NAME, textFormat="plain")

    mw.taskman.run_on_main(lambda: mw.progress.single_shot(0, show, False))


def warn_once(text: str) -> None:
    """Show a warning, unless the same was shown in this profile since Anki was started."""
    assert aqt.mw is not None
    told = aqt.mw.pm.name, text
    if told not in _already_told:
        _already_told.add(told)
        warn(text)
