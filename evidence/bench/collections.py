# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collections to measure on: a deck with ten subdecks, and of all its cards some due today."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anki.collection import AddNoteRequest, Collection

from addon.ordering import ReviewMix
from tools.demo.deck import set_order_and_limits

DECK = "Kanji"
SUBDECKS = 10


@dataclass(frozen=True)
class Size:
    """Reviews and new cards due, and all cards of the collection."""

    reviews: int
    new: int
    cards: int

    def __str__(self) -> str:
        return f"{self.reviews} + {self.new}"


SIZES = (
    Size(20, 5, 1_000),
    Size(200, 20, 1_000),
    Size(200, 20, 10_000),
    Size(97, 20, 17_612),  # many cards, and few of them due
    Size(2_000, 50, 20_000),
    Size(2_000, 50, 100_000),
    Size(10_000, 100, 100_000),
)


def collection(folder: Path, name: str, size: Size, order: ReviewMix, fsrs: bool) -> Collection:
    """A fresh collection; the same cards each time."""
    path = folder / f"{name}.anki2"
    for suffix in ("", "-wal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copy(_with_cards(folder, size.cards), path)
    col = Collection(str(path))
    _make_due(col, size)
    deck_id = col.decks.id_for_name(DECK)
    assert deck_id is not None
    if fsrs:
        col.set_config("fsrs", True)
    set_order_and_limits(col, deck_id, size.reviews, size.new, order)
    return col


@cache
def _with_cards(folder: Path, count: int) -> Path:
    """A collection with so many new cards, spread over the subdecks."""
    path = folder / f"{count}-cards.anki2"
    col = Collection(str(path))
    notetype = col.models.by_name("Basic")
    assert notetype is not None
    decks = [col.decks.id(f"{DECK}::{number}") for number in range(SUBDECKS)]
    requests = []
    for number in range(count):
        note = col.new_note(notetype)
        note.fields = [f"front {number}", f"back {number}"]
        deck_id = decks[number % SUBDECKS]
        assert deck_id is not None
        requests.append(AddNoteRequest(note, deck_id))
    col.add_notes(requests)
    col.close()
    return path


def _make_due(col: Collection, size: Size) -> None:
    """The first cards by their position: reviews due today; the next: new; the others: later."""
    assert col.db is not None
    today = col.sched.today
    review = "type = 2, queue = 2, factor = 2500, reps = 5, ivl = 10 + due % 50"
    later = size.reviews + size.new
    col.db.execute(f"update cards set {review}, due = {today} + 1 + due % 300 where due > {later}")
    col.db.execute(
        f"update cards set {review}, due = {today} - due % 6"
        f" where type = 0 and due <= {size.reviews}"
    )
