# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which bias holds for a deck today, or why none does."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from anki.collection import Collection
from anki.decks import DeckId, DeckTreeNode

from ..ordering import Bias, Day, ReviewMix
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


class NothingToMove(Enum):
    """Why a bias changes nothing on a day."""

    NO_ROOM_FOR_NEW = auto()
    NO_NEW_CARDS = auto()
    NO_REVIEWS = auto()


class DeckBias:
    """What holds for a deck: its settings, its preset's orders, and why there is no bias, if so."""

    def __init__(
        self,
        settings: DeckSettings,
        order: ReviewMix = ReviewMix.MIX,
        interday_learning_order: ReviewMix = ReviewMix.MIX,
        no_bias: NoBias | None = None,
    ) -> None:
        self.settings, self.no_bias = settings, no_bias
        self.bias = Bias(settings.strength, order, settings.leave_first)
        self.interday_learning = Bias(0, order=interday_learning_order)  # Anki's own order

    def on_a_day_with(self, reviews: int) -> DeckBias:
        """What holds on a day with so many review cards, answered ones included."""
        if not self.no_bias and reviews < self.settings.min_reviews:
            orders = self.bias.order, self.interday_learning.order
            return DeckBias(self.settings, *orders, NoBias.FEW_REVIEWS)
        return self


def default_bias(settings: Settings) -> DeckBias:
    """What holds for a deck without settings of its own, where its preset mixes new cards in."""
    no_bias = None
    if not settings.enabled:
        no_bias = NoBias.TURNED_OFF
    elif not settings.default.strength:
        no_bias = NoBias.STRENGTH_ZERO
    return DeckBias(settings.default, no_bias=no_bias)


def deck_bias(
    col: Collection,
    settings: Settings,
    deck_id: DeckId,
    todays_strengths: Mapping[int, int] | None = None,
) -> DeckBias:
    """What holds for a deck that is selected for study; a strength chosen for today comes first.

    `todays_strengths` are those that are stored, unless others are given.
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
        return DeckBias(deck, no_bias=NoBias.FILTERED_DECK)
    preset = col.decks.config_dict_for_deck_id(deck_id)
    order = ReviewMix(preset["newMix"])
    no_bias = None
    if not settings.enabled:
        no_bias = NoBias.TURNED_OFF
    elif not deck.strength and today is None:
        no_bias = NoBias.STRENGTH_ZERO
    elif order is ReviewMix.AFTER:
        no_bias = NoBias.NEW_CARDS_LAST
    elif not deck.strength:
        no_bias = NoBias.ANKIS_ORDER_TODAY
    elif has_uncountable_cards(col, deck_id):
        no_bias = NoBias.FILTERED_SUBDECK
    return DeckBias(deck, order, ReviewMix(preset["interdayLearningMix"]), no_bias)


def nothing_to_move(col: Collection, node: DeckTreeNode, day: Day) -> NothingToMove | None:
    """Why a bias changes nothing on a deck's day; None where there is something to move."""
    if day.new_left and day.reviews_left:
        return None
    if day.new_left:
        return NothingToMove.NO_REVIEWS
    if not col.get_config("newCardsIgnoreReviewLimit") and _has_new_within_limits(col, node):
        return NothingToMove.NO_ROOM_FOR_NEW
    return NothingToMove.NO_NEW_CARDS


def _has_new_within_limits(col: Collection, node: DeckTreeNode) -> bool:
    """Whether the limits on new cards alone would leave some for today."""
    return _new_limit_left(col, DeckId(node.deck_id)) > 0 and (
        node.new_uncapped > 0 or any(_has_new_within_limits(col, child) for child in node.children)
    )


def _new_limit_left(col: Collection, deck_id: DeckId) -> int:
    """A deck's own limit on new cards: today's, else the deck's, else its preset's."""
    deck = col.decks.get(deck_id)
    if not deck or deck["dyn"]:
        return 0
    today, limits_today = col.sched.today, deck.get("newLimitToday")
    if limits_today and limits_today["today"] == today:
        limit = limits_today["limit"]
    else:
        limit = deck.get("newLimit")
    if limit is None:
        limit = col.decks.config_dict_for_deck_id(deck_id)["new"]["perDay"]
    day, introduced = deck["newToday"]
    return int(limit) - (int(introduced) if day == today else 0)
