# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which card to show first after an undo.

Anki puts an undone card back at the head of its queue, unless the queue was rebuilt meanwhile; then
it comes wherever its sort order puts it, and after learning cards that came due. People expect the
card that they undid. Once anything but an answer, an undo or a redo was done, Anki's order alone
decides: it may have left the card out of its queue (a lower limit, a sibling gathered first).
"""

from __future__ import annotations

from anki.collection import Collection
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer, QueuedCards

UNDO_LIMIT = 30  # rslib/src/undo/mod.rs
# What an undo restores of a card; its modification time it does not.
_STATE = ("queue", "ctype", "due", "reps", "deck_id", "original_deck_id")


class _Answer:
    """`answered_at` (ms since the epoch) is the id of its row in the log, or just below."""

    def __init__(self, card: QueuedCards.QueuedCard, answered_at: int, selected: DeckId) -> None:
        self.card, self.answered_at, self.selected_deck = card, answered_at, selected


class AnswerHistory:
    """The last answers, and those among them that were undone."""

    def __init__(self, col: Collection) -> None:
        self._col = col
        self._answered: list[_Answer] = []
        self._undone: list[_Answer] = []  # the next to show comes first

    def add(self, card: QueuedCards.QueuedCard, answer: CardAnswer, selected: DeckId) -> None:
        self._undone = [undone for undone in self._undone if undone.card.card.id != card.card.id]
        self._answered.append(_Answer(card, answer.answered_at_millis, selected))
        del self._answered[:-UNDO_LIMIT]

    def follow_undo_and_redo(self) -> None:
        """Bring the history up to date, after anything but an answer, since the last call."""
        before = len(self._answered)
        while self._undone and self._in_log(self._undone[0]):
            self._answered.append(self._undone.pop(0))
        while self._answered and not self._in_log(self._answered[-1]):
            self._undone.insert(0, self._answered.pop())
        # Whatever is done after an undo takes away what could be redone.
        if len(self._answered) == before or not self._col.undo_status().redo:
            self._undone.clear()

    def card_to_show(self, selected: DeckId) -> QueuedCards.QueuedCard | None:
        """The card undone last that is as it was before its answer, with its present states."""
        while self._undone:
            undone = self._undone[0]
            if undone.selected_deck == selected and (card := self._as_before(undone.card)):
                return card
            self._undone.pop(0)
        return None

    def _in_log(self, answer: _Answer) -> bool:
        row = "select 1 from revlog where cid = ? and id >= ?"
        return self._has_row(row, answer.card.card.id, answer.answered_at)

    def _has_row(self, sql: str, *values: int) -> bool:
        assert self._col.db is not None
        return self._col.db.scalar(sql, *values) is not None

    def _as_before(self, shown: QueuedCards.QueuedCard) -> QueuedCards.QueuedCard | None:
        backend = self._col._backend
        if not self._has_row("select 1 from cards where id = ?", shown.card.id):
            return None
        now = backend.get_card(shown.card.id)
        before = shown.card
        if any(getattr(now, name) != getattr(before, name) for name in _STATE):
            return None
        card = QueuedCards.QueuedCard()
        card.CopyFrom(shown)
        card.card.CopyFrom(now)
        card.states.CopyFrom(backend.get_scheduling_states(now.id))
        return card
