# SPDX-License-Identifier: AGPL-3.0-or-later
"""Brings uv and tox, which make each environment on first use, as pyproject.toml describes it."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
from pathlib import Path

from .system import faketime_library, install, runs, say

ROOT = Path(__file__).resolve().parent.parent
VENV = (ROOT / ".venv").resolve()  # which may be a link, to share one in several checkouts
BIN = "Scripts" if os.name == "nt" else "bin"


def tox(*arguments: str) -> int:
    """Run tox with these arguments; its exit code."""
    uv = _uv()
    variables = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV / "tox")}
    variables["UV_COMPILE_BYTECODE"] = "1"  # once, and not in each process
    variables.setdefault("FAKETIME_LIBRARY", str(faketime_library() or ""))
    # Python versions that pyenv keeps, but has not switched on.
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    pythons = sorted(str(path) for path in pyenv.glob("3.*/bin"))
    variables["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *pythons])
    # A company's own certificate is in the system's store; a bare machine has no such store.
    if ssl.create_default_context().cert_store_stats()["x509_ca"]:
        variables.setdefault("UV_SYSTEM_CERTS", "1")
    command = [uv, "run", "--quiet", "--frozen", "--only-group", "tox", "tox", *arguments]
    return subprocess.call(command, cwd=ROOT, env=variables)


def run(*command: str, env: str = "newest") -> int:
    """Run a command in the environment of an Anki; its exit code, and no word of tox's own."""
    return tox("-qq", "exec", "-e", env, "--", *command)


def python() -> str:
    """That of the newest Anki's environment."""
    run("python", "-c", "")
    return str(VENV / "newest" / BIN / "python")


def _uv() -> str:
    """The installer of everything else, in an environment of its own, as uv.lock has it."""
    folder = VENV / "uv"
    uv = folder / BIN / ("uv.exe" if os.name == "nt" else "uv")
    lock = (ROOT / "uv.lock").read_text("utf-8")
    entry = re.search(r'\nname = "uv"\nversion = "(.+)"(?s:.+?)\n\n', lock)
    assert entry
    wanted = folder / "wanted.txt"
    hashes = "".join(f" --hash={digest}" for digest in re.findall(r"sha256:\w+", entry[0]))
    requirement = f"uv=={entry[1]}{hashes}\n"
    if uv.exists() and wanted.exists() and wanted.read_text() == requirement:
        return str(uv)
    say("Setting up uv …")
    make = [sys.executable, "-m", "venv", "--clear", str(folder)]
    if not runs(make):
        install("python3-venv", unless=lambda: runs(make))
    wanted.write_text(requirement)
    options = "--quiet --disable-pip-version-check --require-hashes -r".split()
    pip = [str(folder / BIN / "python"), "-m", "pip", "install", *options, str(wanted)]
    subprocess.run(pip, check=True)
    return str(uv)
