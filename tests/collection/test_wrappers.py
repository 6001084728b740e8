# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other code does around an answer works as in Anki alone.

Each test does the same act in Anki alone and with the add-on, with a card at the head of Anki's
queue and with one out of its order, and compares what is stored, what can be undone and redone, and
what was told.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from anki.cards import CardId
from anki.collection import OpChanges
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler

from addon.collection.hook import biased_queue
from addon.ordering import ReviewMix
from tests.collection.observing import answered, edit, steps, tagged
from tests.collection.student import Student

SECS = 60  # longer than any of these acts takes, however busy the machine is
ankis = Scheduler.answer_card

Report = dict[str, object]
Act = Callable[[Student], Report]
Compare = Callable[[Act], Student]


@pytest.fixture(params=["at the head", "out of order"])
def as_in_anki_alone(request: pytest.FixtureRequest, new_student: Callable[[], Student]) -> Compare:
    """Does an act in Anki alone and with the add-on, and holds one against the other."""

    def compare(act: Act) -> Student:
        biased, alone = new_student(), new_student()
        for student in (biased, alone):
            student.due(reviews=40, new=10)
            if student is biased:
                student.bias(50)
            student.db.execute("update col set crt = crt")  # clears the undo history
            student.study(8)
        if request.param == "out of order":
            biased.study_up_to_a_card_out_of_order()
        alone.study(sum(biased.done.values()) - 8)
        assert act(biased) == act(alone)
        assert biased_queue(biased.col)
        biased.study_to_the_end()
        return biased

    return compare


def report(student: Student, **more: object) -> Report:
    """What is stored, and what an undo and all others bring back."""
    undone, status = None, student.col.undo_status()
    if status.undo:
        student.col.undo()
        undone = answered(student), tagged(student, "theirs"), student.col.undo_status().redo
        student.col.redo()
    return {
        **more,
        "answers": answered(student),
        "edits": tagged(student, "theirs"),
        "written": student.db.scalar("select count() from notes where data = 'theirs'"),
        "undo": (status.undo, status.redo, undone),
        "steps": steps(student),
    }


# Around the scheduler's answer
##########################################################################


class TheirsError(Exception):
    pass


def raise_after_it(self: Scheduler, input: CardAnswer) -> OpChanges:
    ankis(self, input)
    raise TheirsError


def put_a_step_around_it(self: Scheduler, input: CardAnswer) -> OpChanges:
    step = self.col.add_custom_undo_entry("Theirs")
    edit(self, "theirs")
    ankis(self, input)
    return self.col.merge_undo_entries(step)


def write_sql(self: Scheduler) -> None:
    assert self.col.db is not None
    self.col.db.execute("update notes set data = 'theirs'")


def write_sql_before_it(self: Scheduler, input: CardAnswer) -> OpChanges:
    write_sql(self)
    return ankis(self, input)


def write_sql_after_it(self: Scheduler, input: CardAnswer) -> OpChanges:
    changes = ankis(self, input)
    write_sql(self)
    return changes


def wait_for_a_thread_that_fetches(self: Scheduler, input: CardAnswer) -> OpChanges:
    """As for Anki's main thread, which may be asking for the counts just then."""
    changes = ankis(self, input)
    fetch = threading.Thread(target=self.get_queued_cards, daemon=True)
    fetch.start()
    fetch.join(SECS)
    assert not fetch.is_alive()
    return changes


@pytest.mark.parametrize(
    "answer_card",
    [
        raise_after_it, put_a_step_around_it, write_sql_before_it, write_sql_after_it,
        wait_for_a_thread_that_fetches,
    ],
)  # fmt: skip
def test_a_wrapper_of_the_answer(
    as_in_anki_alone: Compare, answer_card: Callable[[Scheduler, CardAnswer], OpChanges]
) -> None:
    def act(student: Student) -> Report:
        shown = student.on_screen()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            with suppress(TheirsError):
                student.answer(shown)
                for _ in range(3):
                    student.answer()
        student.shown()
        return report(student, reps=student.col.get_card(CardId(shown.card.id)).reps)

    as_in_anki_alone(act)


