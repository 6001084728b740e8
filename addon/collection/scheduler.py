# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hook into Anki's study queue: a subclass of Anki's scheduler.

Anki's reviewer knows the scheduler as `col.sched`, takes each card from its `get_queued_cards()`
and gives the answer to its `answer_card()`. The subclass changes which card is next, and how an
answer reaches Anki's backend. It holds no code of Anki's, and replaces none.
"""

from __future__ import annotations

from collections.abc import Callable

from anki.collection import Collection
from anki.errors import InvalidInput
from anki.scheduler.v3 import QueuedCards, Scheduler

from ..ordering import Bias, Day
from .biased_queue import BiasedQueue
from .stand_in import StandIn


class BiasedScheduler(Scheduler):
    """Use `install()` to make a collection's scheduler one."""

    biased_queue: BiasedQueue

    def get_queued_cards(
        self, *, fetch_limit: int = 1, intraday_learning_only: bool = False
    ) -> QueuedCards:
        "Anki's pending cards in biased order, and the remaining counts. Idempotent."
        if intraday_learning_only:
            return super().get_queued_cards(fetch_limit=fetch_limit, intraday_learning_only=True)
        queued = super().get_queued_cards(fetch_limit=fetch_limit)
        depth = fetch_limit
        while deeper := self.biased_queue.arrange(queued, fetch_limit, depth):
            depth = deeper
            try:
                queued = super().get_queued_cards(fetch_limit=depth)
            except InvalidInput:
                # Anki refuses a card of its own queue; perhaps not the one that comes next.
                return super().get_queued_cards(fetch_limit=fetch_limit)
        return queued

    def day_and_bias(self) -> tuple[Day, Bias] | None:
        """Where the selected deck's day stands; None if it is studied in Anki's own order."""
        return self.biased_queue.day_and_bias()


def install(col: Collection, on_failure: Callable[[Exception], None] | None = None) -> bool:
    """Make `col.sched` the biased scheduler; installing it again changes nothing.

    False, and nothing is changed, if the collection does not use Anki's v3 scheduler, or another
    add-on has put its own into its place. `on_failure` is told, once and from any thread, if our
    own code fails.
    """
    scheduler = col.sched
    if isinstance(scheduler, BiasedScheduler):
        return True
    if type(scheduler) is not Scheduler:
        return False
    queue = BiasedQueue(col.weakref(), on_failure or (lambda _error: None))
    backend = StandIn(col._backend, answer_card_raw=queue.answer)
    # The object stays the same: others may have kept it, or set attributes of theirs on it.
    vars(scheduler).update(biased_queue=queue, col=StandIn(col.weakref(), _backend=backend))
    scheduler.__class__ = BiasedScheduler
    return True


def uninstall(col: Collection) -> None:
    """Make `col.sched` Anki's own scheduler again; the card on screen can still be answered."""
    scheduler = col.sched
    if isinstance(scheduler, BiasedScheduler):
        if not scheduler.biased_queue.has_shown_out_of_order:
            scheduler.col = col.weakref()
        del scheduler.biased_queue
        scheduler.__class__ = Scheduler  # type: ignore[assignment]
