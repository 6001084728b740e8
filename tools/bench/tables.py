# SPDX-License-Identifier: AGPL-3.0-or-later
"""The benchmark's tables, printed while it runs."""

from __future__ import annotations

import sys
from typing import Any


def heading(title: str) -> None:
    _say(f"\n{title}")


def card(line: dict[str, Any]) -> None:
    anki, biased = line["anki"], line["biased"]
    shown = " ".join(
        f"{kind} {anki['show'][kind]:6.3f} {biased['show'][kind]:6.3f}"
        for kind in ("median", "p99")
    )
    both = "fetch_and_answer"
    _say(
        f"{_setup(line)} | {shown} ratio {line['ratio']:5.2f}"
        f" | answer {anki['answer']['median']:6.3f} {biased['answer']['median']:6.3f}"
        f" | worst of both {anki[both]['worst']:6.2f} {biased[both]['worst']:6.2f}"
    )


def session(line: dict[str, Any]) -> None:
    _say(
        f"{_setup(line)} | Anki {line['anki']:8.0f} biased {line['biased']:8.0f}"
        f" ratio {line['ratio']:5.2f} | floor {line['floor_ratio']:5.2f}:"
        f" {line['out_of_order']} of {line['answers']} answers out of order,"
        f" {line['queue_build']:.1f} to build a queue"
    )


def whole(figures: dict[str, Any]) -> None:
    start = figures["startup_ms"]
    _say(
        f"start-up: {start['total']:.1f} ms ({start['import']:.1f} to import,"
        f" {start['put_in']:.1f} to put the scheduler in)"
    )
    _say(f"memory: {figures['memory_kb']:.0f} KB")
    for row in figures["growth_ms"]:
        _say(
            f"{row['reviews']:.0f} + {row['new']:.0f}: ordering {row['ordering']:.2f} ms,"
            f" forecast {row['forecast']:.2f} ms"
        )
    for way, result in figures["workarounds"].items():
        _say(
            f"{way:16} {result['session_ms']:8.0f} ms a session,"
            f" {result['other_changes']} changes of cards besides the answers"
        )


def _setup(line: dict[str, Any]) -> str:
    setup = line["setup"]
    strength = setup["strength"] if setup["strength"] == "off" else f"{setup['strength']} %"
    fsrs = " FSRS" if setup["fsrs"] else ""
    return f"{setup['due']:>12} of {setup['cards']:6} {strength:>6} {setup['order'] + fsrs:9}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
