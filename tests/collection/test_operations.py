# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order stays right whatever a person does in mid-session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from anki.cards import CardId
from anki.collection import Collection
from anki.decks import DEFAULT_DECK_ID
from anki.notes import NoteId
from anki.scheduler.base import CustomStudyRequest
from anki.scheduler.v3 import Scheduler

from addon.collection.hook import biased_queue, install, uninstall
from addon.ordering import Bias
from addon.settings import Settings
from tests.collection.formula import formula
from tests.collection.observing import edit
from tests.collection.student import NEW, REVIEW, Student


def waiting(student: Student, kind: int) -> CardId:
    """A card of a kind that waits further back in the queue."""
    cards = [card for card in student.anki_queue().cards if card.queue == kind]
    return CardId(cards[-1].card.id)


def change_deck_and_back(student: Student) -> None:
    student.col.decks.select(student.deck_id("Other"))
    assert student.shown() is None
    student.col.decks.select(DEFAULT_DECK_ID)


def custom_study_more_new(student: Student) -> None:
    student.preset(newPerDay=6)
    student.sched.custom_study(CustomStudyRequest(deck_id=1, new_limit_delta=5))


def browse_another_kind(student: Student) -> None:
    student.sched.get_queued_cards(fetch_limit=50)
    student.sched.get_queued_cards(intraday_learning_only=True)
    student.sched.counts()


def suspend_with_sql(student: Student) -> None:
    """The card on screen and one that waits: none of Anki's operations, and so no step to undo."""
    gone = [student.card_on_screen, waiting(student, REVIEW)]
    student.db.executemany("update cards set queue = -1 where id = ?", [(card,) for card in gone])
    assert student.card_on_screen not in gone


OPERATIONS: dict[str, Callable[[Student], object]] = {
    "bury": lambda it: it.sched.bury_cards([it.card_on_screen, waiting(it, NEW)]),
    "suspend": lambda it: it.sched.suspend_cards([it.card_on_screen, waiting(it, REVIEW)]),
    "delete note": lambda it: it.col.remove_notes([NoteId(it.on_screen().card.note_id)]),
    "forget": lambda it: it.sched.schedule_cards_as_new([waiting(it, REVIEW)]),
    "set due date": lambda it: it.sched.set_due_date([waiting(it, NEW)], "0"),
    "flag": lambda it: it.col.set_user_flag_for_cards(3, [it.card_on_screen]),
    "edit": lambda it: edit(it, "edited"),
    "add note": lambda it: it.add(1, fields="added in mid-session"),
    "change deck and back": change_deck_and_back,
    "move card": lambda it: it.col.set_deck([waiting(it, REVIEW)], it.deck_id("Other")),
    "lower new limit": lambda it: it.preset(newPerDay=6),
    "lower review limit": lambda it: it.preset(revPerDay=40),
    "custom study": custom_study_more_new,
    "other strength": lambda it: it.bias(80),
    "other order": lambda it: it.preset(newMix=2),
    "other fetches": browse_another_kind,
    "suspend with SQL": suspend_with_sql,
    "filtered deck": lambda it: it.filtered_deck("Filtered", "is:due", limit=5),
    "FSRS": Student.fsrs,
    "load balancer": lambda it: it.col.set_config("loadBalancerEnabled", True),
}


@pytest.mark.parametrize("after", [0, 30])
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_the_order_is_right_after(
    student: Student, operation: Callable[[Student], object], after: int
) -> None:
    student.due(reviews=60, new=12)
    student.make_interday_learning(student.add(3, fields="interday"))
    student.bias(40)
    student.study(after, check=True)
    operation(student)
    counts = student.anki_queue()
    ours = student.sched.get_queued_cards()
    for name in ("new_count", "learning_count", "review_count"):
        assert getattr(ours, name) == getattr(counts, name)
    student.study(check=True)
    assert not student.failures
    report, healthy = student.col.fix_integrity()
    assert healthy, report


def test_a_restart_in_mid_session_goes_on_where_the_day_was(student: Student) -> None:
    student.due(reviews=60, new=12)
    student.make_interday_learning(student.add(4, fields="interday"))
    student.bias(60)
    letters = ""
    while done := student.study(9, check=True):
        letters += done
        student.col.close()
        student.col = Collection(student.col.path)
        install(student.col, student.failures.append)
    assert letters.replace("L", "R") == formula(64, 12, Bias(60))


def test_installing_again_changes_nothing_and_uninstalling_restores_ankis(student: Student) -> None:
    kept = student.col.sched
    student.begin_day(30, 5, 60)
    biased = biased_queue(student.col)
    assert student.col.sched is kept
    student.study(4)
    assert install(student.col) and biased_queue(student.col) is biased
    student.save(Settings(enabled=False))
    assert student.shown() == student.anki_queue(1).cards[0]
    uninstall(student.col)
    uninstall(student.col)
    assert type(student.col.sched) is Scheduler and student.sched.reps == 4
    assert biased_queue(student.col) is None
    student.bias(60)
    assert biased_queue(student.col) and student.sched.reps == 4
