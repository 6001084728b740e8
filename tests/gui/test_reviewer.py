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

pytestmark = with_addon


@pytest.fixture
def told(person: Person, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001
    """What the add-on says in tooltips."""
    texts = list[str]()
    for module in map(installed, ("gui.reviewer", "gui.today_only")):
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


def press_the_key(person: Person) -> None:
    person.qtbot.keyClick(person.mw, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)


def test_todays_choice_from_the_more_menu_and_by_key(person: Person, told: list[str]) -> None:
    person.due(reviews=15, new=5)
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
    letters = person.rate_all(5)
    assert "N" in letters

    press_the_key(person)
    person.qtbot.waitUntil(lambda: len(told) == 2)
    person.settle()
    assert told[1] == "As set again: 70%" and chosen(person) == "As set (70%)"
    choose(person, "today_100")
    assert told[2] == "Until tomorrow: All new cards last"
    letters += person.rate_all()
    assert letters.endswith("N" * (5 - letters[:5].count("N")))
    answered = "select count() from cards where reps = 1"
    assert person.db.scalar(answered) == 20
    assert person.db.scalar(f"{answered} and id = ?", on_screen) == 1


def test_the_choice_where_all_is_off_and_where_it_is_undone(
    person: Person, told: list[str]
) -> None:
    person.due(reviews=10, new=3)
    person.save(Settings(default=DeckSettings(0), decks={99: DeckSettings(5)}))
    person.begin()
    assert chosen(person) == "As set (Off)"
    press_the_key(person)
    person.qtbot.waitUntil(lambda: told == ["This deck is studied in Anki's order already."])
    choose(person, "today_100")
    person.rate()
    person.undo()  # the answer, then the choice
    assert chosen(person) == "All new cards last"
    person.undo()
    assert chosen(person) == "As set (Off)"
    assert person.rate_all(4) == formula(10, 3, Bias(0))[:4]
    person.save(Settings(enabled=False))
    menu = QMenu(person.mw)
    gui_hooks.reviewer_will_show_context_menu(person.mw.reviewer, menu)
    assert menu.findChild(QMenu, "biasedQueueToday") is None


def test_it_says_once_that_the_reviews_are_done(person: Person, told: list[str]) -> None:
    person.due(reviews=4, new=4)
    person.due(reviews=2, new=2, deck="Other")
    person.save(Settings(default=DeckSettings(100)))
    person.begin()
    for _ in range(3):
        person.rate()
        assert not told
    person.rate()
    assert told == ["Reviews done, in 1 min. Left: 4 new cards."]
    person.undo()
    person.rate_all()
    assert len(told) == 1 and person.state == "overview"

    person.begin(person.deck_id("Other"))
    person.rate()
    person.rate(1)  # a relearning step is left
    assert told[1:] == ["Reviews done, in 1 min. Left: 2 new, 1 in learning."]

    # After a restart a relearning card makes nothing done, and neither does a new one.
    installed("gui.reviewer")._told_done.clear()
    person.switch_profile(person.profile)
    person.preset(relearning_steps=[10, 20], interdayLearningMix=ReviewMix.AFTER)
    person.begin(person.deck_id("Other"))
    letters = "".join(person.rate(3) for _ in range(5))
    assert letters.count("N") == 2 and "L" in letters and len(told) == 2

    # An interday learning card may be the last review.
    person.make_interday_learning(person.add(1, "Third"))
    person.due(reviews=2, new=3, deck="Third")
    person.begin(person.deck_id("Third"))
    for _ in range(3):
        assert len(told) == 2
        person.rate()
    assert told[2:] == ["Reviews done, in 1 min. Left: 3 new cards."]


def test_the_message_itself(person: Person, camera: Camera) -> None:
    """In the theme of the moment at which it comes."""
    person.save(Settings(default=DeckSettings(100)))
    for theme in camera.each_theme():
        person.due(reviews=1, new=3, deck=theme)
        person.begin(person.deck_id(theme))
        person.rate()
        shown = [it for it in person.mw.findChildren(QLabel) if "Reviews done, in " in it.text()]
        assert shown[-1].isVisible() and "3 new cards" in shown[-1].text()
        camera.keep(shown[-1], "reviews-done", theme)
        closeTooltip()


def test_it_says_nothing_where_none_is_left_or_wanted(person: Person, told: list[str]) -> None:
    for deck, strength, wanted in (("none left", 1, True), ("unwanted", 100, False)):
        person.due(reviews=4, new=2, deck=deck)
        person.save(Settings(default=DeckSettings(strength)))
        person.on_this_computer(reviews_done_message=wanted)
        person.begin(person.deck_id(deck))
        assert person.rate_all() == formula(4, 2, Bias(strength)) and not told
