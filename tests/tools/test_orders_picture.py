# SPDX-License-Identifier: AGPL-3.0-or-later
"""The README's picture is what the ordering module says."""

from __future__ import annotations

from tools.orders_picture import TARGET, draw


def test_the_picture_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == draw()
