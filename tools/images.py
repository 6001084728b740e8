# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws all pictures under docs/images."""

from __future__ import annotations

from . import check, orders_picture


def draw() -> int:
    """Draw the orders, and take a picture of each place in Anki's window, light and night."""
    orders_picture.write()
    folder = str(orders_picture.TARGET.parent)
    return check.run(["-q", "tests/gui/test_images.py", "--pictures", folder])
