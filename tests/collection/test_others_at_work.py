# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other code does around an answer or beside it works as in Anki alone.

Each test does the same act in Anki alone, with a card at the head of Anki's queue, and with a card
out of Anki's order, and compares what is stored, what can be undone and redone, and what was told.
"""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable

import pytest
from anki.scheduler.v3 import Scheduler

from addon.collection.scheduler import BiasedScheduler, install, uninstall
from addon.settings import Settings
from tests.collection.student import Student
from tools.answering import AGAIN, EASY, GOOD

# 10,000 answers were tried once.
ANSWERS = int(os.environ.get("BIASED_QUEUE_ANSWERS", "300"))
SECS = 20  # longer than any of these acts takes, however busy the machine is

Report = dict[str, object]
Act = Callable[[Student], Report]


@pytest.fixture(params=["at the head", "out of order"])
def as_in_anki_alone(request, new_student) -> Callable[[Act], Student]:
    """Does an act in Anki alone and with the add-on, and holds one against the other."""

    def compare(act: Act) -> Student:
        biased, alone = new_student(), new_student()
        for student in (biased, alone):
            student.due(reviews=40, new=10)
            if student is biased:
                student.bias(50)
            student.col.db.execute("update col set crt = crt")  # clears the undo history
            student.study(8)
        if request.param == "out of order":
            biased.study_up_to_a_card_out_of_order()
        alone.study(sum(biased.done.values()) - 8)
        assert act(biased) == act(alone)
        assert not biased.failures
        assert isinstance(biased.col.sched, BiasedScheduler)
        biased.study()
        assert biased.col.db.scalar("select count() from cards where reps") == 50
        return biased

    return compare


def steps(student: Student) -> list[str]:
    """All that can be undone, newest first; undoes it."""
    names = []
    while student.col.undo_status().undo:
        names.append(student.col.undo().operation)
    return names


def answered(student: Student) -> list:
    """Every answer that is stored, without which card it was."""
    return student.col.db.list("select ease from revlog order by id")


def tagged(student: Student, tag: str) -> int:
    return len(student.col.find_notes(f"tag:{tag}"))


def edit(student: Student, tag: str) -> None:
    note = student.col.get_note(student.col.find_notes("")[0])
    note.add_tag(tag)
    student.col.update_note(note)


def test_an_answer_in_somebody_elses_transaction(as_in_anki_alone):
    def act(student):
        def edit_and_answer():
            edit(student, "before")
            student.answer()
            edit(student, "after")

        shown = student.shown()
        student.col.db.transact(edit_and_answer)
        return {
            "reps": student.col.get_card(shown.card.id).reps,
            "edits": (tagged(student, "before"), tagged(student, "after")),
            "answers": answered(student),
            "steps": steps(student),
        }

    as_in_anki_alone(act)


def test_an_answer_in_a_transaction_that_fails(as_in_anki_alone):
    def act(student):
        def answer_and_fail():
            student.answer()
            raise RuntimeError("theirs")

        student.shown()
        with pytest.raises(RuntimeError, match="theirs"):
            student.col.db.transact(answer_and_fail)
        student.preset()  # in Anki alone, too, its queue does not know of it
        return {"answers": answered(student), "shown": student.shown() is not None}

    as_in_anki_alone(act)


@pytest.mark.parametrize("owner", [Scheduler, BiasedScheduler])
def test_a_wrapper_that_raises_after_the_answer(as_in_anki_alone, monkeypatch, owner):
    wrapped = owner.answer_card

    def answer_card(self, input):
        wrapped(self, input)
        raise RuntimeError("theirs")

    def act(student):
        shown = student.shown()
        with monkeypatch.context() as patch:
            patch.setattr(
                type(student.col.sched) if owner is BiasedScheduler else owner,
                "answer_card",
                answer_card,
            )
            with pytest.raises(RuntimeError, match="theirs"):
                student.answer(shown)
        reps = student.col.get_card(shown.card.id).reps
        student.shown()
        return {"reps": reps, "answers": answered(student), "steps": steps(student)}

    as_in_anki_alone(act)


def test_a_wrapper_that_merges_into_the_answer_later(as_in_anki_alone, monkeypatch):
    """As the add-on Copy Anywhere does: its edits are undone with the answer."""
    wrapped, remembered = Scheduler.answer_card, []

    def answer_card(self, input):
        changes = wrapped(self, input)
        remembered.append(self.col.undo_status().last_step)
        return changes

    def act(student):
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


def test_a_wrapper_with_a_step_around_the_answer(as_in_anki_alone, monkeypatch):
    wrapped = Scheduler.answer_card

    def answer_card(self, input):
        step = self.col.add_custom_undo_entry("Theirs")
        edit(student_of[id(self)], "around")
        wrapped(self, input)
        return self.col.merge_undo_entries(step)

    student_of = {}

    def act(student):
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


def test_what_a_wrapper_gets_back_and_is_given(as_in_anki_alone, monkeypatch):
    wrapped, seen = Scheduler.answer_card, []

    def answer_card(self, input):
        reps = self.reps
        changes = wrapped(self, input)
        seen.append((str(changes), self.reps - reps, self.col.undo_status().undo, self.version))
        return changes

    def act(student):
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        return {"seen": seen[-1]}

    as_in_anki_alone(act)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_wrapper_that_writes_sql(as_in_anki_alone, monkeypatch, when):
    wrapped = Scheduler.answer_card

    def answer_card(self, input):
        if when == "before":
            self.col.db.execute("update notes set data = 'theirs'")
        changes = wrapped(self, input)
        if when == "after":
            self.col.db.execute("update notes set data = 'theirs'")
        return changes

    def act(student):
        shown = student.shown()
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer(shown)
            for _ in range(3):
                student.answer()
        written = student.col.db.scalar("select count() from notes where data = 'theirs'")
        return {"answers": answered(student), "written": written, "steps": steps(student)}

    as_in_anki_alone(act)


def test_a_wrapper_that_waits_for_a_thread_that_fetches(as_in_anki_alone, monkeypatch):
    """As for Anki's main thread, which may be asking for the counts just then."""
    wrapped = Scheduler.answer_card

    def answer_card(self, input):
        changes = wrapped(self, input)
        fetch = threading.Thread(target=self.get_queued_cards, daemon=True)
        fetch.start()
        fetch.join(SECS)
        waited.append(fetch.is_alive())
        return changes

    waited = []

    def act(student):
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "answer_card", answer_card)
            student.answer()
        return {"in vain": waited.pop(), "answers": answered(student)}

    as_in_anki_alone(act)


