# SPDX-License-Identifier: AGPL-3.0-or-later
"""The environments that the project runs in, made on first use from the locked requirements.

Each file requirements/NAME.txt is one environment, in .venv/NAME. After a change in NAME.in, lock
it again (with the oldest of its Pythons in PYTHONS):

    uv pip compile requirements/NAME.in -o requirements/NAME.txt --universal --python-version 3.10 \
        --generate-hashes --no-header --no-annotate
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
NEWEST = "newest"
# The Python versions to try for an environment, best first: that with which Anki shipped.
PYTHON_OF_OLDER = ("3.9", "3.10", "3.11", "3.12")  # Anki up to 25.02
PYTHON_OF_NEWER = ("3.13", "3.12", "3.11", "3.10")  # since 25.07
ANKIS: dict[str, tuple[str, ...]] = {
    "anki-23.10.1": PYTHON_OF_OLDER,
    "anki-24.06.3": PYTHON_OF_OLDER,
    "anki-24.11": PYTHON_OF_OLDER,
    "anki-25.02.7": PYTHON_OF_OLDER,
    "anki-25.09.5": PYTHON_OF_NEWER,
    "anki-26.05": PYTHON_OF_NEWER,
    NEWEST: PYTHON_OF_NEWER,
}
PLOTS = "plots"
PYTHONS = {**ANKIS, PLOTS: ("3.13", "3.12", "3.11")}
# What Qt needs of a bare Debian or Ubuntu.
SYSTEM_PACKAGES = (
    "libegl1 libgl1 libnss3 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 "
    "libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 libasound2 libdbus-1-3 "
    "libfontconfig1 libpulse0 libopengl0 fonts-noto-cjk"
).split()
# Qt loads its platform plugin by itself, and aborts where a library of that is missing.
LOAD_QT = """
import ctypes, PyQt6.QtWebEngineWidgets
from PyQt6.QtCore import QLibraryInfo
plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
ctypes.CDLL(plugins + "/platforms/libqxcb.so")
"""
# Anki's window without a screen; without the last one its web pages crash the process.
HEADLESS = {
    "QT_QPA_PLATFORM": "offscreen",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu",
}


def run_module(module: str, arguments: Sequence[str], name: str = NEWEST) -> int:
    """Run a module of the project in an environment; its exit code."""
    command = [str(python_of(name)), "-m", module, *arguments]
    return subprocess.call(command, cwd=ROOT, env=variables())


def variables() -> dict[str, str]:
    """The environment variables that the project's own processes get."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def python_of(name: str) -> Path:
    """The Python of an environment, which is made or renewed if its lock file says so."""
    lock = REQUIREMENTS / f"{name}.txt"
    folder = ROOT / ".venv" / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "lock.sha256"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == digest:
        return python
    say(f"Setting up {folder.relative_to(ROOT)} …")
    uv = _uv()
    # Where this machine has none of them, uv downloads the best.
    base = find_python(PYTHONS[name]) or PYTHONS[name][0]
    _run([uv, "venv", "--clear", "--python", base, str(folder)])
    sync = [uv, "pip", "sync", "--require-hashes", "--python", str(python), str(lock)]
    # A company's own certificate is in the system's store; a bare machine has no such store.
    if not _runs([*sync, "--system-certs"]):
        _run(sync)
    stamp.write_text(digest)
    return python


def find_python(versions: Sequence[str]) -> str | None:
    """The first of these Python versions that this machine has and that runs."""
    for version in versions:
        candidates: list[str | None] = [shutil.which(f"python{version}")]
        if version == f"{sys.version_info[0]}.{sys.version_info[1]}":
            candidates.insert(0, sys.executable)
        pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
        candidates += [str(path) for path in sorted(pyenv.glob(f"{version}.*/bin/python"))]
        for candidate in candidates:
            # A shim of pyenv may be there for a version that is not switched on.
            if candidate and _runs([candidate, "-c", "import ctypes, sqlite3, ssl"]):
                return candidate
    return None


def ensure_qt_libraries() -> None:
    """Install the system libraries of Qt where that is possible, else print the line to run."""
    python = str(python_of(NEWEST))
    load_qt = [python, "-c", LOAD_QT]
    if _runs(load_qt) or not sys.platform.startswith("linux"):
        return
    # Debian 13 and Ubuntu 24.04 have renamed this one.
    renamed = (
        {"libasound2": "libasound2t64"} if _runs(["apt-cache", "show", "libasound2t64"]) else {}
    )
    install = _install_system([renamed.get(name, name) for name in SYSTEM_PACKAGES])
    if not _runs(load_qt):
        sys.exit(f"Qt needs system libraries; please run:\n  sudo {install}")


def faketime_library() -> Path | None:
    """libfaketime, where Debian and its kin install it."""
    folders = (Path("/usr", folder) for folder in ("lib", "lib64", "local/lib"))
    found = [path for f in folders for path in f.glob("**/faketime/libfaketime.so.1")]
    return found[0] if found else None


def ensure_faketime() -> None:
    """Install libfaketime where that is possible, else print the line to run."""
    if not sys.platform.startswith("linux") or faketime_library():
        return
    install = _install_system(["faketime"])
    if not faketime_library():
        sys.exit(f"libfaketime is needed; please run:\n  sudo {install}")


def _install_system(packages: Sequence[str]) -> str:
    """Install packages of the system if this may; the command line that does."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and os.geteuid() == 0:
        say("Installing system libraries …")
        _run(["apt-get", "update"])
        _run(command)
    return " ".join(command)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _uv() -> str:
    """The installer, in an environment of its own."""
    folder = ROOT / ".venv" / "uv"
    uv = folder / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    if not uv.exists():
        make = [sys.executable, "-m", "venv", "--clear", str(folder)]
        if not _runs(make):
            install = _install_system(["python3-venv"])
        if not _runs(make):
            sys.exit(f"Python's venv module is not complete; please run:\n  sudo {install}")
        pip = [str(uv.with_name("python")), "-m", "pip", "install", "--quiet", "--require-hashes"]
        _run([*pip, "-r", str(REQUIREMENTS / "uv.txt")])
    return str(uv)


def _runs(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _run(command: Sequence[str]) -> None:
    """Run quietly; on failure show what it said and stop."""
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode:
        say(result.stdout)
        sys.exit(f"This command failed: {' '.join(command)}")
