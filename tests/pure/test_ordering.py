# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promises of the order, for any day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import floor
from typing import TypeVar

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
from tests.pure.card_by_card import biased_order

Entry = TypeVar("Entry")
orders = st.sampled_from(ReviewMix)
strengths = st.integers(0, 100)
biases = st.builds(Bias, strengths, orders, st.integers(0, 5))
# A queue as Anki would give it: numbered cards, True for a new one, in any order.
queues = st.lists(st.booleans(), max_size=120).map(lambda kinds: list(enumerate(kinds)))


def whole_order(queue: Sequence[Entry], is_new: Callable[[Entry], bool], bias: Bias) -> list[Entry]:
    """A whole day's main queue in biased order."""
    new = sum(map(is_new, queue))
    return list(biased_order(queue, is_new, Day(0, len(queue) - new, 0, new), bias))


def is_new(entry: tuple[int, bool]) -> bool:
    return entry[1]


def places(queue: list[tuple[int, bool]]) -> list[int]:
    """For each new card of an ordered queue, the number of reviews before it."""
    result, reviews = [], 0
    for entry in queue:
        if is_new(entry):
            result.append(reviews)
        else:
            reviews += 1
    return result


def counts(queue: list[tuple[int, bool]]) -> tuple[int, int]:
    new = sum(map(is_new, queue))
    return len(queue) - new, new


@given(queues, biases)
def test_is_a_permutation_and_keeps_the_order_within_each_kind(
    queue: list[tuple[int, bool]], bias: Bias
) -> None:
    ordered = whole_order(queue, is_new, bias)
    assert sorted(ordered) == sorted(queue)
    for kind in (True, False):
        assert [e for e in ordered if e[1] is kind] == [e for e in queue if e[1] is kind]


@given(queues, biases)
def test_no_new_card_comes_earlier_than_anki_has_it(
    queue: list[tuple[int, bool]], bias: Bias
) -> None:
    reviews, new = counts(queue)
    ordered = places(whole_order(queue, is_new, bias))
    assert all(p >= anki_place(k, reviews, new, bias.order) for k, p in enumerate(ordered))


@given(queues, orders)
def test_strength_0_is_ankis_order_and_100_puts_all_new_cards_last(
    queue: list[tuple[int, bool]], order: ReviewMix
) -> None:
    reviews, new = counts(queue)
    unbiased = whole_order(queue, is_new, Bias(0, order))
    assert places(unbiased) == [anki_place(k, reviews, new, order) for k in range(new)]
    assert places(whole_order(queue, is_new, Bias(100, order))) == [reviews] * new


@given(queues, biases, strengths)
def test_a_larger_strength_never_brings_a_new_card_forward(
    queue: list[tuple[int, bool]], bias: Bias, other: int
) -> None:
    weak, strong = (bias._replace(strength=s) for s in sorted((bias.strength, other)))
    before, after = (
        places(whole_order(queue, is_new, weak)),
        places(whole_order(queue, is_new, strong)),
    )
    assert all(a <= b for a, b in zip(before, after))


@given(queues, biases)
def test_the_first_new_cards_stay_and_the_others_move_as_without_them(
    queue: list[tuple[int, bool]], bias: Bias
) -> None:
    ankis, moved = (places(whole_order(queue, is_new, b)) for b in (Bias(0, bias.order), bias))
    without = places(whole_order(queue, is_new, bias._replace(leave_first=0)))
    assert moved == ankis[: bias.leave_first] + without[bias.leave_first :]


@given(queues, biases)
def test_one_step_and_the_whole_list_agree_at_every_point_of_the_day(
    queue: list[tuple[int, bool]], bias: Bias
) -> None:
    ordered = whole_order(queue, is_new, bias)
    reviews, new = counts(queue)
    day = Day(0, reviews, 0, new)
    for index, entry in enumerate(ordered):
        assert next_is_new(day, bias) is is_new(entry)
        assert list(biased_order(ordered[index:], is_new, day, bias)) == ordered[index:]
        day = after_new(day) if is_new(entry) else after_review(day)
    assert not next_is_new(day, bias)


@given(queues, biases, st.integers(0, 120))
def test_from_the_front_of_a_queue_comes_the_front_of_its_order(
    queue: list[tuple[int, bool]], bias: Bias, depth: int
) -> None:
    reviews, new = counts(queue)
    front = list(biased_order(queue[:depth], is_new, Day(0, reviews, 0, new), bias))
    assert front == whole_order(queue, is_new, bias)[: len(front)]


@pytest.mark.parametrize("order", [ReviewMix.MIX, ReviewMix.BEFORE])
def test_the_depth_of_the_next_card_holds_it_and_hardly_more(order: ReviewMix) -> None:
    for done, reviews, new in product((0, 1000), range(40), range(40)):
        day, bias = Day(done, reviews, 0, new), Bias(50, order=order)
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


def test_any_objects_can_be_ordered() -> None:
    queue = ["new a", "review 1", "new b", "review 2"]
    ordered = whole_order(queue, lambda entry: entry.startswith("new"), Bias(100))
    assert ordered == ["review 1", "review 2", "new a", "new b"]


def test_a_card_that_32_bit_floats_move() -> None:
    """21 new cards among 25 reviews: exact arithmetic would put the eleventh after 13 reviews."""
    exact = [(k + 1) * 26 // 22 for k in range(21)]
    ankis = [anki_place(k, 25, 21, ReviewMix.MIX) for k in range(21)]
    assert [k for k in range(21) if exact[k] != ankis[k]] == [10]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (Day(0, 0, 0, 0), False),
        (Day(5, 0, 0, 1), True),
        (Day(0, 5, 2, 0), False),
        (Day(59, 41, 0, 10), False),
        (Day(69, 31, 0, 10), True),
    ],
)
def test_the_ends_of_a_day(day: Day, expected: bool) -> None:
    assert next_is_new(day, Bias(60)) is expected


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


@given(st.builds(Day, *[st.integers(0, 40)] * 4), biases)
def test_the_rest_of_a_day_is_what_is_asked_for_card_by_card(day: Day, bias: Bias) -> None:
    left = [True] * day.new_left + [False] * day.reviews_left
    assert rest_of_day(day, bias) == list(biased_order(left, bool, day, bias))
