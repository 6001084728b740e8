# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reviews first wherever else one studies, by the preset; here new cards move all the same."""

from __future__ import annotations

import random
from typing import Any

import pytest
from anki._backend import RustBackend
from anki.decks import DEFAULT_DECK_ID, DeckId
from anki.scheduler.v3 import QueuedCards

from addon.collection import stored_settings
from addon.collection.deck_bias import Reason
from addon.collection.preset_orders import PresetOrders
from addon.collection.todays_queue import queue_of_selected_deck
from addon.ordering import Bias, ReviewMix, both_orders
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.collection.student import LETTERS, NEW, Student
from tools.answering import AGAIN, GOOD

MIX, AFTER, BEFORE = ReviewMix
TICKED, PLAIN = DeckSettings(60, from_mixed=True), DeckSettings(60)
STEP = "Biased Queue Settings"


def order_of(student: Student, deck: str = "Default") -> ReviewMix:
    """A deck's "New/review order" in Anki."""
    preset = student.col.decks.config_dict_for_deck_id(student.deck_id(deck))
    return ReviewMix(preset["newMix"])


def save(student: Student, **decks: DeckSettings) -> None:
    own: dict[int, DeckSettings] = {student.deck_id(name): deck for name, deck in decks.items()}
    stored_settings.save(student.col, Settings(decks=own), step=STEP)


def give_preset_of_its_own(student: Student, deck: str, order: ReviewMix = MIX) -> None:
    preset = student.col.decks.add_config(f"Of {deck}")
    preset["newMix"] = int(order)
    student.col.decks.update_config(preset)
    its = student.col.decks.get(student.deck_id(deck))
    assert its is not None
    its["conf"] = preset["id"]
    student.col.decks.save(its)


@pytest.mark.parametrize(
    ("reviews", "new", "more"),
    [(60, 10, {}), (60, 10, {"leave_first": 3}), (0, 5, {}), (5, 0, {}), (1, 30, {})],
)
def test_the_order_is_that_of_the_mixed_formula_to_the_card(
    student: Student, reviews: int, new: int, more: dict[str, Any]
) -> None:
    student.due(reviews, new)
    student.bias(60, from_mixed=True, **more)
    assert order_of(student) is AFTER
    ankis = "".join(LETTERS[card.queue] for card in student.anki_queue().cards)
    assert ankis == reviews * "R" + new * "N"
    assert student.study() == formula(reviews, new, Bias(60, **more))
    assert not student.failures


@pytest.mark.parametrize("fsrs", [False, True])
def test_all_reviews_are_fetched_once_a_day_and_after_what_is_no_answer(
    student: Student, monkeypatch: pytest.MonkeyPatch, fsrs: bool
) -> None:
    """What is fetched before a new card takes Anki 20 ms at 2,000 reviews, and more with FSRS."""
    student.due(reviews=60, new=10)
    if fsrs:
        student.fsrs()
    student.bias(60, from_mixed=True)
    ankis, deep = RustBackend.get_queued_cards, list[int]()

    def counted(backend: RustBackend, **how: Any) -> QueuedCards:
        deep.extend([1] * (how["fetch_limit"] > 1))
        return ankis(backend, **how)

    monkeypatch.setattr(RustBackend, "get_queued_cards", counted)
    assert student.study(1) == "R" and len(deep) == 1  # with an answer, before one is needed
    assert student.study(49) == formula(60, 10, Bias(60))[1:50] and len(deep) == 1
    student.sched.suspend_cards([student.card_on_screen])
    student.study()
    assert len(deep) == 2 and not student.failures


def test_a_new_card_that_somebody_brings_back_within_the_last_step_comes_in_its_place(
    student: Student,
) -> None:
    student.due(reviews=20, new=5)
    first = student.col.find_cards("is:new")[0]
    student.sched.suspend_cards([first])
    student.bias(30, from_mixed=True)
    assert student.study(5) == "RRRRR"
    step = student.col.undo_status().last_step
    student.sched.unsuspend_cards([first])
    student.col.merge_undo_entries(step)
    while student.on_screen().queue != NEW:
        student.answer()
    assert student.card_on_screen == first


