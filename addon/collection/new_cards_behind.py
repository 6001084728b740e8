# SPDX-License-Identifier: AGPL-3.0-or-later
"""The new cards that Anki has behind all reviews.

To fetch a card is to fetch all before it: 20 ms with 2,000 reviews. So that is done once, and the
cards are kept, in Anki's order, as long as only cards are answered.
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
            queued = self._fetch(ALL if self._fetch(1, False).new_count else 1, False).cards
            self._cards = deque(card for card in queued if card.queue == QueuedCards.NEW)
        return self._cards

    def first(self, left: int) -> list[QueuedCards.QueuedCard]:
        """Return the first of `left` that are in Anki's queue, as Anki gives it now, if any is."""
        cards = self.read()
        while cards and self._backend.get_card(cards[0].card.id) != cards[0].card:
            cards.popleft()  # answered
        if len(cards) != left:  # siblings were buried
            self._cards = None
            cards = self.read()
        for card in list(cards)[:1]:
            card.states.CopyFrom(self._backend.get_scheduling_states(card.card.id))
        return list(cards)[:1]
