# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the review log tells of a day and of the last weeks, whatever scheduler has written it."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from anki.cards import CardId
from anki.decks import DEFAULT_DECK_ID, DeckId

from addon.collection.review_log import DAYS, last_answers, past_evenings, past_weeks
from addon.collection.today import count_answered, last_was_review
from addon.evenings import Evening
from addon.forecast import Steps
from addon.habits import Kind, by_days_ago
from tests.collection.student import Student, millisecond
from tools.answering import AGAIN, EASY, GOOD, answer_unfetched

DAY_MILLIS = 86_400_000
KINDS = {Kind.NEW: "N", Kind.LEARNING: "L", Kind.REVIEW: "R"}

# Rows of one card: type, ease, interval, interval before, factor. So does Anki 2.1.49 write them
# with its V1 and V2 schedulers, and 26.09 with V3. Steps of 1 and 10 minutes; relearning 10.
Row = tuple[int, int, int, int, int]
V1 = [(0, 1, -60, -60, 0), (0, 2, -600, -60, 0), (0, 2, 1, -600, 2500)]
V2 = [(0, 1, -60, -60, 0), (0, 3, -600, -60, 0), (0, 3, 1, -600, 2500)]
V3 = [(0, 1, -60, 0, 0), (0, 3, -600, -60, 0), (0, 3, 1, -600, 2500)]
V1_IN_A_FILTERED_DECK = [(0, 1, -60, -60, 0), (3, 2, -600, -60, 0), (3, 2, 1, -600, 2500)]
NO_STEPS = [(0, 1, -7202, 0, 967), (0, 1, -3012, 0, 1055), (0, 1, -1335, 0, 1083)]  # with FSRS
PREVIEWED = [(3, 1, -60, -60, 0), (3, 4, 0, -60, 0)]
AHEAD = [(3, 1, -600, 4, 2300)]  # a review in a filtered deck, before it was due
LAPSED, RELEARNED = [(1, 1, -600, 5, 2300)], [(2, 3, 1, -600, 2300)]
RESET, DUE_DATE_SET = [(4, 0, 0, 5, 0)], [(4, 0, 5, 1, 2500)]
RESCHEDULED, READ_BY_AN_OLD_ANKI = [(5, 0, 9, 5, 2500)], [(0, 0, 9, 5, 2500)]


def log(student: Student, card: CardId, rows: Sequence[Row], before_midday: float = 0) -> None:
    """Log rows for a card, a minute apart, from so many days before the middle of today."""
    midday = student.sched.day_cutoff * 1000 - DAY_MILLIS // 2
    at = midday - round(before_midday * DAY_MILLIS)
    for number, (kind, ease, interval, before, factor) in enumerate(rows):
        row = "insert into revlog values (?, ?, -1, ?, ?, ?, ?, 5000, ?)"
        at_row = at + number * 60_000
        student.db.execute(row, at_row, card, ease, interval, before, factor, kind)


def counted(student: Student) -> tuple[int, int, int]:
    """Reviews, interday learning cards and introductions of today."""
    answered = count_answered(student.col, DEFAULT_DECK_ID, student.sched.day_cutoff, 0)
    return answered.reviews, answered.interday_learning, answered.new


def kinds(student: Student) -> str:
    """The kinds of all the last answers, one letter each."""
    return "".join(KINDS[row.kind] for row in last_answers(student.col, DEFAULT_DECK_ID))


ANSWERS: dict[str, tuple[list[Row], str]] = {
    "V1": (V1, "NLL"),
    "V3": (V3, "NLL"),
    "V3, no steps": (NO_STEPS, "NLL"),
    "V2, previewed in between": (V2[:1] + PREVIEWED + V2[1:], "NLL"),
    "V3, previewed in between": (V3[:1] + PREVIEWED + V3[1:], "NLL"),
    "V3, previewed before": (PREVIEWED + V3, "NLL"),
    "V1, in a filtered deck": (V1_IN_A_FILTERED_DECK, "N"),
    "V2, reset in learning": (V2[:1] + RESET + V2, "NNLL"),
    "V3, reset in learning": (V3[:1] + RESET + V3, "NNLL"),
    "V3, reset in learning, previewed": (V3[:1] + RESET + PREVIEWED + V3, "NNLL"),
    "V3, no steps, reset": (NO_STEPS + RESET + NO_STEPS, "NLLNLL"),
    "V2, reset in relearning": (LAPSED + RESET + V2, "RNLL"),
    "V2, reset by an Anki that did not log it": (LAPSED + V2, "RNLL"),
    "V3, reset after relearning": (LAPSED + RELEARNED + RESET + V3, "RLNLL"),
    "V3, previewed in relearning": (LAPSED + PREVIEWED + RELEARNED, "RL"),
    "V3, relearning after a review ahead": (AHEAD + RELEARNED, "L"),
    "V3, due date set, then reset": (DUE_DATE_SET + RESET + V3, "NLL"),
    "due date set": (DUE_DATE_SET, ""),
    "rescheduled": (RESCHEDULED, ""),
    "rescheduled, as an old Anki reads it": (READ_BY_AN_OLD_ANKI, ""),
}


