# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo without a window: what it prints, for any options."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from anki.buildinfo import version
from anki.collection import Collection

from addon.collection.review_log import study_past
from addon.ordering import Bias, Pattern, ReviewMix
from addon.settings import DeckSettings
from tests.collection.formula import formula
from tools import orders_picture
from tools.demo import __main__ as demo_parser
from tools.demo import deck
from tools.demo.strip import legend, strip


def demo(*options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.demo", *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("reviews", "new", "strength", "pattern", "order"),
    [
        (200, 20, 60, "push_back", "mix"),
        (25, 21, 0, "push_back", "mix"),
        (90, 40, 33, "squeeze", "before"),
        (60, 7, 80, "push_back", "after"),
        (0, 5, 60, "push_back", "mix"),
        (5, 0, 60, "squeeze", "mix"),
        (0, 0, 60, "push_back", "mix"),
        (300, 500, 29, "squeeze", "mix"),
    ],
)
def test_json_holds_both_orders(
    reviews: int, new: int, strength: int, pattern: str, order: str
) -> None:
    options = ("--reviews", reviews, "--new", new, "--strength", strength)
    run = demo("--headless", "--json", *options, "--pattern", pattern, "--order", order)
    assert run.returncode == 0, run.stderr
    mix = ReviewMix[order.upper()]
    assert json.loads(run.stdout) == {
        "anki_version": version,
        "reviews": reviews,
        "new": new,
        "strength": strength,
        "pattern": pattern,
        "new_review_order": order,
        "orders": {
            "anki": formula(reviews, new, Bias(0, order=mix)),
            "biased": formula(reviews, new, Bias(strength, Pattern(pattern), mix)),
        },
    }


def test_more_reviews_than_a_preset_can_allow() -> None:
    run = demo("--json", "--reviews", 10_000, "--new", 0)
    assert json.loads(run.stdout)["orders"]["biased"] == "R" * 10_000


def test_the_strips_say_when_the_reviews_were_finished() -> None:
    run = demo("--headless", "--reviews", 40, "--new", 4, "--strength", 100)
    assert "Anki's order: reviews finished at answer 44 of 44; 0 new cards" in run.stdout
    assert "Biased order: reviews finished at answer 40 of 44; 4 new cards" in run.stdout
    assert "\033[" not in run.stdout  # colours only on a terminal


@pytest.mark.parametrize(
    "options",
    [
        ("--reviews", "-1"),
        ("--reviews", "10001"),
        ("--new", "501"),
        ("--new", "two"),
        ("--strength", "101"),
        ("--strength", "5.5"),
        ("--pattern", "pull"),
        ("--order", "random"),
        ("--unknown",),
        ("surplus",),
    ],
)
def test_a_bad_value_gives_one_clear_line(options: tuple[str, ...]) -> None:
    run = demo("--headless", *options)
    assert run.returncode == 2 and run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert options[-1] in run.stderr


@pytest.mark.parametrize("width", [1, 7, 20, 44, 200])
def test_a_strip_of_any_width_shows_the_new_cards_at_its_end(width: int) -> None:
    drawn = strip("R" * 40 + "N" * 4, width)
    assert len(drawn) == min(width, 44)
    assert drawn.rstrip("▁▂▃▄▅▆▇█").strip("·") == "" and not drawn.endswith("·")
    assert strip("") == ""


def test_colours_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\033[" not in strip("RRN") + legend()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert strip("RRN").startswith("\033[") and "\033[" in legend()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in strip("RRN") + legend()


def test_the_demo_shows_what_the_readme_shows() -> None:
    assert demo_parser.README_STRENGTH == orders_picture.STRENGTH
    assert demo_parser.parse_options([]).strength == orders_picture.STRENGTH


def test_the_demo_deck_has_a_past_from_which_a_forecast_is_made(tmp_path: Path) -> None:
    col = Collection(str(tmp_path / "collection.anki2"))
    deck_id = deck.fill(col, 200, 20, DeckSettings(60), ReviewMix.MIX)
    deck.log_past_days(col, 200)
    habits = study_past(col, deck_id).habits
    assert habits and 5 < habits.review_secs < 12
    assert col.db is not None
    assert col.db.scalar("select count() from revlog where id >= ?", _today(col)) == 0
    col.close()


def _today(col: Collection) -> int:
    return (col.sched.day_cutoff - 86_400) * 1000
