# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hook into Anki's study queue: three methods on the backend of one collection.

Every card that is studied comes from the backend's `get_queued_cards`, and every answer goes to its
`answer_card_raw` (pylib/anki/scheduler/v3.py). Ours are attributes of that one object, and hide
Anki's methods of these names. `col.sched`, and what other add-ons make of it, stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from anki.collection import Collection
from anki.scheduler.v3 import Scheduler

from .biased_queue import BiasedQueue


def install(col: Collection, on_failure: Callable[[Exception], None] | None = None) -> bool:
    """Have a collection's cards come in biased order; installing it again changes nothing.

    Returns False, and changes nothing, where the collection does not use Anki's v3 scheduler.
    `on_failure` is told, once and from any thread, of an error in our own code.
    """
    if not isinstance(col.sched, Scheduler):
        return False
    queue = _queue(col)
    if not queue or not queue.is_of(col):  # one backend serves all profiles, one after the other
        queue = BiasedQueue(col, on_failure or (lambda _error: None))
        vars(col._backend).update(
            biased_queue=queue,
            get_queued_cards=queue.get_queued_cards,
            answer_card_raw=queue.answer_card_raw,
            answer_card=queue.answer_card,
        )
    queue.turn_on()
    return True


def uninstall(col: Collection) -> None:
    """Leave the cards in Anki's order; the one on screen is still answered, wherever it is."""
    if queue := _queue(col):
        queue.is_on = False


def biased_queue(col: Collection) -> BiasedQueue | None:
    """Return the queue that a collection's cards come from; None where that is Anki's own."""
    queue = _queue(col)
    return queue if queue and queue.is_on and queue.is_of(col) else None


def _queue(col: Collection) -> BiasedQueue | None:
    return vars(col._backend).get("biased_queue")