def test_it_is_ankis_order_with_few_reviews_or_today_or_at_0_or_turned_off(
    student: Student,
) -> None:
    student.due(reviews=20, new=5)
    after = 20 * "R" + 5 * "N"

    def shown() -> str:
        queued = student.sched.get_queued_cards(fetch_limit=25).cards
        return "".join(LETTERS[card.queue] for card in queued)

    for strength, least in ((60, 21), (0, 0), (60, 20)):
        student.bias(strength, min_reviews=least, from_mixed=True)
        moves = (strength, least) == (60, 20)
        assert shown() == (formula(20, 5, Bias(60)) if moves else after)
        queue = queue_of_selected_deck(student.col)
        ankis, yours = both_orders(queue.counts.day, queue.bias)
        assert ankis == [False] * 20 + [True] * 5 and (yours != ankis) == moves
    stored_settings.set_todays_strength(student.col, DEFAULT_DECK_ID, 0)
    assert shown() == after
    stored_settings.set_todays_strength(student.col, DEFAULT_DECK_ID, 30)
    assert shown() == formula(20, 5, Bias(30))
    settings = stored_settings.load(student.col)
    student.save(settings._replace(enabled=False))
    assert shown() == after


def test_the_selected_deck_decides_with_its_own_preset(student: Student) -> None:
    student.due(reviews=20, new=5, deck="A")
    student.due(reviews=20, new=5, deck="A::B")
    give_preset_of_its_own(student, "A::B")
    student.preset(student.deck_id("A::B"), perDay=9999)
    own = {"A": DeckSettings(10, from_mixed=True), "A::B": DeckSettings(20)}
    student.save(Settings(decks={student.deck_id(name): deck for name, deck in own.items()}))
    assert (order_of(student, "A"), order_of(student, "A::B")) == (AFTER, MIX)
    student.col.decks.select(student.deck_id("A::B"))
    assert student.study() == formula(20, 5, Bias(20))
    student.col.decks.select(student.deck_id("A"))
    student.study(check=True)
    assert student.done[NEW] == 10 and not student.failures


@pytest.mark.parametrize("bury", [False, True])
@pytest.mark.parametrize("new_order", [(0, 0), (1, 1), (3, 3), (4, 4), (5, 2)])
def test_each_new_card_is_the_first_that_anki_has_then(
    student: Student, new_order: tuple[int, int], bury: bool
) -> None:
    """However new cards are gathered and sorted, with siblings, limits and lapses."""
    for deck in ("A", "A::B"):
        student.due(reviews=30, new=9, deck=deck)
        student.make_reviews(
            student.add(6, deck, "both", notetype="Basic (and reversed card)")[::3]
        )
    student.make_interday_learning(student.add(5, "A", "interday"))
    student.preset(
        bury=bury, steps=[1, 10], relearning_steps=[10], newPerDay=15,
        newGatherPriority=new_order[0], newSortOrder=new_order[1],
    )  # fmt: skip
    if bury:
        student.fsrs()
    student.bias(30, from_mixed=True)
    student.col.decks.select(student.deck_id("A"))
    rng = random.Random(7)
    while shown := student.shown():
        if shown.queue == NEW:
            assert shown == next(c for c in student.anki_queue().cards if c.queue == NEW)
        assert LETTERS[shown.queue] == student.expected()
        if rng.random() < 0.1:
            student.sched.suspend_cards([student.anki_queue().cards[-1].card.id])
            continue
        student.answer(shown, rng.choice([AGAIN, GOOD, GOOD]))
        if rng.random() < 0.1:
            student.col.undo()
            student.done[shown.queue] -= shown.card.queue in (0, 2, 3)
            assert student.card_on_screen == shown.card.id
    assert not student.failures


def test_preset_and_setting_are_one_step_of_undo_and_nothing_else_changes(student: Student) -> None:
    student.db.execute("update col set crt = crt - ?", 9 * 86_400)  # there was a yesterday
    student.reopen()
    student.due(reviews=20, new=5)
    student.preset(newPerDay=20, revPerDay=200)
    student.col.set_config("fsrs", True)
    deck = student.col.decks.get(DEFAULT_DECK_ID)
    assert deck is not None
    deck["newLimit"], deck["reviewLimitToday"] = 7, {"limit": 50, "today": student.sched.today}
    deck["newLimitToday"] = {"limit": 3, "today": student.sched.today - 1}
    student.col.decks.save(deck)

    def stored() -> object:
        col = student.col
        preset = col.decks.config_dict_for_deck_id(DEFAULT_DECK_ID)
        kept = {key: preset[key] for key in preset if key not in ("mod", "usn", "newMix")}
        limits = [col.decks.get(DEFAULT_DECK_ID)[key] for key in deck if "imit" in key]  # type: ignore[index]
        rest = [col.get_config(key) for key in ("fsrs", "newCardsIgnoreReviewLimit")]
        fixed.append((kept, limits, rest))
        return preset["newMix"], stored_settings.load(col).decks

    fixed: list[object] = []
    mixed: object = (MIX, {})
    ticked, unticked = (AFTER, {1: TICKED}), (MIX, {1: PLAIN})
    assert stored() == mixed
    save(student, Default=TICKED)
    assert stored() == ticked and student.col.undo_status().undo == STEP
    student.col.undo()
    assert stored() == mixed
    student.col.redo()
    assert stored() == ticked
    save(student, Default=PLAIN)
    assert stored() == unticked
    for before in (ticked, mixed):
        student.col.undo()
        assert stored() == before
    assert all(what == fixed[0] for what in fixed)


