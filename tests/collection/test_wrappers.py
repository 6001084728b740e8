# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other code does around an answer works as in Anki alone.

Each test does the same act in Anki alone and with the add-on, with a card at the head of Anki's
queue and with one out of its order, and compares what is stored, what can be undone and redone, and
what was told.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from anki._backend import RustBackend
from anki.cards import CardId
from anki.collection import Collection, OpChanges
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler

from addon.collection.hook import biased_queue
from addon.ordering import ReviewMix
from tests.collection.observing import answered, edit, steps, tagged
from tests.collection.student import Student

SECS = 60  # longer than any of these acts takes, however busy the machine is

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
        assert not biased.failures
        assert biased_queue(biased.col)
        biased.study()
        assert biased.db.scalar("select count() from cards where reps") == 50
        return biased

    return compare


def test_an_answer_in_somebody_elses_transaction(as_in_anki_alone: Compare) -> None:
    def act(student: Student) -> Report:
        def edit_and_answer() -> None:
            edit(student, "before")
            student.answer()
            edit(student, "after")

        shown = student.on_screen()
        student.db.transact(edit_and_answer)
        return {
            "reps": student.col.get_card(CardId(shown.card.id)).reps,
            "edits": (tagged(student, "before"), tagged(student, "after")),
            "answers": answered(student),
            "steps": steps(student),
        }

    as_in_anki_alone(act)


def test_an_answer_in_a_transaction_that_fails(as_in_anki_alone: Compare) -> None:
    def act(student: Student) -> Report:
        def answer_and_fail() -> None:
            student.answer()
            raise RuntimeError("theirs")

        student.shown()
        with pytest.raises(RuntimeError, match="theirs"):
            student.db.transact(answer_and_fail)
        student.preset()  # in Anki alone, too, its queue does not know of it
        return {"answers": answered(student), "shown": student.shown() is not None}

    as_in_anki_alone(act)


