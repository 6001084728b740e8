# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which card to show first after an undo.

Anki puts an undone card back at the head of its queue, unless the queue was built anew meanwhile;
then the card comes wherever its sort order puts it, and after learning cards that came due. People
expect the card that they undid. Once anything else was done or undone, Anki's order alone decides.
"""

from __future__ import annotations

from itertools import takewhile

from anki.collection import Collection, UndoStatus
from anki.scheduler.v3 import CardAnswer

UNDO_LIMIT = 30  # rslib/src/undo/mod.rs
# The card's id and when it was answered, in milliseconds since the epoch; its row in the review log
# is a little later where another has that time.
GivenAnswer = tuple[int, int]


class UndoneCards:
    """The last answers, oldest first, those that were undone since included."""

    def __init__(self, col: Collection) -> None:
        self._col = col
        assert col.db is not None
        # From the log, since answers that were given before the add-on was on can be undone, too.
        newest_first = "select cid, id from revlog where ease > 0 order by id desc limit ?"
        rows = col.db.all(newest_first, UNDO_LIMIT)
        self._answers: list[GivenAnswer] = [(cid, at) for cid, at in reversed(rows)]
        self._last_step = 0

    def add_answer(self, answer: CardAnswer, before: UndoStatus | None, after: UndoStatus) -> None:
        """Add an answer; those that were undone before it cannot be redone any more."""
        if not before or before.last_step != self._last_step:  # else none was
            while self._answers and self.is_undone(self._answers[-1]):
                self._answers.pop()
        self._answers = [*self._answers, (answer.card_id, answer.answered_at_millis)][-UNDO_LIMIT:]
        self._last_step = after.last_step

    def first(self, status: UndoStatus) -> int | None:
        """Return the card whose answer would be redone next, if what would be is an answer."""
        if not status.redo or status.redo != self._col.tr.actions_answer_card():
            return None
        undone = list(takewhile(self.is_undone, reversed(self._answers)))
        return undone[-1][0] if undone else None  # redo brings back the last one undone

    def is_undone(self, answer: GivenAnswer) -> bool:
        assert self._col.db is not None
        # Anki also logs what is no answer, as a due date that is set.
        row = "select 1 from revlog where cid = ? and id >= ? and ease > 0"
        return self._col.db.scalar(row, *answer) is None
