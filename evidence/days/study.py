# SPDX-License-Identifier: AGPL-3.0-or-later
"""Studies a day in the real Anki to its end, while a faked clock makes the time pass.

Reads days to study from standard input, a JSON object a line, and writes for each a list of its
answers: the kind of card, and the second of the session at which it was done.
"""

from __future__ import annotations

import json
import math
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import anki.collection  # anki.cards cannot be the first that is imported
from anki.cards import Card
from anki.scheduler.v3 import QueuedCards

from addon.collection.hook import install
from addon.ordering import ReviewMix
from addon.settings import DeckSettings
from tools.answering import build_answer, card_shown, scheduler
from tools.demo.deck import fill

KINDS = {QueuedCards.NEW: "new", QueuedCards.LEARNING: "learning", QueuedCards.REVIEW: "review"}
MORNING = 10 * 3600  # far from the hour at which Anki's day ends


class Clock:
    """What libfaketime adds to the machine's time."""

    def __init__(self) -> None:
        self.file = Path(os.environ["FAKETIME_TIMESTAMP_FILE"])
        now = time.localtime(time.time())
        self._to_morning = MORNING - (now.tm_hour * 3600 + now.tm_min * 60 + now.tm_sec)
        self.begin_day()

    def begin_day(self, days_later: int = 0) -> None:
        self._ahead = float(self._to_morning + days_later * 86_400)
        self.let_pass(0)

    def let_pass(self, secs: float) -> None:
        self._ahead += secs
        self.file.write_text(f"{self._ahead:+.3f}")


def study(day: dict[str, Any], clock: Clock) -> list[tuple[str, float]]:
    draw = random.Random(day["seed"])
    clock.begin_day()
    with tempfile.TemporaryDirectory() as folder:
        col = anki.collection.Collection(str(Path(folder, "collection.anki2")))
        deck = fill(col, day["reviews"], day["new"], DeckSettings(day["strength"]), ReviewMix.MIX)
        preset = col.decks.config_dict_for_deck_id(deck)
        preset["new"]["delays"], preset["lapse"]["delays"] = day["learning"], day["relearning"]
        col.decks.update_config(preset)
        assert install(col, lambda error: sys.exit(f"The add-on failed: {error}"))
        begin, answers = time.time(), []
        while shown := wait_for_card(col, clock):
            kind = KINDS[shown.queue]
            card = Card(col, backend_card=shown.card)
            card.start_timer()
            clock.let_pass(min(59.0, draw.lognormvariate(0, 0.5) * day["secs"][kind] / MEAN))
            rating = draw.choices(range(4), day["shares"][kind])[0]
            scheduler(col).answer_card(build_answer(col, card, shown.states, rating))
            answers.append((kind, time.time() - begin))
        col.close()
    return answers


def wait_for_card(col: anki.collection.Collection, clock: Clock) -> QueuedCards.QueuedCard | None:
    """Wait as a person does who looks at Anki's "next learning card"; None: done for today."""
    assert col.db is not None
    while not (shown := card_shown(col)):
        due = col.db.scalar("select min(due) from cards where queue = 1")
        if due is None or due > col.sched.day_cutoff:
            return None
        clock.let_pass(max(1, due - col.get_config("collapseTime", 1200) - time.time()))
        col.sched.extend_limits(0, 0)  # Anki looks at the clock when it builds its queue
    return shown


MEAN = math.exp(0.5**2 / 2)  # of the drawn factors

if __name__ == "__main__":
    the_clock = Clock()
    for line in sys.stdin:
        print(json.dumps(study(json.loads(line), the_clock)), flush=True)