def test_a_wrapper_that_merges_into_the_answer_later(as_in_anki_alone: Compare) -> None:
    """As the add-on Copy Anywhere does: its edits are undone with the answer."""
    remembered = list[int]()

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        changes = ankis(self, input)
        remembered.append(self.col.undo_status().last_step)
        return changes

    def act(student: Student) -> Report:
        before = student.col.undo_status().last_step
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        student.shown()
        edit(student, "theirs")
        student.col.merge_undo_entries(remembered[-1])
        return report(student, steps_taken=remembered[-1] - before)

    as_in_anki_alone(act)


# Around the queue, the backend and the database
##########################################################################


def test_a_wrapper_of_the_queue_that_waits_for_other_threads(as_in_anki_alone: Compare) -> None:
    wrapped, waited = Scheduler.get_queued_cards, list[bool]()

    def get_queued_cards(self: Scheduler, **arguments: Any) -> QueuedCards:
        queued = wrapped(self, **arguments)
        for target, args in ((edit, (self, "theirs")), (wrapped, (self,))):
            thread = threading.Thread(target=target, args=args, daemon=True)
            thread.start()
            thread.join(SECS)
            waited.append(thread.is_alive())
        return queued

    def act(student: Student) -> Report:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Scheduler, "get_queued_cards", get_queued_cards)
            student.shown()
        return {"in vain": any(waited)}

    as_in_anki_alone(act)


@pytest.mark.parametrize("asks", ["the scheduler", "the backend", "after a step of theirs"])
def test_one_that_fetches_before_the_answer(new_student: Callable[[], Student], asks: str) -> None:
    def act(student: Student) -> Report:
        backend, calls = student.col._backend, list[int]()
        answer = backend.answer_card_raw

        def fetch_and_answer(message: bytes) -> bytes:
            calls.append(len(calls))
            if asks == "after a step of theirs":
                edit(student, "theirs")
            if asks == "the backend":
                backend.get_queued_cards(fetch_limit=1, intraday_learning_only=False)
            else:
                student.sched.counts()
            return answer(message)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(backend, "answer_card_raw", fetch_and_answer)
            cards = [student.answer() for _ in range(4)]
        return {
            "calls": calls,
            "reps": [student.col.get_card(card).reps for card in cards],
            "tagged": tagged(student, "theirs"),
            # A step in the middle of an answer stays a step of its own, and so do ours around it.
            "steps": steps(student) if asks != "after a step of theirs" else None,
        }

    biased, alone = new_student(), new_student()
    for student in (biased, alone):
        student.due(reviews=40, new=10)
        student.preset(newMix=ReviewMix.BEFORE)
        if student is biased:
            student.bias(100)  # so each review is out of order
        student.db.execute("update col set crt = crt")  # clears the undo history
    assert act(biased) == act(alone)
    biased.study_to_the_end()


def test_an_answer_in_somebody_elses_transaction(as_in_anki_alone: Compare) -> None:
    def act(student: Student) -> Report:
        def edit_and_answer() -> None:
            edit(student, "theirs")
            student.answer()
            edit(student, "after")

        shown = student.on_screen()
        student.db.transact(edit_and_answer)
        reps = student.col.get_card(CardId(shown.card.id)).reps
        return report(student, reps=reps, after=tagged(student, "after"))

    as_in_anki_alone(act)


def test_an_answer_in_a_transaction_that_fails(as_in_anki_alone: Compare) -> None:
    def act(student: Student) -> Report:
        def answer_and_fail() -> None:
            student.answer()
            raise TheirsError

        student.shown()
        with pytest.raises(TheirsError):
            student.db.transact(answer_and_fail)
        student.preset()  # in Anki alone, too, its queue does not know of it
        return {"answers": answered(student), "shown": student.shown() is not None}

    as_in_anki_alone(act)


def test_while_the_collection_is_closed_for_a_full_sync(as_in_anki_alone: Compare) -> None:
    """Anki's backend is still open then, and answers; the order is biased again after that."""

    def act(student: Student) -> Report:
        shown = student.on_screen()
        student.col.close_for_full_sync()
        student.answer(shown)
        closed = student.shown() is not None
        student.col._backend.close_collection(downgrade_to_schema11=False)
        student.col.reopen()
        return {"closed": closed, "answers": answered(student), "steps": steps(student)}

    biased = as_in_anki_alone(act)
    assert biased.order() is not None
