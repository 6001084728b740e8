# SPDX-License-Identifier: AGPL-3.0-or-later
"""A collection with one deck: the kanji of the first two school grades, most of them due today."""

from __future__ import annotations

import random
from pathlib import Path

from anki.cards import CardId
from anki.collection import AddNoteRequest, Collection
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV, STARTING_FACTOR
from anki.decks import DeckId
from anki.models import NotetypeDict

from addon.collection import stored_settings
from addon.ordering import ReviewMix
from addon.settings import DeckSettings, Settings

DECK = "Kanji"
HIGHEST_LIMIT = 9_999  # of a preset: rslib/src/deckconfig/mod.rs
FIELDS = ("Kanji", "Meaning", "Reading", "Round")
QUESTION = '<div class="kanji" lang="ja">{{Kanji}}</div><div class="round">{{Round}}</div>'
ANSWER = (
    "{{FrontSide}}<hr id=answer>"
    '<div class="meaning">{{Meaning}}</div><div class="reading" lang="ja">{{Reading}}</div>'
)
CSS = """
.kanji { font-size: 90px; }
.round { font-size: 14px; opacity: 0.6; }
.meaning { font-size: 26px; }
.reading { font-size: 22px; opacity: 0.8; }
"""


def fill(
    col: Collection, reviews: int, new: int, settings: DeckSettings, order: ReviewMix
) -> DeckId:
    """Add the deck with its cards and select it; the same cards each time."""
    deck_id = col.decks.id(DECK)
    assert deck_id is not None
    add_notes(col, deck_id, 0, reviews + new)
    _make_due(col, reviews)
    set_order_and_limits(col, deck_id, reviews, new, order)
    # Where new cards are to come first, only a setting of the deck's own moves them.
    own = {int(deck_id): settings} if order is ReviewMix.BEFORE else {}
    stored_settings.save(col, Settings(default=settings, decks=own))
    return deck_id


def add_notes(col: Collection, deck_id: DeckId, first: int, count: int) -> list[CardId]:
    """Add notes, numbered from `first`; their cards.

    After the first 240 the kanji come again, numbered by their round.
    """
    notetype = col.models.by_name(DECK) or _notetype(col)
    kanji = [line.split("\t") for line in _kanji_lines()]
    requests = []
    for number in range(first, first + count):
        note = col.new_note(notetype)
        round_number = number // len(kanji) + 1
        note.fields = [*kanji[number % len(kanji)], str(round_number) if round_number > 1 else ""]
        requests.append(AddNoteRequest(note, deck_id))
    col.add_notes(requests)
    return [request.note.card_ids()[0] for request in requests]


def _kanji_lines() -> list[str]:
    return Path(__file__).with_name("kanji.tsv").read_text("utf-8").splitlines()


def _notetype(col: Collection) -> NotetypeDict:
    notetype = col.models.new(DECK)
    for name in FIELDS:
        col.models.add_field(notetype, col.models.new_field(name))
    template = col.models.new_template("Recognition")
    template["qfmt"], template["afmt"] = QUESTION, ANSWER
    col.models.add_template(notetype, template)
    notetype["css"] += CSS
    col.models.add_dict(notetype)
    stored = col.models.by_name(DECK)
    assert stored
    return stored


def _make_due(col: Collection, count: int) -> None:
    """Make the first cards reviews as after some months of study, due today or a few days ago."""
    draw = random.Random(1)
    cards = []
    for card_id in sorted(col.find_cards(""))[:count]:
        card = col.get_card(card_id)
        card.type, card.queue, card.factor = CARD_TYPE_REV, QUEUE_TYPE_REV, STARTING_FACTOR
        card.ivl = round(draw.lognormvariate(2.5, 0.8)) + 2
        card.due = col.sched.today - draw.randint(0, min(card.ivl, 6))
        card.reps = draw.randint(3, 12)
        cards.append(card)
    col.update_cards(cards)


def set_order_and_limits(
    col: Collection, deck_id: DeckId, reviews: int, new: int, order: ReviewMix
) -> None:
    preset = col.decks.config_dict_for_deck_id(deck_id)
    preset["new"]["perDay"], preset["rev"]["perDay"] = new, min(reviews, HIGHEST_LIMIT)
    preset["newMix"] = int(order)
    col.decks.update_config(preset)
    # Without this, the limit on reviews would also limit the new cards.
    col.set_config("newCardsIgnoreReviewLimit", True)
    col.decks.select(deck_id)
    if reviews > HIGHEST_LIMIT:
        col.sched.extend_limits(0, reviews - HIGHEST_LIMIT)  # as Custom Study does
