# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests and the window need of the system: Qt's libraries and libfaketime."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# What Qt needs of a bare Debian or Ubuntu.
QT_PACKAGES = (
    "libegl1 libgl1 libnss3 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 "
    "libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 libasound2 libdbus-1-3 "
    "libfontconfig1 libpulse0 libopengl0 fonts-noto-cjk"
).split()
RENAMED = {"libasound2": "libasound2t64"}  # in Debian 13 and Ubuntu 24.04
# Qt loads its platform plugin by itself, and aborts where a library of that is missing.
LOAD_QT = """
import ctypes, PyQt6.QtWebEngineWidgets
from PyQt6.QtCore import QLibraryInfo
plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
ctypes.CDLL(plugins + "/platforms/libqxcb.so")
"""


def ensure_qt_libraries(python: str = sys.executable) -> None:
    """`python` is that of an environment with Anki's window."""
    if sys.platform.startswith("linux"):
        install(*QT_PACKAGES, unless=lambda: runs([python, "-c", LOAD_QT]))


def ensure_faketime() -> None:
    if sys.platform.startswith("linux"):
        install("faketime", unless=lambda: faketime_library() is not None)


def faketime_library() -> Path | None:
    """libfaketime, where Debian and its kin install it."""
    folders = (Path("/usr", folder) for folder in ("lib", "lib64", "local/lib"))
    found = [path for f in folders for path in f.glob("**/faketime/libfaketime.so.1")]
    return found[0] if found else None


def install(*packages: str, unless: Callable[[], bool]) -> None:
    """Install packages of the system where that may be done, else print the line to run."""
    if unless():
        return
    names = [
        RENAMED[name] if name in RENAMED and runs(["apt-cache", "show", RENAMED[name]]) else name
        for name in packages
    ]
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"Installing {names[0]}{' and others' if names[1:] else ''} …")
        for step in (["apt-get", "update"], command):
            # What it says goes to stderr: stdout is that of the command that needs it.
            subprocess.run(step, stdout=sys.stderr, check=True)
    if not unless():
        sys.exit(f"Packages of the system are missing; please run:\n  sudo {' '.join(command)}")


def runs(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
