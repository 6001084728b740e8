# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures the biased queue against Anki alone, side by side in one run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tracemalloc
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from .collections import SIZES, Size
from .sides import OFF, Biased, Setup, study_side_by_side
from .startup import startup

STRENGTHS = (OFF, 0, 20, 50, 80, 100)
STARTS = 25
SHOWN = 300  # cards of a queue


def main() -> int:
    arguments = _arguments()
    sizes = [size for size in SIZES if size.reviews in arguments.reviews]
    with tempfile.TemporaryDirectory(prefix="biased-queue-") as name:
        folder = Path(name)
        # First, because a long run slows some machines down.
        _say("Starting …")
        whole = {"startup_ms": startup(STARTS), "memory_kb": memory(folder, sizes[-1])}
        cards = [_cards(folder, setup, arguments.sessions) for setup in _setups(sizes)]
        sessions = [
            _session(folder, Setup(size, strength), arguments.sessions)
            for size in sizes
            if size.reviews <= 2_000
            for strength in STRENGTHS
        ]
    figures = {"runs": arguments.sessions, "cards": cards, "sessions": sessions, **whole}
    for line in cards:
        _say(
            f"{_in_words(line['setup'])}: shown {line['ratio']:.2f} times as long as in Anki alone"
        )
    for line in sessions:
        to_floor = line["ratio"] / line["floor_ratio"]
        _say(f"{_in_words(line['setup'])}: a session {to_floor:.2f} times the floor")
    if arguments.json:
        print(json.dumps(figures, indent=1))
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    reviews = sorted({size.reviews for size in SIZES})
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="print one JSON object as well")
    parser.add_argument(
        "--sessions", type=int, default=3, help="sessions for each line (default 3)"
    )
    parser.add_argument(
        "--reviews",
        type=int,
        nargs="+",
        choices=reviews,
        default=reviews,
        help="only the collections with so many reviews due",
    )
    arguments = parser.parse_args()
    if arguments.sessions < 1:
        parser.error("--sessions should be at least 1")
    return arguments


def _setups(sizes: list[Size]) -> list[Setup]:
    setups = [Setup(size, strength) for size in sizes for strength in STRENGTHS]
    return setups + [Setup(size, 50, fsrs=True) for size in sizes]


def _cards(folder: Path, setup: Setup, sessions: int) -> dict[str, Any]:
    _say(f"Each card of {_in_words(_described(setup))} …")
    runs = [study_side_by_side(folder, setup, n, SHOWN) for n in range(sessions)]
    sides = {
        name: [run[number].times for run in runs] for number, name in enumerate(("anki", "biased"))
    }
    line: dict[str, Any] = {"setup": _described(setup)}
    for name, times in sides.items():
        line[name] = {
            "show": spread(calmest(session.show for session in times)),
            "answer": spread(calmest(session.answer for session in times)),
            # For the first card Anki builds its queue.
            "fetch_and_answer": spread(calmest(s.fetch_and_answer[1:] for s in times)),
        }
    line["ratio"] = line["biased"]["show"]["median"] / line["anki"]["show"]["median"]
    return line


def _session(folder: Path, setup: Setup, sessions: int) -> dict[str, Any]:
    _say(f"A whole session of {_in_words(_described(setup))} …")
    count = (sessions + 1) // 2 if setup.size.reviews > 200 else sessions  # they take long
    runs = [study_side_by_side(folder, setup, n, floor=True) for n in range(count)]

    anki, biased, floor = (
        sum(calmest(side.times.fetch_and_answer for side in sides)) for sides in zip(*runs)
    )
    line = {
        "setup": _described(setup),
        "anki": anki,
        "biased": biased,
        "floor": floor,
        "ratio": biased / anki,
        "floor_ratio": floor / anki,
        "answers": len(runs[0][0].times.answer),
        "out_of_order": sum(runs[0][1].out_of_order),
        "queue_build": median(runs[0][2].builds or [0]),
    }
    return line


def memory(folder: Path, size: Size) -> float:
    """Kilobytes that our own code holds after 200 answers."""
    side = Biased(folder, Setup(size, 50))
    tracemalloc.start()
    for _ in range(200):
        side.study_one()
    ours = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/addon/*")])
    tracemalloc.stop()
    side.col.close()
    return sum(trace.size for trace in ours.traces) / 1024


def calmest(sessions: Iterable[Sequence[float]]) -> list[float]:
    """Of each card the least of the sessions: the machine may falter in one of them."""
    return [min(times) for times in zip(*sessions)]


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 99th percentile and worst."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return {"median": median(times), "p99": p99, "worst": ordered[-1]}


def _in_words(setup: dict[str, Any]) -> str:
    fsrs = ", FSRS" if setup["fsrs"] else ""
    return (
        f"{setup['due']} of {setup['cards']}: strength {setup['strength']}, {setup['order']}{fsrs}"
    )


def _described(setup: Setup) -> dict[str, Any]:
    return {
        "due": str(setup.size),
        "cards": setup.size.cards,
        "strength": "off" if setup.strength == OFF else setup.strength,
        "order": setup.order.name.lower(),
        "fsrs": setup.fsrs,
    }


if __name__ == "__main__":
    sys.exit(main())
