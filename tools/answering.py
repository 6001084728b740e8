# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering cards as Anki's reviewer does, without its window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import anki.collection  # anki.cards cannot be the first that is imported
from anki.cards import Card, CardId
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler, SchedulingStates

AGAIN, HARD, GOOD, EASY = range(4)


def scheduler(col: anki.collection.Collection) -> Scheduler:
    """A collection's scheduler: every one has Anki's current one, or one made from it."""
    assert isinstance(col.sched, Scheduler)
    return col.sched


def card_shown(col: anki.collection.Collection) -> QueuedCards.QueuedCard | None:
    """The card that the reviewer would show; None if the deck is done for now."""
    return next(iter(scheduler(col).get_queued_cards().cards), None)


def answer(
    col: anki.collection.Collection, shown: QueuedCards.QueuedCard, rating: int = EASY
) -> None:
    card = Card(col, backend_card=shown.card)
    card.start_timer()
    scheduler(col).answer_card(build_answer(col, card, shown.states, rating))


def answer_unfetched(col: anki.collection.Collection, card_id: CardId, rating: int) -> None:
    """Answer a card by its id alone; Anki may refuse it while its queue is built."""
    card = Card(col, card_id)
    card.start_timer()
    states = col._backend.get_scheduling_states(card_id)
    scheduler(col).answer_card(build_answer(col, card, states, rating))


def build_answer(
    col: anki.collection.Collection, card: Card, states: SchedulingStates, rating: int
) -> CardAnswer:
    """As Anki's reviewer builds it; its names for the ratings stand for the same numbers."""
    known = cast("CardAnswer.Rating.ValueType", rating)
    return scheduler(col).build_answer(card=card, states=states, rating=known)


def study(col: anki.collection.Collection) -> Iterator[QueuedCards.QueuedCard]:
    """Answer Easy until no card is left; gives each card that was shown."""
    while shown := card_shown(col):
        answer(col, shown)
        yield shown
