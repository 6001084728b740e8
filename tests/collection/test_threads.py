# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers while other threads edit, fetch and change what is studied: told is stored."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count, cycle
from typing import Any

import pytest
from anki.cards import CardId
from anki.decks import DeckId
from anki.errors import InvalidInput
from anki.scheduler.v3 import QueuedCards
from anki.scheduler_pb2 import CustomStudyRequest

from addon.collection import out_of_order
from addon.ordering import ReviewMix
from tests.collection.conftest import Clock, Patch
from tests.collection.observing import ankis, edit, put_below, steps, tagged
from tests.collection.student import Student
from tools.answering import AGAIN, EASY, GOOD

ANSWERS = int(os.environ.get("BIASED_QUEUE_ANSWERS", "300"))  # 10,000 were tried once
SECS = 60  # longer than any of these acts takes, however busy the machine is


class Beside:
    """A thread that does something again and again beside the test."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.times, self.errors = 0, list[Exception]()
        self._act, self._ended = act, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._act()
                self.times += 1
            except Exception as error:
                self.errors.append(error)

    def __enter__(self) -> Beside:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join(SECS)
        assert not self._thread.is_alive()


def edits_in_a_transaction(student: Student) -> Callable[[], None]:
    """Each in a transaction of its own, with Anki's own calls and no undo history cleared."""
    notes, numbers = cycle(student.col.find_notes("")), count(1)

    def act() -> None:
        note = student.col.get_note(next(notes))
        note.add_tag(f"edit{next(numbers)}")
        student.db.transact(lambda: student.col.update_note(note))  # type: ignore[arg-type]

    return act


def sql_in_a_transaction(student: Student) -> Callable[[], None]:
    numbers = count(1)

    def update() -> None:
        sql = "update notes set data = ? where id = (select min(id) from notes)"
        student.db.execute(sql, str(next(numbers)))

    return lambda: student.db.transact(update)


def fetch_from_anki(student: Student) -> Callable[[], object]:
    """Make Anki build the queue that an answer out of order has just dropped."""
    return student.anki_queue


@pytest.mark.parametrize("beside", [sql_in_a_transaction, fetch_from_anki])
def test_told_is_stored_beside(
    student: Student, beside: Callable[[Student], Callable[[], object]]
) -> None:
    """Thirty of 190 answers were lost here when ours began a transaction."""
    student.begin_day(120, 40, 50)
    told = []
    with Beside(beside(student)) as other:
        while shown := student.shown():
            told.append(student.answer(shown))
    assert student.db.list("select cid from revlog order by id") == told
    assert len(told) == 160 and other.times > 5
    assert not student.failures and not other.errors


