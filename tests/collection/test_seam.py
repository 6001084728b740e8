# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ours stand on one backend: Anki shares it between profiles, and others reach it, too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from anki._backend import RustBackend
from anki.cards import CardId
from anki.collection import Collection
from anki.scheduler.v3 import QueuedCards

from addon.collection.hook import biased_queue, install, uninstall
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.collection.student import NEW, Student
from tools.answering import build_answer

ORDER = formula(30, 8, Bias(60))


def in_backend(backend: RustBackend, path: Path) -> Student:
    student = Student(Collection(str(path), backend=backend))
    student.due(reviews=30, new=8)
    return student


@pytest.mark.parametrize("kept", [True, False], ids=["still referred to", "gone"])
@pytest.mark.parametrize("biased", [True, False])
def test_profiles_in_one_backend(tmp_path: Path, kept: bool, biased: bool) -> None:
    backend = RustBackend()
    first = in_backend(backend, tmp_path / "1.anki2")
    first.bias(60)
    first.study(12)
    first.study_up_to_a_card_out_of_order()
    first.shown()
    first.col.close()
    failures, col = first.failures, first.col if kept else None
    del first
    second = in_backend(backend, tmp_path / "2.anki2")
    # As an add-on may do before the settings are followed.
    assert biased_queue(second.col) is None
    assert second.shown() == second.anki_queue(1).cards[0]
    assert second.study(3) == formula(30, 8, Bias(0))[:3]
    for _ in range(3):
        second.col.undo()
    if biased:
        second.bias(60)
        assert second.study() == ORDER
    else:
        uninstall(second.col)
        assert second.study() == formula(30, 8, Bias(0))
    second.col.close()
    third = Student(Collection(str(tmp_path / "1.anki2"), backend=backend), fresh=False)
    install(third.col, third.failures.append)
    assert third.study() and third.db.scalar("select count() from cards where reps") == 38
    third.col.close()
    assert not failures and not second.failures and not third.failures
    assert col is None or col.db is None


def test_a_wrapper_put_on_the_backend_after_ours(student: Student) -> None:
    student.begin_day(30, 8, 60)
    backend, seen = student.col._backend, list[str]()
    fetch, answer = backend.get_queued_cards, backend.answer_card_raw

    def get_queued_cards(**arguments: Any) -> QueuedCards:
        seen.append("fetch")
        return fetch(**arguments)

    def answer_card_raw(message: bytes) -> bytes:
        seen.append("answer")
        return answer(message)

    vars(backend).update(get_queued_cards=get_queued_cards, answer_card_raw=answer_card_raw)
    letters = student.study(20)
    install(student.col)  # as after each change of the settings
    assert seen == ["fetch", "answer"] * 20
    uninstall(student.col)
    install(student.col)
    assert letters + student.study() == ORDER and not student.failures
    assert backend.get_queued_cards is get_queued_cards and len(seen) == 2 * 38 + 1


def test_cards_fetched_and_answered_past_the_scheduler(student: Student) -> None:
    student.begin_day(30, 8, 60)
    backend, letters = student.col._backend, ""
    while cards := backend.get_queued_cards(fetch_limit=1, intraday_learning_only=False).cards:
        card = student.col.get_card(CardId(cards[0].card.id))
        card.start_timer()
        backend.answer_card(build_answer(student.col, card, cards[0].states, 3))
        letters += "N" if cards[0].queue == NEW else "R"
    assert letters == ORDER and not student.failures


def test_what_our_methods_leave_when_the_queue_is_off(student: Student) -> None:
    """Each call of theirs is one call of Anki's."""
    student.begin_day(30, 8, 60)
    student.answer()
    uninstall(student.col)
    student.answer()  # this one may have been shown before
    calls, run = list[object](), RustBackend._run_command

    def count_and_run(*arguments: Any) -> bytes:
        calls.append(arguments)
        return run(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RustBackend, "_run_command", count_and_run)
        patch.setattr(RustBackend, "_db_command", None)
        student.answer(student.shown())
    assert len(calls) == 2


def make_anew_as_a_sync_does(student: Student) -> None:
    student.col._load_scheduler()
    install(student.col, student.failures.append)


def take_out_and_put_in(student: Student) -> None:
    uninstall(student.col)
    install(student.col, student.failures.append)


@pytest.mark.parametrize(
    "act",
    [
        take_out_and_put_in,
        make_anew_as_a_sync_does,
        lambda it: uninstall(it.col),
        lambda it: it.save(Settings(enabled=False)),
        lambda it: it.save(Settings(default=DeckSettings(0))),
    ],
    ids=["out and in", "sync", "out", "turned off", "strength 0"],
)
def test_the_card_shown_can_be_answered_after(
    student: Student, act: Callable[[Student], object]
) -> None:
    student.begin_day()
    student.study(8)
    shown = student.study_up_to_a_card_out_of_order()
    act(student)
    student.answer(shown)
    assert student.col.get_card(CardId(shown.card.id)).reps == 1
    student.study_to_the_end()


def test_the_card_on_screen_can_be_answered_after_anothers_answer(student: Student) -> None:
    student.begin_day()
    for _ in range(10):
        student.study(1)
        shown = student.on_screen()
        alike = [card for card in student.anki_queue().cards if card.queue == shown.queue]
        student.preset()  # no queue is built now, so Anki takes the answer of any card
        card = student.col.get_card(CardId(alike[-1].card.id))
        card.start_timer()
        student.sched.answerCard(card, 3)
        student.sched.counts()
        student.answer(shown)
        assert student.col.get_card(CardId(shown.card.id)).reps == 1
    student.study_to_the_end()
