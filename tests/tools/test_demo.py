# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo without a window: what it prints, for any options."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.buildinfo import version
from anki.collection import Collection

from addon.ordering import Bias, ReviewMix
from addon.settings import DeckSettings
from tests.collection.formula import formula
from tools import orders_picture
from tools.demo import __main__ as demo_parser
from tools.demo import deck, past
from tools.demo.strip import strip


def demo(*options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.demo", *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("reviews", "new", "strength", "order"),
    [(200, 20, 60, "mix"), (90, 40, 33, "before"), (0, 5, 60, "after"), (0, 0, 60, "mix")],
)
def test_json_holds_both_orders(reviews: int, new: int, strength: int, order: str) -> None:
    options = ("--reviews", reviews, "--new", new, "--strength", strength)
    run = demo("--headless", "--json", *options, "--order", order)
    assert run.returncode == 0, run.stderr
    mix = ReviewMix[order.upper()]
    assert json.loads(run.stdout) == {
        "anki_version": version,
        "reviews": reviews,
        "new": new,
        "strength": strength,
        "new_review_order": order,
        "orders": {
            "anki": formula(reviews, new, Bias(0, order=mix)),
            "biased": formula(reviews, new, Bias(strength, mix)),
        },
    }


def test_the_strips_say_when_the_reviews_were_finished() -> None:
    run = demo("--headless", "--reviews", 40, "--new", 4, "--strength", 100)
    assert strip("R" * 40 + "N" * 4, 44) in run.stdout
    assert "Anki's order: reviews finished at answer 44 of 44; 0 new cards" in run.stdout
    assert "Biased order: reviews finished at answer 40 of 44; 4 new cards" in run.stdout
    assert "\033[" not in run.stdout  # colours only on a terminal


def test_a_bad_value_gives_one_clear_line() -> None:
    for options in (("--reviews", "10001"), ("--strength", "5.5"), ("surplus",)):
        run = demo("--headless", *options)
        assert run.returncode == 2 and run.stdout == ""
        assert run.stderr.count("\n") == 1 and options[-1] in run.stderr


def test_the_demo_shows_what_the_readme_shows() -> None:
    assert demo_parser.README_STRENGTH == orders_picture.STRENGTH
    assert demo_parser.parse_options([]).strength == orders_picture.STRENGTH


DAYS_AGO = "(? - id / 1000) / 86400"  # of a row of the log, with the end of today


@pytest.fixture
def col(tmp_path: Path) -> Iterator[Collection]:
    col = Collection(str(tmp_path / "collection.anki2"))
    yield col
    col.close()


def test_more_reviews_than_a_preset_can_allow(col: Collection) -> None:
    deck.fill(col, 10_000, 5, DeckSettings(60), ReviewMix.MIX)
    assert col.sched.counts() == (5, 0, 10_000)


@pytest.mark.parametrize(("reviews", "new"), [(200, 20), (20, 0), (1, 30), (0, 5)])
def test_each_due_date_follows_from_the_log(col: Collection, reviews: int, new: int) -> None:
    deck_id = deck.fill(col, reviews, new, DeckSettings(60), ReviewMix.MIX)
    past.add_past(col, deck_id, reviews, new)
    assert col.db is not None
    reviewed = col.db.all("select id, ivl, due from cards where type = 2")
    last = (
        f"select cid, ivl, ? + ivl - {DAYS_AGO} from revlog"
        " where id in (select max(id) from revlog group by cid)"
    )
    told = col.db.all(last, col.sched.today, col.sched.day_cutoff)
    assert {tuple(card) for card in reviewed} == {tuple(card) for card in told}
    assert len(reviewed) >= reviews and col.sched.counts() == (new, 0, reviews)
    assert col.fix_integrity() == ("Database rebuilt and optimized.", True)
