# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki, opened at the overview of the deck that is selected, ready to study."""

import aqt
from aqt import gui_hooks


def show_overview() -> None:
    aqt.mw.moveToState("overview")


if __name__ == "__main__":
    gui_hooks.profile_did_open.append(show_overview)
    aqt.run()
