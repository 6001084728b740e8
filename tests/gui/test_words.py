# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words for one and for many, for short times and for long ones."""

from __future__ import annotations

import pytest

from addon.collection.deck_bias import NoBias
from addon.evenings import Evening
from addon.fits import Enough, Fits
from addon.gui import texts, times
from addon.ordering import Day
from addon.settings import DeckSettings


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0.3, "0 min"),
        (0.6, "1 min"),
        (89.4, "89 min"),
        (89.6, "1 h 30 min"),
        (120, "2 h"),
        (1366, "22 h 46 min"),
    ],
)
def test_hours_from_ninety_minutes_on(minutes: float, shown: str) -> None:
    assert times.duration(minutes) == shown


@pytest.mark.parametrize(
    ("ankis", "yours", "said"),
    [
        (0.9, 0.3, "Reviews done in less than a minute"),
        (1.2, 0.9, "Reviews done in about 1 min"),
        (33, 29, "Reviews done in about 29 min instead of 33 min"),
        (29.4, 28.6, "Reviews done in about 29 min"),
        (29, 30, "Reviews done in about 30 min"),
        (130, 80, "Reviews done in about 80 min instead of 2 h 10 min"),
    ],
)
def test_no_gain_is_told_that_is_none(ankis: float, yours: float, said: str) -> None:
    assert times.reviews_done(ankis, yours) == said


@pytest.mark.parametrize(
    ("ankis", "yours", "said"),
    [
        (40, 39, "The whole session takes about 39 min either way"),
        (40, 38, "The whole session takes about 38 min instead of 40 min"),
        (0.2, 0.2, "The whole session takes about 1 min either way"),
    ],
)
def test_how_long_all_takes(ankis: float, yours: float, said: str) -> None:
    assert times.session(ankis, yours) == said


def test_one_card_and_many() -> None:
    assert texts.reviews_are_done(1, 0) == "Your reviews are done. Left: 1 new card."
    assert texts.reviews_are_done(3, 1) == "Your reviews are done. Left: 3 new, 1 in learning."
    assert texts.reviews_are_done(0, 2) == "Your reviews are done. Left: 2 cards in learning."
    assert texts.after_the_reviews(1, 1) == "The new card comes after the reviews"
    assert texts.after_the_reviews(0, 1) == "The new card comes before the last review"
    assert texts.after_the_reviews(1, 1200) == "1 of 1,200 new cards comes after the reviews"
    assert "1 subdeck has one of its own" in texts.subdecks_hold("A", 1)
    few = texts.why_no_bias(NoBias.FEW_REVIEWS, 1200)
    assert few == "Anki's order today: fewer than 1,200 reviews are due."


def test_a_setting_in_short() -> None:
    assert texts.strength(DeckSettings(0)) == "Off"
    assert texts.strength(DeckSettings(80)) == "80%"
    assert texts.inherited(DeckSettings(80)) == "80% (inherited)"


def test_axis_in_hours_where_the_day_is_long() -> None:
    assert [times.tick(minutes, False) for minutes in (5, 60)] == ["5 min", "60 min"]
    assert [times.tick(m, True) for m in (30, 60, 90)] == ["30 min", "1 h", "1 h 30 min"]


# What fits into the usual time
##########################################################################

HELPS = (
    "A lower strength or Anki's order brings more new cards today. Fewer new cards a day keep "
    "the reviews from growing."
)


def usual_time(
    yours: tuple[int, int],
    ankis: tuple[int, int] = (140, 17),
    *,
    of: tuple[int, int] = (160, 20),
    usual: float = 25,
    need: float = 22,
) -> str:
    """What is said of so many reviews and new cards that fit, in both orders, at 80 %."""
    day = Day(0, of[0], 0, of[1])
    return times.usual_time_in_both_orders(
        Fits(day, usual, need, Enough(*yours), Enough(*ankis)), 80
    )


