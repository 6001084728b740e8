# SPDX-License-Identifier: AGPL-3.0-or-later
"""What belongs to this computer's screen: the add-on's config.json."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple

import aqt


class ScreenConfig(NamedTuple):
    """What is in config.json."""

    overview_strip: bool = True
    review_strip: bool = True
    minutes_beside_counts: bool = False
    reviews_done_message: bool = True
    ankis_order_today_shortcut: str = "Shift+N"


# Kept until Anki ends, for the add-on's folder may be deleted or replaced while it runs.
_config = ScreenConfig()


def current() -> ScreenConfig:
    """Return what holds now."""
    return _config


def read() -> None:
    """Read what is stored; a value of the wrong type counts as missing."""
    global _config
    assert aqt.mw is not None
    stored: dict[str, Any] = aqt.mw.addonManager.getConfig(__name__) or {}
    default = ScreenConfig()
    usable = {
        name: stored[name]
        for name, value in default._asdict().items()
        if type(stored.get(name)) is type(value)
    }
    _config = default._replace(**usable)


def store(config: ScreenConfig) -> None:
    """Let it hold, and store it for the next time that Anki is started."""
    global _config
    assert aqt.mw is not None
    _config = config
    with suppress(FileNotFoundError):  # the add-on's folder was deleted
        aqt.mw.addonManager.writeConfig(__name__, config._asdict())
