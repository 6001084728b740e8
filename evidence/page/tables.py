# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page's tables and figures, in Markdown, by the names that page.md has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from statistics import fmean
from typing import Any

Figures = dict[str, Any]
ANKI = "Anki's mixed order"
FIFTY, EIGHTY, LAST = (f"push back {strength} %" for strength in (50, 80, 100))
REGIMES = {
    "fits": "all new cards fit",
    "half fits": "half to nearly all of them fit",
    "does not fit": "less than half of them fit",
}


def tables(past: Figures, days: Figures, bench: Figures, weeks: dict[str, Figures]) -> Figures:
    return {
        **_of_past(past),
        **_of_days(days["days"]),
        **_of_bench(bench),
        "chronic": _of_chronic(weeks["chronic"]),
        "chronic_seeds": weeks["chronic"]["seeds"],
        "regimes": _of_regimes(weeks["regimes"]["regimes"]),
        "regime_seeds": weeks["regimes"]["seeds"],
        "overfull": _of_overfull(weeks["overfull"]),
        "easy": _of_easy(weeks["easy"]),
        "presets": _of_presets(weeks["presets"]),
        "against_anki": _of_real(weeks["real"]),
    }


def table(head: str, rows: Iterable[Sequence[str]]) -> str:
    """The names of the columns are put together with bars."""
    names = head.split(" | ")
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


# Real days
##########################################################################


def _of_past(past: Figures) -> Figures:
    every, but_one, evenings = past["all"], past["but_one"], past["evenings"]
    middle, sooner = every["middle_day"], every["middle_day"]["sooner"]
    rows = []
    for strength, way in every["moved_and_reviews_left"].items():
        other = but_one["moved_and_reviews_left"][strength]
        title = "as it was" if strength == "0" else f"{strength} %"
        both = (f"{way[key]:,} | {other[key]:,}" for key in ("evenings", "reviews", "new"))
        rows.append([title, *both])
    head = "strength | evenings with reviews left | but one | reviews left | but one"
    return {
        **{key: f"{every[key]:,}" for key in ("people", "days", "deck_days", "moved")},
        "with_both": f"{every['reviews_and_new']:,}",
        "evenings_left": f"{every['moved_and_reviews_left']['0']['evenings']:,}",
        "past": table(f"{head} | new cards met on these days | but one", rows),
        "middle_reviews": f"{middle['reviews']:g}",
        "middle_new": f"{middle['new']:g}",
        "middle_minutes": middle["minutes"],
        "middle_sooner": " / ".join(f"{sooner[strength]}" for strength in ("50", "80", "100")),
        "checked": evenings["compared"],
        "checked_people": evenings["people"],
        "checked_exact": evenings["exact"],
        "checked_left": f"{evenings['left']:,}",
        "checked_told": f"{evenings['told']:,}",
    }


# Days in the real Anki
##########################################################################


def gains(days: list[Figures], shape: str) -> dict[int, float]:
    """Each strength's share of the minutes that all new cards last would gain."""
    at = {line["strength"]: line["real"] for line in days if line["shape"] == shape}
    if 100 not in at:
        return {}
    return {s: (at[0] - at[s]) / (at[0] - at[100]) for s in at if s not in (0, 100)}


def _of_days(days: list[Figures]) -> Figures:
    rows = []
    for line in days:
        real, said, strength = line["real"], line["forecast"], line["strength"]
        share = gains(days, line["shape"]).get(strength)
        pair = f"{real:.1f} / {said:.1f} ({said / real - 1:+.1%})"
        gain = "" if share is None else f"{share:.0%}"
        rows.append([line["shape"], f"{strength} %", str(line["days"]), pair, gain])
    head = "day | strength | days | minute of the last review: Anki / forecast"
    return {"whole_days": table(f"{head} | of what can be gained", rows)}


# Cost
##########################################################################

# Strengths; the others are in the figures.
OF_CARDS, OF_SESSIONS = (50,), (50, 100)


def _of_bench(bench: Figures) -> Figures:
    cards, whole = _shown(bench["cards"], OF_CARDS), _shown(bench["sessions"], OF_SESSIONS)
    start = bench["startup_ms"]
    head = "due | cards | strength | show: Anki / biased | ms more | 99 % | answer: Anki / biased"
    sessions = "due | cards | strength | more for an answer, ms | to the floor | out of order"
    return {
        "cards": table(f"{head} | both: worst", map(_card_row, cards)),
        "sessions": table(
            f"{sessions} | a queue built, ms",
            map(_session_row, whole),
        ),
        "runs": bench["runs"],
        "startup": f"{start['before_window']:.1f}",
        "startup_after": f"{start['after_window']:.0f}",
        "memory": f"{bench['memory_kb']:.0f}",
    }


def _shown(lines: list[Figures], strengths: tuple[object, ...]) -> list[Figures]:
    """Keep those in Anki's mixed order, the smallest day left out."""
    setups = [(line, line["setup"]) for line in lines]
    mixed = [(line, its) for line, its in setups if its["order"] == "mix" and not its["fsrs"]]
    return [line for line, its in mixed if its["strength"] in strengths and its["due"] != "20 + 5"]


def _card_row(line: Figures) -> list[str]:
    anki, biased = line["anki"], line["biased"]

    def pair(what: str, kind: str, digits: int) -> str:
        return f"{anki[what][kind]:.{digits}f} / {biased[what][kind]:.{digits}f}"

    return [
        *_setup(line["setup"]),
        pair("show", "median", 3),
        f"{biased['show']['median'] - anki['show']['median']:+.3f}",
        pair("show", "p99", 2),
        pair("answer", "median", 2),
        pair("fetch_and_answer", "worst", 1),
    ]


