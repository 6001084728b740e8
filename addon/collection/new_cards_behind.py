# SPDX-License-Identifier: AGPL-3.0-or-later
"""The new cards that Anki has behind all reviews.

To fetch a card is to fetch all before it: with 2,000 reviews 20 ms, with FSRS a quarter of a
second. So that is done once, and the cards are kept, in Anki's order, as long as only cards are
answered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from anki._backend import RustBackend
from anki.scheduler.v3 import QueuedCards

ALL = 2**31


class NewCardsBehind:
    def __init__(self, backend: RustBackend, fetch: Callable[[int, bool], QueuedCards]) -> None:
        self._backend, self._fetch = backend, fetch
        self._cards: deque[QueuedCards.QueuedCard] | None = None  # None: to be read

    def read(self) -> deque[QueuedCards.QueuedCard]:
        """Return all of them; they are fetched where that was not done yet."""
        if self._cards is None:
            depth = ALL if self._fetch(1, False).new_count else 1
            cards = self._fetch(depth, False).cards
            self._cards = deque(card for card in cards if card.queue == QueuedCards.NEW)
        return self._cards

    def first(self, left: int) -> list[QueuedCards.QueuedCard]:
        """Return the first of `left` that are in Anki's queue, as Anki gives it now, if any is."""
        cards = self.read()
        while cards and self._is_changed(cards[0]):
            cards.popleft()  # answered
        if len(cards) != left:  # siblings were buried
            self._cards = None
            cards = self.read()
        first = [cards[0]] if cards else []
        for card in first:  # what its answers do may have changed, as with the load balancer
            card.states.CopyFrom(self._backend.get_scheduling_states(card.card.id))
        return first

    def _is_changed(self, kept: QueuedCards.QueuedCard) -> bool:
        # With FSRS, a card of the queue has a decay that it does not have in the collection.
        card = self._backend.get_card(kept.card.id)
        return (card.queue, card.mtime_secs) != (kept.card.queue, kept.card.mtime_secs)