def test_what_is_an_introduction(student: Student) -> None:
    told = {}
    for name, (rows, _answers) in ANSWERS.items():
        (card,) = student.add(1)
        log(student, card, rows)
        answers = kinds(student)
        assert counted(student) == (answers.count("R"), 0, answers.count("N")), name
        told[name] = answers
        student.db.execute("delete from revlog")
    assert told == {name: answers for name, (_rows, answers) in ANSWERS.items()}


# What was logged yesterday and today, and whether that was an interday learning card.
WAITED: dict[str, tuple[list[Row], list[Row], bool]] = {
    "V3, a step of a day": ([(0, 1, 1, 0, 0)], [(0, 3, 3, 1, 0)], True),
    "V2, a step of a day": ([(0, 1, -86_400, -86_400, 0)], [(0, 3, -259_200, -86_400, 0)], True),
    "V3, relearning": ([(1, 1, 1, 5, 2300)], [(2, 3, 1, 1, 2300)], True),
    "V2, relearning": ([(1, 1, -86_400, 5, 2300)], [(2, 3, 1, -86_400, 2300)], True),
    "V3, previewed yesterday": ([(0, 1, 1, 0, 0), *PREVIEWED], [(0, 3, 3, 1, 0)], True),
    "V3, previewed today": ([(0, 1, 1, 0, 0)], [*PREVIEWED, (0, 3, 3, 1, 0)], True),
    "V3, twice today": ([(0, 1, 1, 0, 0)], [(0, 1, -600, 1, 0), (0, 3, -600, -600, 0)], True),
    "V3, a step of a minute": ([(0, 1, -60, 0, 0)], [(0, 3, -600, -60, 0)], False),
    "V2, a step of a minute": ([(0, 1, -60, -60, 0)], [(0, 3, -600, -60, 0)], False),
    "V2, to the end of the day": ([(0, 1, -43_000, -43_000, 0)], [(0, 3, 1, -43_000, 0)], False),
    "V2, beyond the end": ([(0, 1, -43_300, -43_300, 0)], [(0, 3, 1, -43_300, 0)], True),
    "V3, reset and introduced again": ([(0, 3, 5, 0, 2500)], [*RESET, *V3[:1]], False),
    "a review, rescheduled": ([(1, 3, 5, 3, 2500)], RESCHEDULED, False),
    "rescheduled, as an old Anki reads it": ([(1, 3, 5, 3, 2500)], READ_BY_AN_OLD_ANKI, False),
}


def test_what_is_an_interday_learning_card(student: Student) -> None:
    told = {}
    for name, (yesterday, today, _waited) in WAITED.items():
        (card,) = student.add(1)
        log(student, card, yesterday, before_midday=1)
        log(student, card, today)
        reviews, told[name], _new = counted(student)
        assert reviews == 0, name
        student.db.execute("delete from revlog")
    assert told == {name: int(waited) for name, (*_logged, waited) in WAITED.items()}


def test_whether_the_last_answer_of_today_was_a_review(student: Student) -> None:
    card, another = student.add(2)
    log(student, card, [(0, 1, -86_400, -86_400, 0)], before_midday=1)
    log(student, card, [(0, 1, -600, -86_400, 0)])
    assert last_was_review(student.col, card)  # as an interday card's first answer of the day
    log(student, card, [(0, 3, -600, -600, 0)], before_midday=-0.1)
    assert not last_was_review(student.col, card)
    log(student, another, LAPSED + RELEARNED, before_midday=0.1)
    log(student, another, LAPSED, before_midday=-60)  # dated ahead
    assert not last_was_review(student.col, another)


@pytest.mark.parametrize("fsrs", [False, True])
def test_introductions_are_those_that_anki_counts(student: Student, fsrs: bool) -> None:
    student.preset(steps=[] if fsrs else [1, 10], relearning_steps=[10])
    if fsrs:
        student.fsrs()
    through, previewed, reset, relearned, moved = student.add(5)
    for card in (through, previewed, reset):
        answer(student, card, AGAIN)
    preview(student, previewed)
    answer(student, relearned, EASY)
    for card in (through, previewed, relearned):
        answer(student, card, AGAIN)
    student.sched.schedule_cards_as_new([reset, relearned])
    preview(student, relearned)
    student.sched.set_due_date([moved], "0")
    for card in (reset, relearned, moved):
        answer(student, card, GOOD)
    deck = student.col.decks.get(DEFAULT_DECK_ID)
    assert deck is not None
    assert counted(student)[2] == deck["newToday"][1] == kinds(student).count("N") == 6


