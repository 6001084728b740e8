# SPDX-License-Identifier: AGPL-3.0-or-later
"""A collection under study, what should be on screen, and what was done to it, to do it again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import anki.collection  # anki.cards cannot be the first that is imported
from anki.cards import CardId
from anki.decks import DeckId
from anki.scheduler.v3 import QueuedCards

from addon.collection import stored_settings
from addon.collection.deck_bias import deck_bias
from addon.collection.hook import install
from addon.ordering import Day, next_is_new
from tests.collection.student import LEARNING, LETTERS, MAIN, NEW, REVIEW, Student, millisecond
from tools.answering import answer_unfetched

Act = Callable[[Student], object]
Content = Sequence[Sequence[object]]  # rows of what is stored
DECKS = ("A", "A::B", "C")
DAY_SECS = 86_400


@dataclass
class Step:
    """A step in Anki's undo: what was done, and what there was before it."""

    act: Act
    before: dict[str, Content]
    deck: int


class StudiedDay:
    """One collection with the add-on, and the acts that are not undone."""

    def __init__(self, template: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="biased-queue-model-"))
        self.template = template
        self.student = self._open("biased")
        self.failures: list[Exception] = []
        install(self.student.col, self.failures.append)
        self.kept: list[Act] = []  # cannot be undone any more
        self.undoable: list[Step] = []
        self.redoable: list[Step] = []
        self.undone_cards: list[CardId] = []

    def _open(self, name: str) -> Student:
        path = self.folder / f"{name}.anki2"
        shutil.copy(self.template, path)
        return Student(anki.collection.Collection(str(path)), fresh=False)

    def close(self) -> None:
        self.student.col.close()
        shutil.rmtree(self.folder)

    def reopen(self) -> None:
        self.student.reopen()
        install(self.student.col, self.failures.append)
        self._keep()
        self.redoable.clear()
        self.undone_cards.clear()

    # Acting
    ##########################################################################

    def do(self, act: Act) -> None:
        """Do something, and note it down for the twin."""
        mod, step = self.student.col.mod, self._step(act)
        while millisecond() <= mod:
            pass  # it is a time in milliseconds, and has to become another one
        act(self.student)
        self.redoable.clear()
        if not self.student.col.undo_status().undo:
            self._keep()
            self.kept.append(act)
        elif self.student.col.mod != mod:  # otherwise nothing changed, and there is no step
            self.undoable.append(step)

    def _step(self, act: Act) -> Step:
        col = self.student.col
        return Step(act, content(col), col.decks.get_current_id())

    def _keep(self) -> None:
        self.kept += [step.act for step in self.undoable]
        self.undoable.clear()

    def answer(self, rating: int) -> None:
        shown = self.student.shown()
        if not shown:
            return
        card_id = CardId(shown.card.id)
        if card_id in self.undone_cards:
            self.undone_cards.remove(card_id)
        self.undoable.append(self._step(Answer(card_id, rating)))
        self.student.answer(shown, rating)
        self.redoable.clear()

    def undo(self) -> None:
        col = self.student.col
        if not col.undo_status().undo:
            return
        step = self.undoable.pop()
        col.undo()
        self.redoable.append(step)
        assert not differing(content(col), step.before), "undo has not given back what there was"
        if isinstance(step.act, Answer):
            self.undone_cards.insert(0, step.act.card_id)
            same_deck = col.decks.get_current_id() == step.deck
            if same_deck and self._expected_kind(self.student.anki_queue().cards) is not None:
                shown = self.student.shown()
                assert shown and shown.card.id == step.act.card_id, "not the card that was undone"

    def redo(self) -> None:
        if not self.student.col.undo_status().redo:
            return
        step = self.redoable.pop()
        self.student.col.redo()
        self.undoable.append(step)
        if isinstance(step.act, Answer) and step.act.card_id in self.undone_cards:
            self.undone_cards.remove(step.act.card_id)

    def start_a_new_day(self) -> None:
        self.reopen()
        self.do(a_day_passes)
        install(self.student.col, self.failures.append)

    # What should be on screen
    ##########################################################################

    def check(self) -> None:
        assert not self.failures, self.failures
        queued = self.student.sched.get_queued_cards()
        ankis = self.student.anki_queue()
        for count in ("new_count", "learning_count", "review_count"):
            assert getattr(queued, count) == getattr(ankis, count)
        if not ankis.cards:
            assert not queued.cards
            return
        shown = queued.cards[0]
        by_id = {card.card.id: card for card in ankis.cards}
        assert shown.card.id in by_id, "shown in vain"
        if shown.card.id in self.undone_cards:
            return  # the card that was undone comes first
        head = ankis.cards[0]
        expected = self._expected_kind(ankis.cards)
        if head.card.queue not in MAIN or expected is None:
            assert shown.card.id == head.card.id
            return
        assert LETTERS[shown.queue] == LETTERS[expected]
        first = next(c for c in ankis.cards if c.queue == expected and c.card.queue in MAIN)
        assert shown.card.id == first.card.id, "not the first of its kind in Anki's order"

    def _expected_kind(self, ankis: Sequence[QueuedCards.QueuedCard]) -> int | None:
        """The kind of the main queue's next card, by the review log; None: whatever Anki has."""
        col = self.student.col
        deck_id = DeckId(col.decks.get_current_id())
        deck = deck_bias(col, stored_settings.load(col), deck_id)
        done = self._answered_today(deck_id)
        left = [card.queue for card in ankis if card.card.queue in MAIN]
        reviews = done[REVIEW] + left.count(REVIEW)
        if deck.on_a_day_with(reviews).reason:
            return None
        others_done = done[REVIEW] + done[LEARNING]
        others_left = left.count(REVIEW) + left.count(LEARNING)
        if next_is_new(Day(others_done, others_left, done[NEW], left.count(NEW)), deck.bias):
            return NEW
        day = Day(done[REVIEW], left.count(REVIEW), done[LEARNING], left.count(LEARNING))
        interday = next_is_new(day, deck.interday_learning)
        return LEARNING if interday else REVIEW

    def _answered_today(self, deck_id: DeckId) -> dict[int, int]:
        """Today's answers by kind, told card by card from the whole log."""
        col, db = self.student.col, self.student.db
        start = (col.sched.day_cutoff - 86_400) * 1000
        decks = set(col.decks.deck_and_child_ids(deck_id))
        done: dict[int, int] = {NEW: 0, LEARNING: 0, REVIEW: 0}
        for card_id in {row[0] for row in db.all("select cid from revlog where id > ?", start)}:
            home = db.first("select did, odid from cards where id = ?", card_id)
            if not home or (home[1] or home[0]) not in decks:
                continue
            before = None
            for row in db.all(
                "select id, type, ivl, lastIvl from revlog where cid = ? order by id", card_id
            ):
                if row[0] >= start and row[1] in (0, 1, 2):
                    if row[1] == 1:
                        done[REVIEW] += 1
                    elif before and before[0] < start and before[2] > 0:
                        done[LEARNING] += 1
                    elif row[1] == 0 and row[3] == 0 and (not before or before[1] not in (0, 2)):
                        done[NEW] += 1
                before = row
        return done

    # Anki alone
    ##########################################################################

    def compare_with_twin(self) -> None:
        """The same acts and answers in Anki alone leave the same cards, log, counts and notes."""
        twin = self._open("twin")
        for act in [*self.kept, *(step.act for step in self.undoable)]:
            act(twin)
        ours, ankis = content(self.student.col), content(twin.col)
        assert not differing(ours, ankis), differing(ours, ankis)
        # In Anki alone, a due date set for a card that was forgotten is one: it has no review time.
        problems, ok = self.student.col.fix_integrity()
        assert ok or (problems, ok) == twin.col.fix_integrity(), problems
        twin.col.close()


