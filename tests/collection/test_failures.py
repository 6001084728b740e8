# SPDX-License-Identifier: AGPL-3.0-or-later
"""When our own code fails, Anki's order is used, the person is told once, and study goes on."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NoReturn, Union

import pytest
from anki._backend import RustBackend
from anki.cards import CardId
from anki.collection import Collection
from anki.decks import DEFAULT_DECK_ID
from anki.errors import DBError, InvalidInput
from anki.scheduler.v3 import QueuedCards

import addon
from addon.collection import biased_queue, required_api, stored_settings
from addon.collection.queue_order import KeptOrder
from addon.ordering import ReviewMix, biased_place
from addon.settings import DeckSettings
from tests.collection.conftest import Patch
from tests.collection.observing import ankis, edit, put_below
from tests.collection.student import Student

Owner = Union[type, ModuleType]  # of something that can be called

MODULES = [
    import_module(module.name)
    for module in pkgutil.walk_packages(addon.__path__, "addon.")
    if not module.name.startswith("addon.gui")
]
# Anki's own methods, which hold the net; what has a test of its own below.
LEFT_OUT = {
    "get_queued_cards", "_fetch", "_is_open", "answer_card_raw", "answer_out_of_order",
    "_answer_until_taken",
}  # fmt: skip


def places(module: ModuleType) -> Iterator[tuple[Owner, str]]:
    """Everything of ours that can be called from a module, each with its owner."""
    for name, value in vars(module).items():
        if inspect.isclass(value) and value.__module__ == module.__name__:
            for own, member in vars(value).items():
                if not own.startswith("__") and (
                    inspect.isfunction(member) or isinstance(member, (property, classmethod))
                ):
                    yield value, own
        elif inspect.isfunction(value) and value.__module__.startswith("addon."):
            yield module, name


def fail(*_arguments: object, **_named: object) -> NoReturn:
    raise RuntimeError("our own mistake")


def study_a_day(student: Student, after_twelve: Callable[[], None]) -> None:
    student.begin_day()
    student.study(12)
    biased_place.cache_clear()  # so that what it calls is called again
    after_twelve()
    student.study(4)
    student.col.decks.set_current(student.deck_id("Other"))  # so that all is read afresh
    student.col.decks.set_current(DEFAULT_DECK_ID)
    student.study()


def put_around(patch: Patch, owner: Owner, name: str, before: Callable[[], None]) -> None:
    kind = vars(owner)[name]
    function = getattr(kind, "fget", None) or getattr(kind, "__func__", kind)

    def wrapper(*arguments: Any, **named: Any) -> object:
        before()
        return function(*arguments, **named)

    patch.setattr(owner, name, wrapper if function is kind else type(kind)(wrapper))


def called_while_studying() -> list[tuple[Owner, str]]:
    called: set[tuple[Owner, str]] = set()
    everywhere = [place for module in MODULES for place in places(module)]

    def listen() -> None:
        for place in everywhere:
            put_around(patch, *place, partial(called.add, place))

    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        student = Student(Collection(str(Path(folder, "c.anki2"))))
        study_a_day(student, listen)
        student.col.close()
    return [place for place in everywhere if place in called and place[1] not in LEFT_OUT]


PLACES = called_while_studying()
assert {"count_answered", "kinds", "load", "next_cards", "_is_at_head"} <= {it[1] for it in PLACES}


@pytest.mark.parametrize(
    ("owner", "name"), PLACES, ids=[f"{owner.__name__}.{name}" for owner, name in PLACES]
)
def test_study_goes_on_in_ankis_order(
    student: Student, patch: Patch, owner: Owner, name: str
) -> None:
    study_a_day(student, lambda: put_around(patch, owner, name, fail))
    assert sum(student.done.values()) == 50
    assert [str(error) for error in student.failures] == ["our own mistake"]
    assert not student.shown()


def break_the_status(student: Student) -> None:
    """Let nothing tell whether anything was done meanwhile."""
    vars(student.col._backend)["get_undo_status"] = fail


def add_a_tag(student: Student) -> None:
    edit(student, "theirs")


@pytest.mark.parametrize(
    ("meanwhile", "failures"),
    [(Student.log, 1), (break_the_status, 1), (add_a_tag, 0), (lambda it: it.col.close(), 0)],
    ids=["nothing", "status", "tag", "close"],
)
def test_an_error_that_comes_of_what_was_done_meanwhile_is_no_failure(
    student: Student, meanwhile: Callable[[Student], object], failures: int
) -> None:
    student.begin_day()

    def done_meanwhile(*_arguments: object) -> NoReturn:
        meanwhile(student)
        fail()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KeptOrder, "at", done_meanwhile)
        assert student.shown()
    assert [str(error) for error in student.failures] == ["our own mistake"] * failures
    if meanwhile is add_a_tag:
        student.study_to_the_end(check=True)


def test_after_a_failure_the_order_is_ankis(
    student: Student, patch: Patch, caplog: pytest.LogCaptureFixture
) -> None:
    student.begin_day(strength=100)
    student.study(7)
    patch.setattr(biased_queue, "next_cards", fail)
    student.answer()
    assert student.shown() == student.anki_queue(1).cards[0]
    patch.undo()
    while shown := student.shown():  # not even for a while after
        assert shown == student.anki_queue(1).cards[0]
        student.answer()
    assert len(student.failures) == len(caplog.records) == 1


@pytest.mark.parametrize(
    ("step", "call"),
    [("add_custom_undo_entry", 1), ("custom_study", 1), ("merge_undo_entries", 1),
     ("merge_undo_entries", 2)],
)  # fmt: skip
def test_a_failing_step_around_it_loses_no_answer(student: Student, step: str, call: int) -> None:
    student.begin_day()
    student.study_up_to_a_card_out_of_order()
    backend, times = student.col._backend, []
    works = getattr(backend, step)

    def fail_once(*arguments: Any, **named: Any) -> object:
        times.append(1)
        return fail() if len(times) == call else works(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backend, step, fail_once)
        card = student.answer()
    assert student.col.get_card(card).reps == 1
    student.study()
    assert sum(student.done.values()) == 50
    assert [str(error) for error in student.failures] == ["our own mistake"]


def test_an_error_of_ankis_own_is_ankis_own(student: Student) -> None:
    student.due(reviews=40, new=10)
    student.db.execute("update cards set mod = 0, usn = 0")
    student.bias(50)
    shown = student.study_up_to_a_card_out_of_order()
    before = student.cards(), student.log()
    shown.states.current.normal.review.scheduled_days += 1
    with pytest.raises(InvalidInput, match="card was modified"):
        student.answer(shown)
    assert (student.cards(), student.log()) == before and not student.failures
    saved = "select count() from cards where id = ? and (mod, usn) != (0, 0)"
    assert student.db.scalar(saved, shown.card.id) == 0
    student.study_to_the_end()


def test_a_card_that_anki_refuses_to_show_behind_those_that_were_asked_for(
    student: Student, patch: Patch
) -> None:
    student.begin_day(strength=100, newMix=ReviewMix.BEFORE)  # the first review is behind these
    works = ankis(student, "get_queued_cards")

    def refuse_the_ninth(*, fetch_limit: int, intraday_learning_only: bool) -> object:
        if fetch_limit > 8:
            raise InvalidInput("refused", None, None, None)
        return works(fetch_limit=fetch_limit, intraday_learning_only=intraday_learning_only)

    put_below(patch, "get_queued_cards", refuse_the_ninth)
    for limit in (1, 3):
        assert student.sched.get_queued_cards(fetch_limit=limit) == student.anki_queue(limit)
    assert not student.failures


at_both_places = pytest.mark.parametrize(
    "study_up_to", [Student.study_up_to_a_card_at_the_head, Student.study_up_to_a_card_out_of_order]
)


@at_both_places
def test_an_error_of_the_database_in_mid_answer_changes_nothing(
    student: Student, study_up_to: Callable[[Student], QueuedCards.QueuedCard]
) -> None:
    # By intervals: Anki's usual order also hangs on a card's last save.
    student.begin_day(strength=50, reviewOrder=3)
    shown = study_up_to(student)
    before = student.cards(), student.log()

    def disk_full(_message: bytes) -> None:
        raise DBError("disk full", None, None, None)

    with pytest.MonkeyPatch.context() as patch:
        put_below(patch, "answer_card_raw", disk_full)
        with pytest.raises(DBError, match="disk full"):
            student.answer(shown)
    assert (student.cards(), student.log()) == before
    assert student.card_on_screen == shown.card.id
    student.study_to_the_end(check=True)


@at_both_places
def test_an_error_of_the_database_after_an_answer_is_ankis_own(
    student: Student, study_up_to: Callable[[Student], QueuedCards.QueuedCard]
) -> None:
    student.begin_day()
    shown = study_up_to(student)
    at_the_head = study_up_to is Student.study_up_to_a_card_at_the_head
    step, call = ("get_undo_status", 2) if at_the_head else ("get_queued_cards", 1)
    works, times = ankis(student, step), list[int]()

    def disk_full_once(**arguments: Any) -> object:
        times.append(1)
        if len(times) == call:
            raise DBError("disk full", None, None, None)
        return works(**arguments)

    with pytest.MonkeyPatch.context() as patch:
        put_below(patch, step, disk_full_once)
        student.answer(shown)
    assert len(times) == call and student.col.get_card(CardId(shown.card.id)).reps == 1
    student.study_to_the_end(check=True)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (b'{"decks": {"1": {"strength": 1e300}, "no": 1}}', "Damaged"),
        (b'{"version": "1", "enabled": "yes", "default": null}', "Damaged"),
        (b"{\xff", "not JSON"),
    ],
)
def test_damaged_settings_are_kept_as_stored_and_defaults_hold(
    student: Student, stored: bytes, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    stored_settings._log_once.cache_clear()
    student.begin_day(20, 5, 80)
    student.db.execute(f"update config set val = x'{stored.hex()}' where key = 'biasedQueue'")
    assert stored_settings.load(student.col).for_deck(1) == DeckSettings(50)
    logged = len(caplog.records)
    assert logged and said in caplog.text
    student.study(check=True)
    assert len(caplog.records) == logged  # and not whenever they are read
    kept = student.db.scalar("select hex(val) from config where key = 'biasedQueue'")
    assert bytes.fromhex(kept) == stored and not student.failures


def test_this_anki_has_all_that_is_needed(patch: Patch) -> None:
    assert required_api.missing() == []
    patch.delattr(RustBackend.__base__, "answer_card_raw")
    assert required_api.missing() == ["RustBackend.answer_card_raw"]
