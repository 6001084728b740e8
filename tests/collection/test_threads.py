# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers while other threads edit, fetch and change what is studied: told is stored."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from anki.cards import CardId
from anki.collection import Collection
from anki.decks import DeckId
from anki.errors import InvalidInput
from anki.scheduler.v3 import QueuedCards, Scheduler
from anki.scheduler_pb2 import CustomStudyRequest

from addon.collection import biased_queue, out_of_order
from addon.collection.next_cards import next_cards
from addon.ordering import ReviewMix
from tests.collection.conftest import Clock
from tests.collection.observing import ankis, edit, put_below, steps, tagged
from tests.collection.student import INTERDAY, Student
from tools import answering
from tools.answering import AGAIN, EASY, GOOD

# 10,000 answers were tried once.
ANSWERS = int(os.environ.get("BIASED_QUEUE_ANSWERS", "300"))
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
    notes, number = iter(list(student.col.find_notes("")) * 1000), 0

    def act() -> None:
        nonlocal number
        number += 1
        note = student.col.get_note(next(notes))
        note.add_tag(f"edit{number}")

        def update() -> None:
            student.col.update_note(note)

        student.db.transact(update)

    return act


def sql_in_a_transaction(student: Student) -> Callable[[], None]:
    number = 0

    def act() -> None:
        nonlocal number
        number += 1

        def update() -> None:
            sql = "update notes set data = ? where id = (select min(id) from notes)"
            student.db.execute(sql, str(number))

        student.db.transact(update)

    return act


@pytest.mark.parametrize("beside", [edits_in_a_transaction, sql_in_a_transaction])
def test_told_is_stored_while_another_thread_edits(
    student: Student, beside: Callable[[Student], Callable[[], None]]
) -> None:
    """Thirty of 190 answers were lost here when ours began a transaction."""
    student.due(reviews=200, new=50)
    student.bias(50)
    told = []
    with Beside(beside(student)) as other:
        while shown := student.shown():
            told.append(student.answer(shown))
    assert student.db.list("select cid from revlog order by id") == told
    assert len(told) == 250 and other.times > 5
    assert not student.failures and not other.errors
    if beside is edits_in_a_transaction:
        tags = [tag for tag in student.col.tags.all() if tag.startswith("edit")]
        assert len(tags) == other.times
    else:
        assert student.db.scalar("select max(data) from notes where data != ''") is not None


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


def test_told_is_stored_while_another_thread_fetches_from_anki(student: Student) -> None:
    """It makes Anki build the queue that an answer out of order has just dropped."""
    student.due(reviews=120, new=40)
    student.bias(50)
    told: list[int] = []
    with Beside(student.anki_queue) as other:
        while shown := student.shown():
            told.append(student.answer(shown))
    assert student.db.list("select cid from revlog order by id") == told
    assert len(told) == 160 and other.times > 5 and not student.failures


