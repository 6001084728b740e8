# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the add-on adds to Anki's start: before its window is there, and once it is."""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from statistics import median

from tools.package import build

# In a process of its own, after all that Anki itself imports.
_MEASURE = """
import gc, os, sys, time, types
sys.path.insert(0, sys.argv[1])
import anki.lang
anki.lang.set_lang("de")  # a language that has a catalogue
import aqt, aqt.main
from anki.collection import Collection
from aqt.addons import AddonManager
col = Collection(sys.argv[2])
manager = AddonManager.__new__(AddonManager)
manager.addonsFolder = lambda addon="": os.path.join(sys.argv[1], addon)
aqt.mw = types.SimpleNamespace(addonManager=manager)
gc.collect()
gc.disable()  # Anki's window has done so when it loads its add-ons
begin = time.process_time()
import biased_queue
loaded = time.process_time()
from biased_queue.collection import hook, required_api
from biased_queue.gui import hooks, on_off
assert not required_api.missing() and not hooks.missing()
on_off.follow_settings(col)
assert hook.biased_queue(col)
begun = time.process_time()
print(1000 * (loaded - begin), 1000 * (begun - loaded))
"""


def startup(times: int) -> dict[str, float]:
    """Milliseconds of processor time, medians of so many starts; compiled, as from the second on.

    "least" is the shortest time before the window, which other work has disturbed least.
    """
    with tempfile.TemporaryDirectory(prefix="biased-queue-") as folder:
        addon = Path(folder, "biased_queue")
        with zipfile.ZipFile(build()) as archive:
            archive.extractall(addon)
        compileall.compile_dir(addon, quiet=1)
        command = [sys.executable, "-c", _MEASURE, folder, str(Path(folder, "c.anki2"))]
        runs = [
            [float(word) for word in subprocess.check_output(command, text=True).split()]
            for _ in range(times)
        ]
    before, after = zip(*runs)
    return {
        "before_window": median(before),
        "after_window": median(after),
        "least": min(before),
    }
