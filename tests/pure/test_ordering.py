# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promises of the order, for any day."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.ordering import (
    Bias,
    Day,
    ReviewMix,
    after_new,
    after_review,
    anki_place,
    biased_place,
    both_orders,
    depth_of_next,
    new_after_reviews,
    next_is_new,
    rest_of_day,
)

orders = st.sampled_from(ReviewMix)
strengths = st.integers(0, 100)
biases = st.builds(Bias, strengths, orders, st.integers(0, 5), st.booleans())
counts = st.integers(0, 80)


def places(reviews: int, new: int, bias: Bias) -> list[int]:
    """For each new card of a whole day in biased order, the number of reviews before it."""
    order = rest_of_day(Day(0, reviews, 0, new), bias)
    assert (order.count(False), order.count(True)) == (reviews, new)
    return [order[:place].count(False) for place, is_new in enumerate(order) if is_new]


@given(counts, counts, biases, strengths)
def test_the_promises(reviews: int, new: int, bias: Bias, other: int) -> None:
    ankis = [anki_place(k, reviews, new, bias.order) for k in range(new)]
    assert places(reviews, new, bias._replace(strength=0)) == ankis
    last = bias._replace(strength=100, leave_first=0)
    assert places(reviews, new, last) == [reviews] * new
    # "Show after reviews" with `from_mixed` is a bias of the mixed order, and of no other.
    mixed = bias.from_mixed and bias.strength and bias.order is ReviewMix.AFTER
    order = ReviewMix.MIX if mixed else bias.order
    biased = places(reviews, new, bias)
    assert biased == places(reviews, new, bias._replace(order=order, from_mixed=False))
    unmoved = [anki_place(k, reviews, new, order) for k in range(new)]
    assert all(place >= its for place, its in zip(biased, unmoved))
    # The first new cards stay, and the others move as without them.
    without = places(reviews, new, bias._replace(leave_first=0))
    assert biased == unmoved[: bias.leave_first] + without[bias.leave_first :]
    least = int(bias.from_mixed)  # at 0 they are after the reviews
    weak, strong = (
        places(reviews, new, bias._replace(strength=max(least, s)))
        for s in sorted((bias.strength, other))
    )
    assert all(place <= its for place, its in zip(weak, strong))


@given(st.builds(Day, *[st.integers(0, 40)] * 4), biases)
def test_the_rest_of_a_day_is_what_is_asked_for_card_by_card(day: Day, bias: Bias) -> None:
    rest, asked = rest_of_day(day, bias), list[bool]()
    while day.new_left or day.reviews_left:
        asked.append(next_is_new(day, bias))
        day = after_new(day) if asked[-1] else after_review(day)
    assert rest == asked and not next_is_new(day, bias)


@pytest.mark.parametrize("order", [ReviewMix.MIX, ReviewMix.BEFORE])
def test_the_depth_of_the_next_card_holds_it_and_hardly_more(order: ReviewMix) -> None:
    for done, reviews, new in product((0, 1000), range(40), range(40)):
        day, bias = Day(done, reviews, 0, new), Bias(50, order=order, from_mixed=True)
        afresh, _ = both_orders(day, bias)
        if not afresh:
            continue
        needed = afresh.index(next_is_new(day, bias)) + 1
        more = depth_of_next(day, bias) - needed
        if order is ReviewMix.MIX:
            assert 0 <= more <= 1
        elif next_is_new(day, bias):
            assert more >= 0
        else:
            assert more == 0


@given(st.integers(0, 10_000), st.integers(1, 500), strengths, orders, st.data())
def test_places_are_those_of_the_formula(
    reviews: int, new: int, strength: int, order: ReviewMix, data: st.DataObject
) -> None:
    k = data.draw(st.integers(0, new - 1))
    place = anki_place(k, reviews, new, order)
    expected = min(reviews, place + floor(Fraction(strength, 100) * reviews + Fraction(1, 2)))
    assert biased_place(k, reviews, new, Bias(strength, order)) == expected


def test_half_a_card_is_rounded_up() -> None:
    assert [biased_place(0, 1, 1, Bias(s, order=ReviewMix.BEFORE)) for s in (49, 50)] == [0, 1]
    assert [biased_place(0, 50, 1, Bias(s, order=ReviewMix.BEFORE)) for s in (28, 29)] == [14, 15]


def test_a_card_that_32_bit_floats_move() -> None:
    """21 new cards among 25 reviews: exact arithmetic would put the eleventh after 13 reviews."""
    exact = [(k + 1) * 26 // 22 for k in range(21)]
    ankis = [anki_place(k, 25, 21, ReviewMix.MIX) for k in range(21)]
    assert [k for k in range(21) if exact[k] != ankis[k]] == [10]


def test_ankis_order_of_what_is_left_is_mixed_afresh() -> None:
    """Anki mixes what is left whenever it builds its queue; ours goes on where the day was."""
    day, bias = Day(30, 10, 1, 4), Bias(50)
    ankis, ours = both_orders(day, bias)
    assert ankis == rest_of_day(Day(0, 10, 0, 4), Bias(0)) != rest_of_day(day, Bias(0))
    assert ours == rest_of_day(day, bias)
    assert both_orders(day, Bias(0)) == (ankis, ankis)


@pytest.mark.parametrize(
    ("order", "after"), [("RNRNN", 2), ("RNR", 0), ("NNN", 3), ("RR", 0), ("", 0)]
)
def test_new_cards_after_the_last_review(order: str, after: int) -> None:
    assert new_after_reviews([letter == "N" for letter in order]) == after
