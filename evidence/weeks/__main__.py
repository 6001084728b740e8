# SPDX-License-Identifier: AGPL-3.0-or-later
"""Studies weeks: simulated card by card, and in the real Anki; writes figures for the evidence."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tools.environment import ROOT

from . import parts, real

FIGURES = ROOT / "evidence" / "figures" / "weeks"
# What each part takes as its number of seeds, and how many it has on its own.
PARTS = {
    "chronic": (parts.chronic, 12, "months of too little time, in each way to go on"),
    "regimes": (parts.regimes, 4, "a hundred kinds of days after a pause"),
    "overfull": (parts.overfull, 6, "days that the reviews alone overfill"),
    "easy": (parts.easy, 6, "days that have time for all, and what the order costs there"),
    "presets": (parts.presets, 4, "Anki's other review orders, and its limits"),
    "real": (real.run, 3, "three weeks in the real Anki, beside the simulation"),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="build.py weeks",
        description=__doc__,
        epilog="parts: " + "; ".join(f"{name}: {what}" for name, (_, _, what) in PARTS.items()),
        allow_abbrev=False,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="only these (default: all)")
    parser.add_argument("--seeds", type=int, help="runs of each, with other draws")
    parser.add_argument("--out", type=Path, default=FIGURES, help="a folder for the figures")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if arguments.seeds is not None and arguments.seeds < 1:
        parser.error("--seeds should be at least 1")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in arguments.parts or PARTS:
        run, seeds, _what = PARTS[name]
        figures = run(arguments.seeds or seeds)
        target = arguments.out / f"{name}.json"
        target.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
