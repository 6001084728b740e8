# SPDX-License-Identifier: AGPL-3.0-or-later
"""The options of `build.py demo`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from addon.ordering import ReviewMix
from addon.settings import DeckSettings

README_STRENGTH = 60  # that of the picture and of the windows on the README


class OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"build.py demo: {message}\n")


def whole_number(highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and int(text) <= highest:
            return int(text)
        raise argparse.ArgumentTypeError(f"should be a whole number from 0 to {highest}: {text!r}")

    return read


def parse_options(arguments: list[str]) -> argparse.Namespace:
    parser = OneLineParser(
        prog="build.py demo",
        description="Study a demo deck of kanji with the add-on, in an Anki profile thrown away "
        "afterwards. Without a display, both orders are studied in Anki's backend and printed.",
        allow_abbrev=False,
    )
    parser.add_argument("--headless", action="store_true", help="do not open Anki")
    parser.add_argument("--reviews", type=whole_number(10_000), default=40, metavar="0-10000")
    parser.add_argument("--new", type=whole_number(500), default=8, metavar="0-500")
    parser.add_argument(
        "--strength",
        type=whole_number(100),
        default=README_STRENGTH,
        metavar="0-100",
        help="how far new cards move toward the back, in per cent",
    )
    parser.add_argument(
        "--order",
        choices=[order.name.lower() for order in ReviewMix],
        default="mix",
        help="Anki's New/review order",
    )
    parser.add_argument("--json", action="store_true", help="print JSON; implies --headless")
    return parser.parse_args(arguments)


def main() -> int:
    options = parse_options(sys.argv[1:])
    settings = DeckSettings(options.strength)
    counts = (options.reviews, options.new)
    order = ReviewMix[options.order.upper()]
    if not (options.headless or options.json or not _has_display()):
        from . import window

        return window.open_anki(*counts, settings, order)
    from . import headless

    orders = headless.study_twice(*counts, settings, order)
    if options.json:
        from anki.buildinfo import version

        result = {
            "anki_version": version,
            "reviews": options.reviews,
            "new": options.new,
            "strength": options.strength,
            "new_review_order": options.order,
            "orders": orders,
        }
        print(json.dumps(result))
    else:
        _print_strips(orders)
    return 0


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _print_strips(orders: dict[str, str]) -> None:
    from .strip import legend, strip

    for title, letters in (("Anki's order", orders["anki"]), ("Biased order", orders["biased"])):
        print(f"{title}: {finished(letters)}")
        if letters:
            print(strip(letters))
        print()
    print(legend())


def finished(letters: str) -> str:
    if "R" not in letters:
        return "no review is due."
    last = letters.rindex("R") + 1
    after = letters.count("N", last)
    cards = "card comes" if after == 1 else "cards come"
    return f"reviews finished at answer {last} of {len(letters)}; {after} new {cards} after them."


if __name__ == "__main__":
    sys.exit(main())
