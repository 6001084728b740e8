# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which card to show first after an undo.

Anki puts an undone card back at the head of its queue, unless the queue was built anew meanwhile;
then the card comes wherever its sort order puts it, and after learning cards that came due. People
expect the card that they undid. Once anything but an answer, an undo or a redo was done, Anki's
order alone decides.
"""

from __future__ import annotations

from anki.collection import Collection

UNDO_LIMIT = 30  # rslib/src/undo/mod.rs


class UndoneCards:
    """The last answers, oldest first, and the cards of those that were undone, next one first.

    An answer is the id of its card and the time of its row in the review log, in milliseconds since
    the epoch; Anki moves the row a little later where that time is taken.
    """

    # Each list is replaced as a whole, because a second thread may be reading it.

    def __init__(self, col: Collection) -> None:
        self._col = col
        assert col.db is not None
        # Answers given before there was a bias can be undone, too.
        newest_first = "select cid, id from revlog where ease > 0 order by id desc limit ?"
        rows = col.db.all(newest_first, UNDO_LIMIT)
        self._answered: list[tuple[int, int]] = [(cid, at) for cid, at in reversed(rows)]
        self._undone: list[tuple[int, int]] = []

    @property
    def first(self) -> tuple[int, int] | None:
        """The undone answer whose card is to be shown first, if Anki's queue holds it."""
        undone = self._undone
        return undone[0] if undone else None

    def add_answer(self, card_id: int, answered_at: int) -> None:
        self._undone = [undone for undone in self._undone if undone[0] != card_id]
        self._answered = [*self._answered, (card_id, answered_at)][-UNDO_LIMIT:]

    def follow_undo_and_redo(self) -> None:
        """See what was undone or redone since the last answer or call of this."""
        answered, undone = list(self._answered), list(self._undone)
        while undone and is_in_log(self._col, *undone[0]):
            answered.append(undone.pop(0))
        while answered and not is_in_log(self._col, *answered[-1]):
            undone.insert(0, answered.pop())
        # Whatever else is done takes away what could be redone.
        if not self._col._backend.get_undo_status().redo:
            undone.clear()
        self._answered, self._undone = answered, undone


def is_in_log(col: Collection, card_id: int, answered_at: int) -> bool:
    """Whether an answer, named as in `UndoneCards`, is stored: given, and not undone."""
    assert col.db is not None
    row = "select 1 from revlog where cid = ? and id >= ?"
    return col.db.scalar(row, card_id, answered_at) is not None
