# SPDX-License-Identifier: AGPL-3.0-or-later
"""The weeks before the demo's day: a person who studied such days, in Anki's order.

Days are counted back from today, which is 0; those to come are negative.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random

from anki.collection import Collection
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV, STARTING_FACTOR
from anki.decks import DeckId

from addon.ordering import DAY_SECS, Bias, Day, rest_of_day

from . import deck

DAYS = 28
MOST_A_DAY = 500  # reviews, however many the demo's day has
LEFT_ON = 0.4  # of the evenings some reviews are left: up to an eighth
EVENING_SECS = 8 * 3600  # before the day ends
STEP_SECS = 600
LAPSES, LEAST_FACTOR = 0.1, 1300
AGAIN, GOOD = 1, 3
LEARNING, REVIEW, RELEARNING = range(3)  # of a row: RevlogReviewKind in rslib/src/revlog/mod.rs
SECS = {LEARNING: 11, REVIEW: 8, RELEARNING: 8}  # for an answer, on average


class PastCard:
    """A card with its rows of the review log, from which its due date follows."""

    def __init__(self, interval: int = 0) -> None:
        self.interval = interval  # as in the log: in days, or minus the seconds of a step
        self.due = self.reps = self.lapses = 0
        self.factor = STARTING_FACTOR
        self.rows: list[tuple[int, ...]] = []  # id, ease, ivl, lastIvl, factor, time, type


class Past:
    """What was studied on each of the last days, and the cards that this leaves due."""

    def __init__(self, reviews: int, new: int, day_cutoff: int) -> None:
        """`day_cutoff` is the end of today in seconds since the epoch."""
        self._draw = Random(2)
        self._evening = (day_cutoff - EVENING_SECS) * 1000
        self._clock: dict[int, int] = {}
        self._reviews = min(reviews, MOST_A_DAY)
        # Some also where today has none: today is not to be longer than usual.
        self._new = min(max(new, self._reviews // 10), self._reviews)
        self._most_left = self._reviews // 8
        self._waiting: dict[int, list[PastCard]] = defaultdict(list)
        for day in range(DAYS, 0, -1):
            self._study(day)
        self.due_today = self._due(0, reviews)
        self.due_later = [card for cards in self._waiting.values() for card in cards]

    def _study(self, day: int) -> None:
        reviews = self._due(day, self._reviews)
        order = rest_of_day(Day(0, len(reviews), 0, self._new), Bias(0))
        if self._draw.random() < LEFT_ON:
            del order[len(order) - self._draw.randint(0, self._most_left) :]
        in_learning = []
        for is_new in order:
            card = PastCard() if is_new else reviews.pop()
            if is_new:
                self._answer(card, day, GOOD, -STEP_SECS, LEARNING)
                in_learning.append((card, LEARNING))
            elif self._draw.random() < LAPSES:
                card.lapses += 1
                card.factor = max(LEAST_FACTOR, card.factor - 200)
                self._answer(card, day, AGAIN, -STEP_SECS, REVIEW)
                in_learning.append((card, RELEARNING))
            else:
                longer = card.interval * card.factor / 1000 * self._draw.uniform(0.9, 1.1)
                interval = max(card.interval + 1, round(longer))
                self._answer(card, day, GOOD, self._free(day, interval), REVIEW)
        for card, kind in in_learning:
            self._answer(card, day, GOOD, self._free(day, 1), kind)
        self._waiting[day - 1] += reviews

    def _due(self, day: int, count: int) -> list[PastCard]:
        """The cards that wait on a day; others, from before these weeks, make them so many."""
        while len(self._waiting[day]) < count:
            interval = DAYS + 1 - day + self._draw.randint(0, 9)
            card = PastCard(interval=max(1, round(interval / 2.5)))
            card.reps = self._draw.randint(3, 9)
            self._answer(card, day + interval, GOOD, interval, REVIEW)
        cards = self._waiting.pop(day)
        self._draw.shuffle(cards)
        return cards

    def _free(self, day: int, interval: int) -> int:
        """An interval to a day that has room for more, and for what is left the evening before."""
        while len(self._waiting[day - interval]) >= self._reviews - self._most_left:
            interval += 1
        return interval

    def _answer(self, card: PastCard, day: int, ease: int, interval: int, kind: int) -> None:
        """Log an answer; the card then waits for the day to which an interval in days leads."""
        millis = round(SECS[kind] * 1000 * self._draw.lognormvariate(-0.08, 0.4))
        evening = self._evening - day * DAY_SECS * 1000
        self._clock[day] = at = self._clock.get(day, evening) + millis
        card.rows.append((at, ease, interval, card.interval, card.factor, millis, kind))
        card.interval = interval
        card.reps += 1
        if interval > 0:
            card.due = day - interval
            self._waiting[card.due].append(card)


def add_past(col: Collection, deck_id: DeckId, reviews: int, new: int) -> None:
    """Log the weeks before a filled deck's day, and add the cards that are due on other days."""
    past = Past(reviews, new, col.sched.day_cutoff)
    due_today = sorted(col.find_cards(""))[:reviews]
    due_later = deck.add_notes(col, deck_id, reviews + new, len(past.due_later))
    cards, rows = [], []
    for card_id, its in zip([*due_today, *due_later], [*past.due_today, *past.due_later]):
        card = col.get_card(card_id)
        card.type, card.queue = CARD_TYPE_REV, QUEUE_TYPE_REV
        card.ivl, card.due, card.factor = its.interval, col.sched.today - its.due, its.factor
        card.reps, card.lapses = its.reps, its.lapses
        card.last_review_time = its.rows[-1][0] // 1000
        cards.append(card)
        rows += [(at, card_id, -1, *row) for at, *row in its.rows]
    col.update_cards(cards)
    assert col.db is not None
    log, insert = col.db, "insert into revlog values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    log.transact(lambda: log.executemany(insert, rows))
