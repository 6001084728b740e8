# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside other add-ons that wrap or replace the same places: theirs is never broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from anki.cards import CardId
from anki.collection import OpChanges
from anki.decks import DEFAULT_DECK_ID
from anki.hooks import wrap
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler

from addon.ordering import Bias
from tests.collection.conftest import Patch
from tests.collection.formula import formula
from tests.collection.student import LETTERS, MAIN, Student
from tools.answering import AGAIN

REVIEWS, NEW_CARDS, STRENGTH = 30, 8, 60
ORDER = formula(REVIEWS, NEW_CARDS, Bias(STRENGTH))


def test_a_wrapper_of_answer_card_sees_every_answer(student: Student, patch: Patch) -> None:
    answered, wrapped = list[int](), Scheduler.answer_card

    def answer_card(self: Scheduler, input: CardAnswer) -> OpChanges:
        answered.append(input.card_id)
        return wrapped(self, input)

    patch.setattr(Scheduler, "answer_card", answer_card)
    student.begin_day(REVIEWS, NEW_CARDS, STRENGTH)
    assert student.study_to_the_end() == ORDER and len(answered) == len(ORDER)


def test_what_a_wrapper_of_the_queue_does_to_cards_stays(student: Student, patch: Patch) -> None:
    wrapped = Scheduler.get_queued_cards

    def get_queued_cards(self: Scheduler, **arguments: Any) -> QueuedCards:
        queued = wrapped(self, **arguments)
        for card in queued.cards:
            card.states.easy.normal.review.scheduled_days = 99
        return queued

    student.begin_day(REVIEWS, NEW_CARDS, STRENGTH)
    letters = student.study(2)
    patch.setattr(Scheduler, "get_queued_cards", get_queued_cards)
    letters += student.study_to_the_end()
    assert letters == ORDER
    assert student.db.scalar("select count() from cards where ivl = 99") == len(ORDER) - 2


def test_a_wrapper_that_ends_the_session_has_its_way(student: Student, patch: Patch) -> None:
    ankis = Scheduler.get_queued_cards

    def get_queued_cards(self: Scheduler, **arguments: Any) -> QueuedCards:
        queued = ankis(self, **arguments)
        if student.db.scalar("select count() from revlog") >= 10:
            del queued.cards[:]
        return queued

    student.begin_day(REVIEWS, NEW_CARDS, STRENGTH)
    patch.setattr(Scheduler, "get_queued_cards", get_queued_cards)
    assert student.study() == ORDER[:10] and not student.failures


def test_one_that_puts_cards_in_learning_first_has_an_order_of_its_own(
    student: Student, patch: Patch
) -> None:
    wrapped = Scheduler.get_queued_cards

    def learning_first(self: Scheduler, **arguments: Any) -> QueuedCards:
        queued = wrapped(self, **arguments)
        learning = wrapped(self, fetch_limit=1, intraday_learning_only=True)
        return learning if learning.cards else queued

    student.begin_day(REVIEWS, NEW_CARDS, 60, relearning_steps=[5])
    patch.setattr(Scheduler, "get_queued_cards", learning_first)
    answered = student.answer(rating=AGAIN)
    assert not student.failures
    assert student.card_on_screen == answered and not student.failures
    student.answer()
    assert student.study(check=True) and not student.failures


def test_an_order_made_with_ankis_wrap(student: Student, patch: Patch) -> None:
    def reverse(
        self: Scheduler,
        fetch_limit: int = 1,
        intraday_learning_only: bool = False,
        *,
        _old: Callable[..., QueuedCards],
    ) -> QueuedCards:
        queued = _old(self, fetch_limit=100, intraday_learning_only=intraday_learning_only)
        cards = list(queued.cards)[::-1][:fetch_limit]
        del queued.cards[:]
        queued.cards.extend(cards)
        return queued

    wrapped = wrap(Scheduler.get_queued_cards, reverse, "around")
    student.begin_day(REVIEWS, NEW_CARDS, 60)
    patch.setattr(Scheduler, "get_queued_cards", wrapped)
    # The last of ours: new cards, then what is left.
    assert student.study() == "N" * NEW_CARDS + "R" * REVIEWS and not student.failures


def test_answers_through_the_legacy_methods(student: Student) -> None:
    student.begin_day(REVIEWS, NEW_CARDS, STRENGTH)
    letters = ""
    while card := student.sched.getCard():
        letters += "N" if card.type == 0 else "R"
        student.sched.answerCard(card, 4)
    assert letters == ORDER and not student.failures


def test_one_that_skips_cards_by_burying_and_merges_its_steps(student: Student) -> None:
    student.begin_day(REVIEWS, NEW_CARDS, STRENGTH)
    col, answered, skipped = student.col, 0, list[int]()
    while shown := student.shown():
        assert LETTERS[shown.queue] == student.expected()
        if shown.card.queue in MAIN and (answered + len(skipped)) % 3 == 1:
            step = col.add_custom_undo_entry("Skip")
            col.sched.bury_cards([CardId(shown.card.id)], manual=False)
            col.merge_undo_entries(step)
            skipped.append(shown.card.id)
            assert col.undo_status().undo == "Skip"
        else:
            student.answer(shown)
            answered += 1
    assert answered + len(skipped) == REVIEWS + NEW_CARDS
    student.sched.unbury_deck(DEFAULT_DECK_ID)
    student.study(check=True)
    assert sum(student.done.values()) == REVIEWS + NEW_CARDS and not student.failures
