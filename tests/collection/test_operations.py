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
from addon.collection.review_log import last_answers
from addon.habits import Kind
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.collection.student import NEW, REVIEW, Student
from tools.answering import AGAIN, GOOD

# FSRS parameters with a first stability of minutes: a card stays in learning for some answers.
FORGETFUL = [
    0.001, 0.002, 0.004, 10, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
    0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
]  # fmt: skip


def waiting(student: Student, kind: int) -> CardId:
    """A card of a kind that waits further back in the queue."""
    cards = [card for card in student.anki_queue().cards if card.queue == kind]
    return CardId(cards[-1].card.id)


def bury(student: Student) -> None:
    student.sched.bury_cards([student.card_on_screen, waiting(student, NEW)], manual=True)


def suspend(student: Student) -> None:
    student.sched.suspend_cards([student.card_on_screen, waiting(student, REVIEW)])


def delete_note(student: Student) -> None:
    student.col.remove_notes([NoteId(student.on_screen().card.note_id)])


def forget_waiting_review(student: Student) -> None:
    student.sched.schedule_cards_as_new([waiting(student, REVIEW)])


def set_due_date(student: Student) -> None:
    student.sched.set_due_date([waiting(student, NEW)], "0")


def flag(student: Student) -> None:
    student.col.set_user_flag_for_cards(3, [student.card_on_screen])


def edit(student: Student) -> None:
    note = student.col.get_note(NoteId(student.on_screen().card.note_id))
    note["Back"] = "edited"
    student.col.update_note(note)


def add_note(student: Student) -> None:
    student.add(1, fields="added in mid-session")


def change_deck_and_back(student: Student) -> None:
    student.col.decks.select(student.deck_id("Other"))
    assert student.shown() is None
    student.col.decks.select(DEFAULT_DECK_ID)


def move_card(student: Student) -> None:
    student.col.set_deck([waiting(student, REVIEW)], student.deck_id("Other"))


def lower_new_limit(student: Student) -> None:
    student.preset(newPerDay=6)


def lower_review_limit(student: Student) -> None:
    student.preset(revPerDay=40)


def custom_study_more_new(student: Student) -> None:
    student.preset(newPerDay=6)
    student.sched.custom_study(CustomStudyRequest(deck_id=1, new_limit_delta=5))


def other_strength(student: Student) -> None:
    student.bias(80)


def other_preset_order(student: Student) -> None:
    student.preset(newMix=2)


def browse_another_kind(student: Student) -> None:
    student.sched.get_queued_cards(fetch_limit=50)
    student.sched.get_queued_cards(intraday_learning_only=True)
    student.sched.counts()


def suspend_with_sql(student: Student) -> None:
    """The card on screen and one that waits: none of Anki's operations, and so no step to undo."""
    gone = [student.card_on_screen, waiting(student, REVIEW)]
    student.db.executemany("update cards set queue = -1 where id = ?", [(card,) for card in gone])
    assert student.card_on_screen not in gone


def fill_filtered_deck(student: Student) -> None:
    student.filtered_deck("Filtered", "is:due", limit=5)


def fsrs_on(student: Student) -> None:
    student.fsrs()


def load_balancer_on(student: Student) -> None:
    student.col.set_config("loadBalancerEnabled", True)