def _session_row(line: Figures) -> list[str]:
    return [
        *_setup(line["setup"]),
        f"{(line['biased'] - line['anki']) / line['answers']:+.2f}",
        f"{line['ratio'] / line['floor_ratio']:.2f}",
        f"{line['out_of_order']} of {line['answers']}",
        f"{line['queue_build']:.1f}",
    ]


def _setup(setup: Figures) -> list[str]:
    strength = setup["strength"]
    said = strength if strength == "off" else f"{strength} %"
    return [setup["due"], f"{setup['cards']:,}", said]


# Weeks
##########################################################################


def _of_chronic(chronic: Figures) -> str:
    head = (
        f"way to go on | reviews left each evening, days 61–90 (least–most of {chronic['seeds']})"
        " | remembered at review | new cards in 90 days | cards known at day 90"
    )
    rows = []
    for way, of in chronic["ways"].items():
        left = of["left_last_month"]
        spread = f"{_few(left['least'])}–{_few(left['most'])}"
        known = (f"{of[key]['median']:,.0f}" for key in ("new", "known"))
        rows.append(
            [way, f"{_few(left['median'])} ({spread})", f"{of['retention']['median']:.1%}", *known]
        )
    return table(head, rows)


def _of_regimes(regimes: Figures) -> str:
    def row(title: str, key: str, form: str, *ways: str, less: int = 0) -> list[str]:
        def said(by_way: Figures) -> str:
            values = [by_way[way][key] for way in ways]
            return " / ".join("never" if v is None else format(v - less, form) for v in values)

        return [title, *(said(regimes[name]["ways"]) for name in REGIMES)]

    biases = (FIFTY, EIGHTY, LAST)
    head = ("", *(f"{title} ({regimes[name]['cases']} kinds)" for name, title in REGIMES.items()))
    few = "days until 5 % of the backlog are left: Anki's order / 50 / 80 / 100 %"
    gain, by_hand = "share of that gain at 20 / 50 / 80 %", "no new cards until it is empty"
    return table(
        " | ".join(head),
        [
            row(few, "days_to_few", ".0f", ANKI, *biases),
            row("reviews left on day 90: the same", "left_at_end", ".0f", ANKI, *biases),
            row("reviews left in all, 100 % ÷ Anki's order", "overdue_ratio", ".2f", LAST),
            row(gain, "gain_share", ".2f", "push back 20 %", FIFTY, EIGHTY),
            row(f"… with {by_hand}", "gain_share", ".2f", by_hand),
            row("remembered at review: Anki / 50 / 100 %", "retention", ".1%", ANKI, FIFTY, LAST),
            row("new cards by day 90, ÷ Anki's: 50 / 80 / 100 %", "new_ratio", ".2f", *biases),
            row("cards known then, against Anki's", "known_ratio", "+.1%", *biases, less=1),
        ],
    )


def _of_overfull(overfull: Figures) -> str:
    rows = [
        [
            f"{case['minutes']}, {case['new']}",
            way,
            f"{of['new_first_month']['median']:.0f} / {of['new']['median']:.0f}",
            f"{of['longest_without_new']['median']:.0f}",
            f"{of['left_at_end']['median']:.0f}",
        ]
        for case in (overfull["cases"][0], overfull["cases"][-1])
        for way, of in case["ways"].items()
        if way != LAST
    ]
    head = "minutes a day, new cards | way | new cards in 30 / 90 days"
    return table(f"{head} | longest time without one, days | reviews left on day 90", rows)


def _of_easy(easy: Figures) -> str:
    rows = [
        [
            f"{line['strength']} %",
            str(line["new_after_reviews"]),
            f"{line['early_share']:.0%}",
            f"{line['early_minutes']:.1f}",
        ]
        for line in easy["lines"]
    ]
    head = "strength | of 20 new cards, after 200 reviews | learning cards shown too early"
    return table(f"{head} | by how many minutes", rows)


def _of_presets(presets: Figures) -> str:
    ways = (ANKI, FIFTY, EIGHTY)
    rows = [
        [
            case["preset"],
            f"{case['minutes']}, {case['backlog']}",
            *(f"{case['ways'][way]['overdue']['median']:,.0f}" for way in ways),
        ]
        for case in presets["cases"]
        if case["backlog"] == 800
    ]
    head = "preset | minutes, due at the start"
    return table(" | ".join([head, *(f"left in all: {way}" for way in ways)]), rows)


def _of_real(real: Figures) -> str:
    rows = []
    for (case, strength), some in groupby(
        real["lines"], lambda line: (line["case"], line["strength"])
    ):
        if strength == 80:
            continue  # it is in the figures
        lines = [*some]
        off, chance = (fmean(line[k] for line in lines) for k in ("mean_difference", "by_chance"))
        rows.append(
            [
                case,
                "Anki alone" if strength is None else f"{strength} %",
                f"{off:.1f} ({chance:.1f})",
                _both(lines, lambda line, side: sum(line[f"{side}_left"])),
                _both(lines, lambda line, side: line[f"{side}_reviews"]),
                _both(lines, lambda line, side: line[f"{side}_new"]),
            ]
        )
    head = f"{real['days']} days | order | reviews left, difference on an evening (by chance alone)"
    return table(f"{head} | left on all evenings: Anki / simulated | reviews | new cards", rows)


def _both(lines: list[Figures], of: Callable[[Figures, str], float]) -> str:
    real, simulated = (sum(of(line, side) for line in lines) for side in ("real", "simulated"))
    off = f" ({simulated / real - 1:+.1%})" if real else ""
    return f"{real:,} / {simulated:,.0f}{off}"


def _few(value: float) -> str:
    """A number of cards, with a decimal where there are few."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
