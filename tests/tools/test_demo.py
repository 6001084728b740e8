# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo without a window: what it prints, for any options."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory

import pytest
from anki.buildinfo import version
from anki.collection import Collection
from anki.decks import DeckId
from aqt import AnkiApp

from addon.collection.hook import install
from addon.collection.review_log import past_evenings, past_weeks
from addon.ordering import Bias, ReviewMix
from addon.settings import DeckSettings
from tests.collection.formula import formula
from tools import orders_picture
from tools.answering import AGAIN, GOOD, answer, card_shown
from tools.demo import __main__ as demo_parser
from tools.demo import deck, past
from tools.demo.anki_at_overview import ALREADY_OPEN
from tools.demo.strip import legend, strip


def demo(*options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.demo", *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("reviews", "new", "strength", "order"),
    [
        (200, 20, 60, "mix"),
        (25, 21, 0, "mix"),
        (90, 40, 33, "before"),
        (60, 7, 80, "after"),
        (0, 5, 60, "mix"),
        (5, 0, 60, "mix"),
        (0, 0, 60, "mix"),
        (300, 500, 29, "mix"),
    ],
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


# Its past
##########################################################################

COUNTS = [(200, 20), (40, 8), (20, 0), (3, 1), (1, 30), (0, 5), (600, 10)]
DAYS_AGO = "(? - id / 1000) / 86400"  # of a row of the log, with the end of today


@pytest.fixture
def col(tmp_path: Path) -> Iterator[Collection]:
    col = Collection(str(tmp_path / "collection.anki2"))
    yield col
    col.close()


def filled(col: Collection, reviews: int, new: int) -> DeckId:
    deck_id = deck.fill(col, reviews, new, DeckSettings(60), ReviewMix.MIX)
    past.add_past(col, deck_id, reviews, new)
    return deck_id


@pytest.mark.parametrize(("reviews", "new"), COUNTS)
def test_each_due_date_follows_from_the_log(col: Collection, reviews: int, new: int) -> None:
    filled(col, reviews, new)
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


@pytest.mark.parametrize(("reviews", "new"), [(200, 20), (40, 8)])
def test_the_days_before_were_like_today(col: Collection, reviews: int, new: int) -> None:
    filled(col, reviews, new)
    assert col.db is not None
    days = col.db.all(
        f"select {DAYS_AGO} as day, sum(type = 1), sum(type = 0 and lastIvl = 0) from revlog"
        " group by day having day <= ? order by day",
        col.sched.day_cutoff,
        past.DAYS,
    )
    assert [day for day, _reviews, _new in days] == list(range(1, past.DAYS + 1))
    done = [reviews_done for _day, reviews_done, _new in days]
    assert min(done) > 0.8 * reviews and max(done) == reviews
    assert max(introduced for _day, _reviews, introduced in days) == new


@pytest.mark.parametrize("biased", [False, True])
def test_answers_of_today_change_no_bar_of_the_past(col: Collection, biased: bool) -> None:
    deck_id = filled(col, 200, 20)
    failures: list[Exception] = []
    assert not biased or install(col, failures.append)
    before = past_evenings(col, deck_id, past_weeks(col, deck_id))
    assert any(evening.reviews_left for evening in before)
    for number in range(50):
        shown = card_shown(col)
        assert shown is not None
        answer(col, shown, AGAIN if number % 5 == 0 else GOOD)
    assert past_evenings(col, deck_id, past_weeks(col, deck_id)) == before
    assert not failures


# Beside the person's own Anki
##########################################################################


@pytest.fixture
def own_anki(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The person's own Anki is open; the socket where another one tells it to come to the front."""
    monkeypatch.setenv("DISPLAY", "none")  # for the demo, not for Qt, which draws to memory
    with TemporaryDirectory() as folder:  # pytest's own has a longer name than a socket may have
        monkeypatch.setenv("TMPDIR", folder)
        with running([sys.executable, "-c", "import aqt; aqt.run()", "-b", f"{folder}/own"]):
            socket = Path(folder, AnkiApp.KEY)
            wait_until(socket.exists)
            yield socket


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Run a command, and end it with all that it has started."""
    process = subprocess.Popen(command, start_new_session=True, stdout=PIPE, stderr=PIPE, text=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_until(done: Callable[[], object], secs: float = 60) -> None:
    end = time.monotonic() + secs
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_demo_opens_beside_the_persons_own_anki(own_anki: Path) -> None:
    with running([sys.executable, "-m", "tools.demo", "--reviews", "4", "--new", "1"]) as its:

        def is_open() -> bool:
            """Anki has a socket of its own, and the collection's second file is there."""
            folder = own_anki.parent
            return bool(list(folder.glob("*-anki")) and list(folder.glob("*/Demo/*-wal")))

        wait_until(lambda: its.poll() is not None or is_open())
        assert its.poll() is None, its.communicate()


def test_where_anki_opens_only_once_it_says_so(own_anki: Path, tmp_path: Path) -> None:
    """As Anki does where it takes no key of the demo's own: 23.10 and 25.02 among others."""
    its = subprocess.run(
        [sys.executable, "-m", "tools.demo.anki_at_overview", "-b", str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "ANKI_SINGLE_INSTANCE_KEY": own_anki.name},
        timeout=60,
        check=False,
    )
    assert its.returncode == 2
    assert its.stderr.splitlines()[-1] == ALREADY_OPEN
