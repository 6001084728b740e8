# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which of the cards in Anki's study queue come next in the deck that is studied."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from anki.decks import DeckId
from anki.scheduler.v3 import QueuedCards

from ..ordering import Bias, ReviewMix, biased_order, next_is_new
from .today import INTRADAY_QUEUES, Answered


class DeckDay:
    """What holds for the selected deck and the day, while only cards are answered in it."""

    def __init__(
        self, deck_id: DeckId, bias: Bias, interday_learning: Bias, answered: Answered
    ) -> None:
        self.deck_id, self.bias, self.answered = deck_id, bias, answered
        # Anki mixes interday learning cards into the reviews by the counts of the day so far. A
        # queue that is built anew would mix what is left afresh, so their places are computed too.
        self.interday_learning = interday_learning

    def next_cards(
        self, queued: QueuedCards, limit: int, complete: bool
    ) -> list[QueuedCards.QueuedCard]:
        """The first `limit` cards: learning due now, the biased main queue, learning ahead.

        `queued` is the front of Anki's queue, or all of it if `complete`. The list is shorter where
        the card that comes next is further back in Anki's queue.
        """
        cards = list(queued.cards)
        due_now = list(takewhile(is_intraday, cards))
        main = [card for card in cards if not is_intraday(card)]
        ordered = due_now + list(islice(self._in_biased_order(main, queued), limit))
        if complete:
            placed = {card.card.id for card in ordered}
            ordered += [card for card in cards if card.card.id not in placed]
        return ordered[:limit]

    def _in_biased_order(
        self, main: list[QueuedCards.QueuedCard], queued: QueuedCards
    ) -> Iterator[QueuedCards.QueuedCard]:
        new = [card for card in main if card.queue == QueuedCards.NEW]
        others = biased_order(
            [card for card in main if card.queue != QueuedCards.NEW],
            lambda card: card.queue == QueuedCards.LEARNING,
            self.answered.interday_learning_day(queued),
            self.interday_learning,
        )
        return biased_order(
            [*new, *others],
            lambda card: card.queue == QueuedCards.NEW,
            self.answered.day(queued),
            self.bias,
        )

    def expected_depth(self, queued: QueuedCards) -> int:
        """How many of Anki's cards hold, as a rule, one of the kind that comes next."""
        day = self.answered.day(queued)
        if next_is_new(day, self.bias):
            return 2 + day.reviews_left // (day.new_left + 1)
        if self.bias.order is ReviewMix.BEFORE:
            return 1 + day.new_left
        return 2 + day.new_left // (day.reviews_left + 1)


def is_intraday(card: QueuedCards.QueuedCard) -> bool:
    """Whether Anki keeps the card in its queue of learning cards, and not in the main queue."""
    return card.card.queue in INTRADAY_QUEUES
