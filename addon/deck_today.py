# SPDX-License-Identifier: AGPL-3.0-or-later
"""Today's cards of any deck in the deck list, selected for study or not."""

from __future__ import annotations

from anki.collection import Collection
from anki.decks import DeckId, DeckTreeNode

from .ordering import Day
from .study_day import count_answered


def deck_today(col: Collection, node: DeckTreeNode) -> tuple[Day, int]:
    """Where a deck's day stands, with the counts of the deck list; and its review cards alone."""
    interday_learning_left = max(0, node.learn_count - _intraday_learning(node))
    cutoff = col.sched.day_cutoff
    answered = count_answered(col, DeckId(node.deck_id), cutoff, interday_learning_left)
    return answered.day(node), answered.reviews + node.review_count


def _intraday_learning(node: DeckTreeNode) -> int:
    # Anki adds up the other counts of a deck and its subdecks, but not these.
    return int(node.intraday_learning) + sum(map(_intraday_learning, node.children))
