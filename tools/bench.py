# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures the biased queue against Anki alone, side by side in one run.

Two collections with the same cards are studied in turns, an answer here and an answer there, so
that whatever else the machine does falls on both. Times are wall-clock, in milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import chain, cycle
from pathlib import Path
from statistics import median

import anki.collection  # anki.cards cannot be the first that is imported
from anki.cards import Card

from addon.ordering import ReviewMix
from addon.scheduler import install
from addon.settings import DeckSettings
from tools.answering import EASY
from tools.demo.deck import fill

STRENGTHS = (20, 50, 60, 80)
SIZES = ((200, 20), (2_000, 50), (10_000, 100))  # reviews and new cards due
SHOWN = 400  # cards shown of each queue to measure how long showing one takes


@dataclass
class Times:
    """Of each card: showing it on the main thread, answering it, and both without rendering."""

    show: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    fetch_and_answer: list[float] = field(default_factory=list)


class Side:
    """One of the two collections, and what its cards took."""

    def __init__(self, path: Path, reviews: int, new: int, strength: int | None) -> None:
        self.col = anki.collection.Collection(str(path))
        fill(self.col, reviews, new, DeckSettings(strength or 0), ReviewMix.MIX)
        self.failures: list[Exception] = []
        if strength is not None:
            assert install(self.col, self.failures.append)
        self.times = Times()

    def study_one(self) -> bool:
        """Show and answer a card as the reviewer does; False if there is none."""
        sched = self.col.sched
        begin = time.perf_counter()
        queued = sched.get_queued_cards()
        fetched = time.perf_counter()
        if not queued.cards:
            return False
        card = Card(self.col, backend_card=queued.cards[0].card)
        card.start_timer()
        card.question()
        shown = time.perf_counter()
        answer = sched.build_answer(card=card, states=queued.cards[0].states, rating=EASY)
        answering = time.perf_counter()
        sched.answer_card(answer)
        end = time.perf_counter()
        self.times.show.append(1000 * (shown - begin))
        self.times.answer.append(1000 * (end - answering))
        self.times.fetch_and_answer.append(1000 * (end - answering + fetched - begin))
        return True


def study_side_by_side(
    reviews: int, new: int, strength: int, cards: int | None = None
) -> tuple[Times, Times]:
    """Study `cards` cards, or all, natively and biased; what they took."""
    with tempfile.TemporaryDirectory(prefix="biased-queue-") as folder:
        anki = Side(Path(folder, "anki.anki2"), reviews, new, None)
        biased = Side(Path(folder, "biased.anki2"), reviews, new, strength)
        gc.collect()
        gc.disable()  # Anki's window does so, too
        for number, pair in enumerate(cycle(((anki, biased), (biased, anki)))):
            if number == cards or not all(side.study_one() for side in pair):
                break
        gc.enable()
        anki.col.close()
        biased.col.close()
        if biased.failures:
            raise biased.failures[0]
        return anki.times, biased.times


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--sessions", type=int, default=3, help="sessions for each line (default 3)"
    )
    sessions = parser.parse_args().sessions
    if sessions < 1:
        parser.error("--sessions should be at least 1")

    print(f"Showing the next card on the main thread (fetch, load, render), ms; {SHOWN} cards")
    _print_heading()
    for reviews, new in SIZES:
        for strength in STRENGTHS:
            runs = [study_side_by_side(reviews, new, strength, SHOWN) for _ in range(sessions)]
            shows = [median(chain.from_iterable(t.show for t in side)) for side in zip(*runs)]
            _print_row(f"{reviews} + {new}", strength, shows, runs)

    print("\nFetching and answering a whole session, ms")
    _print_heading()
    for strength in STRENGTHS:
        runs = [study_side_by_side(*SIZES[0], strength) for _ in range(sessions)]
        totals = [median(sum(t.fetch_and_answer) for t in side) for side in zip(*runs)]
        _print_row("{} + {}".format(*SIZES[0]), strength, totals, runs)

    print(
        "\nSlowest: the slowest fetch and answer, ms, but for the first, for which Anki builds its"
    )
    print(
        "queue; of each card the median of the sessions, as the machine may falter in one of them."
    )
    return 0


def _print_heading() -> None:
    print(f"{'':50} {'slowest:':>8}")
    print(
        f"{'cards due':>14} {'strength':>9} {'Anki':>8} {'biased':>8} {'ratio':>6}"
        f" {'Anki':>8} {'biased':>8}"
    )


def _print_row(
    cards: str, strength: int, values: list[float], runs: list[tuple[Times, Times]]
) -> None:
    anki, biased = values
    slowest = [
        max(map(median, zip(*(times.fetch_and_answer[1:] for times in side))))
        for side in zip(*runs)
    ]
    print(
        f"{cards:>14} {strength:>8}% {anki:8.3f} {biased:8.3f} {biased / anki:6.2f}"
        f" {slowest[0]:8.2f} {slowest[1]:8.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
