# SPDX-License-Identifier: AGPL-3.0-or-later
"""Installed from the zip and studied with the keyboard, in Anki's real window."""

from __future__ import annotations

import pytest
from anki._backend import RustBackend
from anki.cards import Card
from anki.collection import Collection
from anki.decks import DeckManager
from anki.scheduler.v3 import Scheduler
from aqt import gui_hooks, tr
from aqt.operations.collection import undo
from aqt.qt import QAction
from aqt.reviewer import Reviewer

from addon.ordering import Bias, ReviewMix
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.gui.conftest import with_addon
from tests.gui.on_screen import installed
from tests.gui.person import Person
from tools.demo.deck import fill

pytestmark = with_addon


def test_the_demo_deck_is_studied_to_its_end_in_the_biased_order(person: Person) -> None:
    person.begin(fill(person.col, 40, 8, DeckSettings(60), ReviewMix.MIX))
    letters, seen = "", []
    while person.state == "review":
        assert person.sched.counts() == (8 - letters.count("N"), 0, 40 - letters.count("R"))
        seen.append(person.card_on_screen)
        letters += person.rate()
    assert letters == formula(40, 8, Bias(60))
    assert sorted(seen) == sorted(person.col.find_cards(""))
    assert person.state == "overview"


def test_ten_answers_ten_undos_ten_redos(person: Person) -> None:
    """The same cards come back under the same menu entries, as in Anki alone."""
    person.due(reviews=16, new=8)
    person.begin()
    for _ in range(9):
        person.rate()
    cards, undo = [], tr.undo_undo_action(val=tr.actions_answer_card())
    redo = tr.undo_redo_action(action=tr.actions_answer_card())
    for ease in (4, 3, 1, 2, 4, 4, 3, 3, 4, 4):
        cards.append(person.card_on_screen)
        person.rate(ease)
        assert person.edit_menu == (undo, True, tr.undo_redo(), False)
    next_card = person.card_on_screen
    for card in reversed(cards):
        person.undo()
        assert person.edit_menu == (undo, True, redo, True)
        assert person.card_on_screen == card
    for number, card in enumerate([*cards[1:], next_card]):
        person.redo()
        assert person.card_on_screen == card
        assert person.edit_menu[:2] == (undo, True)
        assert person.edit_menu[2:] == ((redo, True) if number < 9 else (tr.undo_redo(), False))
    person.rate()


def test_custom_scheduling_code_runs_on_each_card(person: Person) -> None:
    person.due(reviews=20, new=5)
    person.save(Settings(default=DeckSettings(60)))
    person.col.set_config("cardStateCustomizer", "customData.good.s = ctx?.seed ? 1 : 2;")
    person.begin()
    for _ in range(12):
        person.qtbot.waitUntil(lambda: person.mw.reviewer._states_mutated)
        person.rate(3)
    answered = "select count() from cards where reps > 0"
    with_data = answered + " and data like '%cd%s%'"
    assert person.db.scalar(with_data) == person.db.scalar(answered) > 10


def test_a_change_of_settings_reaches_a_review_in_progress(person: Person) -> None:
    person.due(reviews=24, new=8)
    person.save(Settings(default=DeckSettings(60)))
    person.begin()
    for idle in (Settings(enabled=False), Settings(default=DeckSettings(0))):
        for _ in range(3):
            person.rate()
        assert person.biased
        on_screen = person.card_on_screen
        person.save(idle)
        assert not person.biased
        person.rate()
        person.undo()  # the answer, then the setting
        person.undo()
        assert person.biased and person.card_on_screen == on_screen
    person.save(Settings(default=DeckSettings(0)))
    assert "N" in person.rate_all(5)
    person.save(Settings(default=DeckSettings(100)))
    person.rate()
    letters = person.rate_all()
    assert letters.rstrip("N") == "R" * letters.count("R")
    assert person.db.scalar("select count() from cards where reps = 1") == 32


