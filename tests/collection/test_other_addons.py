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
from tests.collection.student import LETTERS, MAIN, NEW, Student
from tools.answering import AGAIN

ORDER = formula(30, 8, Bias(60))


def with_cards(queued: QueuedCards, cards: list[QueuedCards.QueuedCard]) -> QueuedCards:
    del queued.cards[:]
    queued.cards.extend(cards)
    return queued


def test_what_a_wrapper_of_the_queue_does_to_cards_stays(student: Student, patch: Patch) -> None:
    wrapped = Scheduler.get_queued_cards

    def get_queued_cards(self: Scheduler, **arguments: Any) -> QueuedCards:
        queued = wrapped(self, **arguments)
        for card in queued.cards:
            card.states.easy.normal.review.scheduled_days = 99
        return queued

    student.begin_day(30, 8, 60)
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

    student.begin_day(30, 8, 60)
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

    student.begin_day(30, 8, 60, relearning_steps=[5])
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
        return with_cards(queued, list(queued.cards)[::-1][:fetch_limit])

    wrapped = wrap(Scheduler.get_queued_cards, reverse, "around")
    student.begin_day(30, 8, 60)
    patch.setattr(Scheduler, "get_queued_cards", wrapped)
    # The last of ours: new cards, then what is left.
    assert student.study() == "N" * 8 + "R" * 30 and not student.failures


def test_answers_through_the_legacy_methods(student: Student) -> None:
    student.begin_day(30, 8, 60)
    letters = ""
    while card := student.sched.getCard():
        letters += "N" if card.type == 0 else "R"
        student.sched.answerCard(card, 4)
    assert letters == ORDER and not student.failures


def test_one_that_skips_cards_by_burying_and_merges_its_steps(student: Student) -> None:
    student.begin_day(30, 8, 60)
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
    assert answered + len(skipped) == 38
    student.sched.unbury_deck(DEFAULT_DECK_ID)
    student.study(check=True)
    assert sum(student.done.values()) == 38 and not student.failures


def test_one_that_chooses_the_new_cards(student: Student, patch: Patch) -> None:
    """As a plan of which new cards to learn first does; it makes its own way for the answer."""
    fetch, answer = Scheduler.get_queued_cards, Scheduler.answer_card

    def get(self: Scheduler, *, fetch_limit: int = 1, **_none: object) -> QueuedCards:
        queued = fetch(self, fetch_limit=1000)
        planned = sorted((c for c in queued.cards if c.queue == NEW), key=lambda c: -c.card.id)
        cards = [planned.pop(0) if c.queue == NEW else c for c in queued.cards]
        return with_cards(queued, cards[:fetch_limit])

    def give(self: Scheduler, input: CardAnswer) -> OpChanges:
        step = self.col.add_custom_undo_entry("Planned")
        self.col.update_card(self.col.get_card(CardId(input.card_id)))
        try:
            return answer(self, input)
        finally:
            self.col.merge_undo_entries(step)

    student.begin_day(30, 8, 60)
    patch.setattr(Scheduler, "get_queued_cards", get)
    patch.setattr(Scheduler, "answer_card", give)
    assert student.study() == ORDER and not student.failures
    new = student.db.list("select cid from revlog where type = 0 order by id")
    assert new == sorted(new, reverse=True)
    assert student.col.undo_status().undo == "Planned"
