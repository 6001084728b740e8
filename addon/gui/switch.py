# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts the scheduler in and takes it out, as the settings say."""

from __future__ import annotations

import aqt
from anki.collection import Collection, OpChanges
from anki.scheduler.v3 import Scheduler

from ..collection import stored_settings
from ..collection.other_addons import OtherOrderError
from ..collection.scheduler import install, uninstall
from . import messages

_failed = False  # our own code, since this profile was opened


def set_enabled(col: Collection, on: bool) -> OpChanges:
    """Turn the add-on on or off for this profile, as one step in Anki's undo."""
    from .texts import STEP_SETTINGS

    settings = stored_settings.load(col)[0]._replace(enabled=on)
    return stored_settings.save(col, settings, step=STEP_SETTINGS)


def follow_settings(col: Collection) -> None:
    """Put the scheduler into the collection, or take it out where it has nothing to do."""
    settings, problems = stored_settings.load(col)
    if _failed or not stored_settings.in_use(col, settings):
        uninstall(col)
    elif not install(col, _on_failure) and isinstance(col.sched, Scheduler):
        from .failure_texts import OTHER_SCHEDULER

        messages.warn_once(OTHER_SCHEDULER.format(name=type(col.sched).__module__))
    # Last: a warning runs all that waits for the main thread, and that may change the settings.
    if problems:
        from .failure_texts import settings_damaged

        messages.warn_once(settings_damaged(problems))


def on_collection_did_load(col: Collection) -> None:
    global _failed
    _failed = False
    follow_settings(col)


def on_sync_did_finish() -> None:
    if aqt.mw and aqt.mw.col:
        follow_settings(aqt.mw.col)


def on_operation_did_execute(changes: OpChanges, _handler: object | None) -> None:
    if not (changes.config and aqt.mw and aqt.mw.col):
        return
    before = type(aqt.mw.col.sched)
    follow_settings(aqt.mw.col)
    # An undone setting changes what the overview says. Anki draws it anew for other changes only,
    # and may have done so already, with the scheduler as it was.
    put_in_or_out = type(aqt.mw.col.sched) is not before
    if aqt.mw.state == "overview" and (put_in_or_out or not changes.study_queues):
        aqt.mw.overview.refresh()


def _on_failure(error: Exception) -> None:
    """Say that study goes on in Anki's order, and why; called from any thread."""
    global _failed
    _failed = True  # a sync makes the scheduler anew, and should not tell the same again
    from .failure_texts import OTHER_ORDER, OUR_CODE_FAILED

    if isinstance(error, OtherOrderError):
        messages.warn_once(OTHER_ORDER.format(name=error))
    else:
        messages.warn(OUR_CODE_FAILED.format(error=messages.described(error)))
