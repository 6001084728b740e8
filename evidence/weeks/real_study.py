# SPDX-License-Identifier: AGPL-3.0-or-later
"""Studies weeks in the real Anki while a faked clock makes the days pass.

Reads cases from standard input, a JSON object a line, and writes for each its days: due, reviews,
new, learning, left. The answers are those that the simulated person gives, card by card.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection  # isort: skip (anki.cards cannot be first)
from anki.cards import Card, CardId, FSRSMemoryState
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV, STARTING_FACTOR
from anki.decks import DeckId
from anki.scheduler.v3 import QueuedCards

from addon.collection import stored_settings
from addon.collection.hook import install
from addon.ordering import DAY_SECS
from addon.settings import DeckSettings, Settings
from evidence.days.study import KINDS, Clock
from tools.answering import build_answer, card_shown, scheduler

from .memory import DECAY, retrievability
from .person import Person
from .runs import Case
from .study import STEPS, Learner

AGE_DAYS = 3_000  # of the collection, so that no card was answered before it began
DECK = "Weeks"
TAG_ONLY = 1  # what happens to leeches
DUE_NOW = f"select count() from cards where queue = {QUEUE_TYPE_REV} and due <= ?"


class Weeks:
    """A collection in the real Anki, and the person of the simulation who studies it."""

    def __init__(self, case: Case, strength: int | None, seed: int, clock: Clock, path: Path):
        self.case, self.strength, self.clock, self.path = case, strength, clock, str(path)
        self.person = Person(seed)
        start = case.begin(seed)
        clock.begin_day()
        self.col = Collection(self.path)
        assert self.col.db is not None
        self.col.db.execute("update col set crt = crt - ?", AGE_DAYS * DAY_SECS)
        self.deck = self._prepare()
        ids = self._add_notes(len(start.cards) + case.new * case.days)
        self._make_reviews(ids, start)
        self.numbers: dict[int, int] = {id_: card.number for id_, card in zip(ids, start.cards)}
        self.answers = [card.answers for card in start.cards]
        self.answered_on = [card.answered_on - start.today for card in start.cards]
        if strength is not None:
            stored_settings.save(self.col, Settings(default=DeckSettings(strength)))

    def study(self) -> list[list[int]]:
        return [self._study_day(day) for day in range(self.case.days)]

    def reopen(self) -> None:
        self.col.close()
        self.col = Collection(self.path)
        self.col.decks.select(self.deck)

    def _study_day(self, today: int) -> list[int]:
        self.clock.begin_day(today)
        self.reopen()
        if self.strength is not None:
            assert install(self.col, lambda error: sys.exit(f"The add-on failed: {error}"))
        due = self._due_now()
        counts, now = dict.fromkeys(KINDS.values(), 0), 0.0
        while now < 60 * self.case.minutes and (shown := card_shown(self.col)):
            kind = KINDS[shown.queue]
            counts[kind] += 1
            secs = self._answer(shown, kind, today)
            now += secs
        return [due, counts["review"], counts["new"], counts["learning"], self._due_now()]

    def _due_now(self) -> int:
        assert self.col.db is not None
        return int(self.col.db.scalar(DUE_NOW, self.col.sched.today))

    def _answer(self, shown: QueuedCards.QueuedCard, kind: str, today: int) -> float:
        """Answer a card as the person of the simulation does; the seconds it took."""
        card = Card(self.col, backend_card=shown.card)
        number = self.numbers.setdefault(card.id, len(self.numbers))
        if kind == "new":
            self.answers.append(0)
            self.answered_on.append(today)
        answers, days = self.answers[number], today - self.answered_on[number]
        remembered = None
        if days:
            assert card.memory_state
            remembered = retrievability(days, card.memory_state.stability)
        rating = self.person.rating(kind, number, answers, remembered)
        secs = self.person.secs(kind, number, answers)
        card.start_timer()
        self.clock.let_pass(secs)
        scheduler(self.col).answer_card(build_answer(self.col, card, shown.states, rating))
        self.answers[number], self.answered_on[number] = answers + 1, today
        return secs

    def _prepare(self) -> DeckId:
        col, preset = self.col, self.case.preset
        deck = col.decks.id(DECK)
        assert deck is not None
        col.decks.select(deck)
        col.set_config("fsrs", True)
        col.set_config("newCardsIgnoreReviewLimit", preset.new_ignore_review_limit)
        options = col.decks.config_dict_for_deck_id(deck)
        learning, relearning = (
            [secs / 60 for secs in steps] for steps in (STEPS.learning, STEPS.relearning)
        )
        options["new"].update(perDay=self.case.new, delays=learning)
        options["rev"]["perDay"] = preset.reviews_a_day
        options["lapse"].update(delays=relearning, leechAction=TAG_ONLY)
        options.update(newMix=0, reviewOrder=0, desiredRetention=preset.retention)
        col.decks.update_config(options)
        return deck

    def _add_notes(self, count: int) -> list[CardId]:
        notetype = self.col.models.by_name("Basic")
        assert notetype
        requests = []
        for number in range(count):
            note = self.col.new_note(notetype)
            note.fields = [str(number), str(number)]
            requests.append(AddNoteRequest(note, self.deck))
        self.col.add_notes(requests)
        return sorted(self.col.find_cards(""))

    def _make_reviews(self, ids: list[CardId], start: Learner) -> None:
        now, today = int(time.time()), self.col.sched.today
        changed = []
        for id_, one in zip(ids, start.cards):
            card = self.col.get_card(id_)
            card.type, card.queue, card.factor = CARD_TYPE_REV, QUEUE_TYPE_REV, STARTING_FACTOR
            card.ivl, card.reps = max(1, one.interval), one.answers
            card.due = today + one.due - start.today
            card.memory_state = FSRSMemoryState(stability=one.stability, difficulty=one.difficulty)
            card.desired_retention, card.decay = self.case.preset.retention, -DECAY
            card.last_review_time = now - DAY_SECS * (start.today - one.answered_on)
            changed.append(card)
        self.col.update_cards(changed)


def main() -> None:
    clock = Clock()
    for line in sys.stdin:
        asked = json.loads(line)
        case = Case.of_json(asked["case"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "collection.anki2")
            weeks = Weeks(case, asked["strength"], asked["seed"], clock, path)
            days = weeks.study()
            weeks.col.close()
        print(json.dumps(days), flush=True)


if __name__ == "__main__":
    main()
