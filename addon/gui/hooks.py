# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every hook of Anki that the add-on takes once it has started, by what it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aqt
from aqt import gui_hooks

from . import config, deck_options, menus, on_off, overview, preferences, progress, reviewer
from .dialog import window
from .error_net import guarded


def missing() -> list[str]:
    """Return the hooks that this Anki lacks; empty in every supported version."""
    return [f"gui_hooks.{name}" for name in _hooks() if not hasattr(gui_hooks, name)]


def take_hooks() -> None:
    """Take them; where a profile is open already, its order is put in now."""
    assert aqt.mw is not None
    config.read()
    menus.add_to_tools_menu()
    aqt.mw.addonManager.setConfigAction(__name__, preferences.open_at_group)
    for name, function in _hooks().items():
        getattr(gui_hooks, name).append(guarded(function))
    if aqt.mw.col:
        on_off.follow_settings(aqt.mw.col)


def _hooks() -> dict[str, Callable[..., Any]]:
    return {
        # The settings may have changed: by the person, by undo, by a sync.
        "collection_did_load": on_off.follow_settings,
        "operation_did_execute": on_off.on_operation_did_execute,
        # The places from which the settings are reached, and where the order is shown.
        "dialog_manager_did_open_dialog": preferences.add_group,
        "deck_browser_will_show_options_menu": menus.add_to_gear_menu,
        "overview_will_render_content": overview.add_today,
        "overview_will_render_bottom": menus.add_to_overview,
        "deck_options_did_load": deck_options.add_line,
        "webview_did_receive_js_message": _on_message,
        "state_shortcuts_will_change": reviewer.add_shortcut,
        "reviewer_will_show_context_menu": reviewer.add_to_more_menu,
        "reviewer_did_answer_card": reviewer.on_answer,
        "reviewer_did_show_question": progress.draw,
        "webview_will_set_content": progress.begin,
        # An open dialog follows the theme.
        "theme_did_change": window.follow_theme,
    }


def _on_message(handled: tuple[bool, Any], message: str, context: object) -> tuple[bool, Any]:
    """Give a press on one of our controls in Anki's pages to the module that put it there."""
    places = {
        "overview": overview.on_message,
        "review": progress.on_message,
        "deck_options": deck_options.on_message,
    }
    for place, on_message in places.items():
        begin = f"{menus.COMMAND}:{place}:"
        if message.startswith(begin):
            on_message(message[len(begin) :], context)
            return (True, None)
    return handled
