# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for the deck that is studied, on one day, while only cards are answered in it."""

from __future__ import annotations

from anki.collection import Collection
from anki.scheduler.v3 import QueuedCards

from ..ordering import Bias
from . import stored_settings
from .deck_bias import deck_bias
from .today import Answered, count_answered


class DeckDay:
    """The bias of new cards, that of interday learning cards, and what was answered today.

    Anki mixes interday learning cards into the reviews by the counts of the day so far. A queue
    that is built anew mixes what is left afresh, so their places are computed as well.
    """

    def __init__(self, bias: Bias, interday_learning: Bias, answered: Answered) -> None:
        self.bias, self.interday_learning, self.answered = bias, interday_learning, answered


def read_deck_day(col: Collection, queued: QueuedCards, day_cutoff: int) -> DeckDay | None:
    """Read it for the selected deck, with the counts of Anki's queue; None: Anki's order holds.

    `day_cutoff` is the end of the day in seconds since the epoch.
    """
    deck_id = col.decks.get_current_id()
    settings, _problems = stored_settings.load(col)
    deck = deck_bias(col, settings, deck_id)
    if deck.none:
        return None
    answered = count_answered(col, deck_id, day_cutoff, _interday_learning_left(col, queued))
    if deck.on_a_day_with(answered.reviews + queued.review_count).none:
        return None
    return DeckDay(deck.bias, deck.interday_learning, answered)


def _interday_learning_left(col: Collection, queued: QueuedCards) -> int:
    # Anki's learning count: intraday cards up to the learn-ahead limit, and interday cards.
    count = queued.learning_count
    if not count:
        return 0
    intraday = col._backend.get_queued_cards(fetch_limit=count, intraday_learning_only=True)
    return max(0, count - len(intraday.cards))
