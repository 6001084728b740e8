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

from ..collection import stored_settings
from ..collection.scheduler import install, uninstall
from . import menus, messages, texts
from .failures import guarded, in_fetching_or_answering

_failed = False  # our own code, since this profile was opened


def missing() -> list[str]:
    """The hooks that this Anki lacks; empty in every supported version."""
    return [f"gui_hooks.{name}" for name in _hooks() if not hasattr(gui_hooks, name)]


def take_hooks() -> None:
    assert aqt.mw is not None
    menus.add_to_tools_menu()
    aqt.mw.addonManager.setConfigAction(__name__, menus.show_dialog)
    for name, function in _hooks().items():
        getattr(gui_hooks, name).append(guarded(function))


def _hooks() -> dict[str, Callable[..., Any]]:
    return {
        # Anki makes its scheduler anew at each of these.
        "collection_did_load": _on_collection_did_load,
        "collection_did_temporarily_close": put_in_or_take_out,
        "sync_did_finish": _on_sync_did_finish,
        # The settings may have changed: by the person, by undo.
        "operation_did_execute": _on_operation_did_execute,
        # The places from which the settings are reached, and where the order is shown.
        "dialog_manager_did_open_dialog": _later("preferences", "add_group"),
        "deck_browser_will_show_options_menu": menus.add_to_gear_menu,
        "overview_will_render_content": _later("overview", "add_strip"),
        "overview_will_render_bottom": menus.add_to_overview,
        "deck_options_did_load": _later("deck_options", "add_line"),
        "webview_did_receive_js_message": _later("deck_options", "on_message"),
        "state_shortcuts_will_change": _later("reviewer", "add_shortcut"),
        "reviewer_will_show_context_menu": _later("reviewer", "add_to_more_menu"),
    }


def _later(module: str, function: str) -> Callable[..., Any]:
    """A function of a module that is imported when it is first called: Anki starts sooner."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f".{module}", __package__), function)(*arguments)

    return call


def put_in_or_take_out(col: Collection) -> None:
    """Put the scheduler into the collection, or take it out where it has nothing to do."""
    settings, problems = stored_settings.load(col)
    if _failed or not settings.in_use:
        uninstall(col)
    elif not install(col, _on_failure) and isinstance(col.sched, Scheduler):
        messages.warn_once(texts.OTHER_SCHEDULER.format(name=type(col.sched).__module__))
    # Last: what waits for Anki's main thread may run within it, and change the settings.
    if problems:
        messages.warn_once(texts.SETTINGS_DAMAGED.format(problems="\n".join(problems)))


def _on_failure(error: Exception) -> None:
    global _failed
    _failed = True  # a sync makes the scheduler anew, and should not tell the same again
    in_fetching_or_answering(error)


def _on_collection_did_load(col: Collection) -> None:
    global _failed
    _failed = False
    put_in_or_take_out(col)


def _on_sync_did_finish() -> None:
    if aqt.mw and aqt.mw.col:
        put_in_or_take_out(aqt.mw.col)


def _on_operation_did_execute(changes: OpChanges, _handler: object | None) -> None:
    if changes.config and aqt.mw and aqt.mw.col:
        put_in_or_take_out(aqt.mw.col)
