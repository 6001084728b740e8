# SPDX-License-Identifier: AGPL-3.0-or-later
"""Other add-ons that give Anki's study queue an order of their own: it is left to them.

`biased_queue.py` then stops arranging cards, and `gui/switch.py` says so, with the add-on's name.
"""

from __future__ import annotations

from collections.abc import Callable

from anki.scheduler.v3 import QueuedCards, Scheduler

# So many times in a row neither what Anki gave last nor what it gives when it is asked again: that
# is another add-on's order. Where an add-on asks Anki for more than these cards and a thread edits
# meanwhile, it may be so now and then.
OTHER_ORDERS = 10


class OtherOrderError(Exception):
    """Another add-on, named by its module, changes the order of Anki's queue."""


class OtherOrder:
    """Whether the cards that Anki's scheduler gives are in an order of another add-on's.

    What it changes in the cards themselves is left to it.
    """

    def __init__(self, fetch: Callable[..., QueuedCards]) -> None:
        self._fetch = fetch
        self._given: list[int] = []  # by Anki, the last time that it was asked for its queue
        self._in_a_row = 0

    def remember_given(self, queued: QueuedCards) -> None:
        if module_of_wrapper():
            self._given = _ids(queued)

    def is_in(self, queued: QueuedCards, depth: int) -> bool:
        """Whether `queued` is not the front of Anki's queue, `depth` cards deep.

        Raises OtherOrderError where it was not ten times in a row.
        """
        if module_of_wrapper():
            cards = _ids(queued)
            if cards != self._given[:depth] and cards != _ids(self._fetch(fetch_limit=depth)):
                self._in_a_row += 1
                if self._in_a_row >= OTHER_ORDERS:
                    raise OtherOrderError(module_of_wrapper())
                return True
        self._in_a_row = 0
        return False


def module_of_wrapper() -> str:
    """The module of what was put in the place of Anki's own method; empty if nothing was."""
    module = getattr(Scheduler.get_queued_cards, "__globals__", {}).get("__name__")
    if module == Scheduler.__module__:
        return ""
    # What is no function does not tell, nor what is put there with `anki.hooks.wrap`.
    return "unknown" if module in (None, "decorator") else module


def _ids(queued: QueuedCards) -> list[int]:
    return [card.card.id for card in queued.cards]
