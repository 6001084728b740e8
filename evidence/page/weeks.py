# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page's tables and figures on weeks, in Markdown, by the names that page.md has for them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from statistics import fmean
from typing import Any

from .tables import table

Figures = dict[str, Any]
ANKI = "Anki's mixed order"
REGIMES = {
    "fits": "all new cards fit",
    "half fits": "half to nearly all of them fit",
    "does not fit": "less than half of them fit",
}


def tables(weeks: dict[str, Figures]) -> dict[str, str]:
    return {
        **_of_chronic(weeks["chronic"]),
        **_of_regimes(weeks["regimes"]),
        "overfull": _of_overfull(weeks["overfull"]),
        "easy": _of_easy(weeks["easy"]),
        "presets": _of_presets(weeks["presets"]),
        "against_anki": _of_real(weeks["real"]),
        **_of_simulator(weeks["simulator"]),
        **_of_log(weeks["log"]),
    }


def _of_chronic(chronic: Figures) -> dict[str, str]:
    ways = chronic["ways"]
    head = [
        "way to go on",
        f"reviews left each evening, days 61–90 (least–most of {chronic['seeds']})",
        "remembered at review",
        "new cards in 90 days",
        "cards known at day 90",
    ]
    rows = [
        [
            way,
            f"{_few(of['left_last_month']['median'])} ({_range(of['left_last_month'])})",
            f"{of['retention']['median']:.1%}",
            f"{of['new']['median']:,.0f}",
            f"{of['known']['median']:,.0f}",
        ]
        for way, of in ways.items()
    ]
    return {"chronic": table(head, rows), "chronic_seeds": str(chronic["seeds"])}


def _of_regimes(figures: Figures) -> dict[str, str]:
    regimes = figures["regimes"]

    def row(title: str, say: Callable[[Figures], str]) -> list[str]:
        return [title, *(say(regimes[name]["ways"]) for name in REGIMES)]

    def of(way: str, key: str, form: str) -> Callable[[Figures], str]:
        return lambda ways: _number(ways[way][key], form)

    def each(key: str, form: str, *ways: str) -> Callable[[Figures], str]:
        return lambda by_way: " / ".join(_number(by_way[way][key], form) for way in ways)

    fifty, eighty, last = (f"push back {strength} %" for strength in (50, 80, 100))
    head = ["", *(f"{REGIMES[name]} ({regimes[name]['cases']} kinds)" for name in REGIMES)]
    rows = [
        row(
            "days until 5 % of the backlog are left: Anki's order / 50 / 80 / 100 %",
            each("days_to_few", ".0f", ANKI, fifty, eighty, last),
        ),
        row(
            "reviews left on day 90: Anki's order / 50 / 80 / 100 %",
            each("left_at_end", ".0f", ANKI, fifty, eighty, last),
        ),
        row("reviews left in all, 100 % ÷ Anki's order", of(last, "overdue_ratio", ".2f")),
        row(
            "share of that gain at 20 / 50 / 80 %",
            each("gain_share", ".2f", "push back 20 %", fifty, eighty),
        ),
        row(
            "… with no new cards until it is empty",
            of("no new cards until it is empty", "gain_share", ".2f"),
        ),
        row(
            "remembered at review: Anki's order / 50 / 100 %",
            each("retention", ".1%", ANKI, fifty, last),
        ),
        row(
            "new cards by day 90, ÷ Anki's order: 50 / 80 / 100 %",
            each("new_ratio", ".2f", fifty, eighty, last),
        ),
        row(
            "cards known at day 90, against Anki's order: 50 / 80 / 100 %",
            lambda ways: " / ".join(
                f"{ways[way]['known_ratio'] - 1:+.1%}" for way in (fifty, eighty, last)
            ),
        ),
    ]
    return {"regimes": table(head, rows), "regime_seeds": str(figures["seeds"])}


def _of_overfull(overfull: Figures) -> str:
    head = [
        "minutes a day, new cards",
        "way",
        "new cards in 30 / 90 days",
        "longest time without one, days",
        "reviews left on day 90",
    ]
    rows = [
        [
            f"{case['minutes']}, {case['new']}",
            way,
            f"{of['new_first_month']['median']:.0f} / {of['new']['median']:.0f}",
            f"{of['longest_without_new']['median']:.0f}",
            f"{of['left_at_end']['median']:.0f}",
        ]
        for case in overfull["cases"]
        for way, of in case["ways"].items()
        if way != "push back 100 %"
    ]
    return table(head, rows)


def _of_easy(easy: Figures) -> str:
    head = [
        "strength",
        "of 20 new cards, after 200 reviews",
        "learning cards shown before their step was over",
        "by how many minutes",
    ]
    rows = [
        [
            f"{line['strength']} %",
            str(line["new_after_reviews"]),
            f"{line['early_share']:.0%}",
            f"{line['early_minutes']:.1f}",
        ]
        for line in easy["lines"]
    ]
    return table(head, rows)


def _of_presets(presets: Figures) -> str:
    ways = (ANKI, "push back 50 %", "push back 80 %")
    head = ["preset", "minutes, due at the start", *(f"left in all: {way}" for way in ways)]
    rows = [
        [
            case["preset"],
            f"{case['minutes']}, {case['backlog']}",
            *(f"{case['ways'][way]['overdue']['median']:,.0f}" for way in ways),
        ]
        for case in presets["cases"]
    ]
    return table(head, rows)


def _of_real(real: Figures) -> str:
    head = [
        f"{real['days']} days",
        "order",
        "difference in reviews left, mean of an evening (by chance alone)",
        "left on all evenings: Anki / simulated",
        "reviews",
        "new cards",
    ]
    rows = []
    for (case, strength), some in groupby(
        real["lines"], lambda line: (line["case"], line["strength"])
    ):
        lines = [*some]
        rows.append(
            [
                case,
                "Anki alone" if strength is None else f"{strength} %",
                f"{fmean(line['mean_difference'] for line in lines):.1f}"
                f" ({fmean(line['by_chance'] for line in lines):.1f})",
                _both(lines, lambda line, side: sum(line[f"{side}_left"])),
                _both(lines, lambda line, side: line[f"{side}_reviews"]),
                _both(lines, lambda line, side: line[f"{side}_new"]),
            ]
        )
    return table(head, rows)


def _both(lines: list[Figures], of: Callable[[Figures, str], float]) -> str:
    real, simulated = (sum(of(line, side) for line in lines) for side in ("real", "simulated"))
    off = f" ({simulated / real - 1:+.1%})" if real else ""
    return f"{real:,} / {simulated:,.0f}{off}"


def _of_simulator(simulator: Figures) -> dict[str, str]:
    keys = ("ankis_reviews", "our_reviews", "ankis_known", "our_known")
    return {key: f"{fmean(line[key] for line in simulator['lines']):,.0f}" for key in keys}


def _of_log(log: Figures) -> dict[str, str]:
    return {
        "log_rows": f"{log['rows']:,}",
        "log_ms": f"{log['answers_ms']:.0f}",
        "evenings_ms": f"{log['evenings_ms']:.0f}",
    }


def _range(spread: dict[str, float]) -> str:
    return f"{_few(spread['least'])}–{_few(spread['most'])}"


def _few(value: float) -> str:
    """A number of cards, with a decimal where there are few."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _number(value: float | None, form: str) -> str:
    return "never" if value is None else format(value, form)
