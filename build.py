#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds, shows, tests and measures the add-on. Needs nothing but Python 3.9 or newer.

python3 build.py          write dist/biased_queue.ankiaddon
python3 build.py demo     study a demo deck with it (see `demo --help`)
python3 build.py test     lint, types, import walls and all tests, on every supported Anki
python3 build.py past     what a bias would have done on the days of any collection (`past --help`)
python3 build.py bench    measure it against Anki alone (see `bench --help`)
python3 build.py days     hold the forecast against whole days in the real Anki
python3 build.py weeks    study weeks, simulated and in the real Anki (see `weeks --help`)
python3 build.py evidence write docs/evidence.md from what `days`, `weeks` and `bench` measure
python3 build.py images   draw the pictures under docs/images
python3 build.py messages take the messages over into locale/*.po; begin the languages named
python3 build.py mutants  break the add-on on purpose, see which tests notice (`mutants --help`)
python3 build.py release  check, version, build and tag a release (`release 1.2.3`)
python3 build.py tox      run any command in any environment, as pyproject.toml describes them
"""

import os
import subprocess
import sys

from evidence.page import measure
from tools import check, environment, images, package, release, system

if __name__ == "__main__":
    command, arguments = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    if command == "":
        print(package.build())
    elif command == "demo":
        package.build()
        sys.exit(environment.run("python", "-m", "tools.demo", *arguments))
    elif command == "test":
        package.build()
        sys.exit(check.run(arguments))
    elif command == "past":
        # Not by way of tox: it goes to this folder, and adds a line where a command fails.
        past = [environment.python(), "-m", "tools.past", *arguments]
        variables = {**os.environ, "PYTHONPATH": str(environment.ROOT)}
        sys.exit(subprocess.call(past, env=variables))
    elif command == "bench":
        # Anki's start is measured with its window's modules.
        system.ensure_qt_libraries(environment.python())
        sys.exit(environment.run("python", "-m", "evidence.bench", *arguments))
    elif command == "days":
        system.ensure_faketime()
        sys.exit(environment.run("python", "-m", "evidence.days", *arguments))
    elif command == "weeks":
        system.ensure_faketime()
        sys.exit(environment.run("python", "-m", "evidence.weeks", *arguments))
    elif command == "evidence":
        sys.exit(measure.run(arguments))
    elif command == "images":
        sys.exit(images.draw())
    elif command == "messages":
        translations = ("python", "-m", "tools.translations", "update")
        sys.exit(environment.run(*translations, *arguments, env="translations"))
    elif command == "mutants":
        sys.exit(environment.run("python", "-m", "tools.mutation", *arguments, env="mutants"))
    elif command == "release":
        sys.exit(release.run(arguments))
    elif command == "tox":
        sys.exit(environment.tox(*arguments))
    else:
        print(__doc__ if command in ("-h", "--help") else f"build.py: no such command: {command}")
        sys.exit(0 if command in ("-h", "--help") else 2)
