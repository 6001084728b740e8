# SPDX-License-Identifier: AGPL-3.0-or-later
"""The next card is chosen while the last is answered, and is never an outdated one."""

from __future__ import annotations

import threading
import time

import pytest
from anki.scheduler.v3 import Scheduler

from tests.collection.student import NEW


def test_showing_a_card_needs_nothing_of_ankis_queue(student, monkeypatch):
    """Not even if the card is out of Anki's order."""
    student.due(reviews=30, new=6)
    student.bias(60)
    out_of_order = 0
    while out_of_order < 2:
        while time.time() % 1 > 0.8:
            time.sleep(0.01)  # what is prepared holds for the second
        student.answer()
        with monkeypatch.context() as patch:
            patch.setattr(type(student.col._backend), "get_queued_cards", refuse)
            shown = student.shown()
        out_of_order += student.ankis_queue(1).cards[0].card.id != shown.card.id


def refuse(*_arguments, **_more):
    raise AssertionError("Anki's queue was asked for")


def test_it_holds_for_a_second(student, monkeypatch):
    """Anki computes what the answers would do from the clock, in seconds."""
    student.due(reviews=30, new=6)
    student.bias(60)
    student.answer()
    time.sleep(1.01)
    monkeypatch.setattr(type(student.col._backend), "get_queued_cards", refuse)
    with pytest.raises(AssertionError, match="was asked for"):
        student.shown()


def test_a_change_between_answer_and_fetch_is_seen(student):
    student.due(reviews=30, new=6)
    student.bias(60)
    for change in (
        lambda shown: student.col.sched.bury_cards([shown.card.id]),
        lambda shown: student.col.sched.suspend_cards([shown.card.id]),
        lambda shown: student.col.remove_notes([shown.card.note_id]),
        lambda shown: student.col.db.execute(
            "update cards set queue = -1 where id = ?", shown.card.id
        ),
    ):
        student.study(3)
        student.answer()
        shown = student.shown()
        change(shown)
        assert student.shown().card.id != shown.card.id
    student.answer()
    student.bias(100)
    student.preset(newMix=2)
    assert student.shown().queue != NEW
    assert not student.failures


def test_callers_may_change_what_they_get(student):
    """The reviewer's custom scheduling code writes into the states."""
    student.due(reviews=30, new=6)
    student.bias(60)
    student.answer()
    student.shown().states.good.custom_data = "changed"
    assert student.shown().states.good.custom_data == ""


def test_a_wrapper_by_another_add_on_is_called_for_each_fetch_on_its_thread(student, monkeypatch):
    student.due(reviews=30, new=6)
    student.bias(60)
    ankis_own, threads = Scheduler.get_queued_cards, []

    def wrapper(self, **arguments):
        threads.append(threading.current_thread())
        return ankis_own(self, **arguments)

    monkeypatch.setattr(Scheduler, "get_queued_cards", wrapper)
    for fetches in range(1, 20):
        shown = student.shown()
        assert fetches <= len(threads) <= 2 * fetches  # a card from further back needs a second
        answering = threading.Thread(target=student.answer, args=(shown,))
        answering.start()
        answering.join()
    assert set(threads) == {threading.current_thread()}
    assert not student.failures
