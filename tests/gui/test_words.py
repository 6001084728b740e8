# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words for one and for many, for short times and for long ones."""

from __future__ import annotations

import pytest

from addon.gui import texts
from addon.ordering import Pattern
from addon.settings import DeckSettings


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0.3, "less than a minute"),
        (0.6, "1 minute"),
        (89.4, "89 minutes"),
        (89.6, "1 h 30 min"),
        (1366, "22 h 46 min"),
    ],
)
def test_hours_from_ninety_minutes_on(minutes: float, shown: str) -> None:
    assert texts.duration(minutes) == shown


@pytest.mark.parametrize(
    ("ankis", "yours", "said"),
    [
        (0.9, 0.3, "Reviews done in less than a minute"),
        (1.2, 0.9, "Reviews done in about 1 minute"),
        (33, 29, "Reviews done in about 29 minutes instead of 33 minutes"),
        (29.4, 28.6, "Reviews done in about 29 minutes"),
        (29, 30, "Reviews done in about 30 minutes"),
        (130, 80, "Reviews done in about 80 minutes instead of 2 h 10 min"),
    ],
)
def test_no_gain_is_told_that_is_none(ankis: float, yours: float, said: str) -> None:
    assert texts.reviews_done(ankis, yours) == said


def test_one_card_and_many() -> None:
    assert texts.reviews_are_done(1, 0) == "Your reviews are done. Left: 1 new card."
    assert texts.reviews_are_done(0, 2) == "Your reviews are done. Left: 2 cards in learning."
    assert texts.after_the_reviews(1, 1) == "The new card comes after the reviews"
    assert texts.after_the_reviews(0, 1) == "The new card comes before the last review"
    assert texts.after_the_reviews(1, 1200) == "1 of 1,200 new cards comes after the reviews"
    assert texts.subdecks_hold("A", 1).count("1 subdeck has a setting") == 1


def test_a_setting_in_short() -> None:
    assert texts.strength(DeckSettings(0, Pattern.SQUEEZE)) == "Off"
    assert texts.strength(DeckSettings(80)) == "80%"
    assert texts.inherited(DeckSettings(80, Pattern.SQUEEZE)) == "80% among (inherited)"


def test_axis_in_hours_where_the_day_is_long() -> None:
    assert [texts.tick(minutes, False) for minutes in (5, 60)] == ["5 min", "60 min"]
    assert [texts.tick(m, True) for m in (30, 60, 90)] == ["30 min", "1 h", "1 h 30 min"]
