# SPDX-License-Identifier: AGPL-3.0-or-later
"""The weeks: the memory against the kept library, the simulation against Anki, all in small."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import fmean
from typing import Any

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.forecast import AGAIN, EASY, GOOD, HARD
from addon.ordering import Bias
from evidence.weeks import __main__ as command
from evidence.weeks import memory, parts, ways
from evidence.weeks.load import Load
from evidence.weeks.real import compared
from evidence.weeks.runs import Case, days_to_few, longest_without_new, measured, study, summed_up
from evidence.weeks.study import REVIEW_ORDERS, Preset, Studied
from tools.environment import ROOT

FIGURES = ROOT / "evidence" / "figures" / "weeks"
LIBRARY = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
SMALL = Case(minutes=8, new=10, backlog=60, cards=300, days=30)


# The memory
##########################################################################


@given(st.lists(st.tuples(st.integers(AGAIN, EASY), st.integers(0, 400)), min_size=1, max_size=12))
def test_the_memory_is_that_of_the_kept_library(answers: list[tuple[int, int]]) -> None:
    (first, _days), *later = answers
    card, _log = LIBRARY.review_card(fsrs.Card(), fsrs.Rating(first + 1), NOON)
    stability, difficulty = memory.first_stability(first), memory.first_difficulty(first)
    now = NOON
    for rating, days in later:
        now += timedelta(days=days)
        known = LIBRARY.get_card_retrievability(card, now)
        assert memory.retrievability(days, stability) == pytest.approx(known)
        card, _log = LIBRARY.review_card(card, fsrs.Rating(rating + 1), now)
        stability = memory.next_stability(stability, difficulty, days, rating)
        difficulty = memory.next_difficulty(difficulty, rating)
    assert (stability, difficulty) == pytest.approx((card.stability, card.difficulty))
    days = max(1, min(36_500, round(memory.interval(stability, 0.9))))
    assert days == (card.due - now).days
    assert tuple(LIBRARY.parameters) == memory.PARAMETERS


@pytest.mark.parametrize(
    ("days", "least", "bounds"),
    [
        # From the tests of Anki's own fuzz (rslib/src/scheduler/states/fuzz.rs).
        (1.0, 1, (1, 1)),
        (2.49, 1, (2, 2)),
        (2.5, 1, (2, 4)),
        (7.0, 1, (5, 9)),
        (17.0, 1, (14, 20)),
        (37.0, 1, (33, 41)),
        (2.0, 2, (2, 2)),
        (2.0, 3, (3, 4)),
        (6.9, 3, (5, 9)),
        (100.0, 101, (101, 108)),
    ],
)
def test_fuzz_is_ankis(days: float, least: int, bounds: tuple[int, int]) -> None:
    assert memory.fuzz_range(days, least) == bounds


@pytest.mark.parametrize(
    ("days", "previous", "least"), [(2.7269483, 4, 4), (2.7269483, 5, 1), (4.591988, 4, 5)]
)
def test_fuzz_does_not_shorten_an_interval_that_has_grown(
    days: float, previous: int, least: int
) -> None:
    assert memory.least_interval(days, previous) == least


def test_good_is_a_day_longer_than_hard_and_easy_than_good() -> None:
    load = Load(Counter())
    intervals = [load.passing_interval(r, (0.7, 0.8, 0.9), 1, 0, 0.4) for r in (HARD, GOOD, EASY)]
    assert intervals == [1, 2, 3]


def test_of_the_days_that_fuzz_allows_one_with_few_cards_is_likely() -> None:
    draws = [(number + 0.5) / 1000 for number in range(1000)]
    even = Counter(dict.fromkeys(range(100), 10))
    chosen = Counter(Load(even).interval(17, 40, draw) for draw in draws)
    assert set(chosen) == set(range(14, 21)) and chosen[14] > chosen[17] > chosen[20] > 0
    for few in (0, 1):
        quiet = even.copy()
        quiet[57] = few
        assert Load(quiet).interval(17, 40, 0.5) == 17
    far = Counter(Load(even).interval(100, 0, draw) for draw in draws)
    assert max(far.values()) - min(far.values()) <= 2  # by chance alone


# The person, and days of study
##########################################################################


def test_the_same_seed_is_the_same_weeks() -> None:
    assert study(SMALL, ways.bias(50), 3)[0] == study(SMALL, ways.bias(50), 3)[0]
    assert study(SMALL, ways.bias(50), 3)[0] != study(SMALL, ways.bias(50), 4)[0]


@pytest.mark.parametrize("order", REVIEW_ORDERS)
def test_each_day_adds_up(order: str) -> None:
    case = Case(8, 10, 60, cards=300, days=30, preset=Preset(order, 40))
    days, learner = study(case, ways.bias(30), 0)
    assert days[0].due == 60
    for day in days:
        assert day.reviews + day.left == day.due and day.reviews <= 40 and day.new <= 10
        assert day.secs < 60 * 8 + 59  # the last card is answered
        assert 0 <= day.remembered <= day.reviews
    assert len(learner.cards) == 300 + sum(day.new for day in days)


def test_new_cards_that_count_against_the_limit_of_reviews_do_not_come() -> None:
    limits = Preset(reviews_a_day=40, new_ignore_review_limit=False)
    days, _ = study(Case(60, 10, 60, cards=300, days=5, preset=limits), ways.bias(0), 0)
    assert days[0].due == 60 and days[0].new == 0


def test_new_cards_at_the_end_are_shown_again_before_their_time() -> None:
    case = Case(minutes=60, new=10, backlog=60, cards=300, days=10)
    early = {
        strength: sum(day.early for day in study(case, ways.bias(strength), 0)[0])
        for strength in (0, 50, 100)
    }
    assert early[0] < early[50] < early[100]
    days, _ = study(case, ways.bias(100), 0)
    assert all(0 <= day.early <= day.learning for day in days)
    assert all(day.early_secs <= 750 * day.early for day in days)  # ten minutes, and fuzz


def test_the_ways_of_dealing_with_it() -> None:
    morning = ways.Morning(20)
    assert ways.no_new_until_empty(morning).new == 0
    morning.was_empty = True
    assert ways.no_new_until_empty(morning) == (Bias(0), 20)
    assert ways.fewer_new(5)(morning) == (Bias(0), 5)
    left = {
        name: measured(SMALL, way, 0)["left_last_month"]
        for name, way in {**ways.BIASES, **ways.BY_HAND}.items()
    }
    assert left["new cards first"] > left[ways.ANKI] > left["push back 50 %"] >= left[ways.LAST]


def test_measures() -> None:
    assert days_to_few([9, 5, 6, *[5] * 8], few=5) == 4
    assert days_to_few([9, 5, 6, 5, 5], few=5) is None
    days = [Studied(9, 9, new, 0, 0, 1.0, 1.0, 0, 0.0) for new in (0, 0, 1, 0, 0, 0, 2)]
    assert longest_without_new(days) == 3
    runs = [{"left": [1], "a": 3, "b": None}, {"left": [1], "a": 1, "b": 4}]
    assert summed_up(runs) == {
        "a": {"median": 2, "least": 1, "most": 3},
        "b": {"median": None, "least": 4, "most": None},
    }


def test_a_hundred_cases() -> None:
    cases = [*parts.regimes_cases()]
    assert len(cases) == len(set(cases)) == 100
    kept_up = {0.96: "fits", 0.6: "half fits", 0.1: "does not fit"}
    for share, name in kept_up.items():
        last = {"new_last_two_months_a_day": share * cases[0].new}
        assert parts.regime(cases[0], last) == name


# Against the real Anki
##########################################################################


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs libfaketime")
def test_the_simulation_is_near_the_real_anki() -> None:
    case = Case(minutes=12, new=10, backlog=120, cards=400, days=6)
    both = compared(case, 80, seed=1)
    assert both["mean_difference"] < 7
    assert both["real_reviews"] == pytest.approx(both["simulated_reviews"], rel=0.04)
    assert both["real_new"] == pytest.approx(both["simulated_new"], abs=8)
    assert both["real_left"][0] > 0


# What the evidence says
##########################################################################


def figures(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIGURES / f"{name}.json").read_text("utf-8"))
    return found


def test_the_measured_weeks_are_near_the_real_anki() -> None:
    lines = figures("real")["lines"]
    kinds = {(line["case"], line["strength"]) for line in lines}
    assert len({case for case, _ in kinds}) >= 3
    for kind in kinds:
        some = [line for line in lines if (line["case"], line["strength"]) == kind]
        assert len(some) >= 3
        assert fmean(line["mean_difference"] for line in some) < 7, kind
        real, simulated = (
            sum(sum(line[f"{side}_left"]) for line in some) for side in ("real", "simulated")
        )
        assert simulated == pytest.approx(real, rel=0.1), kind


@pytest.mark.parametrize(
    ("strength", "left"),
    [(ways.ANKI, 84), ("push back 50 %", 5), ("push back 80 %", 0.9), (ways.LAST, 0.2)],
)
def test_months_of_too_little_time_are_those_that_were_first_found(
    strength: str, left: float
) -> None:
    found = figures("chronic")["ways"][strength]["left_last_month"]["median"]
    assert found == pytest.approx(left, rel=0.1, abs=1.5)


# The command
##########################################################################


def test_a_part_writes_its_figures_and_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"CHRONIC": SMALL, "OVERFULL": (SMALL, SMALL), "EASY": SMALL}.items():
        monkeypatch.setattr(parts, name, value)
    monkeypatch.setattr(parts, "PRESETS_STARTS", ((8, 60),))
    monkeypatch.setattr(parts, "PRESETS", {"by random": Preset("random")})
    monkeypatch.setattr(parts, "regimes_cases", lambda: [SMALL])
    names = ["chronic", "overfull", "easy", "presets", "regimes"]
    options = ["weeks", *names, "--seeds", "1", "--out", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", options)
    assert command.main() == 0
    assert "easy days: 5 of 5" in capsys.readouterr().err
    for name in names:
        assert keys(json.loads((tmp_path / f"{name}.json").read_text("utf-8"))) >= keys(
            figures(name)
        ), name


def keys(found: Any) -> set[str]:
    """All names in the figures, of whichever depth; not those of ways and cases."""
    if isinstance(found, list):
        return set().union(*map(keys, found[:1]))
    if not isinstance(found, dict):
        return set()
    return set(found) - {"half fits", "does not fit", "fits"} | set().union(
        *map(keys, found.values())
    )


@pytest.mark.parametrize("options", [("--seeds", "0"), ("--seeds", "many"), ("everything",)])
def test_a_bad_value_is_told_in_a_line(
    options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["weeks", *options])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    assert options[0] in capsys.readouterr().err.splitlines()[-1]
