# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hook into Anki's study queue: a subclass of Anki's scheduler.

Anki's reviewer knows the scheduler as `col.sched`, takes each card from its `get_queued_cards()`
and gives the answer to its `answer_card()`. The subclass changes which card is next, and how an
answer reaches Anki's backend. It holds no code of Anki's, and replaces none.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from anki.collection import Collection, OpChanges
from anki.errors import InvalidInput
from anki.scheduler.v3 import QueuedCards, Scheduler

from .biased_queue import BiasedQueue
from .stand_in import StandIn

# The queue of each open collection, kept also while its scheduler is Anki's own: a card on screen
# may have been shown before that was made anew (a sync) or put back (the add-on turned off).
_queues: WeakKeyDictionary[Collection, BiasedQueue] = WeakKeyDictionary()


class BiasedScheduler(Scheduler):
    """Use `install()` to make a collection's scheduler one."""

    biased_queue: BiasedQueue

    def __init__(self, col: Collection) -> None:
        super().__init__(col)
        # Made by others only, as `type(col.sched)(col)`: they mean Anki's own, and get it.
        self.__class__ = Scheduler  # type: ignore[assignment]  # mypy: a narrower type

    def __init_subclass__(cls) -> None:
        """A class that others make of `type(col.sched)` is one of Anki's own, as they mean it."""
        bases = cls.__bases__
        cls.__bases__ = tuple(Scheduler if base is BiasedScheduler else base for base in bases)

    def get_queued_cards(
        self, *, fetch_limit: int = 1, intraday_learning_only: bool = False
    ) -> QueuedCards:
        """Anki's pending cards in biased order, and the remaining counts. Gives the same again."""
        # Anki's class is named, because this object's may change while others' wrappers run.
        fetch, queue = Scheduler.get_queued_cards, self.biased_queue
        if intraday_learning_only:
            return fetch(self, fetch_limit=fetch_limit, intraday_learning_only=True)
        depth, before = fetch_limit, queue.before_fetch()
        queued = fetch(self, fetch_limit=depth)
        while deeper := queue.arrange(queued, fetch_limit, depth, before):
            depth, before = deeper, queue.before_fetch()
            try:
                queued = fetch(self, fetch_limit=depth)
            except InvalidInput:
                # Anki refuses to hand out a card of its own queue, for what is stored in it. It may
                # lie behind those that were asked for.
                return fetch(self, fetch_limit=fetch_limit)
        return queued


def install(col: Collection, on_failure: Callable[[Exception], None] | None = None) -> bool:
    """Make `col.sched` the biased scheduler; installing it again changes nothing.

    False, and nothing is changed, if the collection does not use Anki's v3 scheduler, or another
    add-on has put its own into its place. `on_failure` is told, once and from any thread, why the
    order is left to Anki: our own code fails, or another add-on orders too (`OtherOrderError`).
    """
    scheduler = col.sched
    if isinstance(scheduler, BiasedScheduler):
        return True
    if type(scheduler) is not Scheduler:
        return False
    if queue := _queues.get(col):
        queue.look_at_log()
    else:
        queue = _queues[col] = BiasedQueue(col.weakref(), on_failure or (lambda _error: None))

    backend = StandIn(
        col._backend,
        get_queued_cards=queue.fetch,
        answer_card_raw=queue.answer,
        # Anki's own method takes the raw one; that of an add-on may take this one.
        answer_card=lambda message: OpChanges.FromString(queue.answer(message.SerializeToString())),
    )
    # The object stays the same: others may have kept it, or set attributes of theirs on it.
    vars(scheduler).update(biased_queue=queue, col=StandIn(col.weakref(), _backend=backend))
    scheduler.__class__ = BiasedScheduler
    return True


def uninstall(col: Collection) -> None:
    """Make `col.sched` Anki's own scheduler again; the card on screen can still be answered."""
    scheduler = col.sched
    if isinstance(scheduler, BiasedScheduler):
        # Else the stand-in stays: Anki would refuse the answer to the card on screen.
        if not scheduler.biased_queue.has_shown_out_of_order:
            scheduler.col = col.weakref()
        scheduler.__class__ = Scheduler  # type: ignore[assignment]  # mypy: a narrower type
