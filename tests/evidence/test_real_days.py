# SPDX-License-Identifier: AGPL-3.0-or-later
"""An old state of a collection shows what was really left, and the last one what is told of it."""

from __future__ import annotations

from addon.evenings import Evening
from addon.forecast import Habits
from evidence.past import compared, evenings
from tools.past.deck_days import DeckDay


def day(number: int, left: int, reviews_done: int = 10) -> DeckDay:
    was = Evening(1, left, reviews_done, 3, 90.0, Habits())
    return DeckDay("A", number, was, {}, {})


def test_the_last_evening_of_each_old_state_is_compared() -> None:
    last = [day(1, 5), day(2, 6), day(3, 7), day(40, 8)]
    old = [[day(1, 5)], [day(1, 9), day(2, 4)], [day(3, 7, reviews_done=2)], [day(2, 4)]]
    assert compared([*old, last]) == []  # it tells of no evening so long ago
    assert compared([*old, last[:3]]) == [(5, 5), (4, 6)]  # on day 3 it went on
    told = evenings([[(5, 5), (4, 6)], []])
    assert (told["people"], told["compared"], told["exact"]) == (1, 2, 1)
    assert (told["left"], told["told"], told["mean_difference"]) == (9, 11, 1.0)
