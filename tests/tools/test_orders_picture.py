# SPDX-License-Identifier: AGPL-3.0-or-later
"""The README's picture is what the ordering module says."""

from __future__ import annotations

from xml.etree import ElementTree

from tools.orders_picture import TARGET, draw


def test_the_picture_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == draw()


def test_it_says_in_words_what_it_shows() -> None:
    title = ElementTree.fromstring(draw()).find("{http://www.w3.org/2000/svg}title")
    assert title is not None and title.text is not None
    assert "card 220 of 220" in title.text and "card 208 of 220" in title.text
