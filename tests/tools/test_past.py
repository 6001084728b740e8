# SPDX-License-Identifier: AGPL-3.0-or-later
"""`build.py past`: what the dialog would say of every day of a collection, of any kind of file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from addon.collection.review_log import past_evenings, past_weeks
from addon.evenings import Evening
from addon.ordering import DAY_SECS, ReviewMix
from addon.settings import DeckSettings
from tools.demo import deck, past
from tools.past.__main__ import days_of
from tools.past.opening import Timing, timing_at


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's weeks, stored in each of the ways that Anki has."""
    folder = tmp_path_factory.mktemp("collections")
    col = Collection(str(folder / "collection.anki2"))
    assert col.db
    col.db.execute("pragma wal_autocheckpoint = 0")
    deck_id = deck.fill(col, 40, 8, DeckSettings(), ReviewMix.MIX)
    past.add_past(col, deck_id, 40, 8)
    for suffix in ("", "-wal"):  # as where the computer stopped: the days are in the second
        shutil.copy(folder / f"collection.anki2{suffix}", folder / f"open.anki2{suffix}")
    for number, legacy in enumerate((False, True)):
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=False, legacy=legacy
        )
        col.export_anki_package(
            out_path=str(folder / f"{number}.apkg"), options=options, limit=None
        )
        col.export_collection_package(str(folder / f"{number}.colpkg"), False, legacy)
        col.reopen(after_full_sync=False)
    with zipfile.ZipFile(folder / "1.colpkg") as package:
        (folder / "old.anki21").write_bytes(package.read("collection.anki21"))
    col.close()
    return folder


@pytest.fixture(scope="module")
def evenings(folder: Path) -> list[tuple[float, ...]]:
    """What the dialog shows of them."""
    shutil.copy(folder / "collection.anki2", folder / "read.anki2")
    col = Collection(str(folder / "read.anki2"))
    deck_id = col.decks.id_for_name(deck.DECK)
    assert deck_id
    shown = past_evenings(col, deck_id, past_weeks(col, deck_id))
    col.close()
    return [counts(evening) for evening in shown if evening.secs]


def counts(evening: Evening) -> tuple[float, ...]:
    return evening.reviews_left, evening.reviews_done, evening.new_done, evening.secs


KINDS = ["collection.anki2", "open.anki2", "old.anki21", "0.colpkg", "1.colpkg", "0.apkg", "1.apkg"]


@pytest.mark.parametrize("name", KINDS)
def test_the_days_are_those_of_the_dialog_and_the_files_stay_as_they_are(
    folder: Path, evenings: list[tuple[float, ...]], name: str
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    folder.chmod(0o555)
    days = days_of(folder / name)
    folder.chmod(0o755)
    assert [counts(day.was) for day in days][-len(evenings) :] == evenings
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    moved = [day for day in days if day.evenings]
    assert moved and all(day.evenings[0] == day.was for day in moved)


@pytest.mark.parametrize(
    ("conf", "timing"),
    [
        ({"schedVer": 1}, Timing(10, 1_700_006_400)),  # from the hour at which it began
        ({"localOffset": -540, "creationOffset": -540}, Timing(11, 1_700_074_800)),
        ({"localOffset": -540, "creationOffset": -540, "rollover": 8}, Timing(10, 1_700_002_800)),
        ({"localOffset": 300, "creationOffset": -540}, Timing(10, 1_700_038_800)),
    ],
)
def test_a_day_is_that_of_where_the_person_was(
    tmp_path: Path, conf: dict[str, int], timing: Timing
) -> None:
    col = Collection(str(tmp_path / "collection.anki2"))
    ankis = col.sched._timing_today()
    assert timing_at(col, int(time.time())) == (ankis.days_elapsed, ankis.next_day_at)
    assert col.db
    col.db.execute("update col set crt = ?", 1_700_006_400 - 11 * DAY_SECS)
    for key, value in conf.items():
        col.set_config(key, value)
    assert timing_at(col, 1_700_000_000) == timing
    col.close()


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.past", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_table_and_the_json_tell_the_same(folder: Path) -> None:
    names = [folder / "collection.anki2", folder / "0.colpkg"]
    text, figures = run(*names), json.loads(run("--json", *names).stdout)
    assert text.returncode == 0 and "collection.anki2, days of its decks: " in text.stderr
    (one, two), both = figures["people"], figures["all"]
    assert one["decks"] == two["decks"] and both["people"] == 2
    assert both["deck_days"] == 2 * one["all"]["deck_days"] == 2 * one["days"]
    ways = one["all"]["moved_and_reviews_left"]
    assert ways["0"]["evenings"] > ways["100"]["evenings"]
    for way in ways.values():
        assert f"{way['evenings']} / {way['reviews']} / {way['new']}" in text.stdout


def test_a_file_that_tells_nothing_is_told_in_a_line(folder: Path, tmp_path: Path) -> None:
    whole = (folder / "collection.anki2").read_bytes()
    files = {
        "none.anki2": None,
        "text.anki2": b"no collection",
        "zip.colpkg": b"no zip",
        "damaged.anki2": whole[:20_000] + b"\xff" * 40_000 + whole[60_000:],
        "short.anki2": whole[:50_000],
        "empty.anki2": b"",
    }
    for name, content in files.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    said = run(*(tmp_path / name for name in files), folder / "collection.anki2")
    assert said.returncode == 2 and "Kanji" in said.stdout
    lines = [line for line in said.stderr.splitlines() if ", days of its decks: " not in line]
    assert [line.partition(": ")[0] for line in lines] == [str(tmp_path / name) for name in files]
    assert run().returncode == 2
