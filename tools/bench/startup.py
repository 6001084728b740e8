# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the add-on adds to Anki's start: importing it, and putting the scheduler in."""

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
import gc, sys, time
sys.path.insert(0, sys.argv[1])
import anki.lang
anki.lang.set_lang("de")  # a language that has a catalogue
import aqt, aqt.main
from anki.collection import Collection
col = Collection(sys.argv[2])
gc.collect()
gc.disable()  # Anki's window has done so when it loads its add-ons
begin = time.process_time()
from biased_queue.collection import hook, required_api
from biased_queue.gui import hooks, switch
assert not required_api.missing() and not hooks.missing()
imported = time.process_time()
switch.follow_settings(col)
assert hook.biased_queue(col)
end = time.process_time()
print(1000 * (imported - begin), 1000 * (end - imported))
"""


def startup(times: int) -> dict[str, float]:
    """Milliseconds of processor time, medians of so many starts; compiled, as from the second on.

    "least" is the shortest of them, which other work on the machine has disturbed least.
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
    imports, puts = (median(column) for column in zip(*runs))
    least = min(sum(run) for run in runs)
    return {"import": imports, "put_in": puts, "total": imports + puts, "least": least}
