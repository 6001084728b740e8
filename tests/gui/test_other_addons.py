# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside other add-ons that change the reviewer or take the scheduler's place, in Anki's window."""

from __future__ import annotations

from typing import Any

import pytest
from anki.cards import Card, CardId
from anki.collection import Collection
from anki.scheduler.v3 import QueuedCards, Scheduler
from aqt import gui_hooks, tr
from aqt.operations.collection import undo
from aqt.qt import QAction
from aqt.reviewer import Reviewer

from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.collection.student import LETTERS
from tests.gui.conftest import with_addon
from tests.gui.on_screen import installed
from tests.gui.person import Person


@pytest.fixture
def told(person: Person, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001
    """What the add-on says in warnings."""
    error_net = installed("gui.error_net")

    texts: list[str] = []
    monkeypatch.setattr(error_net, "showWarning", lambda text, **_: texts.append(text))
    return texts


@with_addon
def test_a_reviewer_that_skips_cards_by_burying_them(
    person: Person, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    """Its steps are merged into the answer's, so that one undo takes back both."""
    person.due(reviews=30, new=8)
    to_skip = set(person.col.find_cards("")[::4])
    ankis = Reviewer.nextCard

    def next_card(self: Reviewer) -> None:
        ankis(self)
        while self.card and self.card.id in to_skip:
            col = self.mw.col
            before = col.undo_status()
            col.sched.bury_cards([CardId(self.card.id)], manual=False)
            if before.undo == tr.actions_answer_card():
                col.merge_undo_entries(before.last_step)
            ankis(self)

    monkeypatch.setattr(Reviewer, "nextCard", next_card)
    person.save(Settings(default=DeckSettings(60)))
    person.begin()
    seen, undone = [], None
    while person.state == "review":
        kind = person.top_card().queue
        assert LETTERS[kind] == person.expected()
        seen.append(person.card_on_screen)
        person.rate()
        person.done[kind] += 1
        if len(seen) == 10 and undone is None:
            person.undo()
            undone = seen.pop()
            assert person.card_on_screen == undone
            person.done[kind] -= 1
    assert sorted([*seen, *to_skip]) == sorted(person.col.find_cards(""))
    assert not told


@with_addon
def test_one_that_undoes_an_answer_from_a_hook(person: Person, told: list[str]) -> None:
    person.due(reviews=30, new=8)
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
    assert letters[:6] + letters[7:] == formula(30, 8, Bias(60))
    assert not told


@with_addon
def test_one_that_puts_its_own_scheduler_in(person: Person, told: list[str]) -> None:
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
    letters = "".join(person.rate() for _ in range(16))
    assert letters == formula(12, 4, Bias(50)) and person.state == "overview" and not told


@with_addon
def test_one_that_changes_the_order_of_the_queue_itself(
    person: Person, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    ankis = Scheduler.get_queued_cards

    def end_after_five(self: Scheduler, **arguments: Any) -> QueuedCards:
        queued = ankis(self, **arguments)
        if person.db.scalar("select count() from revlog") >= 5:
            del queued.cards[:]
        return queued

    monkeypatch.setattr(Scheduler, "get_queued_cards", end_after_five)
    person.due(reviews=12, new=4)
    person.begin()
    for _ in range(5):
        person.rate()
    person.qtbot.waitUntil(lambda: person.state == "overview")
    assert not told


@with_addon
def test_an_error_in_opening_our_dialog_is_told_as_ours(
    person: Person, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    dialog = installed("gui.dialog.window")

    def fail(*_arguments: object) -> None:
        raise RuntimeError("our own mistake")

    monkeypatch.setattr(dialog, "BiasedQueueDialog", fail)
    person.mw.findChild(QAction, "actionBiasedQueue").trigger()
    person.qtbot.waitUntil(lambda: bool(told))
    assert "our own mistake" in told[0] and "Anki goes on" in told[0]


@with_addon
def test_an_error_in_our_part_of_a_window_does_not_reach_it(
    person: Person, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    overview = installed("gui.overview")

    def fail(*_arguments: object) -> None:
        raise RuntimeError("our own mistake")

    monkeypatch.setattr(overview, "parts", fail)
    person.due(reviews=12, new=4)
    for _ in range(2):
        person.see_overview()
        person.qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1 and "our own mistake" in told[0] and "Anki goes on" in told[0]
    person.begin()
    assert "".join(person.rate() for _ in range(16)) == formula(12, 4, Bias(50))
