# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two collections with the same cards, studied in turns: an answer here and an answer there.

So whatever else the machine does falls on both. Times are wall-clock, in milliseconds.
"""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from anki.cards import Card
from anki.scheduler.v3 import CardAnswer

from addon.collection import hook, stored_settings
from addon.ordering import ReviewMix
from addon.settings import DeckSettings, Settings
from tools import answering

from .collections import Size, collection

OFF = -1  # as a strength: the add-on is there, and turned off


@dataclass(frozen=True)
class Setup:
    """What is studied, and how strongly biased."""

    size: Size
    strength: int
    order: ReviewMix = ReviewMix.MIX
    fsrs: bool = False


@dataclass
class Times:
    """Of each card: showing it on the main thread, answering it, and both without rendering."""

    show: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    fetch_and_answer: list[float] = field(default_factory=list)


class Side:
    """One of the collections, and what its cards took."""

    def __init__(self, folder: Path, name: str, setup: Setup) -> None:
        self.col = collection(folder, name, setup.size, setup.order, setup.fsrs)
        self.times = Times()
        self.out_of_order: list[bool] = []  # of each answer
        self.builds: list[float] = []  # of a queue that was dropped

    def study_one(self) -> bool:
        """Show and answer a card as the reviewer does; False if there is none."""
        sched = answering.scheduler(self.col)
        begin = time.perf_counter()
        queued = sched.get_queued_cards()
        fetched = time.perf_counter()
        if not queued.cards:
            return False
        card = Card(self.col, backend_card=queued.cards[0].card)
        card.start_timer()
        card.question()
        shown = time.perf_counter()
        answer = answering.build_answer(self.col, card, queued.cards[0].states, answering.EASY)
        self.look_at(answer)
        begun = time.perf_counter()
        self.answer(answer)
        end = time.perf_counter()
        self.times.show.append(1000 * (shown - begin))
        self.times.answer.append(1000 * (end - begun))
        self.times.fetch_and_answer.append(1000 * (end - begun + fetched - begin))
        return True

    def look_at(self, answer: CardAnswer) -> None:
        """Before the answer, and not timed."""

    def answer(self, answer: CardAnswer) -> None:
        answering.scheduler(self.col).answer_card(answer)


class Biased(Side):
    """With the add-on."""

    def __init__(self, folder: Path, setup: Setup) -> None:
        super().__init__(folder, "biased", setup)
        deck = DeckSettings(max(0, setup.strength))
        own = {
            int(self.col.decks.get_current_id()): deck
        }  # moves new cards also where they come first
        settings = Settings(setup.strength != OFF, deck, own)
        stored_settings.save(self.col, settings)
        # As when Anki starts (`follow_settings` in addon/gui/on_off.py).
        assert not settings.in_use or hook.install(self.col, _fail)

    def look_at(self, answer: CardAnswer) -> None:
        backend = self.col._backend
        head = type(backend).get_queued_cards(backend, fetch_limit=1, intraday_learning_only=False)
        self.out_of_order.append(head.cards[0].card.id != answer.card_id)


class Floor(Side):
    """Anki alone, but for the least that an out-of-order answer needs, as often as in `biased`.

    Anki takes such an answer only while no queue is built: the queue is dropped before the answer
    (the undo history with it, which is the quickest way), and built again for the next card.
    """

    def __init__(self, folder: Path, setup: Setup, biased: Biased) -> None:
        super().__init__(folder, "floor", setup)
        self._biased = biased

    def answer(self, answer: CardAnswer) -> None:
        out_of_order = self._biased.out_of_order[-1]
        if out_of_order:
            self.col._backend.update_cards(cards=[], skip_undo_entry=True)  # drops the queue
        super().answer(answer)
        if out_of_order:
            begin = time.perf_counter()
            answering.scheduler(self.col).get_queued_cards()
            self.builds.append(1000 * (time.perf_counter() - begin))


def study_side_by_side(
    folder: Path, setup: Setup, session: int, cards: int | None = None, floor: bool = False
) -> list[Side]:
    """Study `cards` cards, or all: natively, biased, and at the floor if wanted."""
    biased = Biased(folder, setup)
    sides: list[Side] = [Side(folder, "anki", setup), biased]
    if floor:
        sides.append(Floor(folder, setup, biased))
    gc.collect()
    gc.disable()  # Anki's window does so, too
    for number in count() if cards is None else range(cards):
        # The floor follows the biased side; the two others change places, and who begins: the
        # first to show a card does so with cold caches.
        turns = sides if (number + session) % 2 else [sides[1], sides[0], *sides[2:]]
        studied = [side.study_one() for side in turns]
        if not all(studied):
            break
    gc.enable()
    for side in sides:
        side.col.close()
    return sides


def _fail(error: Exception) -> None:
    raise error
