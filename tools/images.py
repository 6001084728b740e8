# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws all pictures of the README, which are under docs/images."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from . import check, orders_picture

IN_THE_WINDOW = ("dialog", "overview")


def draw() -> int:
    """Draw the orders, and take a picture of what is shown in Anki's window, light and night."""
    orders_picture.write()
    with TemporaryDirectory() as folder:
        status = check.run(["-q", "tests/gui/test_images.py", "--pictures", folder])
        for name in IN_THE_WINDOW:
            for theme in ("light", "night"):
                picture = f"{name}-{theme}.png"
                shutil.copy(Path(folder, picture), orders_picture.TARGET.parent / picture)
    return status
