# SPDX-License-Identifier: AGPL-3.0-or-later
"""The weeks: the memory against the kept library, the simulation against Anki, all in small."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import fmean
from typing import Any

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.forecast import AGAIN, EASY
from evidence.weeks import __main__ as command
from evidence.weeks import memory, parts
from evidence.weeks.real import compared
from evidence.weeks.runs import Case, days_to_few, longest_without_new, summed_up
from evidence.weeks.study import Preset, Studied
from tools.environment import ROOT

FIGURES = ROOT / "evidence" / "figures" / "weeks"
LIBRARY = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
SMALL = Case(minutes=8, new=10, backlog=60, cards=300, days=30)


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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs libfaketime")
def test_the_simulation_is_near_the_real_anki() -> None:
    case = Case(minutes=12, new=10, backlog=120, cards=400, days=6)
    both = compared(case, 80, seed=1)
    assert both["mean_difference"] < 7
    assert both["real_reviews"] == pytest.approx(both["simulated_reviews"], rel=0.04)
    assert both["real_new"] == pytest.approx(both["simulated_new"], abs=8)
    assert both["real_left"][0] > 0


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
        written = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        assert written.keys() == figures(name).keys(), name
