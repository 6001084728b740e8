# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collections to begin with: after steady study, after a pause, after months of too little time."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from addon.ordering import Bias

from .person import Person
from .study import IN_LEARNING, Learner, Plan, Preset

ALL_DAY = 1e9  # seconds
SPREAD_DAYS = 30  # over which cards are due that a pause would have made due too many of
# Before a run begins, other answers are drawn than in it.
WHILE_IT_GREW, IN_THE_MONTHS_BEFORE = 10_000, 20_000


@lru_cache(maxsize=64)
def steady(cards: int, new_a_day: int, seed: int) -> Learner:
    """After as many days as it took to meet the cards, with enough time on each of them."""
    learner = Learner(Person(WHILE_IT_GREW + seed), [], [])
    while len(learner.cards) < cards:
        left = cards - len(learner.cards)
        learner.study(Plan(Bias(0), min(new_a_day, left)), ALL_DAY, Preset())
    return learner


@lru_cache(maxsize=64)
def paused(cards: int, new_a_day: int, due: int, seed: int) -> Learner:
    """`steady`, and then no study until exactly so many cards are due."""
    learner = steady(cards, new_a_day, seed).copy(Person(seed))
    learner.in_learning = []
    for card in learner.cards:
        if card.due == IN_LEARNING:
            card.interval, card.due = 1, learner.today
    while len(learner.due()) < due:
        learner.today += 1
    draw = Random(seed)
    waiting = learner.due()
    last = [card for card in waiting if card.due == learner.today]
    surplus = len(waiting) - due
    for card in draw.sample(last if surplus <= len(last) else waiting, surplus):
        card.due = learner.today + 1 + draw.randrange(SPREAD_DAYS)
    return learner


@lru_cache(maxsize=64)
def overloaded(
    cards: int, new_a_day: int, minutes: float, new_limit: int, days: int, seed: int
) -> Learner:
    """`steady`, and then days of so few minutes with so many new cards, in Anki's mixed order."""
    learner = steady(cards, new_a_day, seed).copy(Person(IN_THE_MONTHS_BEFORE + seed))
    for _ in range(days):
        learner.study(Plan(Bias(0), new_limit), 60 * minutes, Preset())
    return learner
