# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which bias holds for a deck today, or why none does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from anki.collection import Collection
from anki.decks import DeckId

from ..ordering import Bias, ReviewMix
from ..settings import DeckSettings, Settings
from . import stored_settings
from .today import has_uncountable_cards


class Reason(Enum):
    """Why nothing is moved in a deck today, in the order in which it is asked."""

    # No bias holds, so the deck is studied in Anki's own order.
    FILTERED_DECK = auto()
    TURNED_OFF = auto()
    STRENGTH_ZERO = auto()
    NEW_CARDS_FIRST = auto()  # "Show before reviews" was chosen, and no strength for this deck
    NEW_CARDS_LAST = auto()
    ANKIS_ORDER_TODAY = auto()
    FILTERED_SUBDECK = auto()
    FEW_REVIEWS = auto()
    # A bias holds, and there is nothing for it to move.
    NO_ROOM_FOR_NEW = auto()
    NO_NEW_CARDS = auto()
    NO_REVIEWS = auto()


@dataclass(frozen=True)
class DeckBias:
    """What holds for a deck: its settings, its biases, and why it has Anki's own order, if so."""

    settings: DeckSettings
    bias: Bias
    interday_learning: Bias  # with strength 0: Anki's own order
    reason: Reason | None

    def on_a_day_with(self, reviews: int) -> DeckBias:
        """Return what holds on a day with so many review cards, answered ones included."""
        if not self.reason and reviews < self.settings.min_reviews:
            return replace(self, reason=Reason.FEW_REVIEWS)
        return self


def deck_bias(
    col: Collection,
    settings: Settings,
    deck_id: DeckId,
    todays_strengths: Mapping[int, int] | None = None,
    order: ReviewMix | None = None,
) -> DeckBias:
    """Return what holds for a deck that is selected for study; today's choice comes first.

    `todays_strengths` are those that are stored, and `order` is that of the deck's preset, unless
    others are given.
    """
    deck = stored_settings.for_deck(col, settings, deck_id)
    if todays_strengths is None:
        todays_strengths = stored_settings.todays_strengths(col)
    today = todays_strengths.get(deck_id)
    if today is not None:
        # The choice of a day is made with its reviews in sight, whether they are many or few.
        first = 0 if today == 100 else deck.leave_first  # "All new cards last" is meant so
        deck = deck._replace(strength=today, min_reviews=0, leave_first=first)
    if col.decks.is_filtered(deck_id):
        return DeckBias(deck, Bias(deck.strength), Bias(0), Reason.FILTERED_DECK)
    preset = col.decks.config_dict_for_deck_id(deck_id)
    order = ReviewMix(preset["newMix"]) if order is None else order
    reason = None
    if not settings.enabled:
        reason = Reason.TURNED_OFF
    elif not deck.strength and today is None:
        reason = Reason.STRENGTH_ZERO
    elif (
        order is ReviewMix.BEFORE
        and today is None
        and stored_settings.uses_default(col, settings, deck_id)
    ):
        reason = Reason.NEW_CARDS_FIRST
    elif order is ReviewMix.AFTER and not deck.from_mixed:
        reason = Reason.NEW_CARDS_LAST
    elif not deck.strength:
        reason = Reason.ANKIS_ORDER_TODAY
    elif has_uncountable_cards(col, deck_id):
        reason = Reason.FILTERED_SUBDECK
    return DeckBias(
        deck,
        Bias(deck.strength, order, deck.leave_first, deck.from_mixed and order is ReviewMix.AFTER),
        Bias(0, order=ReviewMix(preset["interdayLearningMix"])),
        reason,
    )
