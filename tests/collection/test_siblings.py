# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cards are shown over a day where notes have several, beside Anki alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from anki.cards import CardId
from anki.decks import DEFAULT_DECK_ID
from anki.errors import InvalidInput

from addon.ordering import ReviewMix
from tests.collection.conftest import Clock
from tests.collection.student import MAIN, Student
from tools.answering import AGAIN, GOOD

# Which of a card's siblings are buried: new ones, reviews, interday learning cards.
Buried = tuple[bool, bool, bool]
# An answer out of order makes Anki build its queue, as any edit does. If each kind is buried only
# with all kinds before it, that queue holds what is left of the morning's; else it leaves out cards
# whose siblings are in learning by then.
ALIKE = [(number > 0, number > 1, number > 2) for number in range(4)]
OTHERS = [buried for buried in product((False, True), repeat=3) if buried not in ALIKE]
BURIED_BY_ANKI = -2
INTERVALS_ASCENDING = 3


def with_siblings(student: Student, buried: Buried) -> Student:
    """Notes of two cards each, in all pairs of new, review and interday learning."""
    reviews, interday_learning = list[CardId](), list[CardId]()
    for _ in range(4):
        for kinds in product("NRI", repeat=2):
            cards = student.add(1, notetype="Basic (and reversed card)")
            reviews += [card for card, kind in zip(cards, kinds) if kind == "R"]
            interday_learning += [card for card, kind in zip(cards, kinds) if kind == "I"]
    student.make_reviews(reviews)
    student.make_interday_learning(interday_learning)
    # Where intervals are equal, Anki's order is random. So it is the same in all collections, and
    # of two siblings the interday learning card comes now first, now last.
    age = "id - (select min(id) from cards)"
    student.db.execute(f"update cards set ivl = 1 + {age} where queue = 2")
    student.db.execute(f"update cards set ivl = 1000000 - ({age}) where queue = 3")
    student.preset(steps=[1, 10], relearning_steps=[10], reviewOrder=INTERVALS_ASCENDING)
    bury(student, buried)
    return student


def bury(student: Student, buried: Buried) -> None:
    preset = student.col.decks.config_dict_for_deck_id(DEFAULT_DECK_ID)
    preset["new"]["bury"], preset["rev"]["bury"], preset["buryInterdayLearning"] = buried
    student.col.decks.update_config(preset)


def study(student: Student, edit: Callable[[], object] = lambda: None) -> set[int]:
    """Study a day, some cards failed at first; the places of those that the main queue shows.

    No time passes, so all steps come when the main queue is empty.
    """
    place = {card: number for number, card in enumerate(sorted(student.col.find_cards("")))}
    shown = set[int]()
    while card := student.shown():
        number = place[CardId(card.card.id)]
        in_main = card.card.queue in MAIN
        shown |= {number} if in_main else set()
        student.answer(card, AGAIN if in_main and number % 5 else GOOD)
        edit()
    return shown


@pytest.mark.parametrize("buried", ALIKE)
def test_the_same_cards_as_in_anki_alone(
    new_student: Callable[[], Student], buried: Buried
) -> None:
    plain, biased = (with_siblings(new_student(), buried) for _ in range(2))
    biased.bias(20)
    ankis = study(plain)
    assert study(biased) == ankis
    assert len(ankis) > 30 and not biased.failures


@pytest.mark.parametrize("buried", OTHERS)
def test_what_is_left_out_is_what_anki_alone_leaves_out_after_an_edit(
    new_student: Callable[[], Student], buried: Buried
) -> None:
    plain, edited, biased = (with_siblings(new_student(), buried) for _ in range(3))
    biased.bias(20)
    ankis = study(plain)
    # As Custom Study does where it raises the day's limits by 0.
    after_edits = study(edited, lambda: edited.sched.extend_limits(0, 0))
    ours = study(biased)
    assert after_edits < ankis and ours < ankis
    for student, shown in ((edited, after_edits), (biased, ours)):
        cards = sorted(student.col.find_cards(""))
        for number in ankis - shown:
            card = student.col.get_card(cards[number])
            assert card.queue == BURIED_BY_ANKI  # it is back tomorrow
            sibling_in_learning = (
                "select 1 from cards c join revlog r on r.cid = c.id and r.ivl < 0"
                " where c.nid = ? and c.id != ?"
            )
            assert student.db.scalar(sibling_in_learning, card.nid, card.id)
    assert not biased.failures


@pytest.mark.parametrize("strength", [None, 20])
def test_anki_stops_where_a_learning_step_buries_a_review_of_its_queue(
    student: Student, clock: Clock, strength: int | None
) -> None:
    """In Anki alone as with a bias; any edit makes it build its queue, and go on."""
    new, sibling = student.add(1, notetype="Basic (and reversed card)")
    student.make_reviews([*student.add(4), sibling])
    student.preset(steps=[0.02, 10], newMix=ReviewMix.BEFORE, reviewOrder=INTERVALS_ASCENDING)
    bury(student, (False, True, False))
    if strength is not None:
        student.bias(strength)
    while student.col.get_card(new).reps == 0:
        student.answer(rating=AGAIN)
    clock.let_pass(2.1)
    with pytest.raises(InvalidInput, match="card modified without updating queue"):
        student.study(rating=lambda: GOOD)
    assert student.col.get_card(sibling).queue == BURIED_BY_ANKI
    student.sched.extend_limits(0, 0)
    student.study(rating=lambda: GOOD)
    assert not student.failures