def test_settings_of_a_newer_version_are_told_once_and_kept(person: Person) -> None:
    newer = {"version": 2, "default": {"strength": 80}}
    person.col.set_config("biasedQueue", newer)
    for _ in range(2):
        person.switch_profile(person.profile)
        person.qtbot.waitUntil(lambda: bool(person.told))
    person.settle()
    [text] = person.warned()
    assert "newer version" in text
    person.due(reviews=12, new=4)
    person.begin()
    assert person.rate_all(6) == formula(12, 4, Bias(0))[:6]
    assert person.col.get_config("biasedQueue") == newer

    person.mw.pm.create("Second")
    person.switch_profile("Second")
    assert not person.told
    person.col.set_config("biasedQueue", newer)
    person.switch_profile("Second")
    person.qtbot.waitUntil(lambda: bool(person.warned()))


def test_where_anki_lacks_something_the_add_on_says_so_and_stays_off(person: Person) -> None:
    hooks = gui_hooks.collection_did_load.count()
    for owner, name in (
        (DeckManager, "deck_and_child_ids"),
        (RustBackend.__base__, "get_queued_cards"),
        (gui_hooks, "overview_will_render_bottom"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.delattr(owner, name)
            installed("gui").begin()
        person.qtbot.waitUntil(lambda: bool(person.told))
        [text] = person.warned()
        assert f".{name}" in text and "stays off" in text
    assert gui_hooks.collection_did_load.count() == hooks


def fail(*_arguments: object) -> None:
    raise RuntimeError("our own mistake")


def test_an_error_in_our_part_of_a_window_is_told_once_and_does_not_reach_it(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed("gui.dialog.window"), "BiasedQueueDialog", fail)
    monkeypatch.setattr(installed("gui.overview"), "new_after_reviews", fail)
    person.due(reviews=12, new=4)
    for _ in range(2):
        person.mw.findChild(QAction, "actionBiasedQueue").trigger()
        person.see_overview()
        person.qtbot.waitUntil(lambda: bool(person.told))
    [text] = person.warned()
    assert "our own mistake" in text and "Anki goes on" in text
    person.begin()
    assert person.rate_all(8) == formula(12, 4, Bias(50))[:8]


def test_an_error_of_ours_is_told_once_and_the_review_goes_on(person: Person) -> None:
    person.due(reviews=10, new=4)
    person.begin()
    person.rate()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installed("collection.biased_queue"), "next_cards", fail)
        person.rate_all()
    [text] = person.warned()
    assert "Anki's own order" in text and "our own mistake" in text
    assert person.db.scalar("select count() from cards where reps = 1") == 14

    person.col._load_scheduler()  # as a sync does
    person.mw.reset()
    person.mw.moveToState("deckBrowser")
    person.due(reviews=8, new=2)
    person.begin()
    letters = person.rate_all(10)
    assert letters == formula(8, 2, Bias(0)) and not person.told
    person.switch_profile(person.profile)
    assert person.biased


def test_one_that_undoes_an_answer_from_a_hook(person: Person) -> None:
    person.due(reviews=12, new=4)
    person.save(Settings(default=DeckSettings(60)))
    answers = []

    def undo_the_seventh(_reviewer: Reviewer, card: Card, _ease: int) -> None:
        answers.append(card.id)
        if len(answers) == 7:
            undo(parent=person.mw)

    gui_hooks.reviewer_did_answer_card.append(undo_the_seventh)
    person.begin()
    letters = ""
    while person.state == "review":
        letters += person.rate()
        person.settle()
        person.wait_for_question()
    assert answers[6] == answers[7]
    assert letters[:6] + letters[7:] == formula(12, 4, Bias(60))


def test_one_that_puts_its_own_scheduler_in(person: Person) -> None:
    class Other(Scheduler):
        pass

    def put_in(col: Collection) -> None:
        col.sched = Other(col)

    gui_hooks.collection_did_load.append(put_in)  # after ours
    person.switch_profile(person.profile)
    gui_hooks.collection_did_load.remove(put_in)
    gui_hooks.collection_did_load._hooks.insert(0, put_in)  # before ours
    person.switch_profile(person.profile)
    assert type(person.mw.col.sched) is Other
    person.due(reviews=12, new=4)
    person.begin()
    letters = person.rate_all(8)
    assert letters == formula(12, 4, Bias(50))[:8]
