# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every hook of Anki that the add-on takes, in the order in which they fire."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import aqt
from anki.collection import Collection, OpChanges
from anki.scheduler.v3 import Scheduler
from aqt import gui_hooks

from .. import collection_settings
from ..scheduler import install, uninstall
from . import menus, notices, texts
from .failures import guarded, in_fetching_or_answering


def take_hooks() -> None:
    assert aqt.mw is not None
    menus.add_to_tools_menu()
    aqt.mw.addonManager.setConfigAction(__name__, menus.show_dialog)
    # Anki makes its scheduler anew at each of these.
    gui_hooks.collection_did_load.append(guarded(put_in_or_take_out))
    gui_hooks.collection_did_temporarily_close.append(guarded(put_in_or_take_out))
    gui_hooks.sync_did_finish.append(guarded(_on_sync_did_finish))
    # The settings may have changed: by the person, by undo.
    gui_hooks.operation_did_execute.append(guarded(_on_operation_did_execute))
    # The places from which the settings are reached, and where the order is shown.
    gui_hooks.dialog_manager_did_open_dialog.append(_later("preferences", "add_group"))
    gui_hooks.deck_browser_will_show_options_menu.append(guarded(menus.add_to_gear_menu))
    gui_hooks.overview_will_render_content.append(_later("overview", "add_strip"))
    gui_hooks.overview_will_render_bottom.append(guarded(menus.add_to_overview))
    gui_hooks.deck_options_did_load.append(_later("deck_options", "add_line"))
    gui_hooks.webview_did_receive_js_message.append(_later("deck_options", "open_dialog"))
    gui_hooks.state_shortcuts_will_change.append(_later("reviewer", "add_shortcut"))
    gui_hooks.reviewer_will_show_context_menu.append(_later("reviewer", "add_to_more_menu"))


def _later(module: str, function: str) -> Callable[..., Any]:
    """A function of a module that is imported when it is first called: Anki starts sooner."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f".{module}", __package__), function)(*arguments)

    return guarded(call)


def put_in_or_take_out(col: Collection) -> None:
    """Put the scheduler into the collection, or take it out where it has nothing to do."""
    settings, problems = collection_settings.load(col)
    if not settings.in_use:
        uninstall(col)
    elif not install(col, in_fetching_or_answering) and isinstance(col.sched, Scheduler):
        notices.warn_once(texts.OTHER_SCHEDULER.format(name=type(col.sched).__module__))
    # Last: what waits for Anki's main thread may run within it, and change the settings.
    if problems:
        notices.warn_once(texts.SETTINGS_DAMAGED.format(problems="\n".join(problems)))


def _on_sync_did_finish() -> None:
    if aqt.mw and aqt.mw.col:
        put_in_or_take_out(aqt.mw.col)


def _on_operation_did_execute(changes: OpChanges, _handler: object | None) -> None:
    if changes.config and aqt.mw and aqt.mw.col:
        put_in_or_take_out(aqt.mw.col)