def test_a_wrapper_of_the_queue_that_waits_for_a_thread_that_answers(as_in_anki_alone, monkeypatch):
    wrapped, waited = Scheduler.get_queued_cards, []

    def get_queued_cards(self, **arguments):
        queued = wrapped(self, **arguments)
        answer = threading.Thread(target=edit, args=(student_of[id(self)], "thread"), daemon=True)
        fetch = threading.Thread(target=wrapped, args=(self,), daemon=True)
        for thread in (answer, fetch):
            thread.start()
            thread.join(SECS)
            waited.append(thread.is_alive())
        return queued

    student_of = {}

    def act(student):
        student_of[id(student.col.sched)] = student
        with monkeypatch.context() as patch:
            patch.setattr(Scheduler, "get_queued_cards", get_queued_cards)
            student.shown()
        return {"in vain": any(waited)}

    as_in_anki_alone(act)


# Undo and redo
##########################################################################


def test_undo_reaches_as_far_as_in_anki_alone(new_student):
    """By one step less for as long as an answer out of order is the last one.

    Such an answer is two of Anki's steps before they are merged, and Anki keeps thirty
    (`end_step` in rslib/src/undo/mod.rs).
    """
    student = new_student()
    student.due(reviews=80, new=20)
    student.bias(50)
    student.study(45)
    student.study_up_to_a_card_out_of_order()
    student.answer()
    assert len(steps(student)) == 29
    while student.shown().card.id != student.ankis_queue(1).cards[0].card.id:
        student.answer()
    student.study(31)
    while student.shown().card.id != student.ankis_queue(1).cards[0].card.id:
        student.answer()
    student.answer()
    assert len(steps(student)) == 30


