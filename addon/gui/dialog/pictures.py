# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the dialog's pictures show for the selected decks under a draft of the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from anki.collection import Collection
from anki.decks import DeckId
from aqt import AnkiQt
from aqt.operations import QueryOp

from ...collection.deck_bias import Reason
from ...collection.review_log import PastWeeks, past_evenings, past_weeks
from ...collection.todays_queue import DeckCounts, TodaysQueue, count_deck, todays_queue
from ...evenings import Evening
from ...ordering import Bias, Day, ReviewMix
from .. import error_net, texts
from ..language import number
from .draft import Deck, Draft

EXAMPLE = DeckCounts(Day(reviews_done=0, reviews_left=200, new_done=0, new_left=20), reviews=200)


@dataclass(frozen=True)
class Picture:
    """Today's queue of a deck, whose it is, why nothing is moved, and the deck's last weeks."""

    title: str
    queue: TodaysQueue
    note: str = ""
    past: PastWeeks | None = None  # None where there is none to tell of, or it is not read yet
    evenings: Sequence[Evening] = ()


class Pictures:
    """Counts each deck's day once, and reads its past once: pictures have to follow a slider."""

    def __init__(
        self,
        mw: AnkiQt,
        decks: Mapping[int, Deck],
        order_of: Callable[[Draft, Deck], ReviewMix],
        past_is_read: Callable[[], None],
    ) -> None:
        self._mw, self._decks, self._past_is_read = mw, decks, past_is_read
        self._order_of = order_of
        self._counts: dict[int, DeckCounts] = {}
        self._pasts: dict[int, tuple[PastWeeks, list[Evening]] | None] = {}

    def picture(self, draft: Draft, selected: list[Deck | None], today_only: bool) -> Picture:
        """Return the first selected deck's; for the default, that of a deck which uses it."""
        first = selected[0]
        deck = first or self._deck_that_uses_the_default(draft)
        if deck is None:
            default, on = draft.settings.default, draft.settings.enabled
            ankis = ReviewMix.AFTER if default.from_mixed else ReviewMix.MIX
            strength = default.strength if on else 0
            bias = Bias(strength, ankis, default.leave_first, default.from_mixed)
            queue = TodaysQueue(default, EXAMPLE, bias, None if on else Reason.TURNED_OFF)
            return Picture(_example(), queue, _note(queue))
        alone = first is not None and len(selected) == 1
        title = texts.TODAY if alone else texts.TODAY_IN.format(deck=deck.path)
        counts, chosen = self._count(deck), draft.today if today_only else {}
        assert self._mw.col is not None
        if not (counts.day.reviews_left or counts.day.new_left):
            title, counts = _example(), EXAMPLE
        order = None if deck.node.filtered else self._order_of(draft, deck)
        queue = todays_queue(self._mw.col, deck.node, counts, draft.settings, chosen, order)
        if deck.node.filtered or not (read := self._read_past(deck)):
            return Picture(title, queue, _note(queue))
        past, evenings = read
        return Picture(
            title,
            queue,
            _note(queue),
            None if counts is EXAMPLE else past,
            evenings if alone else (),
        )

    def _deck_that_uses_the_default(self, draft: Draft) -> Deck | None:
        """Return the one with most to mix today."""

        def to_mix(deck: Deck) -> tuple[int, int]:
            day = self._count(deck).day
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

    def _count(self, deck: Deck) -> DeckCounts:
        if deck.id not in self._counts:
            assert self._mw.col is not None
            self._counts[deck.id] = count_deck(self._mw.col, deck.node)
        return self._counts[deck.id]

    def _read_past(self, deck: Deck) -> tuple[PastWeeks, list[Evening]] | None:
        """Return the deck's last weeks, read once and in the background; None until then."""
        if deck.id not in self._pasts:
            self._pasts[deck.id] = None

            def read(col: Collection) -> tuple[PastWeeks, list[Evening]]:
                past = past_weeks(col, DeckId(deck.id))
                return past, past_evenings(col, DeckId(deck.id), past)

            def keep(read: tuple[PastWeeks, list[Evening]]) -> None:
                self._pasts[deck.id] = read
                self._past_is_read()

            QueryOp(parent=self._mw, op=read, success=error_net.guarded(keep)).failure(
                error_net.error_in_a_window
            ).run_in_background()
        return self._pasts[deck.id]


def _note(queue: TodaysQueue) -> str:
    if not queue.reason:
        return ""
    note = texts.why_nothing_moves(queue.reason, queue.settings.min_reviews)
    remedy = texts.remedy(queue.reason)
    return texts.SENTENCES.format(first=note, second=remedy) if remedy else note


def _example() -> str:
    day = EXAMPLE.day
    return texts.EXAMPLE.format(reviews=number(day.reviews_left), new=number(day.new_left))
