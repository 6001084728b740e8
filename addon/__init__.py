# SPDX-License-Identifier: AGPL-3.0-or-later
"""Biased Queue: new cards later in Anki's review queue."""

import sys

# Inside Anki, aqt is loaded and has its main window by the time that add-ons are. Elsewhere (tests,
# tools) importing this package starts nothing and needs neither anki nor Qt.
if getattr(sys.modules.get("aqt"), "mw", None):
    from .gui import start

    start()