class Answer:
    """An answer, given again in Anki's own way: it takes any card while no queue is built."""

    def __init__(self, card_id: CardId, rating: int) -> None:
        self.card_id, self.rating = card_id, rating

    def __call__(self, student: Student) -> None:
        selected = student.col.decks.get_current_id()
        other = student.deck_id("C" if selected != student.deck_id("C") else "A")
        student.col.decks.set_current(other)
        student.col.decks.set_current(selected)
        answer_unfetched(student.col, self.card_id, self.rating)


def a_day_passes(student: Student) -> None:
    """All that happened so far has happened a day earlier."""
    # Anki reads the time of its first day only when it opens a collection.
    student.db.execute("update col set crt = crt - ?", DAY_SECS)
    student.db.execute("update revlog set id = id - ?", DAY_SECS * 1000)
    student.db.execute("update cards set due = due - ? where queue = 1", DAY_SECS)
    last_review = "json_extract(data, '$.lrt')"
    student.db.execute(
        f"update cards set data = json_set(data, '$.lrt', {last_review} - ?)"
        f" where data != '' and {last_review} > 0",
        DAY_SECS,
    )
    student.reopen()
    student.sched.deck_due_tree()  # brings the cards back that were buried until today


def differing(ours: dict[str, Content], ankis: dict[str, Content]) -> list[object]:
    """The first rows that are not the same."""
    for name, rows in ours.items():
        pairs = [pair for pair in zip(rows, ankis[name]) if pair[0] != pair[1]]
        if pairs or len(rows) != len(ankis[name]):
            return [name, len(rows), len(ankis[name]), *pairs[:3]]
    return []


def content(col: anki.collection.Collection) -> dict[str, Content]:
    """All that is stored of a person's study, without times and sync numbers."""
    assert col.db is not None
    cards = col.db.all(
        "select id, nid, did, ord, type, queue, ivl, factor,"
        # Not a learning card's second, and not a card's random place in a filtered deck.
        " case when due > 1000000000 or odid then 0 else due end,"
        " reps, lapses, left, case odue when 0 then 0 else 1 end, odid, flags from cards"
        " order by id"
    )
    log = col.db.all("select cid, ease, ivl, lastIvl, factor, type from revlog order by cid, id")
    counters = [
        (deck["name"], deck.get("newToday"), deck.get("revToday"), deck.get("lrnToday"))
        for deck in sorted(col.decks.all(), key=lambda deck: deck["name"])
    ]
    notes = col.db.all("select id, mid, tags, flds from notes order by id")
    return {"cards": cards, "log": log, "counters": counters, "notes": notes}
