# SPDX-License-Identifier: AGPL-3.0-or-later
"""While studying: today's choice from the More menu and by key, and when the reviews are done."""

from __future__ import annotations

import pytest
from anki.scheduler.v3 import Scheduler
from aqt import gui_hooks
from aqt.qt import QAction, QKeySequence, QLabel, QMenu, Qt
from aqt.utils import closeTooltip

from addon.ordering import Bias, ReviewMix
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.gui.camera import Camera
from tests.gui.conftest import with_addon
from tests.gui.on_screen import control, installed
from tests.gui.person import Person


@pytest.fixture
def told(person: Person, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001
    """What the add-on says in tooltips."""
    reviewer = installed("gui.reviewer")
    today_only = installed("gui.today_only")

    texts: list[str] = []
    for module in (reviewer, today_only):
        monkeypatch.setattr(module, "tooltip", lambda text, **_: texts.append(text))
    return texts


def more_menu(person: Person) -> QMenu:
    menu = QMenu(person.mw)
    gui_hooks.reviewer_will_show_context_menu(person.mw.reviewer, menu)
    return control(menu, QMenu, "biasedQueueToday")


def chosen(person: Person) -> str:
    [action] = [action for action in more_menu(person).actions() if action.isChecked()]
    return action.text()


def choose(person: Person, name: str) -> None:
    control(more_menu(person), QAction, name).trigger()
    person.settle()
    person.wait_for_question()


@with_addon
def test_todays_choice_from_the_more_menu_and_by_key(person: Person, told: list[str]) -> None:
    person.due(reviews=30, new=10)
    person.save(Settings(default=DeckSettings(70)))
    person.begin()
    assert chosen(person) == "As set (70%)"
    key = control(more_menu(person), QAction, "today_0").shortcut()
    assert key == QKeySequence("Shift+N")
    on_screen = person.card_on_screen
    choose(person, "today_0")
    assert told == ["Until tomorrow: Anki's order"] and chosen(person) == "Anki's order"
    first = person.top_card().card.id
    assert first == Scheduler(person.col).get_queued_cards().cards[0].card.id
    letters = "".join(person.rate() for _ in range(8))
    assert "N" in letters

    person.qtbot.keyClick(person.mw, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    person.qtbot.waitUntil(lambda: len(told) == 2)
    person.settle()
    assert told[1] == "As set again: 70%" and chosen(person) == "As set (70%)"
    choose(person, "today_100")
    assert told[2] == "Until tomorrow: All new cards last"
    while person.state == "review":
        letters += person.rate()
    assert letters.endswith("N" * (10 - letters[:8].count("N")))
    answered = "select count() from cards where reps = 1"
    assert person.db.scalar(answered) == 40
    assert person.db.scalar(f"{answered} and id = ?", on_screen) == 1


@with_addon
def test_the_choice_is_there_for_a_deck_that_is_off_and_not_where_the_add_on_is(
    person: Person, told: list[str]
) -> None:
    person.due(reviews=20, new=5)
    person.save(Settings(default=DeckSettings(0)))
    person.begin()
    assert chosen(person) == "As set (Off)"
    person.qtbot.keyClick(person.mw, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    person.qtbot.waitUntil(lambda: told == ["This deck is studied in Anki's order already."])
    choose(person, "today_100")
    assert "".join(person.rate() for _ in range(25)) == "R" * 20 + "N" * 5
    person.save(Settings(enabled=False))
    menu = QMenu(person.mw)
    gui_hooks.reviewer_will_show_context_menu(person.mw.reviewer, menu)
    assert menu.findChild(QMenu, "biasedQueueToday") is None


@with_addon
def test_a_choice_that_is_undone_in_mid_review_holds_no_more_from_the_next_card_on(
    person: Person,
) -> None:
    person.due(reviews=30, new=10)
    person.save(Settings(default=DeckSettings(0), decks={99: DeckSettings(5)}))
    person.begin()
    choose(person, "today_100")
    person.undo()
    assert chosen(person) == "As set (Off)"
    assert "".join(person.rate() for _ in range(40)) == formula(30, 10, Bias(0))

    person.due(reviews=30, new=10, deck="Other")
    person.save(Settings(default=DeckSettings(60)))
    other = person.deck_id("Other")
    person.begin(other)
    letters = "".join(person.rate() for _ in range(3))
    choose(person, "today_0")
    letters += person.rate()
    person.undo()  # the answer
    assert chosen(person) == "Anki's order"
    person.undo()
    assert chosen(person) == "As set (60%)"
    letters = letters[:-1] + "".join(person.rate() for _ in range(10))
    assert letters == formula(30, 10, Bias(60))[:13]
    ours = "document.getElementById('biased-queue')"
    person.see_overview(other)
    person.wait_for_page(f"{ours}?.textContent.includes('Today: As set (60%)')")


# When the reviews are done
##########################################################################


@with_addon
def test_it_says_once_a_day_and_deck_that_the_reviews_are_done(
    person: Person, told: list[str]
) -> None:
    person.due(reviews=6, new=4)
    person.due(reviews=2, new=2, deck="Other")
    person.save(Settings(default=DeckSettings(100)))
    person.begin()
    for _ in range(5):
        person.rate()
        assert not told
    person.rate()
    assert told == ["Your reviews are done. Left: 4 new cards."]
    person.undo()
    person.rate()
    for _ in range(4):
        person.rate()
    assert len(told) == 1 and person.state == "overview"

    person.begin(person.deck_id("Other"))
    person.rate()
    person.rate(1)  # a relearning step is left
    assert told[1:] == ["Your reviews are done. Left: 2 new, 1 in learning."]

    # After a restart a relearning card makes nothing done, and neither does a new one.
    installed("gui.reviewer")._told_done.clear()
    person.switch_profile(person.profile)
    person.preset(relearning_steps=[10, 20])
    person.begin(person.deck_id("Other"))
    letters = "".join(person.rate(3) for _ in range(5))
    assert letters.count("N") == 2 and "L" in letters and len(told) == 2


@with_addon
def test_an_interday_learning_card_is_the_last_review(person: Person, told: list[str]) -> None:
    person.make_interday_learning(person.add(1))
    person.due(reviews=2, new=3)
    person.preset(interdayLearningMix=ReviewMix.AFTER)
    person.save(Settings(default=DeckSettings(100)))
    person.begin()
    letters = ""
    while not told:
        letters += person.rate()
    assert told == ["Your reviews are done. Left: 3 new cards."] and len(letters) == 3


@with_addon
def test_the_message_itself(person: Person, camera: Camera) -> None:
    """In the theme of the moment at which it comes."""
    person.save(Settings(default=DeckSettings(100)))
    for theme in camera.each_theme():
        person.due(reviews=2, new=3, deck=theme)
        person.begin(person.deck_id(theme))
        for _ in range(2):
            person.rate()
        [shown] = [
            label
            for label in person.mw.findChildren(QLabel)
            if label.isVisible() and "Your reviews are done" in label.text()
        ]
        assert "3 new cards" in shown.text()
        camera.keep(shown, "reviews-done", theme)
        closeTooltip()


@with_addon
def test_it_says_nothing_where_nothing_is_left_or_where_it_is_not_wanted(
    person: Person, told: list[str]
) -> None:
    person.due(reviews=4, new=2)
    person.save(Settings(default=DeckSettings(1)))
    person.begin()
    while person.state == "review":
        person.rate()
    assert formula(4, 2, Bias(1)).endswith("R")  # no new card is left after the last review
    assert not told
    person.due(reviews=4, new=2, deck="Other")
    person.save(Settings(default=DeckSettings(100)))
    person.on_this_computer(reviews_done_message=False)
    person.begin(person.deck_id("Other"))
    while person.state == "review":
        person.rate()
    assert not told
    person.on_this_computer(reviews_done_message=True)
    person.save(Settings(default=DeckSettings(0)))  # Anki's order: none of ours
    person.due(reviews=4, new=2, deck="Third")
    person.begin(person.deck_id("Third"))
    while person.state == "review":
        person.rate()
    assert not told
