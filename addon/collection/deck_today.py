# SPDX-License-Identifier: AGPL-3.0-or-later
"""Today's cards of any deck in the deck list, selected for study or not."""

from __future__ import annotations

from dataclasses import dataclass

from anki.collection import Collection
from anki.decks import DeckId, DeckTreeNode

from ..ordering import Day
from .today import count_answered


@dataclass(frozen=True)
class DeckToday:
    """Where a deck's day stands; its review cards alone; and its cards in learning."""

    day: Day
    reviews: int
    in_learning: int = 0


def deck_today(col: Collection, node: DeckTreeNode) -> DeckToday:
    """A deck's day, with the counts of the deck list."""
    in_learning = _intraday_learning(node)
    interday_learning_left = max(0, node.learn_count - in_learning)
    cutoff = col.sched.day_cutoff
    answered = count_answered(col, DeckId(node.deck_id), cutoff, interday_learning_left)
    return DeckToday(answered.day(node), answered.reviews + node.review_count, in_learning)


def _intraday_learning(node: DeckTreeNode) -> int:
    # Anki adds up the other counts of a deck and its subdecks, but not these.
    return int(node.intraday_learning) + sum(map(_intraday_learning, node.children))
