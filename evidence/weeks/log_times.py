# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long it takes to read the last weeks in a large review log."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId

from addon.collection.review_log import last_answers, past_evenings, past_weeks
from tools.progress import Progress

CARDS, ROWS, YEARS_DAYS = 20_000, 500_000, 5 * 365
DAY_MILLIS, ANSWER_MILLIS = 86_400_000, 8_000
# Type, interval and the interval before, in the log's terms: days, or seconds below zero.
INTRODUCED, LEARNED, FAILED = (0, -600, 0), (0, 3, -600), (2, -600, 20)


def run(times: int) -> dict[str, Any]:
    progress = Progress("a large log", 2)
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder, "collection.anki2")))
        deck = _fill(col)
        progress.step()
        assert col.db is not None
        past = past_weeks(col, deck)
        figures = {
            "rows": col.db.scalar("select count() from revlog"),
            "cards": CARDS,
            "answers": len(past.answers),
            "answers_ms": _best(lambda: last_answers(col, deck), times),
            "evenings_ms": _best(lambda: past_evenings(col, deck, past), times),
        }
        col.close()
    progress.step()
    return figures


def _best(call: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - begin))
    return round(min(took), 1)


def _fill(col: Collection) -> DeckId:
    """A deck and another one with as many cards, five years of answers, the same each time."""
    decks = [DeckId(col.decks.id(name) or 0) for name in ("A", "B")]
    notetype = col.models.by_name("Basic")
    assert notetype
    requests = []
    for number in range(CARDS):
        note = col.new_note(notetype)
        note.fields = [str(number), ""]
        requests.append(AddNoteRequest(note, decks[number % 2]))
    col.add_notes(requests)
    draw, ids = Random(1), [*col.find_cards("")]
    due: dict[int, int] = {}
    rows = []
    for days_ago in range(YEARS_DAYS, -1, -1):
        at = col.sched.day_cutoff * 1000 - (days_ago + 1) * DAY_MILLIS + DAY_MILLIS // 3
        for _ in range(ROWS // YEARS_DAYS):
            at += ANSWER_MILLIS
            review = (1, draw.randint(2, 100), draw.randint(1, 60))
            kinds, shares = (review, INTRODUCED, LEARNED, FAILED), (75, 8, 12, 5)
            ((kind, interval, before),) = draw.choices(kinds, shares)
            card = draw.choice(ids)
            due[card] = col.sched.today - days_ago + max(1, interval)
            rows.append((at, card, -1, 3, interval, before, 2500, ANSWER_MILLIS, kind))
    assert col.db is not None
    col.db.executemany("insert or ignore into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    reviews = "update cards set type = 2, queue = 2, ivl = 10, due = ? where id = ?"
    col.db.executemany(reviews, [(day, card) for card, day in due.items()])
    return decks[0]
