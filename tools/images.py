# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws all pictures under docs/images."""

from __future__ import annotations

import os

from . import orders_picture, tests


def draw() -> int:
    """Draw the orders, and take a picture of each place in Anki's window, light and night."""
    orders_picture.write()
    os.environ["BIASED_QUEUE_IMAGES"] = str(orders_picture.TARGET.parent)
    return tests.run(["-q", "tests/window/test_images.py"])
