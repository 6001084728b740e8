# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns the biased queue on and off, as the settings say."""

from __future__ import annotations

import aqt
from anki.collection import Collection, OpChanges

from ..collection import stored_settings
from ..collection.hook import biased_queue, install, uninstall
from . import error_net, progress
from .failure_texts import OUR_CODE_FAILED, SETTINGS_ARE_NEWER
from .texts import STEP_SETTINGS


def set_enabled(col: Collection, on: bool) -> OpChanges:
    """Turn the add-on on or off for this profile, as one step in Anki's undo."""
    settings = stored_settings.load(col)._replace(enabled=on)
    return stored_settings.save(col, settings, step=STEP_SETTINGS)


def follow_settings(col: Collection) -> None:
    """Turn the queue on, or off where it has nothing to do."""
    settings = stored_settings.load(col)
    if stored_settings.in_use(col, settings):
        install(col, _on_failure)
    else:
        uninstall(col)
    # Last: a warning runs all that waits for the main thread, and that may change the settings.
    if settings.newer:
        error_net.warn_once(SETTINGS_ARE_NEWER)


def on_operation_did_execute(changes: OpChanges, _handler: object | None) -> None:
    if not (changes.config and aqt.mw and aqt.mw.col):
        return
    before = biased_queue(aqt.mw.col)
    follow_settings(aqt.mw.col)
    # An undone setting changes what the overview says. Anki draws it anew for other changes only,
    # and may have done so already, with the queue as it was.
    on_or_off = biased_queue(aqt.mw.col) is not before
    if aqt.mw.state == "overview" and (on_or_off or not changes.study_queues):
        aqt.mw.overview.refresh()
    elif on_or_off:
        progress.draw()


def _on_failure(error: Exception) -> None:
    """Say that study goes on in Anki's order, and why; called from any thread."""
    error_net.warn(OUR_CODE_FAILED.format(error=error_net.described(error)))
