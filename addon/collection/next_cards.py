# SPDX-License-Identifier: AGPL-3.0-or-later
"""The study of one deck on one day: which of Anki's cards come next in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from anki.collection import Collection
from anki.decks import DeckId
from anki.scheduler.v3 import QueuedCards

from ..ordering import Bias, Day, ReviewMix, biased_order, next_is_new
from .today import INTRADAY_QUEUES, Answered

# The collection's `mod`, and the last undo step and its label: the same as before while nothing but
# this scheduler's own answers changed the collection. Changes written with raw SQL leave `mod`
# alone, but clear the undo history and with it the label.
Moment = tuple[int, int, str]


def now(col: Collection) -> Moment:
    undo = col.undo_status()
    return col.mod, undo.last_step, undo.undo


class StudySession:
    """What holds for the selected deck and day while only cards are answered."""

    def __init__(
        self, deck_id: DeckId, bias: Bias, interday_learning: Bias, answered: Answered
    ) -> None:
        self.deck_id, self.bias, self.answered = deck_id, bias, answered
        # Anki's own order of them, which a rebuilt queue would start afresh.
        self.interday_learning = interday_learning

    def next_cards(
        self, queued: QueuedCards, limit: int, fetch: Callable[[int], QueuedCards]
    ) -> list[QueuedCards.QueuedCard]:
        """The first `limit` cards: learning due now, the biased main queue, learning ahead.

        `queued` is the head of Anki's queue, `limit` cards deep; `fetch` gives more of it.
        """
        depth = limit
        if limit == 1:
            head = queued.cards[0]
            wanted = self._kind_wanted(queued)
            if is_intraday(head) or head.queue == wanted:
                return [head]
            depth = _usual_depth(wanted, self.answered.day(queued), self.bias.order)
            queued = fetch(depth)
        total = queued.new_count + queued.learning_count + queued.review_count
        while True:
            cards = list(queued.cards)
            ordered = list(takewhile(is_intraday, cards))
            main = [card for card in cards if not is_intraday(card)]
            ordered += self._main_order(queued, main)
            if len(ordered) >= limit:
                return ordered[:limit]
            if len(cards) < depth or depth >= total:
                placed = {card.card.id for card in ordered}
                return (ordered + [c for c in cards if c.card.id not in placed])[:limit]
            depth = min(total, 4 * depth)
            queued = fetch(depth)

    def _kind_wanted(self, queued: QueuedCards) -> QueuedCards.Queue.V:
        """Which kind of card the main queue should give next."""
        if next_is_new(self.answered.day(queued), self.bias):
            return QueuedCards.NEW
        if next_is_new(self.answered.interday_learning_day(queued), self.interday_learning):
            return QueuedCards.LEARNING
        return QueuedCards.REVIEW

    def _main_order(
        self, queued: QueuedCards, main: list[QueuedCards.QueuedCard]
    ) -> Iterator[QueuedCards.QueuedCard]:
        """The main queue's cards in biased order, as far as `main` shows it."""
        new = [card for card in main if _is_new(card)]
        others = biased_order(
            [card for card in main if not _is_new(card)],
            _is_learning,
            self.answered.interday_learning_day(queued),
            self.interday_learning,
        )
        return biased_order([*new, *others], _is_new, self.answered.day(queued), self.bias)


def is_intraday(card: QueuedCards.QueuedCard) -> bool:
    return card.card.queue in INTRADAY_QUEUES


def _is_new(card: QueuedCards.QueuedCard) -> bool:
    return card.queue == QueuedCards.NEW


def _is_learning(card: QueuedCards.QueuedCard) -> bool:
    return card.queue == QueuedCards.LEARNING


def _usual_depth(wanted: QueuedCards.Queue.V, day: Day, order: ReviewMix) -> int:
    """How many of Anki's cards to fetch to find one of the kind that is not at its head."""
    if wanted == QueuedCards.NEW:
        return 2 + day.reviews_left // (day.new_left + 1)
    if order is ReviewMix.BEFORE:
        return 1 + day.new_left
    return 2 + day.new_left // (day.reviews_left + 1)
