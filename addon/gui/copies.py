# SPDX-License-Identifier: AGPL-3.0-or-later
"""The add-on installed more than once, as from AnkiWeb and from a file: one copy is used."""

from __future__ import annotations

import sys
from pathlib import Path

import aqt
from aqt.utils import tr

from . import error_net
from .failure_texts import INSTALLED_TWICE
from .language import isolated

OWN = __name__.split(".")[0]  # the folder of this copy
# In every release, and in no other add-on.
FILE = "collection/stored_settings.py"
TOLD = "biasedQueueUnusedCopies"  # in what Anki keeps for all profiles


def turned_on() -> list[str]:
    """Return the folders of the copies that Anki loads, in its order: first that from AnkiWeb."""
    assert aqt.mw is not None
    manager = aqt.mw.addonManager
    copies = (
        manager.addon_meta(folder)
        for folder in manager.allAddons()
        if Path(manager.addonsFolder(folder), FILE).exists()
    )
    return [copy.dir_name for copy in copies if copy.enabled and copy.compatible()]


def keep_out(unused: list[str]) -> None:
    """Let Anki find them loaded already: they start nothing, whatever release they are."""
    sys.modules.update(dict.fromkeys(unused, sys.modules[OWN]))


def tell_once(unused: list[str]) -> None:
    """Say which copy can go, unless that was said and they are the same since."""
    assert aqt.mw is not None
    told = aqt.mw.pm.meta
    if told.get(TOLD, []) == unused:
        return
    told[TOLD] = unused
    if unused:
        error_net.warn(
            INSTALLED_TWICE.format(
                addons=tr.addons_window_title(),
                name=isolated(aqt.mw.addonManager.addonName(unused[0])),
                view_files=tr.addons_view_files(),
                folder=isolated(unused[0]),
            )
        )
