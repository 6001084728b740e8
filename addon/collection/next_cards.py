# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which of the cards in Anki's study queue come next."""

from __future__ import annotations

from collections import deque
from itertools import takewhile

from anki.scheduler.v3 import QueuedCards

from .queue_order import QueueOrder
from .today import INTRADAY_QUEUES


def next_cards(
    queued: QueuedCards, order: QueueOrder, limit: int, undone: int | None, complete: bool
) -> list[QueuedCards.QueuedCard]:
    """Return the first cards: the undone one, learning due now, main queue, learning ahead.

    `queued` is the front of Anki's queue, or all of it if `complete`. Fewer than `limit` are
    returned where the card that comes next is further back.
    """
    cards = list(queued.cards)
    if limit == len(cards) == 1 and not undone and _is_next(cards[0], queued, order):
        return cards
    first = [card for card in cards if card.card.id == undone] if undone else []
    if undone and not first and not complete:
        return []
    due_now = list(takewhile(_is_intraday, cards))
    main = _main_queue(cards[len(due_now) :], queued, order, limit)
    ordered = [*first, *due_now, *main, *(cards if complete else ())]
    return list({card.card.id: card for card in ordered}.values())[:limit]  # each once


def _main_queue(
    cards: list[QueuedCards.QueuedCard], queued: QueuedCards, order: QueueOrder, limit: int
) -> list[QueuedCards.QueuedCard]:
    """Return the first `limit` cards of the main queue, as far as they are among `cards`."""
    waiting: dict[int, deque[QueuedCards.QueuedCard]] = {
        kind: deque() for kind in (QueuedCards.NEW, QueuedCards.LEARNING, QueuedCards.REVIEW)
    }
    for card in cards:
        if not _is_intraday(card):
            waiting[card.queue].append(card)
    ordered: list[QueuedCards.QueuedCard] = []
    for kind in order.kinds(queued):
        if len(ordered) == limit or not waiting[kind]:
            break
        ordered.append(waiting[kind].popleft())
    return ordered


def _is_next(head: QueuedCards.QueuedCard, queued: QueuedCards, order: QueueOrder) -> bool:
    """Tell whether the head of Anki's queue comes next; mostly it does, and nothing is sorted."""
    return _is_intraday(head) or head.queue == next(order.kinds(queued), None)


def _is_intraday(card: QueuedCards.QueuedCard) -> bool:
    """Tell whether Anki keeps the card in its queue of learning cards, not in the main queue."""
    return card.card.queue in INTRADAY_QUEUES
