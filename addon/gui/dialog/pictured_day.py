# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which day the dialog's pictures show for what is selected, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from anki.collection import Collection
from anki.decks import DeckId
from aqt import AnkiQt
from aqt.operations import QueryOp
from aqt.utils import tr

from ...collection.deck_bias import (
    DeckBias,
    NothingToMove,
    deck_bias,
    default_bias,
    nothing_to_move,
)
from ...collection.review_log import StudyPast, past_evenings, study_past
from ...collection.today import DeckToday, deck_today
from ...evenings import Evening
from ...ordering import Bias, Day
from .. import messages, texts
from ..language import number
from .draft import Deck, Draft

EXAMPLE = DeckToday(Day(reviews_done=0, reviews_left=200, new_done=0, new_left=20), reviews=200)


class Picture(NamedTuple):
    today: DeckToday
    bias: Bias
    note: str  # whose day it is, and why it is in Anki's order if it is
    past: StudyPast | None
    # The last ones, where a single deck is selected in which something was studied.
    evenings: Sequence[Evening] = ()


class _Past(NamedTuple):
    study: StudyPast
    evenings: Sequence[Evening]


class PicturedDays:
    """Each deck's day is counted once: the picture has to follow the slider."""

    def __init__(
        self, mw: AnkiQt, decks: Mapping[int, Deck], past_is_read: Callable[[], None]
    ) -> None:
        self._mw, self._decks, self._past_is_read = mw, decks, past_is_read
        self._days: dict[int, DeckToday] = {}
        self._pasts: dict[int, _Past | None] = {}

    def picture(self, draft: Draft, selected: list[Deck | None], today_only: bool) -> Picture:
        """The first selected deck's day; for the default, that of a deck which uses it."""
        first = selected[0]
        deck = first or self._deck_that_uses_the_default(draft)
        if deck is None:
            note = texts.DEFAULT_EXAMPLE.format(**_example())
            return _picture(EXAMPLE, default_bias(draft.settings), [note], None)
        today = self._day_of(deck)
        chosen = draft.today if today_only else {}
        bias = deck_bias(self._mw.col, draft.settings, DeckId(deck.id), chosen)
        notes = []
        selected_alone = first is not None and len(selected) == 1
        if not selected_alone:
            notes.append(texts.TODAY_IN.format(deck=deck.path))
        if not today_only and deck.id in draft.today and draft.settings.enabled:
            choice = texts.todays_choice(draft.today[deck.id], draft.used(deck))
            notes.append(texts.ANOTHER_TODAY.format(choice=choice))
        if deck.node.filtered:
            return _picture(today, bias, notes, None)
        past = self._past_of(deck)
        study = past.study if past else None
        evenings = past.evenings if past and selected_alone else ()
        if not (today.day.reviews_left or today.day.new_left):
            notes.append(texts.EXAMPLE.format(**_example()))
            return _picture(EXAMPLE, bias, notes, None, evenings)
        bias = bias.on_a_day_with(today.reviews)
        if not bias.no_bias and (nothing := nothing_to_move(self._mw.col, deck.node, today.day)):
            notes.append(texts.NOTHING_TO_MOVE[nothing])
            if nothing is NothingToMove.NO_ROOM_FOR_NEW:
                option = tr.deck_config_new_cards_ignore_review_limit()
                notes.append(texts.OPTION_LINK.format(option=option))
        return _picture(today, bias, notes, study, evenings)

    def _deck_that_uses_the_default(self, draft: Draft) -> Deck | None:
        """The one with most to mix today."""

        def to_mix(deck: Deck) -> tuple[int, int]:
            day = self._day_of(deck).day
            return min(day.new_left, day.reviews_left), day.reviews_left + day.new_left

        decks = [
            deck
            for deck in self._decks.values()
            if not deck.ancestors
            and not deck.node.filtered
            and draft.settings.holder(deck.id) is None
            and (deck.node.new_count or deck.node.review_count)
        ]
        return max(decks, key=to_mix, default=None)

    def _day_of(self, deck: Deck) -> DeckToday:
        if deck.id not in self._days:
            self._days[deck.id] = deck_today(self._mw.col, deck.node)
        return self._days[deck.id]

    def _past_of(self, deck: Deck) -> _Past | None:
        """The last weeks' study, read once and in the background; None until then."""
        if deck.id not in self._pasts:
            self._pasts[deck.id] = None

            def read(col: Collection) -> _Past:
                study = study_past(col, DeckId(deck.id))
                # Without a day in the log, what is overdue tells nothing of the evenings.
                if not any(study.minutes[1:]):
                    return _Past(study, ())
                return _Past(study, past_evenings(col, DeckId(deck.id), study.answers))

            def show(past: _Past) -> None:
                self._pasts[deck.id] = past
                self._past_is_read()

            QueryOp(parent=self._mw, op=read, success=messages.guarded(show)).failure(
                messages.error_in_a_window
            ).run_in_background()
        return self._pasts[deck.id]


def _picture(
    today: DeckToday,
    deck: DeckBias,
    notes: list[str],
    past: StudyPast | None,
    evenings: Sequence[Evening] = (),
) -> Picture:
    bias = deck.bias
    if deck.no_bias:
        notes = [*notes, texts.why_no_bias(deck.no_bias, deck.settings.min_reviews)]
        bias = bias._replace(strength=0)
    return Picture(today, bias, "\n".join(notes), past, evenings)


def _example() -> dict[str, str]:
    day = EXAMPLE.day
    return {"reviews": number(day.reviews_left), "new": number(day.new_left)}
