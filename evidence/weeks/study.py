# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days of study, card by card: Anki's queue, a memory, and so many minutes a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heappush
from random import Random
from typing import NamedTuple

from addon.forecast import AGAIN, EASY, GOOD, HARD, InLearning, Steps, next_step
from addon.ordering import Bias, Day, rest_of_day

from .load import Load
from .memory import (
    first_difficulty,
    first_stability,
    interval,
    next_difficulty,
    next_stability,
    retrievability,
)
from .person import Person

STEPS = Steps()  # 1m 10m, relearning 10m
LEARN_AHEAD = 1200  # Anki's own limit, in seconds


class Card:
    """A card that was introduced; days are counted from the collection's first."""

    __slots__ = ("answered_on", "answers", "difficulty", "due", "interval", "number", "stability")

    def __init__(self, number: int) -> None:
        self.number = number
        self.answers = self.interval = 0
        self.stability = self.difficulty = 0.0
        self.answered_on, self.due = 0, IN_LEARNING

    def copy(self) -> Card:
        other = Card(self.number)
        other.answers, other.interval = self.answers, self.interval
        other.stability, other.difficulty = self.stability, self.difficulty
        other.answered_on, other.due = self.answered_on, self.due
        return other

    def remembered(self, today: int) -> float:
        return retrievability(today - self.answered_on, self.stability)


IN_LEARNING = 1 << 30  # a due day that never comes

# Anki's review orders: what comes first has the smaller key.
REVIEW_ORDERS: dict[str, Callable[[Card, int], float]] = {
    "due date": lambda card, _today: card.due,
    "retrievability, descending": lambda card, today: -card.remembered(today),
    "retrievability, ascending": lambda card, today: card.remembered(today),
    "random": lambda _card, _today: 0,
}


@dataclass(frozen=True)
class Preset:
    """What Anki's deck options say."""

    review_order: str = "due date"
    reviews_a_day: int = 9_999
    new_ignore_review_limit: bool = True
    retention: float = 0.9


class Plan(NamedTuple):
    """How a person means to study a day: the bias, and the preset's limit of new cards."""

    bias: Bias
    new: int


class Studied(NamedTuple):
    """A day: cards and answers, seconds, and how likely the reviews were remembered in all."""

    due: int
    reviews: int
    new: int
    learning: int
    left: int
    secs: float
    remembered: float
    early: int  # learning cards that were shown before their step was over
    early_secs: float


@dataclass
class Learner:
    """A person and their collection at the beginning of a day; cards in number order."""

    person: Person
    cards: list[Card]
    in_learning: list[InLearning]  # the number in it is the card's
    today: int = 0
    load: Load | None = None  # of the days to come; None until something is studied

    def copy(self, person: Person) -> Learner:
        return Learner(
            person, [card.copy() for card in self.cards], [*self.in_learning], self.today
        )

    def due(self) -> list[Card]:
        return [card for card in self.cards if card.due <= self.today]

    def known(self) -> float:
        """How many of the cards are remembered today, on average."""
        return sum(card.remembered(self.today) for card in self.cards)

    def study(self, plan: Plan, secs: float, preset: Preset) -> Studied:
        """Study for so many seconds, or until nothing is left to show; then it is tomorrow."""
        reviews = self._reviews(preset)
        limit = min(len(reviews), preset.reviews_a_day)
        new = plan.new
        if not preset.new_ignore_review_limit:
            new = max(0, min(new, preset.reviews_a_day - limit))
        self.load = self.load or Load(Counter(card.due for card in self.cards))
        day = _Study(self, self.load, preset.retention)
        day.study(_order(limit, new, plan.bias), reviews, secs)
        self.in_learning = [(0.0, *card[1:]) for card in sorted(day.in_learning)]
        self.today += 1
        left = len(reviews) - day.reviews
        counts = day.reviews, day.new, day.learning, left
        times = day.now, day.remembered, day.early, day.early_secs
        return Studied(len(reviews), *counts, *times)

    def _reviews(self, preset: Preset) -> list[Card]:
        """What is due, in the preset's order; cards of equal standing by chance, as in Anki."""
        due = self.due()
        Random(self.person.seed * 1_000_003 + self.today).shuffle(due)
        key, today = REVIEW_ORDERS[preset.review_order], self.today
        due.sort(key=lambda card: key(card, today))
        return due


