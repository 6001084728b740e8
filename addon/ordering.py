# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where new cards go among the day's reviews.

Plain arithmetic on counts: no Anki, no Qt, no I/O.

"Reviews" in this module are all the cards of Anki's main queue that are not new: review cards and
interday learning cards. Anki's queue builder merges the two first and then mixes the new cards into
the result (`merge_new(with_interday_learn, …)` in rslib/src/scheduler/queue/builder/mod.rs), so
only with both counted does strength 0 give Anki's own order.
"""

import struct
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

DAY_SECS = 86_400


class ReviewMix(IntEnum):
    """Anki's "New/review order" and "Interday learning/review order", with its presets' values.

    Source: `ReviewMix` in proto/anki/deck_config.proto. A value that only a newer Anki knows, and
    that came by sync, is "mix", as in Anki.
    """

    MIX = 0
    AFTER = 1
    BEFORE = 2

    @classmethod
    def _missing_(cls, _value: object) -> "ReviewMix":
        return cls.MIX


class Bias(NamedTuple):
    """How far new cards move: `strength` is a whole per cent, 0 (Anki's order) to 100 (last).

    `order` is Anki's "New/review order", from which they move, or from the mixed one although Anki
    has them after the reviews. The first `leave_first` new cards of the day do not.
    """

    strength: int
    order: ReviewMix = ReviewMix.MIX
    leave_first: int = 0
    from_mixed: bool = False

    @property
    def moves_from(self) -> ReviewMix:
        mixed = self.from_mixed and self.strength and self.order is ReviewMix.AFTER
        return ReviewMix.MIX if mixed else self.order


class Day(NamedTuple):
    """How far a study day has come, counted in answers and in cards left in the queue.

    Anki mixes interday learning cards into the reviews as it mixes new cards into both. Their order
    is the same arithmetic, with them in the place of the new cards and strength 0.
    """

    reviews_done: int
    reviews_left: int
    new_done: int
    new_left: int

    @property
    def done(self) -> int:
        return self.reviews_done + self.new_done

    @property
    def reviews(self) -> int:
        return self.reviews_done + self.reviews_left

    @property
    def new(self) -> int:
        return self.new_done + self.new_left


def anki_place(k: int, reviews: int, new: int, order: ReviewMix) -> int:
    """Return how many reviews Anki shows before the `k`-th (from 0) of `new` new cards.

    Mixed is Anki's `Intersperser` (rslib/src/scheduler/queue/builder/intersperser.rs) to the bit:
    it computes in 32-bit floats, which moves a card by one place for about 1 % of all counts.
    """
    if order is ReviewMix.AFTER:
        return reviews
    if order is ReviewMix.BEFORE:
        return 0
    ratio = _float32(_float32(reviews + 1) / _float32(new + 1))
    return min(reviews, int(_float32(_float32(k + 1) * ratio)))


@lru_cache(maxsize=1024)  # the same places hold all day, and are asked for with each card
def biased_place(k: int, reviews: int, new: int, bias: Bias) -> int:
    """Return how many reviews are shown before the `k`-th (from 0) of `new` new cards."""
    place = anki_place(k, reviews, new, bias.moves_from)
    if k < bias.leave_first:
        return place
    return min(reviews, place + _share(bias.strength, reviews))


def next_is_new(day: Day, bias: Bias) -> bool:
    """Tell whether the main queue's next card is a new one; False too when nothing is left."""
    if not day.new_left:
        return False
    if not day.reviews_left:
        return True
    return day.reviews_done >= biased_place(day.new_done, day.reviews, day.new, bias)


def depth_of_next(day: Day, bias: Bias) -> int:
    """Return how deep in a queue that Anki builds afresh a card of the kind that comes next is."""
    if next_is_new(day, bias):
        after = bias.order is ReviewMix.AFTER
        return 2 + (day.reviews_left if after else day.reviews_left // (day.new_left + 1))
    if bias.order is ReviewMix.BEFORE:
        return 1 + day.new_left
    return 2 + day.new_left // (day.reviews_left + 1)


def rest_of_day(day: Day, bias: Bias) -> list[bool]:
    """Return what is left of a day's main queue in biased order, True for a new card.

    New card by new card, so that a slider can follow at 10,000 reviews.
    """
    order: list[bool] = []
    reviews_done = day.reviews_done
    for k in range(day.new_done, day.new):
        place = biased_place(k, day.reviews, day.new, bias)
        order += [False] * (place - reviews_done)
        order.append(True)
        reviews_done = max(reviews_done, place)
    return order + [False] * (day.reviews - reviews_done)


def both_orders(day: Day, bias: Bias) -> tuple[list[bool], list[bool]]:
    """Return what is left of a day in Anki's order and in that of a bias, True for a new card."""
    # Anki mixes what is left afresh whenever it builds its queue.
    afresh = Day(0, day.reviews_left, 0, day.new_left)
    ankis = rest_of_day(afresh, Bias(0, order=bias.order))
    if not bias.strength:
        return ankis, ankis
    return ankis, rest_of_day(day, bias)


def new_after_reviews(order: list[bool]) -> int:
    """Return how many new cards come after the last review of an order, True for a new card."""
    return order[::-1].index(False) if False in order else len(order)


def after_review(day: Day) -> Day:
    return Day(day.reviews_done + 1, day.reviews_left - 1, day.new_done, day.new_left)


def after_new(day: Day) -> Day:
    return Day(day.reviews_done, day.reviews_left, day.new_done + 1, day.new_left - 1)


def _float32(value: float) -> float:
    # The double result of one operation on two 32-bit floats rounds to the same 32-bit float as the
    # operation done in 32 bits would: 53 bits of precision are more than 2 * 24 + 2.
    rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    return rounded


def _share(percent: int, count: int) -> int:
    # floor(percent / 100 * count + 0.5), in whole numbers: a float would round 29 % of 50 down.
    return (percent * count + 50) // 100
