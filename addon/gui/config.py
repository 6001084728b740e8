# SPDX-License-Identifier: AGPL-3.0-or-later
"""What belongs to this computer's screen: the add-on's config.json, as Anki's Config editor has it.

config.md explains each key, config.schema.json says which values the editor accepts.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import aqt
from aqt.addons import ConfigEditor
from aqt.qt import QDialog


class ScreenConfig(NamedTuple):
    """The keys of config.json, which has their defaults."""

    overview_strip: bool
    show_new_cards_now_shortcut: str


def load() -> ScreenConfig:
    """The config; a value of the wrong type counts as missing."""
    assert aqt.mw is not None
    manager = aqt.mw.addonManager
    stored: dict[str, Any] = manager.getConfig(__name__) or {}
    defaults = manager.addonConfigDefaults(manager.addonFromModule(__name__)) or {}
    default = ScreenConfig(**defaults)
    usable = {
        name: stored[name]
        for name, value in default._asdict().items()
        if type(stored.get(name)) is type(value)
    }
    return default._replace(**usable)


class ScreenConfigEditor(ConfigEditor):
    """Anki's Config editor, opened from our dialog and not from the list of add-ons."""

    def __init__(self, parent: QDialog) -> None:
        assert aqt.mw is not None
        manager = aqt.mw.addonManager
        parent.mgr = manager  # type: ignore[attr-defined]  # where Anki's editor looks for it
        addon = manager.addonFromModule(__name__)
        super().__init__(parent, addon, manager.getConfig(addon) or {})  # type: ignore[arg-type]
