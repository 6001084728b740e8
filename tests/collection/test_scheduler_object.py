# SPDX-License-Identifier: AGPL-3.0-or-later
"""What others keep of `col.sched`, set on it or see through it, while it is put in and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from anki.cards import CardId
from anki.collection import OpChanges
from anki.errors import InvalidInput
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler

from addon.collection.hook import biased_queue, install, uninstall
from tests.collection.student import Student

THEIRS = "theirs"  # an attribute that another add-on sets


def test_what_others_set_on_the_scheduler_and_what_they_kept_of_it_stays(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    student.due(reviews=40, new=10)
    kept, answer = student.col.sched, student.sched.answer_card
    setattr(kept, THEIRS, 1)
    student.bias(60)
    assert student.col.sched is kept and getattr(student.col.sched, THEIRS) == 1
    student.study_up_to_a_card_out_of_order()
    calls: list[CardAnswer] = []

    def answer_card(input: CardAnswer) -> OpChanges:
        calls.append(input)
        return answer(input)

    monkeypatch.setattr(student.sched, "answer_card", answer_card)
    student.study()
    uninstall(student.col)
    assert student.col.sched is kept and getattr(student.col.sched, THEIRS) == 1 and calls
    assert sum(student.done.values()) == 50 and not student.failures


def test_the_collection_that_a_wrapper_sees_is_the_collection(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped, seen = Scheduler.answer_card, list[bool]()

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        setattr(self.col, THEIRS, "set")
        seen.append(isinstance(self.col, type(student.col)))
        seen.append(isinstance(self.col._backend, type(student.col._backend)))
        return wrapped(self, input)

    monkeypatch.setattr(Scheduler, "answer_card", answer_card)
    student.due(reviews=10, new=2)
    student.bias(60)
    student.answer()
    assert seen == [True, True] and getattr(student.col, THEIRS) == "set"


def test_the_collection_that_the_scheduler_sees_passes_for_the_real_one(student: Student) -> None:
    alone = student.col.weakref()
    student.bias(60)
    seen = student.sched.col
    assert (seen == student.col) is (alone == student.col) is True
    assert vars(seen) == vars(alone)
    setattr(seen, THEIRS, 1)
    delattr(seen, THEIRS)
    assert not hasattr(student.col, THEIRS)
    for proxy in (seen, alone):
        with pytest.raises(TypeError, match="unhashable"):
            hash(proxy)


def take_out(student: Student) -> None:
    uninstall(student.col)


def take_out_and_put_in(student: Student) -> None:
    uninstall(student.col)
    install(student.col, student.failures.append)


def make_anew_as_a_sync_does(student: Student) -> None:
    student.col._load_scheduler()
    install(student.col, student.failures.append)


@pytest.mark.parametrize("act", [take_out_and_put_in, make_anew_as_a_sync_does, take_out])
def test_the_card_on_screen_can_be_answered_after(
    student: Student, act: Callable[[Student], object]
) -> None:
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    shown = student.on_screen()
    act(student)
    student.answer(shown)
    assert student.col.get_card(CardId(shown.card.id)).reps == 1
    student.study()
    assert sum(student.done.values()) == 50 and not student.failures


def test_taken_out_while_a_wrapper_of_the_queue_runs(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped = Scheduler.get_queued_cards

    def get_queued_cards(self: Scheduler, **arguments: Any) -> QueuedCards:
        uninstall(student.col)
        return wrapped(self, **arguments)

    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    with monkeypatch.context() as patch:
        patch.setattr(Scheduler, "get_queued_cards", get_queued_cards)
        shown = student.on_screen()
    assert biased_queue(student.col) is None
    student.answer(shown)
    student.study()
    assert sum(student.done.values()) == 50 and not student.failures


def test_taken_out_while_the_card_on_screen_is_at_the_head_it_is_all_ankis(
    student: Student,
) -> None:
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study_up_to_a_card_at_the_head()
    student.shown()
    uninstall(student.col)
    assert student.sched.col._backend is student.col._backend
    student.study()
    assert sum(student.done.values()) == 50 and not student.failures


def test_answers_past_the_scheduler_are_ours_too(student: Student) -> None:
    """Of the card that was shown; of another one they are refused, as in Anki alone."""
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(8)
    student.study_up_to_a_card_out_of_order()
    waiting = student.anki_queue().cards[9]
    student.col.sched = Scheduler(student.col)
    shown = student.on_screen()
    with pytest.raises(InvalidInput, match="not at top of queue"):
        student.answer(waiting)
    student.answer(shown)
    student.study()
    assert student.db.scalar("select count() from cards where reps") == 50
    assert not student.failures


def test_a_scheduler_made_of_the_class_of_ours_is_ankis(student: Student) -> None:
    student.due(reviews=40, new=10)
    student.bias(50)
    made = type(student.col.sched)(student.col)
    assert type(made) is Scheduler and made.get_queued_cards().review_count == 40
    student.col.sched = made
    assert install(student.col, student.failures.append)
    student.study()
    assert student.db.scalar("select count() from cards where reps") == 50
    assert not student.failures


def test_a_class_made_of_the_class_of_ours_is_made_of_ankis(student: Student) -> None:
    """An add-on that puts its own scheduler into the place of Anki's keeps it there."""
    student.due(reviews=40, new=10)
    student.bias(50)

    class Mixin:
        pass

    class Theirs(Mixin, type(student.col.sched)):  # type: ignore[misc]  # known only when it runs
        def get_queued_cards(self, **_arguments: object) -> QueuedCards:
            queued: QueuedCards = super().get_queued_cards(fetch_limit=7)
            return queued

    assert Theirs.__bases__ == (Mixin, Scheduler)
    student.col.sched = Theirs(student.col)
    assert type(student.col.sched) is Theirs and len(student.sched.get_queued_cards().cards) == 7
    assert install(student.col, student.failures.append)
    student.study(check=True)
    assert student.db.scalar("select count() from cards where reps") == 50
    assert not student.failures


@pytest.mark.parametrize("before", range(20, 30))
def test_the_card_on_screen_can_be_answered_after_others_answered_one_of_their_own(
    student: Student, before: int
) -> None:
    student.due(reviews=40, new=10)
    student.bias(50)
    student.study(before)
    shown = student.on_screen()
    alike = [card for card in student.anki_queue().cards if card.queue == shown.queue]
    student.preset()  # no queue is built now, so Anki takes the answer of any card
    card = student.col.get_card(CardId(alike[-1].card.id))
    card.start_timer()
    student.sched.answerCard(card, 3)
    student.sched.counts()
    student.answer(shown)
    assert student.col.get_card(CardId(shown.card.id)).reps == 1
    student.study()
    assert student.db.scalar("select count() from cards where reps") == 50
    assert not student.failures
