# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person at a real collection: adds cards, studies them, and knows what should come next."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import anki.collection  # anki.cards cannot be the first that is imported
from anki._backend import RustBackend
from anki.cards import CardId
from anki.consts import (
    CARD_TYPE_RELEARNING,
    CARD_TYPE_REV,
    QUEUE_TYPE_DAY_LEARN_RELEARN,
    QUEUE_TYPE_REV,
)
from anki.dbproxy import DBProxy
from anki.decks import DEFAULT_DECK_ID, DeckId
from anki.scheduler.v3 import QueuedCards, Scheduler

from addon.collection import stored_settings
from addon.collection.biased_queue import BiasedQueue
from addon.collection.hook import biased_queue, install
from addon.collection.queue_order import QueueOrder
from addon.ordering import Bias, Day, ReviewMix, next_is_new
from addon.settings import DeckSettings, Settings
from tools import answering
from tools.answering import EASY

NEW, LEARNING, REVIEW = QueuedCards.NEW, QueuedCards.LEARNING, QueuedCards.REVIEW
INTERDAY = 3
MAIN = (0, 2, INTERDAY)  # the card queues in Anki's main queue
LETTERS: dict[int, str] = {NEW: "N", LEARNING: "L", REVIEW: "R"}


class Student:
    def __init__(self, col: anki.collection.Collection, fresh: bool = True) -> None:
        self.col = col
        self.failures: list[Exception] = []
        self.deck = 1
        self._answered_at = 0
        if fresh:
            self.preset(perDay=9999)
        # What was answered, counted by the test itself and not from the log.
        self.done: dict[int, int] = {NEW: 0, LEARNING: 0, REVIEW: 0}

    @property
    def db(self) -> DBProxy:
        assert self.col.db is not None
        return self.col.db

    @property
    def sched(self) -> Scheduler:
        return answering.scheduler(self.col)

    @property
    def queue(self) -> BiasedQueue:
        """The queue that the cards come from, which is ours."""
        queue = biased_queue(self.col)
        assert queue is not None
        return queue

    def day(self) -> Day:
        """Where the selected deck's day stands, as the add-on counts it."""
        order = self.order()
        assert order is not None
        return order.answered.day(self.anki_queue(1))

    def order(self) -> QueueOrder | None:
        """How the selected deck is ordered, as the add-on keeps it; None where that is Anki's."""
        return self.queue._order.at(self.col._backend.get_undo_status(), self.anki_queue(1))

    def deck_id(self, name: str) -> DeckId:
        """A deck's id; the deck is made if there is none of that name."""
        deck_id = self.col.decks.id(name)
        assert deck_id is not None
        return deck_id

    # Setting up
    ##########################################################################

    def add(
        self, count: int, deck: str = "Default", fields: str = "", notetype: str = "Basic"
    ) -> list[CardId]:
        """Ids of new cards."""
        deck_id, model = self.deck_id(deck), self.col.models.by_name(notetype)
        assert model is not None
        before = set(self.col.find_cards(""))
        for number in range(count):
            note = self.col.new_note(model)
            note["Front"] = f"{deck} {fields} {number} {len(before)}"
            note["Back"] = "back"
            self.col.add_note(note, deck_id)
        return sorted(set(self.col.find_cards("")) - before)

    def make_reviews(self, cards: Sequence[CardId], overdue: int = 0) -> None:
        """Make cards review cards with different intervals, due today."""
        changed = []
        for index, card_id in enumerate(cards):
            card = self.col.get_card(card_id)
            card.type, card.queue, card.factor = CARD_TYPE_REV, QUEUE_TYPE_REV, 2500
            card.ivl = 10 + index % 50
            card.due = self.sched.today - overdue
            changed.append(card)
        self.col.update_cards(changed)

    def make_interday_learning(self, cards: Sequence[CardId]) -> None:
        """Make cards relearning cards that were failed yesterday, due today, with their log."""
        changed = []
        yesterday = (self.sched.day_cutoff - 86_400 - 3_600) * 1000
        for index, card_id in enumerate(cards):
            card = self.col.get_card(card_id)
            card.type, card.queue = CARD_TYPE_RELEARNING, QUEUE_TYPE_DAY_LEARN_RELEARN
            card.factor, card.left = 2500, 1001
            card.ivl, card.due = 5, self.sched.today
            changed.append(card)
            row = "insert into revlog values (?, ?, -1, 1, 1, 20, 2500, 5000, 1)"
            self.db.execute(row, yesterday + index, card_id)
        self.col.update_cards(changed)

    def due(self, reviews: int, new: int, deck: str = "Default") -> None:
        self.make_reviews(self.add(reviews, deck, "review"))
        self.add(new, deck, "new")

    def preset(self, deck: DeckId = DEFAULT_DECK_ID, **changes: object) -> None:
        """Change a deck's preset; `perDay` counts for new and reviews, steps are in minutes."""
        config = self.col.decks.config_dict_for_deck_id(deck)
        for key, value in changes.items():
            if key == "perDay":
                config["new"][key] = config["rev"][key] = value
            elif key == "steps":
                config["new"]["delays"] = value
            elif key == "relearning_steps":
                config["lapse"]["delays"] = value
            elif key == "bury":
                config["new"]["bury"] = config["rev"]["bury"] = value
                config["buryInterdayLearning"] = value
            elif key in ("newPerDay", "revPerDay"):
                config[key[:3]]["perDay"] = value
            else:
                assert key in config, key
                config[key] = value
        self.col.decks.update_config(config)
        # Without this, the limit on reviews would also limit the new cards.
        self.col.set_config("newCardsIgnoreReviewLimit", True)

    def limit(self, new: int = 20, reviews: int = 200, deck: DeckId = DEFAULT_DECK_ID) -> None:
        """Let new cards count against the limit on reviews, as in Anki's default preset."""
        self.preset(deck, newPerDay=new, revPerDay=reviews)
        self.col.set_config("newCardsIgnoreReviewLimit", False)

    def day_ends_at(self, hour: int) -> None:
        """Set "Next day starts at" in Anki's Preferences."""
        preferences = self.col.get_preferences()
        preferences.scheduling.rollover = hour
        self.col.set_preferences(preferences)

    def filtered_deck(
        self, name: str, search: str, limit: int = 100, reschedule: bool = True
    ) -> DeckId:
        """A filled filtered deck; the same deck as before stays selected."""
        selected = self.col.decks.get_current_id()
        deck_id = self.col.decks.new_filtered(name)
        deck = self.col.decks.get(deck_id)
        assert deck is not None
        deck["terms"], deck["resched"] = [[search, limit, 0]], reschedule
        self.col.decks.save(deck)
        self.sched.rebuild_filtered_deck(deck_id)
        self.col.decks.select(selected)
        return deck_id

    def bias(self, strength: int, **more: Any) -> None:
        """Save the default for all decks, and put the biased scheduler in."""
        deck = DeckSettings(strength, **more)
        # Each deck's own: that of all decks does not move new cards which are to come first.
        own = {entry.id: deck for entry in self.col.decks.all_names_and_ids()}
        self.save(Settings(default=deck, decks=own))

    def begin_day(
        self, reviews: int = 40, new: int = 10, strength: int = 50, **preset: Any
    ) -> None:
        """Make cards due, and bias them; `preset` is what else is set in it."""
        self.due(reviews, new)
        if preset:
            self.preset(**preset)
        self.bias(strength)

    def save(self, settings: Settings) -> None:
        stored_settings.save(self.col, settings)
        assert install(self.col, self.failures.append)

    def fsrs(self) -> None:
        self.col.set_config("fsrs", True)
        self.preset()  # as in Anki, where presets are saved with it

    def reopen(self) -> None:
        """Close the collection and open it again, as Anki does when it starts."""
        path = self.col.path
        self.col.close()
        self.col = anki.collection.Collection(path)

    # Studying
    ##########################################################################

    def shown(self) -> QueuedCards.QueuedCard | None:
        """The card on screen."""
        return answering.card_shown(self.col)

    def on_screen(self) -> QueuedCards.QueuedCard:
        """The card on screen; there is one."""
        shown = self.shown()
        assert shown is not None
        return shown

    @property
    def card_on_screen(self) -> CardId:
        return CardId(self.on_screen().card.id)

    def answer(self, shown: QueuedCards.QueuedCard | None = None, rating: int = EASY) -> CardId:
        """Answer the card on screen as the reviewer does; its id."""
        shown = shown or self.on_screen()
        # Two answers in a millisecond make Anki shift the second one's time in the log, and its
        # database check then finds a card's last review time wrong; no person is that fast.
        while millisecond() == self._answered_at:
            pass
        answering.answer(self.col, shown, rating)
        self._answered_at = millisecond()
        if shown.card.queue in MAIN:
            self.done[shown.queue] += 1
        return CardId(shown.card.id)

    def study_up_to_a_card_out_of_order(self) -> QueuedCards.QueuedCard:
        """Answer until the card on screen, returned, is not at the head of Anki's queue."""
        while self.card_on_screen == self.anki_queue(1).cards[0].card.id:
            self.answer()
        return self.on_screen()

    def study_up_to_a_card_at_the_head(self) -> QueuedCards.QueuedCard:
        """Answer until the card on screen, returned, is at the head of Anki's queue."""
        while self.card_on_screen != self.anki_queue(1).cards[0].card.id:
            self.answer()
        return self.on_screen()

    def study(
        self, answers: int = 10**6, rating: Callable[[], int] = lambda: EASY, check: bool = False
    ) -> str:
        """Answer cards until none is left; one letter for each answer."""
        letters = ""
        while answers and (shown := self.shown()):
            if check:
                assert LETTERS[shown.queue] == self.expected(), f"after {letters}"
            letters += LETTERS[shown.queue]
            self.answer(shown, rating())
            answers -= 1
        return letters

    def study_to_the_end(self, check: bool = False) -> str:
        """Study what is left: each card was answered then, and nothing has failed."""
        letters = self.study(check=check)
        assert not self.failures
        assert self.db.scalar("select count() from cards where reps = 0") == 0
        return letters

    # What should come next
    ##########################################################################

    def anki_queue(self, limit: int = 100_000) -> QueuedCards:
        return RustBackend.get_queued_cards(
            self.col._backend, fetch_limit=limit, intraday_learning_only=False
        )

    def expected(self) -> str:
        """The letter of the card that should be shown, by the ordering module alone."""
        ankis = self.anki_queue().cards
        if not ankis or ankis[0].card.queue not in MAIN:
            return LETTERS[ankis[0].queue] if ankis else ""
        kinds = [card.queue for card in ankis if card.card.queue in MAIN]
        new, interday, reviews = (kinds.count(kind) for kind in (NEW, LEARNING, REVIEW))
        deck = DeckId(self.col.decks.get_current_id())
        settings = stored_settings.load(self.col)
        own = stored_settings.for_deck(self.col, settings, deck)
        preset = self.col.decks.config_dict_for_deck_id(deck)
        day = Day(self.done[REVIEW] + self.done[LEARNING], reviews + interday, self.done[NEW], new)
        order = ReviewMix(preset["newMix"])
        if next_is_new(day, Bias(own.strength, order, own.leave_first, own.from_mixed)):
            return LETTERS[NEW]
        day = Day(self.done[REVIEW], reviews, self.done[LEARNING], interday)
        if next_is_new(day, Bias(0, order=ReviewMix(preset["interdayLearningMix"]))):
            return LETTERS[LEARNING]
        return LETTERS[REVIEW]

    # What there is
    ##########################################################################

    def cards(self) -> list[Sequence[Any]]:
        """All cards, without their modification times and sync numbers."""
        return self.db.all(
            "select id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left,"
            " odue, odid, flags, data from cards order by id"
        )

    def log(self) -> list[Sequence[Any]]:
        """The review log card by card, without times and sync numbers."""
        return self.db.all(
            "select cid, ease, ivl, lastIvl, factor, type from revlog order by cid, id"
        )


def millisecond() -> int:
    return int(time.time() * 1000)
