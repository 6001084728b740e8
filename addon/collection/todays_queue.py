# SPDX-License-Identifier: AGPL-3.0-or-later
"""What there is to say of a deck's queue of today.

The one place that decides it: the overview, the dialog and the review all ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anki.collection import Collection
from anki.decks import DeckId, DeckTreeNode
from anki.scheduler.v3 import Scheduler

from ..ordering import Bias, Day, ReviewMix
from ..settings import DeckSettings, Settings
from . import stored_settings
from .deck_bias import Reason, deck_bias
from .hook import biased_queue
from .today import count_answered

if TYPE_CHECKING:
    from .today import CountsLeft


@dataclass(frozen=True)
class DeckCounts:
    """A deck's cards of today: where its day stands, and what its `Day` does not tell apart.

    `reviews` are the whole day's review cards, answered ones included and interday learning cards
    not; `in_learning` are the cards in learning within the day. Both with those of the subdecks.
    """

    day: Day
    reviews: int
    in_learning: int = 0


@dataclass(frozen=True)
class TodaysQueue:
    """What holds in a deck today, and why nothing is moved in it, if so."""

    settings: DeckSettings
    counts: DeckCounts
    bias: Bias  # with strength 0 where the order is Anki's
    reason: Reason | None


def count_deck(col: Collection, node: DeckTreeNode, left: CountsLeft | None = None) -> DeckCounts:
    """Count a deck's day; `left` is what its study queue has left, else the deck list's counts.

    The study queue is without the siblings that were buried as it was built.
    """
    left = left or node
    in_learning = _intraday_learning(node)
    interday_learning = max(0, node.learn_count - in_learning)
    deck_id = DeckId(node.deck_id)
    answered = count_answered(col, deck_id, col.sched.day_cutoff, interday_learning)
    return DeckCounts(answered.day(left), answered.reviews + left.review_count, in_learning)


def todays_queue(
    col: Collection,
    node: DeckTreeNode,
    counts: DeckCounts,
    settings: Settings,
    todays_strengths: Mapping[int, int] | None = None,
    order: ReviewMix | None = None,
) -> TodaysQueue:
    """Return today's queue of a deck under settings that may not be stored yet.

    `todays_strengths` are those that are stored, and `order` is that of the deck's preset, unless
    others are given.
    """
    deck = deck_bias(col, settings, DeckId(node.deck_id), todays_strengths, order)
    deck = deck.on_a_day_with(counts.reviews)
    if deck.reason:
        return TodaysQueue(deck.settings, counts, deck.bias._replace(strength=0), deck.reason)
    return TodaysQueue(deck.settings, counts, deck.bias, _nothing_to_move(col, node, counts.day))


def queue_of_selected_deck(col: Collection) -> TodaysQueue:
    """Return today's queue of the deck that is selected for study, as Anki has it in its queue."""
    assert isinstance(col.sched, Scheduler)
    node = col.sched.deck_due_tree(col.decks.get_current_id())
    assert node is not None
    counts = count_deck(col, node, col.sched.get_queued_cards())
    return todays_queue(col, node, counts, stored_settings.load(col))


def queue_in_review(col: Collection) -> tuple[DeckCounts, Bias] | None:
    """Return the counts with the card on screen, and the bias; None where the order is Anki's.

    It costs nothing: our queue has both from its last fetch, and nothing is counted for it.
    """
    queue = biased_queue(col)
    if not (queue and queue.fetched):
        return None
    order, left = queue.fetched
    answered = order.answered
    in_learning = max(0, left.learning_count - answered.interday_learning_left)
    reviews = answered.reviews + left.review_count
    return DeckCounts(answered.day(left), reviews, in_learning), order.bias


def _nothing_to_move(col: Collection, node: DeckTreeNode, day: Day) -> Reason | None:
    if day.new_left and day.reviews_left:
        return None
    if day.new_left:
        return Reason.NO_REVIEWS
    if not col.get_config("newCardsIgnoreReviewLimit") and _has_new_within_limits(col, node):
        return Reason.NO_ROOM_FOR_NEW
    return Reason.NO_NEW_CARDS


def _has_new_within_limits(col: Collection, node: DeckTreeNode) -> bool:
    """Tell whether the limits on new cards alone would leave some for today."""
    return _new_limit_left(col, DeckId(node.deck_id)) > 0 and (
        node.new_uncapped > 0 or any(_has_new_within_limits(col, child) for child in node.children)
    )


def _new_limit_left(col: Collection, deck_id: DeckId) -> int:
    """Return what a deck's own limit on new cards leaves: today's, else the deck's or preset's."""
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


def _intraday_learning(node: DeckTreeNode) -> int:
    # Anki adds up the other counts of a deck and its subdecks, but not these.
    return int(node.intraday_learning) + sum(map(_intraday_learning, node.children))