@lru_cache(maxsize=4096)
def _order(reviews: int, new: int, bias: Bias) -> tuple[bool, ...]:
    return tuple(rest_of_day(Day(0, reviews, 0, new), bias))


class _Study:
    """One day's study, answer by answer."""

    def __init__(self, learner: Learner, load: Load, retention: float) -> None:
        self.person, self.cards, self.today = learner.person, learner.cards, learner.today
        self.load, self.retention = load, retention
        self.in_learning = [*learner.in_learning]
        heapify(self.in_learning)
        self.now = self.remembered = self.early_secs = 0.0
        self.reviews = self.new = self.learning = self.early = 0

    def study(self, order: Sequence[bool], reviews: Sequence[Card], until: float) -> None:
        in_learning, main = self.in_learning, 0
        while self.now < until:
            ahead = LEARN_AHEAD if main == len(order) else 0.0
            if in_learning and in_learning[0][0] <= self.now + ahead:
                self._answer_learning()
            elif main == len(order):
                break
            else:
                main += 1
                if order[main - 1]:
                    self._introduce()
                else:
                    self._review(reviews[self.reviews])

    def _answer_learning(self) -> None:
        due, number, steps, at = heappop(self.in_learning)
        if due > self.now:
            self.early += 1
            self.early_secs += due - self.now
        card = self.cards[number]
        remembered = card.remembered(self.today) if self.today > card.answered_on else None
        rating = self._answer(card, "learning", remembered)
        self.learning += 1
        self._schedule(card, rating, steps, at)

    def _introduce(self) -> None:
        card = Card(len(self.cards))
        self.cards.append(card)
        rating = self._answer(card, "new", None)
        self.new += 1
        self._schedule(card, rating, STEPS.learning, 0)

    def _review(self, card: Card) -> None:
        remembered = card.remembered(self.today)
        memory = card.stability, card.difficulty, self.today - card.answered_on
        draw = self.person.fuzz(card.number, card.answers)
        rating = self._answer(card, "review", remembered)
        self.reviews += 1
        self.remembered += remembered
        if rating == AGAIN:
            self._schedule(card, rating, STEPS.relearning, 0)
        else:
            stabilities = (next_stability(*memory, passed) for passed in (HARD, GOOD, EASY))
            wanted = [interval(stability, self.retention) for stability in stabilities]
            days = self.load.passing_interval(rating, wanted, card.interval, self.today, draw)
            self._due_in(card, days)

    def _answer(self, card: Card, kind: str, remembered: float | None) -> int:
        """Rate a card and remember it; its rating."""
        rating = self.person.rating(kind, card.number, card.answers, remembered)
        self.now += self.person.secs(kind, card.number, card.answers)
        if kind == "new":
            card.stability, card.difficulty = first_stability(rating), first_difficulty(rating)
        else:
            days = self.today - card.answered_on
            card.stability = next_stability(card.stability, card.difficulty, days, rating)
            card.difficulty = next_difficulty(card.difficulty, rating)
        card.answers += 1
        card.answered_on = self.today
        return rating

    def _schedule(self, card: Card, rating: int, steps: tuple[float, ...], at: int) -> None:
        """The next step of a card in learning, or its first day after that."""
        delay, at = next_step(steps, at, rating)
        if delay:
            card.due = IN_LEARNING
            heappush(self.in_learning, (self.now + delay, card.number, steps, at))
        else:
            days = max(1.0, round(interval(card.stability, self.retention)))
            draw = self.person.fuzz(card.number, card.answers)
            self._due_in(card, self.load.interval(days, self.today, draw))

    def _due_in(self, card: Card, days: int) -> None:
        card.interval, card.due = days, self.today + days
        self.load.due[card.due] += 1
