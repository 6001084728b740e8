# SPDX-License-Identifier: AGPL-3.0-or-later
"""Any day: random collections, random acts, and after each of them what should be on screen.

A failure is shrunk to a short script of the acts that lead to it.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import anki.collection  # anki.cards cannot be the first that is imported
from anki.cards import CardId
from anki.decks import DeckId
from anki.scheduler_pb2 import CustomStudyRequest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from addon.collection import stored_settings
from addon.settings import DeckSettings, Settings
from tests.collection.student import REVIEW, Student
from tests.model.studied_day import DECKS, StudiedDay

templates = Path(tempfile.mkdtemp(prefix="biased-queue-templates-"))
atexit.register(shutil.rmtree, templates)
strengths = st.one_of(st.just(60), st.integers(0, 100))
indices = st.integers(0, 60)
ADDED_FIRST, ADDED_LAST = 5, 7  # Deck.Filtered.SearchTerm.Order


@cache
def template(steps: tuple[float, ...], bury: bool, fsrs: bool, order: int) -> Path:
    """A collection with subdecks, siblings, interday learning cards and a leech to be."""
    path = templates / f"{len(list(templates.iterdir()))}.anki2"
    student = Student(anki.collection.Collection(str(path)))
    sided = "Basic (and reversed card)"
    for deck, reviews, new in (("A", 10, 4), ("A::B", 6, 3), ("C", 5, 2)):
        student.make_reviews(student.add(reviews, deck, "review"))
        student.make_reviews(student.add(2, deck, "siblings", notetype=sided)[::2])
        student.add(new, deck, "new")
        student.add(1, deck, "new siblings", notetype=sided)
    student.make_interday_learning(student.add(3, "A", "interday"))
    student.preset(
        steps=list(steps), relearning_steps=[10], bury=bury, newMix=order, interdayLearningMix=0
    )
    own = student.col.decks.add_config("C's")
    own["new"]["perDay"], own["lapse"]["leechFails"], own["lapse"]["delays"] = 2, 1, []
    student.col.decks.update_config(own)
    with_own = student.col.decks.by_name("C")
    assert with_own is not None
    with_own["conf"] = own["id"]
    student.col.decks.save(with_own)
    filtered = student.col.decks.get(student.col.decks.new_filtered("Filtered"))
    assert filtered is not None
    filtered["terms"] = [["deck:A::B", 4, ADDED_FIRST], ["deck:A::B", 2, ADDED_LAST]]
    student.col.decks.save(filtered)
    if fsrs:
        student.fsrs()
        student.col.set_config("loadBalancerEnabled", True)
    student.col.decks.select(student.deck_id("A"))
    student.col.fix_integrity()
    student.col.close()
    return path


class AnyDay(RuleBasedStateMachine):
    @initialize(
        steps=st.sampled_from([(), (1,), (1, 10), (1, 2880)]),
        bury=st.booleans(),
        fsrs=st.booleans(),
        order=st.sampled_from([0, 0, 0, 1, 2]),
        strength=st.sampled_from([20, 60]),
    )
    def begin(
        self, steps: tuple[float, ...], bury: bool, fsrs: bool, order: int, strength: int
    ) -> None:
        self.day = StudiedDay(template(steps, bury, fsrs, order))
        self.change_settings(strength, 0)

    def some_card(self, index: int, kind: int | None = None) -> CardId | None:
        """A card that waits in the queue, or None."""
        ids = [
            CardId(card.card.id)
            for card in self.day.student.anki_queue().cards
            if kind is None or card.queue == kind
        ]
        return ids[index % len(ids)] if ids else None

    @rule(ratings=st.lists(st.sampled_from([0, 1, 2, 2, 2, 3, 3]), min_size=1, max_size=5))
    def answer(self, ratings: list[int]) -> None:
        for rating in ratings:
            self.day.answer(rating)
            self.day.check()

    @rule(times=st.integers(5, 12))
    def answer_many(self, times: int) -> None:
        self.answer([2] * times)

    @rule(times=st.integers(1, 4), redo=st.booleans())
    def undo(self, times: int, redo: bool) -> None:
        for _ in range(times):
            self.day.redo() if redo else self.day.undo()
            self.day.check()

    @rule(index=indices, manual=st.booleans())
    def bury(self, index: int, manual: bool) -> None:
        if card := self.some_card(index):
            self.day.do(lambda s: s.col.sched.bury_cards([card], manual=manual))

    @rule()
    def unbury(self) -> None:
        deck = self.day.student.col.decks.get_current_id()
        self.day.do(lambda s: s.col.sched.unbury_deck(deck))

    @rule(index=indices)
    def suspend(self, index: int) -> None:
        if card := self.some_card(index):
            self.day.do(lambda s: s.col.sched.suspend_cards([card]))

    @rule(index=indices)
    def delete_note(self, index: int) -> None:
        if card := self.some_card(index):
            note = self.day.student.col.get_card(card).nid
            self.day.do(lambda s: s.col.remove_notes([note]))

    @rule(index=indices, reset=st.booleans())
    def forget(self, index: int, reset: bool) -> None:
        if card := self.some_card(index, REVIEW):
            self.day.do(lambda s: s.col.sched.schedule_cards_as_new([card], reset_counts=reset))

    @rule(index=indices, days=st.sampled_from(["0", "1", "0!"]))
    def set_due_date(self, index: int, days: str) -> None:
        if card := self.some_card(index):
            self.day.do(lambda s: s.col.sched.set_due_date([card], days))

    @rule(index=indices, colour=st.integers(0, 7))
    def flag(self, index: int, colour: int) -> None:
        if card := self.some_card(index):
            self.day.do(lambda s: s.col.set_user_flag_for_cards(colour, [card]))

    @rule(index=indices, deck=st.sampled_from(DECKS))
    def move(self, index: int, deck: str) -> None:
        if card := self.some_card(index):
            to = self.day.student.deck_id(deck)
            self.day.do(lambda s: s.col.set_deck([card], to))

    @rule(deck=st.sampled_from([*DECKS, "Filtered"]))
    def select_deck(self, deck: str) -> None:
        to = self.day.student.deck_id(deck)
        self.day.do(lambda s: s.col.decks.set_current(to))

    def save(self, settings: Settings) -> None:
        if settings != stored_settings.load(self.day.student.col):  # as the dialog does
            self.day.do(lambda s: stored_settings.save(s.col, settings, step="Settings"))

    @rule(strength=strengths, least=st.sampled_from([0, 0, 12]))
    def change_settings(self, strength: int, least: int) -> None:
        default = DeckSettings(strength, least)
        self.save(stored_settings.load(self.day.student.col)._replace(default=default))

    @rule(strength=strengths, deck=st.sampled_from(DECKS), from_mixed=st.booleans())
    def change_settings_of_a_deck(self, strength: int, deck: str, from_mixed: bool) -> None:
        col = self.day.student.col
        of_deck = self.day.student.deck_id(deck)
        settings = stored_settings.load(col)
        self.save(settings.with_values(of_deck, strength=strength, from_mixed=from_mixed))

    @rule(enabled=st.booleans())
    def turn(self, enabled: bool) -> None:
        self.save(stored_settings.load(self.day.student.col)._replace(enabled=enabled))

    @rule(wanted=st.booleans())
    def new_cards_now(self, wanted: bool) -> None:
        deck = DeckId(self.day.student.col.decks.get_current_id())
        self.day.do(
            lambda s: stored_settings.set_todays_strength(s.col, deck, 0 if wanted else None)
        )

    @rule(new=st.integers(0, 12), reviews=st.integers(5, 40), order=st.integers(0, 2))
    def change_the_preset(self, new: int, reviews: int, order: int) -> None:
        self.day.do(lambda s: s.preset(newPerDay=new, revPerDay=reviews, newMix=order))

    @precondition(lambda self: not self.day.student.col.decks.current()["dyn"])
    @rule(more=st.integers(1, 6), new=st.booleans())
    def custom_study(self, more: int, new: bool) -> None:
        deck = self.day.student.col.decks.get_current_id()
        request = CustomStudyRequest(deck_id=deck)
        setattr(request, "new_limit_delta" if new else "review_limit_delta", more)
        self.day.do(lambda s: s.col.sched.custom_study(request))

    @rule(rebuild=st.booleans())
    def filtered_deck(self, rebuild: bool) -> None:
        deck = self.day.student.deck_id("Filtered")
        if rebuild and not self.day.student.col.find_cards("deck:A::B -is:suspended -is:buried"):
            return
        way = "rebuild_filtered_deck" if rebuild else "empty_filtered_deck"
        self.day.do(lambda s: getattr(s.col.sched, way)(deck))

    @rule(index=indices)
    def fetch_many(self, index: int) -> None:
        sched = self.day.student.sched
        listed = sched.get_queued_cards(fetch_limit=index + 2).cards
        first = sched.get_queued_cards().cards
        assert [card.card.id for card in listed[:1]] == [card.card.id for card in first]
        ids = [card.card.id for card in listed]
        ankis = self.day.student.anki_queue().cards
        assert len(set(ids)) == len(ids) == min(index + 2, len(ankis))

    @rule()
    def close_and_reopen(self) -> None:
        self.day.reopen()

    @rule()
    def start_a_new_day(self) -> None:
        self.day.start_a_new_day()

    @invariant()
    def the_right_card_is_on_screen(self) -> None:
        if hasattr(self, "day"):
            self.day.check()

    def teardown(self) -> None:
        if hasattr(self, "day"):
            self.day.compare_with_twin()
            self.day.close()


TestAnyDay = AnyDay.TestCase


def test_undone_card_beyond_a_lowered_limit() -> None:
    """It was shown all the same, though Anki's queue did not hold it any more."""
    state = AnyDay()
    state.begin(steps=(), bury=False, fsrs=False, order=0, strength=20)
    state.answer_many(times=5)
    state.undo(times=2, redo=False)
    state.change_the_preset(new=0, order=0, reviews=5)
    state.the_right_card_is_on_screen()
    state.teardown()
