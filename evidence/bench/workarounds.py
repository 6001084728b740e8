# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people do today to have their reviews first, on the same collection.

Neither leaves the day as it was: burying changes cards, twice each, and so does a filtered deck,
which moves every card into it and back, and shows them in an order and under counts of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from anki.cards import CardId
from anki.collection import Collection
from anki.scheduler.v3 import QueuedCards

from addon.ordering import ReviewMix
from tools.answering import answer, card_shown

from .collections import Size, collection
from .sides import Biased, Setup


@dataclass
class Result:
    """A whole session's time, and how often cards were changed besides being answered."""

    session_ms: float
    other_changes: int


def skip_by_burying(col: Collection) -> int:
    """Bury each new card that comes up, and bring them all back when the reviews are done."""
    buried = 0
    while shown := card_shown(col):
        if shown.queue == QueuedCards.NEW:
            col.sched.bury_cards([CardId(shown.card.id)])
            buried += 1
        else:
            answer(col, shown)
    col.sched.unbury_deck(col.decks.get_current_id())
    _study_all(col)
    return 2 * buried


def reviews_in_a_filtered_deck(col: Collection) -> int:
    """Study what is due in a filtered deck that is rebuilt, then the deck itself."""
    deck_id = col.decks.get_current_id()
    filtered = col.decks.get(col.decks.new_filtered("Reviews first"))
    assert filtered is not None
    filtered["terms"] = [["is:due", 9_999, 6]]
    col.decks.save(filtered)
    col.sched.rebuild_filtered_deck(filtered["id"])
    moved = len(col.decks.cids(filtered["id"]))
    col.decks.select(filtered["id"])
    _study_all(col)
    col.decks.select(deck_id)
    _study_all(col)
    return 2 * moved


def _study_all(col: Collection) -> int:
    while shown := card_shown(col):
        answer(col, shown)
    return 0


WAYS: dict[str, Callable[[Collection], int]] = {
    "Anki's order": _study_all,
    "burying to skip": skip_by_burying,
    "filtered deck": reviews_in_a_filtered_deck,
}


def workarounds(folder: Path, size: Size, sessions: int) -> dict[str, Result]:
    """Each way so many times, in turns; the median of its times."""
    rounds = [_one_of_each(folder, size) for _ in range(sessions)]
    return {
        way: Result(median(r[way].session_ms for r in rounds), result.other_changes)
        for way, result in rounds[0].items()
    }


def _one_of_each(folder: Path, size: Size) -> dict[str, Result]:
    results = {}
    for name, way in WAYS.items():
        col = collection(folder, "way", size, ReviewMix.MIX, fsrs=False)
        results[name] = _timed(col, way)
    biased = Biased(folder, Setup(size, 100))
    results["biased, 100 %"] = _timed(biased.col, _study_all)
    return results


def _timed(col: Collection, way: Callable[[Collection], int]) -> Result:
    begin = time.perf_counter()
    changes = way(col)
    result = Result(1000 * (time.perf_counter() - begin), changes)
    col.close()
    return result
