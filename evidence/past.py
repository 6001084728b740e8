# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sums up the real days of some people, and how near their evenings were to what was left on them.

Each FOLDER is one person's: collection files of any age, such as a repository's history has them.
The one that tells of most days is measured as `build.py past` does. An older one shows which
reviews were really left on its last evening: compared is what the log tells of that later.
Only sums are stored: no name, and nothing of a single person.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

from tools.environment import ROOT
from tools.past.__main__ import all_of, days_of
from tools.past.deck_days import DeckDay
from tools.past.opening import UnusableError

FIGURES = ROOT / "evidence" / "figures" / "past.json"
LEAST_DAYS = 25  # studied, to count as a person
WEEKS = 28  # days: so far back the dialog looks
Key = tuple[str, int, int, float]  # deck, day, and what was answered on it: the same in both states


def main() -> int:
    parser = argparse.ArgumentParser(prog="evidence.past", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    people, pairs = [], []
    for folder in parser.parse_args().folders:
        states = states_of(folder)
        if states and len({day.day for day in states[-1]}) >= LEAST_DAYS:
            people.append(states[-1])
            pairs.append(compared(states))
    fewest = sorted(people, key=lambda days: sum(day.was.reviews_left for day in days))[:-1]
    figures = {"all": all_of(people), "but_one": all_of(fewest), "evenings": evenings(pairs)}
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(FIGURES)
    return 0


def states_of(folder: Path) -> list[list[DeckDay]]:
    """The days of each state of a person's collection, that with the most of them last."""
    states = []
    for path in sorted(folder.iterdir()):
        try:
            states.append(days_of(path))
        except UnusableError as error:
            print(f"{path}: {error}", file=sys.stderr)
    return sorted(states, key=lambda days: (len({day.day for day in days}), days[-1].day))


def compared(states: list[list[DeckDay]]) -> list[tuple[int, int]]:
    """The reviews left on evenings, as an old state has them and as the last one's log tells."""
    told = _left(states[-1])
    last = max(day for _deck, day, *_answers in told)
    real: dict[Key, int] = {}
    for days in states[:-1]:
        evening = max(day.day for day in days)
        if 0 < last - evening <= WEEKS:
            real.update({key: left for key, left in _left(days).items() if key[1] == evening})
    return [(left, told[key]) for key, left in real.items() if key in told]


def _left(days: list[DeckDay]) -> dict[Key, int]:
    left: dict[Key, int] = defaultdict(int)
    for day in days:
        its = day.was
        left[day.deck, day.day, its.reviews_done, round(its.secs, 3)] = its.reviews_left
    return left


def evenings(pairs: list[list[tuple[int, int]]]) -> dict[str, Any]:
    every = [pair for some in pairs for pair in some]
    return {
        "people": sum(bool(some) for some in pairs),
        "compared": len(every),
        "exact": sum(real == told for real, told in every),
        "left": sum(real for real, _told in every),
        "told": sum(told for _real, told in every),
        "mean_difference": round(fmean(abs(r - t) for r, t in every), 2) if every else None,
    }


if __name__ == "__main__":
    sys.exit(main())