@pytest.mark.parametrize("answers", [1, 3])
def test_what_is_undone_with_turning_on_is_redone(new_student, answers):
    """The scheduler is put in and taken out as the settings say, as the hooks do it."""

    def follow(student):
        enabled = student.col.get_config("biasedQueue")["enabled"]
        (install if enabled else uninstall)(student.col)

    student = new_student()
    student.due(reviews=40, new=10)
    student.save(Settings(enabled=False))
    follow(student)
    student.study(9)
    student.save(Settings(enabled=True))
    follow(student)
    student.study_up_to_a_card_out_of_order()
    before = student.col.undo_status().last_step
    cards = [student.answer() for _ in range(answers)]
    assert student.col.undo_status().last_step == before + answers
    logged = answered(student)
    while (
        student.col.undo_status().undo == student.col.tr.actions_answer_card()
        and (student.col.get_config("biasedQueue")["enabled"])
    ):
        student.shown()
        student.col.undo()
    student.shown()
    student.col.undo()
    follow(student)
    assert type(student.col.sched) is Scheduler
    student.shown()
    redone = 0
    while student.col.undo_status().redo:
        student.col.redo()
        follow(student)
        redone += 1
        student.shown()
    assert answered(student) == logged and redone >= answers + 1
    assert [student.col.get_card(card).reps for card in cards] == [1] * answers
    student.study()
    assert student.col.db.scalar("select count() from cards where reps") == 50


@pytest.mark.parametrize("before", ["not installed", "strength 0"])
def test_a_card_answered_before_there_was_a_bias_comes_first_when_it_is_undone(student, before):
    student.due(reviews=40, new=10)
    student.preset(newMix=2)  # new cards first; a bias moves them back
    if before == "strength 0":
        student.bias(60)
        student.bias(0)
    card = student.answer()
    if before == "strength 0":
        student.col.undo()
        student.shown()
        student.col.undo()  # strength 60 again
    else:
        student.answer()
        assert install(student.col, student.failures.append)
        student.shown()
        student.col.undo()
        student.col.undo()
    assert student.col.sched.day_and_bias() is not None
    assert student.shown().card.id == card
    student.study()
    assert not student.failures


def test_an_undone_card_that_the_queue_does_not_hold_does_not_come_first(student):
    student.due(reviews=40, new=10)
    student.bias(60)
    student.study(8)
    card = student.answer()
    student.col.undo()
    student.col.db.execute("update cards set queue = -1 where id = ?", card)
    assert student.shown().card.id != card
    student.study()
    assert student.col.get_card(card).reps == 0 and not student.failures


# Attributes
##########################################################################


def test_what_others_set_on_the_scheduler_and_what_they_kept_of_it_stays(student):
    student.due(reviews=40, new=10)
    kept, answer = student.col.sched, student.col.sched.answer_card
    kept.theirs = 1
    student.bias(60)
    assert student.col.sched is kept and student.col.sched.theirs == 1
    student.study_up_to_a_card_out_of_order()
    calls = []
    student.col.sched.answer_card = lambda given: calls.append(1) or answer(given)
    student.study()
    uninstall(student.col)
    assert student.col.sched is kept and student.col.sched.theirs == 1 and calls
    assert sum(student.done.values()) == 50 and not student.failures


