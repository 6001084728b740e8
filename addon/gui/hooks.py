# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every hook of Anki that the add-on takes, in the order in which they fire."""

from __future__ import annotations

import aqt
from anki.collection import Collection, OpChanges
from anki.scheduler.v3 import Scheduler
from aqt import gui_hooks

from .. import collection_settings
from ..scheduler import install, uninstall
from . import notices, settings_editor, texts


def take_hooks() -> None:
    assert aqt.mw is not None
    aqt.mw.addonManager.setConfigAction(__name__, settings_editor.show)
    # Anki makes its scheduler anew at each of these.
    gui_hooks.collection_did_load.append(put_in_or_take_out)
    gui_hooks.collection_did_temporarily_close.append(put_in_or_take_out)
    gui_hooks.sync_did_finish.append(_on_sync_did_finish)
    # The settings may have changed: by the person, by undo.
    gui_hooks.operation_did_execute.append(_on_operation_did_execute)


def put_in_or_take_out(col: Collection) -> None:
    """Put the scheduler into the collection, or take it out where the add-on is turned off."""
    settings, problems = collection_settings.load(col)
    if problems:
        notices.warn_once(texts.SETTINGS_DAMAGED.format(problems="\n".join(problems)))
    if not settings.enabled:
        uninstall(col)
    elif not install(col, notices.our_code_failed) and isinstance(col.sched, Scheduler):
        notices.warn_once(texts.OTHER_SCHEDULER.format(name=type(col.sched).__module__))


def _on_sync_did_finish() -> None:
    if aqt.mw and aqt.mw.col:
        put_in_or_take_out(aqt.mw.col)


def _on_operation_did_execute(changes: OpChanges, _handler: object | None) -> None:
    if changes.config and aqt.mw and aqt.mw.col:
        put_in_or_take_out(aqt.mw.col)
