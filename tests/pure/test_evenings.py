# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reviews left on past evenings, as arithmetic on days."""

from __future__ import annotations

from addon.evenings import Evening, Waited, evenings


def left(*waited: Waited, days: int = 5) -> list[int]:
    return [evening.reviews_left for evening in evenings(waited, {}, days)]


def test_cards_are_left_from_the_day_they_are_due_until_the_day_they_are_answered() -> None:
    assert left() == [0, 0, 0, 0, 0]
    #                                      5  4  3  2  1 days ago
    assert left(Waited(3, 1, cards=2)) == [0, 0, 2, 2, 0]
    assert left(Waited(3, 3, cards=2)) == [0, 0, 0, 0, 0]
    assert left(Waited(3, 2, 2), Waited(4, 1, 1)) == [0, 1, 3, 1, 0]


def test_what_is_not_answered_yet_is_left_on_every_evening_up_to_now() -> None:
    assert left(Waited(2, 0, 7)) == [0, 0, 0, 7, 7]
    assert left(Waited(0, 0, 7)) == [0, 0, 0, 0, 0]  # due today, which is not over


def test_what_was_due_long_before_is_left_from_the_first_evening_on() -> None:
    assert left(Waited(400, 2, 1)) == [1, 1, 1, 0, 0]


def test_each_evening_says_whether_new_cards_were_moved_back() -> None:
    assert evenings([], {1: True, 3: False}, 3) == [
        Evening(3, 0, False),
        Evening(2, 0, None),
        Evening(1, 0, True),
    ]
