# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki, opened at the overview of the deck that is selected, ready to study."""

import sys

import aqt
from aqt import gui_hooks

ALREADY_OPEN = (
    "build.py demo: Anki is open already, and this version opens only once; close it first."
)


def show_overview() -> None:
    aqt.mw.moveToState("overview")


if __name__ == "__main__":
    gui_hooks.profile_did_open.append(show_overview)
    aqt.run()
    if aqt.mw is None:  # it has only told the Anki that is open to come to the front
        print(ALREADY_OPEN, file=sys.stderr)
        sys.exit(2)
