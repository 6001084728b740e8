# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every hook of Anki that the add-on takes, by what it is for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import aqt
from aqt import gui_hooks

from . import menus, switch
from .messages import guarded


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
        # The settings may have changed: by the person, by undo, by a sync.
        "collection_did_load": switch.follow_settings,
        "operation_did_execute": switch.on_operation_did_execute,
        # The places from which the settings are reached, and where the order is shown.
        "dialog_manager_did_open_dialog": _later("preferences", "add_group"),
        "deck_browser_will_show_options_menu": menus.add_to_gear_menu,
        "overview_will_render_content": _later("overview", "add_today"),
        "overview_will_render_bottom": menus.add_to_overview,
        "deck_options_did_load": _later("deck_options", "add_line"),
        "webview_did_receive_js_message": _on_message,
        "state_shortcuts_will_change": _later("reviewer", "add_shortcut"),
        "reviewer_will_show_context_menu": _later("reviewer", "add_to_more_menu"),
        "reviewer_did_answer_card": _later("reviewer", "on_answer"),
        # An open dialog follows the theme.
        "theme_did_change": _later("dialog.window", "follow_theme"),
    }


def _later(module: str, function: str) -> Callable[..., Any]:
    """A function of a module that is imported when it is first called: Anki starts sooner."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f".{module}", __package__), function)(*arguments)

    return call


def _on_message(handled: tuple[bool, Any], message: str, context: object) -> tuple[bool, Any]:
    """Give a press on one of our controls in Anki's pages to the module that put it there."""
    for module in ("overview", "deck_options"):
        place = f"{menus.COMMAND}:{module}:"
        if message.startswith(place):
            _later(module, "on_message")(message[len(place) :], context)
            return (True, None)
    return handled