def test_the_collection_that_a_wrapper_sees_is_the_collection(student, monkeypatch):
    wrapped, seen = Scheduler.answer_card, []

    def answer_card(self, input):
        self.col.theirs = "set"
        seen.append(isinstance(self.col, type(student.col)))
        seen.append(isinstance(self.col._backend, type(student.col._backend)))
        return wrapped(self, input)

    monkeypatch.setattr(Scheduler, "answer_card", answer_card)
    student.due(reviews=10, new=2)
    student.bias(60)
    student.answer()
    assert seen == [True, True] and student.col.theirs == "set"


# Other threads
##########################################################################


class Beside:
    """A thread that does something again and again beside the test."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.times, self.errors = 0, []
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
        student.col.db.transact(lambda: student.col.update_note(note))

    return act


def sql_in_a_transaction(student: Student) -> Callable[[], None]:
    number = 0

    def act() -> None:
        nonlocal number
        number += 1
        sql = "update notes set data = ? where id = (select min(id) from notes)"
        student.col.db.transact(lambda: student.col.db.execute(sql, str(number)))

    return act


@pytest.mark.parametrize("beside", [edits_in_a_transaction, sql_in_a_transaction])
def test_told_is_stored_while_another_thread_edits(student, beside):
    """Thirty of 190 answers were lost here when ours began a transaction."""
    student.due(reviews=200, new=50)
    student.bias(50)
    told = []
    with Beside(beside(student)) as other:
        while shown := student.shown():
            told.append(student.answer(shown))
    assert student.col.db.list("select cid from revlog order by id") == told
    assert len(told) == 250 and other.times > 20
    assert not student.failures and not other.errors
    if beside is edits_in_a_transaction:
        tags = [tag for tag in student.col.tags.all() if tag.startswith("edit")]
        assert len(tags) == other.times
    else:
        assert student.col.db.scalar("select max(data) from notes where data != ''") is not None


def test_told_is_stored_with_three_threads_at_work(student):
    """One answers, one fetches, one edits in a transaction."""
    student.due(reviews=ANSWERS * 4 // 5, new=ANSWERS // 5)
    student.bias(50)
    told, rng = [], random.Random(0)
    with Beside(edits_in_a_transaction(student)) as editing, Beside(student.shown) as fetching:
        while len(told) < ANSWERS and (shown := student.shown()):
            student.answer(shown, rng.choice([AGAIN, GOOD, EASY]))
            told.append(shown.card.id)
    assert student.col.db.list("select cid from revlog order by id") == told
    assert len(told) == ANSWERS and not student.failures
    tags = [tag for tag in student.col.tags.all() if tag.startswith("edit")]
    assert len(tags) == editing.times > 20 and fetching.times > 20
    assert not editing.errors and not fetching.errors


def test_told_is_stored_while_another_thread_fetches_from_anki(student):
    """It makes Anki build the queue that an answer out of order has just dropped."""
    student.due(reviews=120, new=40)
    student.bias(50)
    told = []
    ankis = Scheduler(student.col)
    with Beside(ankis.get_queued_cards) as other:
        while shown := student.shown():
            told.append(student.answer(shown))
    assert student.col.db.list("select cid from revlog order by id") == told
    assert len(told) == 160 and other.times > 20 and not student.failures


@pytest.mark.parametrize("call", ["update_cards", "answer_card_raw"])
@pytest.mark.parametrize("rating", [AGAIN, EASY])
def test_anothers_step_in_mid_answer_stays_its_own(student, monkeypatch, call, rating):
    """It can be merged into, and is undone alone; so is the answer, whose card comes again."""
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    shown, works, theirs = student.shown(), getattr(student.col._backend, call), []

    def with_an_edit(*arguments, **named):
        result = works(*arguments, **named)
        edit(student, "theirs")
        theirs.append(student.col.undo_status().last_step)
        return result

    with monkeypatch.context() as patch:
        patch.setattr(student.col._backend, call, with_an_edit)
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
    assert student.shown().card.id == shown.card.id
    student.study()
    assert student.col.db.scalar("select count() from cards where reps") == 50
    assert not student.failures
