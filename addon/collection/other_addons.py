# SPDX-License-Identifier: AGPL-3.0-or-later
"""Other add-ons that give Anki's study queue an order of their own: it is left to them.

`biased_queue.py` then stops arranging cards, and `gui/switch.py` says so, with the add-on's name.
"""

from __future__ import annotations

from collections.abc import Callable

from anki.scheduler.v3 import QueuedCards, Scheduler


class OtherOrderError(Exception):
    """Another add-on, named by its module, changes the order of Anki's queue."""


def has_other_order(queued: QueuedCards, depth: int, fetch: Callable[..., QueuedCards]) -> bool:
    """Whether `queued` is not the front of Anki's queue, `depth` cards deep, as Anki has it now.

    What other add-ons change in the cards themselves is left in `queued`.
    """
    if not module_of_wrapper():
        return False
    ankis = fetch(fetch_limit=depth)
    return [card.card.id for card in queued.cards] != [card.card.id for card in ankis.cards]


def module_of_wrapper() -> str:
    """The module of what was put in the place of Anki's own method; empty if nothing was."""
    module = getattr(Scheduler.get_queued_cards, "__globals__", {}).get("__name__", "unknown")
    if module == "decorator":  # put there with `anki.hooks.wrap`, which hides whose it is
        return "unknown"
    return "" if module == Scheduler.__module__ else module