def test_a_wrapper_that_raises_after_the_answer(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped = Scheduler.answer_card

    def answer_card(self: Scheduler, input: CardAnswer) -> None:
        wrapped(self, input)
        raise RuntimeError("theirs")

    def act(student: Student) -> Report:
        shown = student.on_screen()
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            with pytest.raises(RuntimeError, match="theirs"):
                student.answer(shown)
        reps = student.col.get_card(CardId(shown.card.id)).reps
        student.shown()
        return {"reps": reps, "answers": answered(student), "steps": steps(student)}

    as_in_anki_alone(act)


def test_a_wrapper_of_the_backend_that_raises_before_the_answer(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card is still on screen, and its answer is taken as in Anki alone."""

    def answer_card_raw(_backend: RustBackend, _message: bytes) -> bytes:
        raise RuntimeError("theirs")

    student.due(reviews=40, new=10)
    student.preset(newMix=ReviewMix.BEFORE)
    student.bias(100)  # so each review is out of order
    shown = student.on_screen()
    with monkeypatch.context() as patch:
        patch.setattr(RustBackend, "answer_card_raw", answer_card_raw)
        with pytest.raises(RuntimeError, match="theirs"):
            student.answer(shown)
    student.anki_queue(1)
    student.answer(shown)
    assert len(answered(student)) == 1 and not student.failures


def test_a_wrapper_that_merges_into_the_answer_later(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the add-on Copy Anywhere does: its edits are undone with the answer."""
    wrapped, remembered = Scheduler.answer_card, list[int]()

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        changes = wrapped(self, input)
        remembered.append(self.col.undo_status().last_step)
        return changes

    def act(student: Student) -> Report:
        before = student.col.undo_status().last_step
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        student.shown()
        edit(student, "copied")
        student.col.merge_undo_entries(remembered[-1])
        told = {
            "steps taken": remembered[-1] - before,
            "undo": student.col.undo_status().undo,
            "edits": tagged(student, "copied"),
            "answers": answered(student),
        }
        student.col.undo()
        return told | {
            "edits after": tagged(student, "copied"),
            "answers after": answered(student),
            "redo": student.col.undo_status().redo,
            "steps": steps(student),
        }

    as_in_anki_alone(act)


def test_a_wrapper_with_a_step_around_the_answer(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped = Scheduler.answer_card

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        step = self.col.add_custom_undo_entry("Theirs")
        edit(student_of[id(self)], "around")
        wrapped(self, input)
        return self.col.merge_undo_entries(step)

    student_of: dict[int, Student] = {}

    def act(student: Student) -> Report:
        student_of[id(student.col.sched)] = student
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        student.shown()
        names = student.col.undo_status().undo
        student.col.undo()
        edits, answers = tagged(student, "around"), answered(student)
        student.col.redo()
        return {
            "name": names,
            "undone": (edits, answers),
            "redone": (tagged(student, "around"), answered(student)),
            "steps": steps(student),
        }

    as_in_anki_alone(act)


def test_what_a_wrapper_gets_back_and_is_given(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped, seen = Scheduler.answer_card, list[tuple[object, ...]]()

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        reps = self.reps
        changes = wrapped(self, input)
        seen.append((str(changes), self.reps - reps, self.col.undo_status().undo, self.version))
        return changes

    def act(student: Student) -> Report:
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        return {"seen": seen[-1]}

    as_in_anki_alone(act)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_wrapper_that_writes_sql(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    wrapped = Scheduler.answer_card

    def write(col: Collection) -> None:
        assert col.db is not None
        col.db.execute("update notes set data = 'theirs'")

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        if when == "before":
            write(self.col)
        changes = wrapped(self, input)
        if when == "after":
            write(self.col)
        return changes

    def act(student: Student) -> Report:
        shown = student.on_screen()
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer(shown)
            for _ in range(3):
                student.answer()
        written = student.db.scalar("select count() from notes where data = 'theirs'")
        return {"answers": answered(student), "written": written, "steps": steps(student)}

    as_in_anki_alone(act)


def test_a_wrapper_that_waits_for_a_thread_that_fetches(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for Anki's main thread, which may be asking for the counts just then."""
    wrapped = Scheduler.answer_card

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        changes = wrapped(self, input)
        fetch = threading.Thread(target=self.get_queued_cards, daemon=True)
        fetch.start()
        fetch.join(SECS)
        waited.append(fetch.is_alive())
        return changes

    waited: list[bool] = []

    def act(student: Student) -> Report:
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        return {"in vain": waited.pop(), "answers": answered(student)}

    as_in_anki_alone(act)


def test_a_wrapper_of_the_queue_that_waits_for_a_thread_that_answers(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped, waited = Scheduler.get_queued_cards, list[bool]()

    def get_queued_cards(self: Scheduler, **arguments: Any) -> QueuedCards:
        queued = wrapped(self, **arguments)
        answer = threading.Thread(target=edit, args=(student_of[id(self)], "thread"), daemon=True)
        fetch = threading.Thread(target=wrapped, args=(self,), daemon=True)
        for thread in (answer, fetch):
            thread.start()
            thread.join(SECS)
            waited.append(thread.is_alive())
        return queued

    student_of: dict[int, Student] = {}

    def act(student: Student) -> Report:
        student_of[id(student.col.sched)] = student
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "get_queued_cards", get_queued_cards)
            student.shown()
        return {"in vain": any(waited)}

    as_in_anki_alone(act)


def test_a_wrapper_of_the_backend_that_asks_for_the_counts(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped, counts = RustBackend.answer_card_raw, list[int]()

    def answer_card_raw(self: RustBackend, message: bytes) -> bytes:
        reply = wrapped(self, message)
        counts.append(sum(scheduler_of[0].counts()))
        return reply

    scheduler_of: list[Scheduler] = []

    def act(student: Student) -> Report:
        scheduler_of[:], counts[:] = [student.sched], []
        with monkeypatch.context() as patch:
            patch.setattr(RustBackend, "answer_card_raw", answer_card_raw)
            student.answer()
        given = answered(student)
        return {"counts": counts[-1], "answers": given, "steps": steps(student)}

    as_in_anki_alone(act)


def test_a_wrapper_put_around_the_backend_that_the_scheduler_sees(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(student: Student) -> Report:
        backend, seen = student.sched.col._backend, list[bytes]()
        answer = backend.answer_card_raw

        def answer_card_raw(message: bytes) -> bytes:
            seen.append(message)
            return answer(message)

        with monkeypatch.context() as patch:
            patch.setattr(backend, "answer_card_raw", answer_card_raw)
            student.answer()
        return {"seen": len(seen), "answers": answered(student)}

    as_in_anki_alone(act)


@pytest.mark.parametrize("asks", ["the scheduler", "the backend it sees", "after a step of theirs"])
def test_a_wrapper_of_the_backend_that_fetches_before_the_answer(
    new_student: Callable[[], Student], monkeypatch: pytest.MonkeyPatch, asks: str
) -> None:
    def act(student: Student) -> Report:
        backend, calls = student.col._backend, list[int]()
        answer = backend.answer_card_raw

        def fetch_and_answer(message: bytes) -> bytes:
            calls.append(len(calls))
            if asks == "after a step of theirs":
                edit(student, "theirs")
            if asks == "the backend it sees":
                student.sched.col._backend.get_queued_cards(
                    fetch_limit=1, intraday_learning_only=False
                )
            else:
                student.sched.counts()
            return answer(message)

        with monkeypatch.context() as patch:
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
    biased.study()
    assert biased.db.scalar("select count() from cards where reps") == 50
    assert not biased.failures


def test_another_way_to_the_backends_answer(
    as_in_anki_alone: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        return self.col._backend.answer_card(input)

    def act(student: Student) -> Report:
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        return {"answers": answered(student), "steps": steps(student)}

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


def test_custom_data_that_anki_would_not_store_today(as_in_anki_alone: Compare) -> None:
    """It was stored by another program; Anki takes the answers all the same."""

    def act(student: Student) -> Report:
        data = '{"cd": "{\\"much too long a key\\": 1}"}'
        student.db.execute("update cards set data = ?", data)
        student.preset()
        for _ in range(12):
            student.answer()
        return {"answers": answered(student), "steps": steps(student)}

    as_in_anki_alone(act)
