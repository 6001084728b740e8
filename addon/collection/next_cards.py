# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which of the cards in Anki's study queue come next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from anki.scheduler.v3 import QueuedCards

from ..ordering import biased_order, next_is_new
from .deck_day import DeckDay
from .today import INTRADAY_QUEUES


def next_cards(
    queued: QueuedCards, deck_day: DeckDay, limit: int, complete: bool
) -> list[QueuedCards.QueuedCard]:
    """The first `limit` cards: learning due now, the biased main queue, learning ahead.

    `queued` is the front of Anki's queue, or all of it if `complete`. The list is shorter where the
    card that comes next is further back in Anki's queue.
    """
    cards = list(queued.cards)
    if limit == 1 and cards and _is_next(cards[0], queued, deck_day):
        return [cards[0]]
    due_now = list(takewhile(is_intraday, cards))
    main = [card for card in cards if not is_intraday(card)]
    ordered = due_now + list(islice(_main_queue(main, queued, deck_day), limit))
    if complete:
        placed = {card.card.id for card in ordered}
        ordered += [card for card in cards if card.card.id not in placed]
    return ordered[:limit]


def _is_next(head: QueuedCards.QueuedCard, queued: QueuedCards, deck_day: DeckDay) -> bool:
    """Whether the head of Anki's queue comes next, as it mostly does: nothing is sorted then."""
    if is_intraday(head):
        return True
    answered = deck_day.answered
    if next_is_new(answered.day(queued), deck_day.bias):
        return head.queue == QueuedCards.NEW
    if next_is_new(answered.interday_learning_day(queued), deck_day.interday_learning):
        return head.queue == QueuedCards.LEARNING
    return head.queue == QueuedCards.REVIEW


def _main_queue(
    main: list[QueuedCards.QueuedCard], queued: QueuedCards, deck_day: DeckDay
) -> Iterator[QueuedCards.QueuedCard]:
    new = [card for card in main if card.queue == QueuedCards.NEW]
    reviews = biased_order(
        [card for card in main if card.queue != QueuedCards.NEW],
        lambda card: card.queue == QueuedCards.LEARNING,
        deck_day.answered.interday_learning_day(queued),
        deck_day.interday_learning,
    )
    return biased_order(
        [*new, *reviews],
        lambda card: card.queue == QueuedCards.NEW,
        deck_day.answered.day(queued),
        deck_day.bias,
    )


def heads(queued: QueuedCards) -> set[int]:
    """The cards whose answers Anki takes: the first of its two queues (`pop_entry`)."""
    first: dict[bool, int] = {}
    for card in queued.cards:
        first.setdefault(is_intraday(card), card.card.id)
    return set(first.values())


def is_intraday(card: QueuedCards.QueuedCard) -> bool:
    """Whether Anki keeps the card in its queue of learning cards, and not in the main queue."""
    return card.card.queue in INTRADAY_QUEUES