def test_told_is_stored_with_three_threads_at_work(student: Student) -> None:
    """One answers, one fetches, one edits in a transaction."""
    student.due(reviews=ANSWERS * 4 // 5, new=ANSWERS // 5)
    student.bias(50)
    told, rng = list[int](), random.Random(0)
    with Beside(edits_in_a_transaction(student)) as editing, Beside(student.shown) as fetching:
        while len(told) < ANSWERS and (shown := student.shown()):
            student.answer(shown, rng.choice([AGAIN, GOOD, EASY]))
            told.append(shown.card.id)
    assert student.db.list("select cid from revlog order by id") == told
    assert len(told) == ANSWERS and not student.failures
    tags = [tag for tag in student.col.tags.all() if tag.startswith("edit")]
    assert len(tags) == editing.times > 5 and fetching.times > 5
    assert not editing.errors and not fetching.errors


@contextmanager
def acting_after(
    student: Student, number: int, act: Callable[[], object]
) -> Iterator[list[object]]:
    """Do something after so many calls of Anki's backend; grows with each of them."""
    run, calls = student.col._backend._run_command, list[object]()

    def run_and_act(*arguments: Any) -> bytes:
        result = run(*arguments)
        calls.append(arguments)
        if len(calls) == number:
            act()
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(student.col._backend, "_run_command", run_and_act)
        yield calls


def test_anothers_edit_of_the_very_card_in_mid_answer_is_kept(student: Student) -> None:
    """A flag was lost here when the card was read and saved before its answer."""
    student.begin_day(160, 40)
    for number in range(1, 11):
        shown = student.study_up_to_a_card_out_of_order()
        card_id = CardId(shown.card.id)
        flag = partial(student.col.set_user_flag_for_cards, 3, [card_id])
        with acting_after(student, number, flag) as calls:
            student.answer(shown)
        card = student.col.get_card(card_id)
        assert (card.flags, card.reps) == (3, 1) and len(calls) >= number
    student.study_to_the_end()


@pytest.mark.parametrize("refusals", [3, 4])
def test_an_answer_is_given_again_until_anki_takes_it(student: Student, refusals: int) -> None:
    """But not for ever: code around the backend may make it build its queue each time."""
    # So each review is out of order.
    student.begin_day(strength=100, newMix=ReviewMix.BEFORE, reviewOrder=3)
    shown, works, left = student.on_screen(), ankis(student, "answer_card_raw"), [refusals]

    def build_first(message: bytes) -> object:
        if left[0]:
            left[0] -= 1
            student.anki_queue(1)
        return works(message)

    before = student.log()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(out_of_order, "TRIES", 3)
        put_below(patch, "answer_card_raw", build_first)
        if refusals <= 3:
            student.answer(shown)
        else:
            with pytest.raises(InvalidInput, match=out_of_order.REFUSAL):
                student.answer(shown)
            assert student.log() == before and student.card_on_screen == shown.card.id
    assert not left[0]
    student.study(check=True)
    assert len(student.log()) == 50 and not student.failures


def test_a_fetch_of_ours_does_not_build_the_queue_in_mid_answer(student: Student) -> None:
    """Anki would refuse the answer once, and forget the undo history with that."""
    student.begin_day(strength=100, newMix=ReviewMix.BEFORE)  # so each review is out of order
    shown, drop = student.on_screen(), student.col._backend.custom_study
    beside = threading.Thread(target=student.shown, daemon=True)

    def drop_and_wait(request: CustomStudyRequest) -> object:
        result = drop(request)
        beside.start()
        beside.join(0.3)  # it has to come later, and is given the time to come now
        return result

    student.col.set_config("theirs", 1, undoable=True)  # the day is counted afresh
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(student.col._backend, "custom_study", drop_and_wait)
        student.answer(shown)
        beside.join(SECS)
    assert not beside.is_alive() and not student.failures
    assert steps(student)[:2] == ["Answer Card", "Update Config"]


def test_a_fetch_that_began_before_an_answer_does_not_mislead_the_next_one(
    student: Student, patch: Patch
) -> None:
    """The head of Anki's queue may have been another one then."""
    student.begin_day(strength=30)
    begun, shown = list[bool](), list[QueuedCards.QueuedCard]()
    fetch = ankis(student, "get_queued_cards")

    def fetch_and_study(**arguments: Any) -> object:
        queued = fetch(**arguments)
        if begun:
            begun.clear()
            student.answer()
            shown.append(student.on_screen())
        return queued

    put_below(patch, "get_queued_cards", fetch_and_study)
    for _ in range(24):
        begun.append(True)
        student.sched.get_queued_cards()
        student.answer(shown[-1])
    assert sum(student.done.values()) == 48 and not student.failures


@pytest.mark.parametrize(
    ("call", "merged"),
    [("custom_study", False), ("answer_card_raw", False), ("answer_card_raw", True)],
)
@pytest.mark.parametrize("rating", [AGAIN, EASY])
def test_anothers_step_in_mid_answer_stays_its_own(
    student: Student, clock: Clock, call: str, merged: bool, rating: int
) -> None:
    """It can be merged into and undone alone; so is the answer, and then no card is left out."""
    student.begin_day()
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    clock.let_pass(1.2)  # Anki tells by the second when a card was changed
    shown, works, cards = student.on_screen(), ankis(student, call), len(student.anki_queue().cards)
    theirs = list[int]()

    def with_an_edit(*arguments: Any, **named: Any) -> object:
        result = works(*arguments, **named)
        edit(student, "theirs")
        theirs.append(student.col.undo_status().last_step)
        return result

    with pytest.MonkeyPatch.context() as patch:
        put_below(patch, call, with_an_edit)
        student.answer(shown, rating)
    logged = len(student.log())
    student.shown()
    if merged:
        student.col.merge_undo_entries(theirs[0])
    while tagged(student, "theirs") and len(student.log()) == logged:
        student.col.undo()
        student.shown()
    assert (tagged(student, "theirs"), len(student.log())) in ((1, logged - 1), (0, logged))
    while len(student.log()) == logged:
        student.col.undo()
        student.shown()
    assert len(student.anki_queue().cards) == cards
    student.study_to_the_end()


def test_a_deck_that_is_deleted_while_its_cards_are_fetched(student: Student) -> None:
    """Anki goes on with the default deck; that is no failure of ours."""
    student.due(reviews=12, new=4)
    for number in range(1, 13):
        gone = student.deck_id(f"Gone {number}")
        student.due(6, 2, f"Gone {number}")
        student.col.decks.select(gone)
        student.bias(50)

        def delete(gone: DeckId = gone) -> None:
            deletion = threading.Thread(target=student.col.decks.remove, args=([gone],))
            deletion.start()
            deletion.join(SECS)

        with acting_after(student, number, delete):
            student.shown()
        assert not student.failures, number
    assert student.shown()