def answer(student: Student, card: CardId, rating: int) -> None:
    """Answer any card, which Anki takes while no queue is built; later than all that is logged."""
    last = student.db.scalar("select coalesce(max(id), 0) from revlog")
    while millisecond() <= last:
        pass
    answer_unfetched(student.col, card, rating)


def preview(student: Student, card: CardId) -> None:
    """See a card in a filtered deck that does not reschedule."""
    student.filtered_deck(f"Preview {card}", f"cid:{card}", reschedule=False)
    assert student.col.get_card(card).odid
    for rating in (AGAIN, EASY):
        answer(student, card, rating)
    assert not student.col.get_card(card).odid


# The day that a person sees
##########################################################################


@pytest.mark.parametrize("scheduler", ["V1", "V2", "V3"])
def test_a_day_goes_on_whatever_scheduler_logged_it(student: Student, scheduler: str) -> None:
    student.begin_day(100, 20, 0, steps=[1, 10])
    assert student.study(60, rating=lambda: GOOD).count("N") == 10
    in_learning = student.db.list("select id from cards where queue = 1")
    for card in in_learning[::2]:
        preview(student, card)
    for card in in_learning[:4]:
        answer(student, card, GOOD)
    if scheduler != "V3":
        student.db.execute("update revlog set lastIvl = -60 where type = 0 and lastIvl = 0")
    if scheduler == "V1":
        student.db.execute("update revlog set ease = 2 where type = 0")
    student.reopen()
    student.bias(20)
    assert student.study(23, rating=lambda: GOOD) == 22 * "R" + "N"


def test_a_day_is_from_its_first_millisecond_to_its_last(student: Student) -> None:
    cards = student.add(4)
    end = student.sched.day_cutoff * 1000
    ids = [end - DAY_MILLIS - 1, end - DAY_MILLIS, end - 1, end]
    for at, card in zip(ids, cards):
        row = "insert into revlog values (?, ?, -1, 3, 9, 5, 2500, 60000, 1)"
        student.db.execute(row, at, card)
    assert counted(student) == (2, 0, 0)
    counted_as_reviews = [last_was_review(student.col, card) for card in cards]
    assert counted_as_reviews == [False, True, True, False]
    answers = past_weeks(student.col, DEFAULT_DECK_ID).answers
    ago = [days for days, _rows in by_days_ago(answers, student.sched.day_cutoff)]
    assert (ago, len(answers)) == ([1, 0], 3)


def test_the_last_weeks_begin_with_their_first_day_and_end_today(student: Student) -> None:
    (card,) = student.add(1)
    for days in (DAYS + 1, DAYS, DAYS - 10):
        log(student, card, [(1, 3, 2, 2, 2500)], before_midday=days)
    past = past_weeks(student.col, DEFAULT_DECK_ID)
    evenings = past_evenings(student.col, DEFAULT_DECK_ID, past)
    assert len(past.answers) == 2 and evenings[0].secs == evenings[10].secs == 5
    assert sum(evening.reviews_left for evening in evenings) == 10 - 2

    log(student, card, [(1, 3, 2, 2, 2500)] * 60, before_midday=-3)
    ahead = past_weeks(student.col, DEFAULT_DECK_ID)
    assert (ahead.answers, ahead.habits) == (past.answers, None)
    assert past_evenings(student.col, DEFAULT_DECK_ID, ahead) == evenings


def test_the_past_of_a_deck(student: Student) -> None:
    student.due(reviews=30, new=2, deck="A")
    student.due(reviews=30, new=1, deck="A::B")
    student.due(reviews=4, new=2, deck="C")
    student.preset(steps=[2, 30], relearning_steps=[5])
    ratings = iter([GOOD, GOOD, AGAIN] * 50)
    for name, answers in (("A", 70), ("C", 9)):
        deck = student.deck_id(name)
        student.col.decks.select(deck)
        letters = student.study(answers, rating=lambda: next(ratings))
        past = past_weeks(student.col, deck)
        assert "".join(KINDS[row.kind] for row in past.answers) == letters
        assert {row.rating for row in past.answers} == {AGAIN, GOOD}
        assert all(abs(row.at - time.time()) < 60 and row.secs >= 0 for row in past.answers)
        assert (past.habits is not None) == (name == "A")
        assert past.steps == Steps((120, 1800), (300,)) and 0 < past.day_left <= 86_400


# Reviews left on past evenings
##########################################################################