def test_what_the_usual_minutes_are_enough_for_in_both_orders() -> None:
    said = "Your usual 25 min is enough for all reviews and about 11 of 20 new cards."
    assert usual_time((160, 11)) == (
        f"{said}\nIn Anki's order your usual time would be enough for about 140 of 160 reviews and "
        "17 of 20 new cards."
    )
    fits = Fits(Day(0, 160, 0, 20), 25, 22, Enough(160, 11), Enough(140, 17))
    assert times.usual_time(fits, 80) == said


@pytest.mark.parametrize(
    ("yours", "of", "usual", "said"),
    [
        ((160, 0), (160, 20), 25, "25 min is enough for all reviews and about 0 of 20 new cards."),
        ((155, 0), (160, 20), 25, "25 min is enough for about 155 of 160 reviews and 0 of 20 new "
         "cards."),
        ((155, 20), (160, 20), 24.6, "25 min is enough for about 155 of 160 reviews and 20 of 20 "
         "new cards."),
        ((1199, 0), (1200, 0), 25, "25 min is enough for about 1,199 of 1,200 reviews."),
        ((2, 1), (2, 2), 100, "1 h 40 min is enough for all reviews and about 1 of 2 new cards."),
    ],
)  # fmt: skip
def test_each_way_in_which_a_part_fits(
    yours: tuple[int, int], of: tuple[int, int], usual: float, said: str
) -> None:
    assert usual_time(yours, yours, of=of, usual=usual, need=0) == f"Your usual {said}"


def test_nothing_is_said_where_all_fits() -> None:
    assert usual_time((160, 20), (159, 20)) == ""
    assert usual_time((160, 0), (160, 0), of=(160, 0)) == ""


def test_reviews_that_alone_overfill_the_usual_time() -> None:
    first = "Your reviews need about 47 min; you usually study 25 min."
    assert usual_time((85, 0), (70, 9), need=47).splitlines() == [
        first,
        "At 80% new cards wait until there is time for them again.",
        HELPS,
        "In Anki's order your usual time would be enough for about 70 of 160 reviews and 9 of 20 "
        "new cards.",
    ]
    # New cards do come, where the strength is low or the reviews' order is Anki's.
    assert usual_time((75, 6), (75, 6), need=47).splitlines() == [
        first,
        "That is enough for about 75 of 160 reviews and 6 of 20 new cards.",
    ]
    assert usual_time((80, 3), (75, 6), need=47).splitlines()[:3] == [
        first,
        "That is enough for about 80 of 160 reviews and 3 of 20 new cards.",
        HELPS,
    ]
    # No order brings them, or there are none.
    assert usual_time((85, 0), (85, 0), need=47).splitlines() == [
        first,
        "New cards wait until there is time for them again.",
    ]
    assert usual_time((85, 0), (85, 0), of=(160, 0), need=47) == first


def test_times_that_are_said_alike_or_in_hours() -> None:
    # Less than a minute too little is not worth a warning.
    assert usual_time((159, 0), (159, 0), usual=25.2, need=25.4) == (
        "Your usual 25 min is enough for about 159 of 160 reviews and 0 of 20 new cards."
    )
    assert usual_time((50, 0), (50, 0), of=(160, 0), need=130) == (
        "Your reviews need about 2 h 10 min; you usually study 25 min."
    )


# Past evenings
##########################################################################


def test_past_evenings_in_a_line_and_in_numbers() -> None:
    assert texts.evenings(28, moved_back=False) == "Reviews left each evening, last 28 days."
    assert texts.evenings(1, moved_back=True) == (
        "Reviews left each evening, last 1 day. Dot: new cards moved back."
    )
    evenings = [Evening(3, 40, False), Evening(2, 19, None), Evening(1, 1, True)]
    assert texts.evenings_in_numbers(evenings[:2]) == "Reviews left on average: 30; yesterday: 19."
    assert texts.evenings_in_numbers(evenings) == (
        "Reviews left on average: 20; yesterday: 1; on average on the days on which new cards were "
        "moved back: 1."
    )
    assert texts.evenings_in_numbers([Evening(2, 6, True), Evening(1, 3, True)]).endswith(": 4.")
