# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page's tables and figures, in Markdown, by the names that page.md has for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Figures = dict[str, Any]


def of_days(days: Figures) -> dict[str, str]:
    rows = []
    for line in days["days"]:
        real, said = line["real"], line["forecast"]
        pair = f"{real:.1f} / {said:.1f} ({said / real - 1:+.1%})"
        rows.append([line["shape"], f"{line['strength']} %", str(line["days"]), pair])
    head = ["day", "strength", "days", "minute of the last review"]
    gains = days["share_of_possible_gain"]
    return {
        "days": table(head, rows),
        "gains": table(
            ["strength", "share of the possible gain"],
            [[f"{strength} %", f"{gain:.0%}"] for strength, gain in gains.items()],
        ),
    }


def of_bench(bench: Figures) -> dict[str, str]:
    start = bench["startup_ms"]
    return {
        "cards": table(
            [
                "due",
                "cards",
                "strength",
                "order",
                "show: median",
                "ratio",
                "show: 99 %",
                "answer: median",
                "both: worst",
            ],
            map(_card_row, bench["cards"]),
        ),
        "sessions": table(
            [
                "due",
                "cards",
                "strength",
                "Anki",
                "biased",
                "to Anki",
                "to the floor",
                "out of order",
                "a queue built",
            ],
            map(_session_row, bench["sessions"]),
        ),
        "growth": table(
            ["queue", "ordering", "forecast"],
            [
                [f"{r['reviews']} + {r['new']}", f"{r['ordering']:.2f}", f"{r['forecast']:.2f}"]
                for r in bench["growth_ms"]
            ],
        ),
        "workarounds": table(
            ["way", "session", "changes of cards besides the answers"],
            [
                [way, f"{result['session_ms']:.0f}", str(result["other_changes"])]
                for way, result in bench["workarounds"].items()
            ],
        ),
        "runs": str(bench["runs"]),
        "startup": f"{start['before_window']:.1f}",
        "startup_after": f"{start['after_window']:.0f}",
        "memory": f"{bench['memory_kb']:.0f}",
    }


def _card_row(line: Figures) -> list[str]:
    anki, biased = line["anki"], line["biased"]

    def pair(what: str, kind: str, digits: int) -> str:
        return f"{anki[what][kind]:.{digits}f} / {biased[what][kind]:.{digits}f}"

    setup = line["setup"]
    return [
        *_setup(setup),
        setup["order"] + (", FSRS" if setup["fsrs"] else ""),
        pair("show", "median", 3),
        f"{line['ratio']:.2f}",
        pair("show", "p99", 2),
        pair("answer", "median", 2),
        pair("fetch_and_answer", "worst", 1),
    ]


def _session_row(line: Figures) -> list[str]:
    return [
        *_setup(line["setup"]),
        f"{line['anki']:.0f}",
        f"{line['biased']:.0f}",
        f"{line['ratio']:.2f}",
        f"{line['ratio'] / line['floor_ratio']:.2f}",
        f"{line['out_of_order']} of {line['answers']}",
        f"{line['queue_build']:.1f}",
    ]


def _setup(setup: Figures) -> list[str]:
    strength = setup["strength"]
    return [
        setup["due"],
        f"{setup['cards']:,}",
        strength if strength == "off" else f"{strength} %",
    ]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
