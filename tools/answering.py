# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering cards as Anki's reviewer does, without its window."""

from __future__ import annotations

from collections.abc import Iterator

import anki.collection  # anki.cards cannot be the first that is imported
from anki.cards import Card
from anki.scheduler.v3 import QueuedCards

AGAIN, HARD, GOOD, EASY = range(4)


def card_shown(col: anki.collection.Collection) -> QueuedCards.QueuedCard | None:
    """The card that the reviewer would show; None if the deck is done for now."""
    return next(iter(col.sched.get_queued_cards().cards), None)


def answer(
    col: anki.collection.Collection, shown: QueuedCards.QueuedCard, rating: int = EASY
) -> None:
    card = Card(col, backend_card=shown.card)
    card.start_timer()
    col.sched.answer_card(col.sched.build_answer(card=card, states=shown.states, rating=rating))


def study(col: anki.collection.Collection) -> Iterator[QueuedCards.QueuedCard]:
    """Answer Easy until no card is left; gives each card that was shown."""
    while shown := card_shown(col):
        answer(col, shown)
        yield shown