@pytest.mark.parametrize("after", [0, 7, 30, 55])
@pytest.mark.parametrize(
    "operation",
    [
        bury, suspend, delete_note, forget_waiting_review, set_due_date, flag, edit, add_note,
        change_deck_and_back, move_card, lower_new_limit, lower_review_limit,
        custom_study_more_new, other_strength, other_preset_order, browse_another_kind,
        suspend_with_sql, fill_filtered_deck, fsrs_on, load_balancer_on,
    ],
    ids=lambda operation: operation.__name__,
)  # fmt: skip
def test_the_order_is_right_after(
    student: Student, operation: Callable[[Student], None], after: int
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


def mark(student: Student, card: CardId) -> None:
    note = student.col.get_card(card).note()
    note.add_tag(f"marked {note.mod}")
    student.col.update_note(note)


def flag_it(student: Student, card: CardId) -> None:
    student.col.set_user_flag_for_cards(1 + (student.col.get_card(card).flags % 7), [card])


def store_a_setting(student: Student, card: CardId) -> None:
    student.col.set_config("another add-on's", card, undoable=True)


@pytest.mark.parametrize("change", [mark, flag_it, store_a_setting])
def test_changes_that_leave_ankis_queue_leave_the_learning_cards_in_turn(
    student: Student, change: Callable[[Student, CardId], None]
) -> None:
    first, second = student.add(2)
    student.preset(steps=[1, 5])
    student.bias(60)
    student.answer(rating=GOOD)
    student.answer(rating=AGAIN)
    shown = []
    for _ in range(4):  # ahead of time; Anki shows none twice in a row
        card = student.on_screen()
        change(student, CardId(card.card.id))
        shown.append(student.answer(card, AGAIN))
    assert shown in ([first, second] * 2, [second, first] * 2)


@pytest.mark.parametrize("rating", [AGAIN, GOOD])
def test_the_order_is_right_after_undo_in_every_place(student: Student, rating: int) -> None:
    student.due(reviews=20, new=5)
    student.preset(steps=[1], relearning_steps=[])
    student.bias(40)
    while student.shown():
        shown = student.on_screen()
        counted = dict(student.done)
        student.answer(rating=rating)
        student.col.undo()
        student.done = counted
        assert student.card_on_screen == shown.card.id
        student.answer()
    assert (student.done[REVIEW], student.done[NEW]) == (20, 5)


def test_leeches_are_suspended_and_the_order_stays_right(student: Student) -> None:
    student.due(reviews=20, new=5)
    student.db.execute("update cards set lapses = 7 where queue = 2")
    student.preset(relearning_steps=[])
    config = student.col.decks.config_dict_for_deck_id(DEFAULT_DECK_ID)
    config["lapse"]["leechAction"] = 0
    student.col.decks.update_config(config)
    student.bias(40)
    student.study(rating=lambda: AGAIN if student.on_screen().queue == REVIEW else GOOD, check=True)
    assert student.db.scalar("select count() from cards where queue = -1") == 20


def test_buried_siblings(student: Student) -> None:
    cards = student.add(12, notetype="Basic (and reversed card)")
    student.make_reviews([card for card in cards if student.col.get_card(card).ord == 0])
    student.add(5, fields="more", notetype="Basic (and reversed card)")
    student.preset(bury=True)
    student.bias(50)
    letters = student.study(check=True)
    assert (letters.count("R"), letters.count("N")) == (12, 5)


def test_negative_counters_of_custom_study_do_not_matter(student: Student) -> None:
    student.due(reviews=30, new=20)
    student.preset(newPerDay=4)
    student.bias(30)
    student.study(20, check=True)
    student.sched.custom_study(CustomStudyRequest(deck_id=1, new_limit_delta=10))
    student.study(check=True)
    assert (student.done[REVIEW], student.done[NEW]) == (30, 14)


def test_introductions_are_counted_once_with_fsrs_and_no_learning_steps(student: Student) -> None:
    """Such a card's next answers have no interval before them in the log, like an introduction."""
    student.due(reviews=20, new=8)
    student.fsrs()
    if "fsrsParams6" not in student.col.decks.config_dict_for_deck_id(DEFAULT_DECK_ID):
        pytest.skip("this Anki has other FSRS parameters")
    student.preset(steps=[], fsrsParams6=FORGETFUL)
    student.bias(50)
    student.study(rating=lambda: AGAIN, answers=40)
    rows = "select count() from revlog where type = 0 and lastIvl = 0"
    assert student.db.scalar(rows) > student.done[NEW] == 8
    kinds = [answer.kind for answer in last_answers(student.col, DEFAULT_DECK_ID)]
    assert kinds.count(Kind.NEW) == 8
    student.col.decks.select(student.deck_id("Other"))
    student.col.decks.select(DEFAULT_DECK_ID)
    student.add(1)
    student.shown()
    assert student.day().new_done == 8


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


def test_counting_as_we_go_and_counting_afresh_agree(student: Student) -> None:
    student.due(reviews=40, new=10)
    student.make_interday_learning(student.add(5, fields="interday"))
    student.preset(steps=[1, 10], relearning_steps=[10, 1440 * 2])
    student.bias(40)
    ratings = [GOOD, AGAIN, GOOD, 1, GOOD, 3]
    for number in range(50):
        student.answer(rating=ratings[number % 6])
        student.shown()
        counted_as_we_went, interday = student.day(), student.on_screen().queue
        assert student.order(afresh=True) and student.day() == counted_as_we_went
        assert student.on_screen().queue == interday


# Turning it off and on
##########################################################################


def test_installing_again_changes_nothing_and_uninstalling_restores_ankis(student: Student) -> None:
    student.due(reviews=30, new=5)
    student.bias(60)
    biased = biased_queue(student.col)
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


@pytest.mark.parametrize("way", ["uninstall", "enabled", "strength"])
def test_the_card_on_screen_can_be_answered_after_the_bias_is_taken_away(
    student: Student, way: str
) -> None:
    student.due(reviews=60, new=12)
    student.bias(60)
    student.study_up_to_a_card_out_of_order()
    shown = student.on_screen()
    if way == "uninstall":
        uninstall(student.col)
    else:
        student.save(Settings(enabled=way != "enabled", default=DeckSettings(0)))
    assert student.answer(shown) == shown.card.id
    assert shown.card.id not in [card.card.id for card in student.anki_queue().cards]
    student.study()
    assert (student.done[REVIEW], student.done[NEW]) == (60, 12)
    assert not student.failures
