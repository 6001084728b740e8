# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same answers have the same effect with the add-on and without it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from anki.cards import CardId
from anki.decks import DEFAULT_DECK_ID

from tests.collection.student import Student
from tools.answering import answer_unfetched


def answer_in_ankis_own_way(student: Student, card_id: CardId, rating: int) -> None:
    """Answer any card with Anki's own scheduler, as it does while no queue is built."""
    student.col.decks.set_current(student.deck_id("Twin"))
    student.col.decks.set_current(DEFAULT_DECK_ID)
    answer_unfetched(student.col, card_id, rating)


@pytest.mark.parametrize("fsrs", [False, True])
@pytest.mark.parametrize(("strength", "from_mixed"), [(20, False), (60, False), (60, True)])
def test_cards_log_and_counters_are_those_of_anki_alone(
    new_student: Callable[[], Student], strength: int, from_mixed: bool, fsrs: bool
) -> None:
    biased, plain = new_student(), new_student()
    ids = []
    for student in (biased, plain):
        student.due(reviews=60, new=15)
        student.make_interday_learning(student.add(5, fields="interday"))
        student.deck_id("Twin")
        student.preset(steps=[1, 10], relearning_steps=[10], bury=True)
        if fsrs:
            student.fsrs()
        ids.append(sorted(student.col.find_cards("")))
    names = dict(zip(ids[0], range(len(ids[0]))))
    biased.bias(strength, from_mixed=from_mixed)
    rng = random.Random(9)
    while shown := biased.shown():
        rating = rng.choice([0, 1, 2, 2, 2, 3])
        card_id = biased.answer(shown, rating)
        answer_in_ankis_own_way(plain, ids[1][names[card_id]], rating)
    assert comparable(biased, ids[0]) == comparable(plain, ids[1])
    assert not biased.failures


def comparable(student: Student, ids: list[CardId]) -> tuple[object, ...]:
    """Cards and log with numbers for ids, and without the seconds when learning cards are due."""
    number = {card_id: index for index, card_id in enumerate(ids)}
    cards = []
    for card_id, _nid, *rest in student.cards():
        if rest[3] == 1:
            rest[4] = None
        memory = student.col.get_card(card_id).memory_state
        rest[-1] = memory and str(memory)
        cards.append((number[card_id], *rest))
    log = [(number[card_id], *rest) for card_id, *rest in student.log()]
    deck = student.col.decks.get(DEFAULT_DECK_ID)
    assert deck is not None
    return cards, log, deck["newToday"], deck["revToday"], deck["lrnToday"]
