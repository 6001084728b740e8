# SPDX-License-Identifier: AGPL-3.0-or-later
"""The biased order by one question after another, as the study queue asks them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from addon.ordering import Bias, Day, after_new, after_review, next_is_new

Entry = TypeVar("Entry")


def biased_order(
    entries: Iterable[Entry], is_new: Callable[[Entry], bool], day: Day, bias: Bias
) -> Iterator[Entry]:
    """The main queue's `entries` in biased order, from where `day` stands; stable within each kind.

    `entries` may be just the front of the queue that `day` counts: the result then ends where the
    card that comes next is not among them.
    """
    new: deque[Entry] = deque()
    reviews: deque[Entry] = deque()
    for entry in entries:
        (new if is_new(entry) else reviews).append(entry)
    while new or reviews:
        take_new = next_is_new(day, bias)
        kind = new if take_new else reviews
        if not kind:
            return
        yield kind.popleft()
        day = after_new(day) if take_new else after_review(day)
