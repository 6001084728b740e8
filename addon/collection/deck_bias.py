# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which bias holds for a deck, or why none does."""

from __future__ import annotations

from enum import Enum, auto

from anki.collection import Collection
from anki.decks import DeckId

from ..ordering import Bias, ReviewMix
from ..settings import DeckSettings, Settings
from . import stored_settings
from .today import has_uncountable_cards


class NoBias(Enum):
    """Why a deck is studied in Anki's own order."""

    TURNED_OFF = auto()
    FILTERED_DECK = auto()
    FILTERED_SUBDECK = auto()
    STRENGTH_ZERO = auto()
    NEW_CARDS_LAST = auto()
    ANKIS_ORDER_TODAY = auto()
    FEW_REVIEWS = auto()


class DeckBias:
    """What holds for a deck: its settings, its preset's orders, and why there is no bias, if so."""

    def __init__(
        self,
        settings: DeckSettings,
        order: ReviewMix = ReviewMix.MIX,
        interday_learning_order: ReviewMix = ReviewMix.MIX,
        none: NoBias | None = None,
    ) -> None:
        self.settings, self.none = settings, none
        self.bias = Bias(settings.strength, settings.pattern, order)
        self.interday_learning = Bias(0, order=interday_learning_order)  # Anki's own order

    def on_a_day_with(self, reviews: int) -> DeckBias:
        """What holds on a day with so many review cards, answered ones included."""
        if not self.none and reviews < self.settings.min_reviews:
            orders = self.bias.order, self.interday_learning.order
            return DeckBias(self.settings, *orders, NoBias.FEW_REVIEWS)
        return self


def default_bias(settings: Settings) -> DeckBias:
    """What holds for a deck without settings of its own, where its preset mixes new cards in."""
    none = None
    if not settings.enabled:
        none = NoBias.TURNED_OFF
    elif not settings.default.strength:
        none = NoBias.STRENGTH_ZERO
    return DeckBias(settings.default, none=none)


def deck_bias(col: Collection, settings: Settings, deck_id: DeckId) -> DeckBias:
    """What holds for a deck that is selected for study."""
    deck = stored_settings.for_deck(col, settings, deck_id)
    if col.decks.is_filtered(deck_id):
        return DeckBias(deck, none=NoBias.FILTERED_DECK)
    preset = col.decks.config_dict_for_deck_id(deck_id)
    order = ReviewMix(preset["newMix"])
    none = None
    if not settings.enabled:
        none = NoBias.TURNED_OFF
    elif order is ReviewMix.AFTER:
        none = NoBias.NEW_CARDS_LAST
    elif not deck.strength:
        none = NoBias.STRENGTH_ZERO
    elif stored_settings.shows_ankis_order_today(col, deck_id):
        none = NoBias.ANKIS_ORDER_TODAY
    elif has_uncountable_cards(col, deck_id):
        none = NoBias.FILTERED_SUBDECK
    return DeckBias(deck, order, ReviewMix(preset["interdayLearningMix"]), none)