@pytest.mark.parametrize(
    ("steps", "others", "orders"),
    [  # the settings one after the other; whose options the last changes as well; all orders then
        ([{"A": TICKED}], "Default", "AFTER AFTER AFTER MIX BEFORE"),  # A::B inherits it
        ([{"A__B": TICKED}], "Default A", "AFTER AFTER AFTER MIX BEFORE"),
        ([{"C": TICKED}], "", "MIX MIX MIX AFTER BEFORE"),
        ([{"D": TICKED}], "", "MIX MIX MIX MIX AFTER"),
        ([{"D": TICKED}, {}], "", "MIX MIX MIX MIX MIX"),
        ([{"all": TICKED}], "", "AFTER AFTER AFTER AFTER BEFORE"),
        ([{"all": TICKED}, {}], "", "MIX MIX MIX MIX BEFORE"),
        ([{"A": TICKED}, {"A": PLAIN}], "Default", "MIX MIX MIX MIX BEFORE"),
        ([{"A": TICKED}, {}], "Default", "MIX MIX MIX MIX BEFORE"),  # the arrow
        ([{"A": TICKED, "Default": TICKED}, {"A": PLAIN, "Default": TICKED}], "",
         "AFTER AFTER AFTER MIX BEFORE"),  # one that uses it still wants it
        ([{"A": TICKED, "C": TICKED}], "Default", "AFTER AFTER AFTER AFTER BEFORE"),
        ([{"A": PLAIN}], "", "MIX MIX MIX MIX BEFORE"),
    ],
)  # fmt: skip
def test_which_presets_change_and_whose_they_are(
    student: Student, steps: list[dict[str, DeckSettings]], others: str, orders: str
) -> None:
    names = ("Default", "A", "A::B", "C", "D")
    for name in names:
        student.deck_id(name)
    give_preset_of_its_own(student, "C")
    give_preset_of_its_own(student, "D", BEFORE)
    student.filtered_deck("A::Filtered", "")
    for decks in steps:
        default = decks.get("all", DeckSettings())
        own: dict[int, DeckSettings] = {
            student.deck_id(name.replace("__", "::")): deck
            for name, deck in decks.items()
            if name != "all"
        }
        after = Settings(default=default, decks=own)
        before = stored_settings.load(student.col)
        told = PresetOrders(student.col).others(before, after)
        stored_settings.save(student.col, after, step=STEP)
    assert {student.col.decks.name(DeckId(deck)) for deck in told} == set(others.split())
    assert [order_of(student, name).name for name in names] == orders.split()


def test_forty_presets_are_one_step_of_undo_too(student: Student) -> None:
    """Anki keeps thirty steps."""
    for number in range(40):
        give_preset_of_its_own(student, f"Deck {number}")

    def orders() -> list[ReviewMix]:
        return [ReviewMix(preset["newMix"]) for preset in student.col.decks.all_config()]

    stored_settings.save(student.col, Settings(default=TICKED), step=STEP)
    assert orders() == [AFTER] * 41
    assert student.col.undo().operation == STEP and orders() == [MIX] * 41


def test_what_is_set_in_ankis_options_stays_until_the_box_is_ticked(student: Student) -> None:
    student.due(reviews=20, new=5)
    save(student, Default=TICKED)
    student.preset(newMix=int(MIX))  # mixed here, whatever the box says
    student.save(stored_settings.load(student.col))
    assert order_of(student) is MIX and student.study(9) == formula(20, 5, Bias(60))[:9]
    student.preset(newMix=int(BEFORE))
    save(student, Default=PLAIN)
    assert order_of(student) is BEFORE
    student.preset(newMix=int(AFTER))
    student.save(stored_settings.load(student.col))
    assert queue_of_selected_deck(student.col).reason is Reason.NEW_CARDS_LAST
    save(student, Default=TICKED)
    assert queue_of_selected_deck(student.col).reason is None and order_of(student) is AFTER
    assert student.study() == formula(20, 5, Bias(60))[9:]
