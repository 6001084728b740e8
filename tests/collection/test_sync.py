# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two computers and Anki's own sync server: one day, one order, the same settings."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anki.decks import DEFAULT_DECK_ID

from addon.collection import hook, stored_settings
from addon.collection.hook import install
from addon.ordering import Bias, Day, rest_of_day
from addon.settings import DeckSettings, Settings
from tests.collection.conftest import Clock
from tests.collection.formula import formula
from tests.collection.student import Student

SAME = 0  # NO_CHANGES of SyncCollectionResponse
NORMAL = 1


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {
        "SYNC_USER1": "user:password",
        "SYNC_BASE": str(tmp_path / "server"),
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": str(port),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"], env={**os.environ, **variables}
    )
    wait_for(port)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait()


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        select.select([], [], [], 0.1)  # libfaketime does not know Python's own sleep
    raise AssertionError("Anki's sync server does not answer")


class Computer:
    def __init__(self, student: Student, endpoint: str) -> None:
        self.student = student
        self.auth = student.col.sync_login("user", "password", endpoint)
        self.auth.endpoint = endpoint  # Anki's window does so, too

    def replace(self, upload: bool) -> None:
        """A full sync."""
        col = self.student.col
        col.close_for_full_sync()
        col.full_upload_or_download(auth=self.auth, server_usn=None, upload=upload)
        col.reopen(after_full_sync=True)
        install(col, self.student.failures.append)

    def sync(self) -> None:
        required = self.student.col.sync_collection(self.auth, False).required
        assert required in (SAME, NORMAL), required
        self.student.col._load_scheduler()  # as Anki does after each sync
        install(self.student.col, self.student.failures.append)


@pytest.fixture
def two_computers(
    new_student: Callable[[], Student], endpoint: str
) -> Iterator[tuple[Computer, Computer]]:
    """With the same 40 reviews and 10 new cards, biased by 60 %, and another deck."""
    first, second = Computer(new_student(), endpoint), Computer(new_student(), endpoint)
    first.student.begin_day(strength=60)
    first.student.due(reviews=20, new=5, deck="Other")
    own: dict[int, DeckSettings] = {first.student.deck_id("Other"): DeckSettings(25)}
    first.student.save(Settings(default=DeckSettings(60), decks=own))
    first.replace(upload=True)
    second.replace(upload=False)
    yield first, second
    assert not first.student.failures and not second.student.failures


def select_other(student: Student) -> None:
    student.col.decks.select(student.deck_id("Other"))


def test_the_second_goes_on_where_the_first_was(
    two_computers: tuple[Computer, Computer], clock: Clock
) -> None:
    letters, computers = "", list(two_computers)
    stored_settings.set_todays_strength(computers[0].student.col, DEFAULT_DECK_ID, 100)
    while len(letters) < 50:
        for computer in computers:
            computer.student.col.decks.select(DEFAULT_DECK_ID)
            letters += computer.student.study(9)
            clock.let_pass(1)  # Anki's sync compares times in seconds
            computer.sync()
            computers[computers[0] is computer].sync()
    assert letters == formula(40, 10, Bias(100))
    settings = [stored_settings.load(c.student.col) for c in computers]
    assert settings[0] == settings[1]
    select_other(computers[1].student)
    assert computers[1].student.study() == formula(20, 5, Bias(25))


@pytest.mark.parametrize("keep_first", [True, False])
def test_in_conflict_the_day_goes_on_where_the_kept_side_was(
    two_computers: tuple[Computer, Computer], keep_first: bool, clock: Clock
) -> None:
    """Both have studied, and one has changed a note type: Anki asks which side to keep."""
    first, second = two_computers
    begun = {first: first.student.study(9), second: second.student.study(26)}
    col = first.student.col
    notetype = col.models.by_name("Basic")
    assert notetype is not None
    col.models.add_field(notetype, col.models.new_field("Hint"))
    col.models.update_dict(notetype)
    clock.let_pass(1)
    second.sync()
    assert col.sync_collection(first.auth, False).required not in (SAME, NORMAL)
    kept = first if keep_first else second
    first.replace(upload=keep_first)
    if keep_first:
        second.replace(upload=False)
    for computer in (first, second):
        computer.student.col.decks.select(DEFAULT_DECK_ID)
    letters = begun[kept] + first.student.study(8)
    clock.let_pass(1)
    first.sync()
    second.sync()
    assert letters + second.student.study() == formula(40, 10, Bias(60))


def test_studied_on_a_phone_in_mid_day_reviews_come_first_there_and_here_the_day_goes_on(
    new_student: Callable[[], Student], endpoint: str, clock: Clock
) -> None:
    """A plain Anki stands for the phone; it knows the preset alone."""
    here, phone = Computer(new_student(), endpoint), Computer(new_student(), endpoint)
    here.student.due(reviews=60, new=10)
    here.student.bias(60, from_mixed=True)
    here.replace(upload=True)
    phone.replace(upload=False)
    hook.uninstall(phone.student.col)
    letters = here.student.study(45)
    assert letters == formula(60, 10, Bias(60))[:45] and "N" in letters
    clock.let_pass(1)  # Anki's sync compares times in seconds
    here.sync()
    assert phone.student.col.sync_collection(phone.auth, False).required in (SAME, NORMAL)
    assert phone.student.study(8) == "R" * 8
    clock.let_pass(1)
    assert phone.student.col.sync_collection(phone.auth, False).required in (SAME, NORMAL)
    here.sync()
    new, reviews = letters.count("N"), letters.count("R") + 8
    rest = rest_of_day(Day(reviews, 60 - reviews, new, 10 - new), Bias(60))
    assert here.student.study() == "".join("N" if is_new else "R" for is_new in rest)

    stored_settings.save(here.student.col, Settings(default=DeckSettings(60)), step="Unticked")
    clock.let_pass(1)
    here.sync()
    assert phone.student.col.sync_collection(phone.auth, False).required in (SAME, NORMAL)
    preset = phone.student.col.decks.config_dict_for_deck_id(DEFAULT_DECK_ID)
    assert preset["newMix"] == 0
    assert not here.student.failures and not phone.student.failures


def test_one_day_on_both_sides(two_computers: tuple[Computer, Computer], clock: Clock) -> None:
    """Each answered other cards; together they are the day, and what is left follows it."""
    first, second = two_computers
    begun = first.student.study(15)
    select_other(second.student)
    begun_other = second.student.study(15)
    clock.let_pass(1)
    for computer in (first, second, first):
        computer.sync()
    second.student.col.decks.select(DEFAULT_DECK_ID)
    assert begun + second.student.study() == formula(40, 10, Bias(60))
    select_other(first.student)
    assert begun_other + first.student.study() == formula(20, 5, Bias(25))
