# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside other add-ons that change the reviewer or take the scheduler's place, in Anki's window."""

from __future__ import annotations

import pytest
from anki.cards import Card, CardId
from anki.collection import Collection
from anki.scheduler.v3 import Scheduler
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


@with_addon
def test_one_that_skips_cards_by_burying(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its steps are merged into the answer's, so that one undo takes back both."""
    person.due(reviews=15, new=5)
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
        if len(seen) == 6 and undone is None:
            person.undo()
            undone = seen.pop()
            assert person.card_on_screen == undone
            person.done[kind] -= 1
    assert sorted([*seen, *to_skip]) == sorted(person.col.find_cards(""))


@with_addon
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


@with_addon
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
    letters = "".join(person.rate() for _ in range(8))
    assert letters == formula(12, 4, Bias(50))[:8]


@with_addon
def test_an_error_in_our_part_of_a_window_is_told_once_and_does_not_reach_it(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("our own mistake")

    monkeypatch.setattr(installed("gui.dialog.window"), "BiasedQueueDialog", fail)
    monkeypatch.setattr(installed("gui.overview"), "parts", fail)
    person.due(reviews=12, new=4)
    for _ in range(2):
        person.mw.findChild(QAction, "actionBiasedQueue").trigger()
        person.see_overview()
        person.qtbot.waitUntil(lambda: bool(person.told))
    [text] = person.warned()
    assert "our own mistake" in text and "Anki goes on" in text
    person.begin()
    assert "".join(person.rate() for _ in range(8)) == formula(12, 4, Bias(50))[:8]
