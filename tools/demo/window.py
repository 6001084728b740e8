# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo deck in Anki's own window, in a profile that is thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from addon.ordering import ReviewMix
from addon.settings import DeckSettings
from tools import package, system

if TYPE_CHECKING:
    from aqt.main import AnkiQt

PROFILE = "Demo"


def open_anki(reviews: int, new: int, settings: DeckSettings, order: ReviewMix) -> int:
    """Make the profile, open Anki on it, and wait until it is closed; Anki's exit code."""
    system.ensure_qt_libraries()
    base = tempfile.mkdtemp(prefix="biased-queue-")
    try:
        prepare(base, reviews, new, settings, order)
        # A process of its own: Anki's web pages would still hold the folder in this one.
        command = [sys.executable, "-m", "tools.demo.anki_at_overview", "-b", base, "-p", PROFILE]
        # Not handed to the Anki that the person may have open.
        variables = {**os.environ, "ANKI_SINGLE_INSTANCE_KEY": f"{Path(base).name}-anki"}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            variables["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        return subprocess.call(command, env=variables)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def prepare(base: str, reviews: int, new: int, settings: DeckSettings, order: ReviewMix) -> None:
    """A profile with the built add-on, installed by Anki, and the demo deck."""
    from anki.collection import Collection
    from anki.lang import set_lang
    from aqt.addons import AddonManager, InstallError
    from aqt.profiles import ProfileManager

    from . import deck, past

    set_lang("en")
    profiles = ProfileManager(ProfileManager.get_created_base_folder(base))
    profiles.setupMeta()
    profiles.setLang("en_US")
    profiles.create(PROFILE)
    profiles.openProfile(PROFILE)
    profiles.save()
    # Of its window, Anki's installer uses the profiles alone.
    installer = AddonManager.__new__(AddonManager)
    installer.mw = cast("AnkiQt", SimpleNamespace(pm=profiles))
    result = installer.install(str(package.TARGET))
    if isinstance(result, InstallError):
        raise RuntimeError(f"Anki does not install the add-on: {result.errmsg}")
    col = Collection(profiles.collectionPath())
    past.add_past(col, deck.fill(col, reviews, new, settings, order), reviews, new)
    col.close()
    assert profiles.db is not None
    profiles.db.close()