@pytest.mark.parametrize("call", range(10))
def test_anothers_edit_of_the_very_card_in_mid_answer_is_kept(
    student: Student, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """A flag was lost here when the card was read and saved before its answer."""
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    shown, run, calls = student.on_screen(), student.col._backend._run_command, list[int]()

    def flag_after_a_call(*arguments: Any) -> bytes:
        result = run(*arguments)
        calls.append(len(calls))
        if calls[-1] == call:
            student.col.set_user_flag_for_cards(3, [CardId(shown.card.id)])
        return result

    with monkeypatch.context() as patch:
        patch.setattr(student.col._backend, "_run_command", flag_after_a_call)
        student.answer(shown)
    card = student.col.get_card(CardId(shown.card.id))
    assert (card.flags, card.reps) == (3, 1) and len(calls) > call
    student.study()
    assert student.db.scalar("select count() from cards where reps") == 50
    assert not student.failures


def due_interday_learning(student: Student) -> None:
    """Again leaves these cards as they are, so Anki can tell by their place in its queue alone."""
    student.make_interday_learning(student.add(60))
    student.add(30)
    student.db.execute("update cards set ivl = 1 where queue = ?", INTERDAY)
    student.preset(relearning_steps=[2880])
    student.bias(60)


def study_up_to_an_interday_card_out_of_order(student: Student) -> None:
    due_interday_learning(student)
    while (shown := student.on_screen()).queue != QueuedCards.LEARNING or (
        shown.card.id == student.anki_queue(1).cards[0].card.id
    ):
        student.answer(shown, AGAIN)


class GivenByTwo:
    """One answer to the card on screen, given by this thread and by another one."""

    def __init__(self, student: Student, both_at_once: bool = False) -> None:
        self._student, self._logged = student, len(student.log())
        self._shown, self._taken = student.on_screen(), list[bool]()
        self.card = self._shown.card.id
        self._begin = threading.Barrier(2 if both_at_once else 1)
        self._other = threading.Thread(target=self.answer, daemon=True)

    def answer(self) -> None:
        self._begin.wait(SECS)
        with suppress(InvalidInput):
            answering.answer(self._student.col, self._shown, AGAIN)
            self._taken.append(True)

    def let_the_other_answer(self, secs: float = 0) -> bool:
        """Wait for it so long, because it may wait for this one; False if it was begun before."""
        if self._other.ident:
            return False
        self._other.start()
        self._other.join(secs)
        return True

    def check_it_is_stored_once(self) -> None:
        self._other.join(SECS)
        assert self._taken == [True] and len(self._student.log()) == self._logged + 1
        assert not self._student.failures


def test_an_answer_given_by_two_threads_is_stored_once(student: Student) -> None:
    due_interday_learning(student)
    for answers in range(1, 41):
        if answers % 2:
            student.answer(rating=AGAIN)
            student.col.undo()
        given = GivenByTwo(student, both_at_once=True)
        given.let_the_other_answer()
        given.answer()
        given.check_it_is_stored_once()


@pytest.mark.parametrize("moment", ["the other has looked it up", "a third has fetched it"])
def test_an_answer_given_by_two_threads_is_stored_once_whenever_the_other_comes(
    student: Student, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    study_up_to_an_interday_card_out_of_order(student)
    given, queue = GivenByTwo(student), student.queue

    class LookedUp(dict[int, QueuedCards.QueuedCard]):
        def get(self, *card: Any) -> Any:
            found = super().get(*card)
            given.let_the_other_answer(0.2)
            return found

    def put_in_order(*fetched: Any) -> list[QueuedCards.QueuedCard]:
        cards = next_cards(*fetched)
        if cards:  # else more are fetched first
            given.let_the_other_answer(0.2)
        return cards

    if moment == "the other has looked it up":
        queue._shown = LookedUp(queue._shown)
    else:
        monkeypatch.setattr(biased_queue, "next_cards", put_in_order)
        assert student.card_on_screen == given.card
    given.answer()
    given.check_it_is_stored_once()


@pytest.mark.skipif(os.name == "nt", reason="no process can be paused there")
def test_an_answer_given_by_two_threads_is_stored_once_where_the_machine_pauses(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop sleeps, or a virtual machine waits for its host, in the middle of the first one."""
    study_up_to_an_interday_card_out_of_order(student)
    given, begins = GivenByTwo(student), student.col._backend.add_custom_undo_entry

    def pause_before_it(name: str) -> int:
        if given.let_the_other_answer(0.2):
            subprocess.Popen(["sh", "-c", f"sleep 1.5; kill -CONT {os.getpid()}"])
            os.kill(os.getpid(), signal.SIGSTOP)
            time.sleep(0.05)  # the other thread is the first to go on
        return begins(name)

    monkeypatch.setattr(student.col._backend, "add_custom_undo_entry", pause_before_it)
    given.answer()
    given.check_it_is_stored_once()


@pytest.mark.parametrize("refusals", [1, 3, 4])
def test_an_answer_is_given_again_until_anki_takes_it(
    student: Student, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    """But not for ever: code around the backend may make it build its queue each time."""
    student.due(reviews=40, new=10)
    student.preset(newMix=ReviewMix.BEFORE, reviewOrder=3)
    student.bias(100)  # so each review is out of order
    shown, works, left = student.on_screen(), ankis(student, "answer_card_raw"), [refusals]

    def build_first(message: bytes) -> object:
        if left[0]:
            left[0] -= 1
            student.anki_queue(1)
        return works(message)

    before = student.log()
    with monkeypatch.context() as patch:
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


def test_a_fetch_of_ours_does_not_build_the_queue_that_an_answer_has_dropped(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anki would refuse the answer once, and forget the undo history with that."""
    student.due(reviews=40, new=10)
    student.preset(newMix=ReviewMix.BEFORE)
    student.bias(100)  # so each review is out of order
    shown, drop = student.on_screen(), student.col._backend.custom_study
    beside = threading.Thread(target=student.shown, daemon=True)

    def drop_and_wait(request: CustomStudyRequest) -> object:
        result = drop(request)
        beside.start()
        beside.join(0.3)  # it has to come later, and is given the time to come now
        return result

    student.col.set_config("theirs", 1, undoable=True)  # the day is counted afresh
    with monkeypatch.context() as patch:
        patch.setattr(student.col._backend, "custom_study", drop_and_wait)
        student.answer(shown)
        beside.join(SECS)
    assert not beside.is_alive() and not student.failures
    assert steps(student)[:2] == ["Answer Card", "Update Config"]


def test_a_fetch_that_began_before_an_answer_does_not_mislead_the_next_one(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The head of Anki's queue may have been another one then."""
    student.due(reviews=40, new=10)
    student.bias(30)
    begun, shown = list[bool](), list[QueuedCards.QueuedCard]()
    fetch = ankis(student, "get_queued_cards")

    def fetch_and_study(**arguments: Any) -> object:
        queued = fetch(**arguments)
        if begun:
            begun.clear()
            student.answer()
            shown.append(student.on_screen())
        return queued

    put_below(monkeypatch, "get_queued_cards", fetch_and_study)
    for _ in range(24):
        begun.append(True)
        student.sched.get_queued_cards()
        student.answer(shown[-1])
    assert sum(student.done.values()) == 48 and not student.failures


@pytest.mark.parametrize("call", ["custom_study", "answer_card_raw"])
@pytest.mark.parametrize("rating", [AGAIN, EASY])
def test_anothers_step_in_mid_answer_stays_its_own(
    student: Student, monkeypatch: pytest.MonkeyPatch, call: str, rating: int
) -> None:
    """It can be merged into, and is undone alone; so is the answer."""
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    shown, works, theirs = student.on_screen(), ankis(student, call), list[int]()

    def with_an_edit(*arguments: Any, **named: Any) -> object:
        result = works(*arguments, **named)
        edit(student, "theirs")
        theirs.append(student.col.undo_status().last_step)
        return result

    with monkeypatch.context() as patch:
        put_below(patch, call, with_an_edit)
        student.answer(shown, rating)
    logged = student.log()
    student.shown()
    if call == "answer_card_raw":  # else the answer came later, and would be merged as well
        student.col.merge_undo_entries(theirs[0])
    while tagged(student, "theirs") and len(student.log()) == len(logged):
        student.col.undo()
        student.shown()
    assert (tagged(student, "theirs"), len(student.log())) in (
        (1, len(logged) - 1), (0, len(logged))
    )  # fmt: skip
    while len(student.log()) == len(logged):
        student.col.undo()
    student.study()
    assert student.db.scalar("select count() from cards where reps") == 50
    assert not student.failures


@pytest.mark.parametrize("call", ["custom_study", "answer_card_raw"])
@pytest.mark.parametrize("rating", [AGAIN, EASY])
def test_undoing_an_answer_into_which_anothers_step_fell_leaves_no_card_out(
    student: Student, monkeypatch: pytest.MonkeyPatch, clock: Clock, call: str, rating: int
) -> None:
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    clock.let_pass(1.2)  # Anki tells by the second when a card was changed
    shown, works, cards = student.on_screen(), ankis(student, call), len(student.anki_queue().cards)

    def with_an_edit(*arguments: Any, **named: Any) -> object:
        result = works(*arguments, **named)
        edit(student, "theirs")
        return result

    with monkeypatch.context() as patch:
        put_below(patch, call, with_an_edit)
        student.answer(shown, rating)
    student.shown()
    logged = len(student.log())
    while len(student.log()) == logged:
        student.col.undo()
        student.shown()
    assert len(student.anki_queue().cards) == cards
    student.study()
    assert student.db.scalar("select count() from cards where reps") == 50
    assert not student.failures


def test_a_deck_that_is_deleted_while_its_cards_are_fetched(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anki goes on with the default deck; that is no failure of ours."""
    student.due(reviews=12, new=4)
    for place in range(12):
        gone = student.deck_id(f"Gone {place}")
        student.make_reviews(student.add(6, f"Gone {place}"))
        student.add(2, f"Gone {place}")
        student.col.decks.select(gone)
        student.bias(50)
        calls, run = [0], student.col._backend._run_command

        def delete_first(
            *arguments: Any,
            run: Callable[..., bytes] = run,
            calls: list[int] = calls,
            place: int = place,
            gone: DeckId = gone,
        ) -> bytes:
            calls[0] += 1
            if calls[0] == place + 2:
                deletion = threading.Thread(target=student.col.decks.remove, args=([gone],))
                deletion.start()
                deletion.join(SECS)
            return run(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(student.col._backend, "_run_command", delete_first)
            student.shown()
        assert not student.failures, place
    assert student.shown()


def test_a_harmless_wrapper_of_the_queue_beside_a_thread_that_edits(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes between two fetches is no order of another add-on's."""
    wrapped = Scheduler.get_queued_cards
    monkeypatch.setattr(
        Scheduler, "get_queued_cards", lambda self, **arguments: wrapped(self, **arguments)
    )
    student.due(reviews=60, new=15)
    waiting = student.add(4)
    student.make_reviews(waiting, overdue=30)  # they come first
    student.bias(50)

    def suspend_and_unsuspend(col: Collection = student.col) -> None:
        col.sched.suspend_cards(waiting)
        col.sched.unsuspend_cards(waiting)

    with Beside(suspend_and_unsuspend) as other:
        while other.times < 30:
            student.shown()
    assert not other.errors and not student.failures
