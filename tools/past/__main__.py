# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tells what a bias would have done on the days in a collection's review log.

Of each top deck: the days that it was studied; those on which a bias moves something; the evenings
with reviews left, and those of them on which it moves something. Of these it shows the evenings on
which reviews were left, the reviews left on them, and the new cards met: as it was, and in the same
minutes at each strength. Files are copied and never changed; Anki should be closed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tools.check import table
from tools.progress import Progress

from .deck_days import STRENGTHS, DeckDay, days_in_log, deck_days, studied_decks, summed_up
from .opening import UnusableError, opened

HEAD = ["deck", "days", "moved", "left", "both", "as it was", *(f"{s} %" for s in STRENGTHS)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py past", description=__doc__, allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "collections",
        nargs="+",
        type=Path,
        metavar="COLLECTION",
        help="a file of type .anki2, .anki21, .colpkg or .apkg (with its scheduling)",
    )
    arguments = parser.parse_args()
    people, every, failed = [], [], False
    for path in arguments.collections:
        try:
            days = days_of(path)
        except UnusableError as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed = True
            continue
        every.append(days)
        people.append({"collection": path.name, **person(days)})
    if people:
        figures = {"people": people, "all": all_of(every)}
        as_json = json.dumps(figures, indent=1, ensure_ascii=False)
        print(as_json if arguments.json else _text(figures))
    return 2 if failed else 0


def days_of(path: Path) -> list[DeckDay]:
    with opened(path) as col:
        decks, count = studied_decks(col), days_in_log(col)
        progress = Progress(f"{path.name}, days of its decks", len(decks) * count)
        days = [day for deck in decks for day in deck_days(col, deck, count, progress.step)]
        if not days:
            raise UnusableError("the cards of its review log are gone")
        return days


def person(days: list[DeckDay]) -> dict[str, Any]:
    decks = {day.deck: [other for other in days if other.deck == day.deck] for day in days}
    return {
        "days": len({day.day for day in days}),
        "decks": {deck: summed_up(its) for deck, its in decks.items()},
        "all": summed_up(days),
    }


def all_of(people: list[list[DeckDay]]) -> dict[str, Any]:
    return {
        "people": len(people),
        "days": sum(len({day.day for day in days}) for days in people),
        **summed_up([day for days in people for day in days]),
    }


def _text(figures: dict[str, Any]) -> str:
    parts = []
    for one in figures["people"]:
        rows = [_row(deck, its) for deck, its in one["decks"].items()]
        parts += [f"{one['collection']}: {one['days']} days", *_table(rows, one["all"]), ""]
    if len(figures["people"]) > 1:
        total = figures["all"]
        parts += [f"all {total['people']}: {total['days']} days", *_table([], total), ""]
    last = "In the last columns: evenings with reviews left / reviews left / new cards met."
    return "\n".join([*parts, last])


def _table(rows: list[list[str]], total: dict[str, Any]) -> list[str]:
    return [*table([HEAD, *rows, _row("all", total)]), _middle(total)]


def _row(name: str, its: dict[str, Any]) -> list[str]:
    ways = its["moved_and_reviews_left"]
    counts = (its["deck_days"], its["moved"], its["reviews_left"], ways["0"]["evenings"])
    cells = [f"{way['evenings']} / {way['reviews']:,} / {way['new']:,}" for way in ways.values()]
    return [name, *map(str, counts), *cells]


def _middle(its: dict[str, Any]) -> str:
    middle = its["middle_day"]
    if not middle:
        return "On no day would a bias have moved anything."
    sooner = ", ".join(f"{minutes} at {s} %" for s, minutes in middle["sooner"].items())
    return (
        f"The middle one of the days that are moved: {middle['reviews']:g} reviews and"
        f" {middle['new']:g} new cards, the last review after {middle['minutes']} minutes;"
        f" minutes sooner: {sooner}."
    )


if __name__ == "__main__":
    sys.exit(main())
