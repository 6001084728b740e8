# SPDX-License-Identifier: AGPL-3.0-or-later
"""What others keep of `col.sched`, set on it or see through it, while it is put in and out."""

from __future__ import annotations

import pytest
from anki.errors import InvalidInput
from anki.scheduler.v3 import Scheduler

from addon.collection.scheduler import install, uninstall
from tests.collection.student import Student


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


def test_the_collection_that_the_scheduler_sees_passes_for_the_real_one(student):
    alone = student.col.weakref()
    student.bias(60)
    seen = student.col.sched.col
    assert (seen == student.col) is (alone == student.col) is True
    assert vars(seen) == vars(alone)
    seen.theirs = 1
    del seen.theirs
    assert not hasattr(student.col, "theirs")
    for proxy in (seen, alone):
        with pytest.raises(TypeError, match="unhashable"):
            hash(proxy)


def take_out_and_put_in(student: Student) -> None:
    uninstall(student.col)
    install(student.col, student.failures.append)


def make_anew_as_a_sync_does(student: Student) -> None:
    student.col._load_scheduler()
    install(student.col, student.failures.append)


@pytest.mark.parametrize("act", [take_out_and_put_in, make_anew_as_a_sync_does, uninstall])
def test_the_card_on_screen_can_be_answered_after(student, act):
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    shown = student.shown()
    act(student.col if act is uninstall else student)
    student.answer(shown)
    assert student.col.get_card(shown.card.id).reps == 1
    student.study()
    assert sum(student.done.values()) == 50 and not student.failures


def test_taken_out_while_a_wrapper_of_the_queue_runs(student, monkeypatch):
    wrapped = Scheduler.get_queued_cards

    def get_queued_cards(self, **arguments):
        uninstall(student.col)
        return wrapped(self, **arguments)

    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    with monkeypatch.context() as patch:
        patch.setattr(Scheduler, "get_queued_cards", get_queued_cards)
        shown = student.shown()
    assert type(student.col.sched) is Scheduler
    student.answer(shown)
    student.study()
    assert sum(student.done.values()) == 50 and not student.failures


def test_answers_past_the_scheduler_are_as_in_anki_alone(student):
    """Anki takes them of the card at the head of its queue, and no other."""
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    kept = Scheduler(student.col)
    head = kept.get_queued_cards().cards[0]
    student.col.sched, ours = kept, student.col.sched
    student.answer(head)
    student.col.sched = ours
    student.study_up_to_a_card_out_of_order()
    shown = student.shown()
    student.col.sched = kept
    with pytest.raises(InvalidInput, match="not at top of queue"):
        student.answer(shown)
    student.col.sched = ours
    student.study()
    assert student.col.db.scalar("select count() from cards where reps") == 50
    assert not student.failures
