# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo deck studied twice in Anki's backend: in Anki's own order, and in the biased one."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from anki.collection import Collection
from anki.scheduler.v3 import QueuedCards

from addon.collection.hook import install
from addon.ordering import ReviewMix
from addon.settings import DeckSettings
from tools.answering import study

from . import deck

LETTERS = {QueuedCards.REVIEW: "R", QueuedCards.NEW: "N", QueuedCards.LEARNING: "L"}


def study_twice(reviews: int, new: int, settings: DeckSettings, order: ReviewMix) -> dict[str, str]:
    """The order in which cards were shown, one letter an answer; every card is answered Easy."""
    with tempfile.TemporaryDirectory(prefix="biased-queue-") as folder:
        anki_path, biased_path = Path(folder, "anki.anki2"), Path(folder, "biased.anki2")
        col = Collection(str(anki_path))
        deck.fill(col, reviews, new, settings, order)
        col.close()
        shutil.copy(anki_path, biased_path)
        return {"anki": _letters(anki_path, False), "biased": _letters(biased_path, True)}


def _letters(path: Path, biased: bool) -> str:
    col = Collection(str(path))
    failures: list[Exception] = []
    if biased and not install(col, failures.append):
        raise RuntimeError("the biased scheduler could not be put in")
    shown = list(study(col))
    col.close()
    if failures:
        raise failures[0]
    if len({card.card.id for card in shown}) != len(shown):
        raise RuntimeError("a card was shown twice")
    return "".join(LETTERS[card.queue] for card in shown)