def a_night_passes(student: Student, nights: int = 1) -> None:
    """As if everything so far had happened so many days earlier."""
    db = student.db
    db.execute("update revlog set id = id - ?", nights * DAY_MILLIS)
    db.execute("update cards set due = due - ? where type = 2 and odid = 0", nights)
    db.execute("update cards set odue = odue - ? where odid != 0", nights)
    db.execute("update cards set due = due - ? where queue = 3", nights)
    db.execute("update cards set due = due - ? where queue = 1", nights * 86_400)
    # A queue that Anki has built knows nothing of this.
    student.reopen()


def evenings_of(student: Student, deck: DeckId) -> list[Evening]:
    return past_evenings(student.col, deck, past_weeks(student.col, deck))


def left(student: Student, deck: DeckId = DEFAULT_DECK_ID) -> list[int]:
    """The reviews left on the last evenings."""
    return [evening.reviews_left for evening in evenings_of(student, deck)]


def test_what_was_left_is_what_anki_had_left(student: Student) -> None:
    """Some days are studied a little, and at the end of each it is Anki that is asked."""
    student.preset(perDay=9999, steps=[1, 10], relearning_steps=[10])
    student.make_reviews(student.add(40))
    student.col.set_config("collapseTime", 0)
    student.bias(0)
    # What is due at first was answered before, so that the log knows it.
    student.study(rating=lambda: GOOD)
    student.db.execute(
        "update cards set ivl = 1 + id % 3, due = ? + 1 + id % 3", student.sched.today
    )
    student.db.execute("update revlog set ivl = 1 + cid % 3")
    evenings, ratings = [], iter([GOOD, GOOD, AGAIN, GOOD, EASY] * 50)
    for answers in (0, 9, 12, 0, 20, 3, 0, 11):
        a_night_passes(student)
        if answers:
            student.study(answers, rating=lambda: next(ratings))
        evenings.append(len(student.col.find_cards("is:due -is:learn")))
    a_night_passes(student)
    told = evenings_of(student, DEFAULT_DECK_ID)
    assert [evening.days_ago for evening in told] == [*range(DAYS, 0, -1)]
    assert [evening.reviews_left for evening in told][-8:] == evenings
    assert max(evenings) > 10 and len(set(evenings)) > 4


def test_learning_cards_are_due_as_logged_by_v2_or_v3_and_not_after_a_reset(
    student: Student,
) -> None:
    for number, interval in enumerate((1, -86_400, 3, -259_200)):
        (card,) = student.add(1)
        log(student, card, [(0, 1, interval, -60, 0)], before_midday=9 + number / 100)
        log(student, card, [(0, 3, 1, interval, 2500)], before_midday=4 + number / 100)
    (reset,) = student.add(1)
    log(student, reset, [(0, 4, 1, 0, 2500), *RESET], before_midday=9.1)
    log(student, reset, V3, before_midday=4.1)
    assert left(student)[-9:] == [0, 2, 2, 4, 4, 0, 0, 0, 0]


def test_interday_learning_cards_count_too(student: Student) -> None:
    cards = student.add(3)
    student.make_interday_learning(cards)
    student.sched.suspend_cards(cards[:1])
    a_night_passes(student)
    assert left(student)[-4:] == [0, 0, 0, 2]
    student.bias(0)
    student.study(1, rating=lambda: EASY)
    assert left(student)[-4:] == [0, 0, 0, 2]  # it was answered today, and not yesterday


def test_of_which_decks_and_cards(student: Student) -> None:
    cards = student.add(6, "A")
    for its in (cards, student.add(4, "A::B"), student.add(5, "C")):
        student.make_reviews(its)
    student.sched.suspend_cards(cards[:1])  # the only ones that were not left
    student.sched.bury_cards(cards[1:3])
    student.filtered_deck("F", f"cid:{cards[3]}")
    a_night_passes(student, 2)
    ids = (student.deck_id(name) for name in ("A", "A::B", "C"))
    assert [left(student, deck)[-4:] for deck in ids] == [[0, 0, n, n] for n in (9, 4, 5)]


def test_a_card_that_was_postponed_was_not_left_until_then(student: Student) -> None:
    cards = student.add(2)
    student.make_reviews(cards)
    student.bias(0)
    student.study(rating=lambda: GOOD)
    student.db.execute("update cards set ivl = 2, due = ?", student.sched.today + 2)
    student.db.execute("update revlog set ivl = 2")
    a_night_passes(student, 2)
    postponed = "update cards set ivl = 4, due = due + 2 where id = ?"
    student.db.execute(postponed, cards[0])
    a_night_passes(student, 3)
    student.study(rating=lambda: GOOD)
    a_night_passes(student)
    assert left(student)[-4:] == [1, 1, 2, 0]
