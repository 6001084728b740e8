# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anki's study queue with new cards where the settings want them.

Cards are fetched on one thread while answers are given on another one. What both use is replaced as
a whole, or changed by one call of a dict, so no lock is needed to read it. One lock is held around
calls to Anki's backend: nobody is to make Anki build its queue while an answer out of order needs
it dropped. Another one is held where the cards that were shown are replaced, in two steps.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock, RLock

from anki.collection import Collection
from anki.errors import AnkiException, InvalidInput, NotFoundError
from anki.scheduler.v3 import CardAnswer, QueuedCards

from ..ordering import Bias, Day, depth_of_next
from .deck_day import KeptDeckDay, Revision
from .next_cards import heads, next_cards
from .other_addons import OtherOrder, OtherOrderError
from .out_of_order import OutOfOrderAnswers, drop_study_queue
from .undone_cards import UndoneCards

logger = logging.getLogger(__name__)

# Longer than any answer takes, but where code of others around Anki's backend waits for a thread
# that waits for this one. Then we go on without the lock: better an answer that Anki refuses and
# that is given again than two threads that wait for each other. It is waited ten times: if the
# computer sleeps in mid-answer, one of the ten is over when it wakes, and not all of the time.
LOCK_TIMEOUT_SECS = 0.1
LOCK_TRIES = 10
GROWTH = 4  # of the depth to which Anki's queue is fetched, until the next card is found


class BiasedQueue:
    """The queue of one open collection; `on_failure` is told, once, why Anki's order is kept."""

    def __init__(self, col: Collection, on_failure: Callable[[Exception], None]) -> None:
        self._col = col
        self._on_failure = on_failure
        self._failed = False
        self._lock = RLock()
        self._undone = UndoneCards(col)
        self._deck_day = KeptDeckDay(col, self.fetch)
        self._other_order = OtherOrder(self.fetch)
        self._out_of_order = OutOfOrderAnswers(col, self._fail)
        # The cards whose answers Anki has taken, one after the other.
        self._answered = list[int]()
        # The cards that were shown, or listed to a caller, since the last answer, and how many
        # answers had been given before they were fetched.
        self._shown: dict[int, tuple[QueuedCards.QueuedCard, int]] = {}
        self._shown_lock = Lock()
        self._answered_since_shown = False
        # The cards whose answers Anki takes, and when that was so.
        self._heads: tuple[set[int], Revision] | None = None
        # Answers out of order that are an undo step apart from ours, because somebody else's lay
        # between, with the decks of their cards. Undoing that leaves Anki's queue as it is, without
        # the card; we have to drop it.
        self._undo_keeps_queue: dict[tuple[int, int], int] = {}

    def look_at_log(self) -> None:
        """Learn of the answers that were given while the scheduler was Anki's own."""
        self._undone = UndoneCards(self._col)

    # Fetching
    ##########################################################################

    def fetch(self, *, fetch_limit: int = 1, intraday_learning_only: bool = False) -> QueuedCards:
        """The backend's `get_queued_cards`, for Anki's own scheduler."""
        with self._locked():
            queued = self._col._backend.get_queued_cards(
                fetch_limit=fetch_limit, intraday_learning_only=intraday_learning_only
            )
            try:
                if not intraday_learning_only:
                    self._other_order.remember_given(queued)
                self._out_of_order.drop_again()
            except Exception as error:
                self._handle(error)
        return queued

    def before_fetch(self) -> tuple[Revision, int] | None:
        """What `arrange` takes with the cards; None where they stay in Anki's order.

        Read after the fetch, it might be of an answer that was given since.
        """
        try:
            return None if self._failed else (Revision(self._col), len(self._answered))
        except Exception as error:
            self._handle(error)
            return None

    def arrange(
        self, queued: QueuedCards, limit: int, depth: int, before: tuple[Revision, int] | None
    ) -> int:
        """Put the first `limit` cards into `queued`, the front of Anki's queue `depth` cards deep.

        Returns 0, or the depth to fetch first where a card that comes next is further back.
        """
        deeper = 0
        revision, answers = before or (None, 0)
        try:
            if revision:
                deeper = self._arrange(queued, limit, depth, revision, answers)
        except OtherOrderError as error:  # which may store something with each fetch
            self._fail(error)
        except Exception as error:
            self._handle(error, revision)
        if not deeper:
            del queued.cards[limit:]
        return deeper

    def _arrange(
        self, queued: QueuedCards, limit: int, depth: int, revision: Revision, answers: int
    ) -> int:
        if self._other_order.is_in(queued, depth):
            return depth
        self._follow_undo(revision)
        undone = self._undone.first
        if undone and (deck_id := self._undo_keeps_queue.pop(undone, None)):
            # This is a step of its own, after which nothing can be redone. Were it taken for
            # somebody's, the undone card would be forgotten.
            with self._locked():
                drop_study_queue(self._col._backend, deck_id)
            self._deck_day.read_again(Revision(self._col))
            return depth
        self._heads = heads(queued), revision
        deck_day = self._deck_day.at(revision, queued)
        if not deck_day or not queued.cards:
            self._remember_shown([], answers)
            return 0
        complete = len(queued.cards) < depth
        cards = next_cards(queued, deck_day, limit, complete)
        if len(cards) < limit and not complete:
            return max(GROWTH * depth, depth_of_next(deck_day.answered.day(queued), deck_day.bias))
        if undone:
            first = [card for card in queued.cards if card.card.id == undone[0]]
            if not first and not complete:
                return GROWTH * depth
            cards = (first + [card for card in cards if card.card.id != undone[0]])[:limit]
        self._remember_shown(cards, answers)
        if [card.card.id for card in cards] != [card.card.id for card in queued.cards]:
            del queued.cards[:]
            queued.cards.extend(cards)
        return 0

    def _remember_shown(self, cards: Sequence[QueuedCards.QueuedCard], answers: int) -> None:
        with self._shown_lock:
            if self._answered_since_shown:
                self._shown, self._answered_since_shown = {}, False
            self._shown.update((card.card.id, (card, answers)) for card in cards)

    def day_and_bias(self) -> tuple[Day, Bias] | None:
        """Where the selected deck's day stands; None if it is studied in Anki's own order."""
        revision = None
        try:
            if self._failed:
                return None
            revision, queued = Revision(self._col), self.fetch()
            self._follow_undo(revision)
            deck_day = self._deck_day.at(revision, queued)
            return (deck_day.answered.day(queued), deck_day.bias) if deck_day else None
        except Exception as error:
            self._handle(error, revision)
            return None

    def _follow_undo(self, revision: Revision) -> None:
        if not self._deck_day.is_of(revision):
            self._undone.follow_undo_and_redo()

    # Answering
    ##########################################################################

    def answer(self, message: bytes) -> bytes:
        """The backend's `answer_card_raw` (a CardAnswer, for OpChanges), for Anki's own scheduler.

        To the caller it is one answer of Anki's and one step in Anki's undo, wherever in Anki's
        queue the card is.
        """
        answer = CardAnswer.FromString(message)
        shown, answers = self._shown.get(answer.card_id, (None, 0))
        try:
            before: Revision | None = Revision(self._col)
            at_head = shown is not None and self._is_at_head(answer.card_id, before)
        except Exception as error:
            before, at_head = None, False  # out of order, a card is taken wherever it is
            self._handle(error)
        with self._locked():
            if answer.card_id in self._answered[answers:]:
                shown = None  # Anki refuses a second answer, as that of another thread
            if not shown or at_head:
                reply = self._col._backend.answer_card_raw(message)
            else:
                deck_id = shown.card.deck_id
                reply, undo_drops_queue = self._out_of_order.answer(message, deck_id)
                if not undo_drops_queue:
                    self._undo_keeps_queue[answer.card_id, answer.answered_at_millis] = deck_id
                with suppress(Exception):  # the next fetch raises it to its caller
                    self.fetch()  # built now, and not on the thread that draws the card
            self._answered.append(answer.card_id)  # a refused one may be given again
        try:
            # Others may answer a card of their own; the one on screen is still to be answered.
            if shown:
                self._answered_since_shown = True
            self._undone.add_answer(answer.card_id, answer.answered_at_millis)
            self._deck_day.count_answer(shown, before, Revision(self._col))
        except AnkiException:
            self._deck_day.forget()  # Anki's own error: the next fetch raises it to its caller
        except Exception as error:
            self._handle(error)
        return reply

    def _is_at_head(self, card_id: int, revision: Revision | None) -> bool:
        if self._heads and self._heads[1] == revision:
            return card_id in self._heads[0]
        # A flag or a tag, set meanwhile, leaves Anki's queue as it is; most else drops it.
        return card_id in heads(self.fetch())

    @property
    def has_shown_out_of_order(self) -> bool:
        """Whether a card may be on screen whose answer Anki's own scheduler would refuse."""
        at_head = self._heads[0] if self._heads else set()
        return not self._answered_since_shown and not self._shown.keys() <= at_head

    @contextmanager
    def _locked(self) -> Iterator[None]:
        acquired = any(self._lock.acquire(timeout=LOCK_TIMEOUT_SECS) for _ in range(LOCK_TRIES))
        try:
            yield
        finally:
            if acquired:
                self._lock.release()

    # When something fails
    ##########################################################################

    def _handle(self, error: Exception, since: Revision | None = None) -> None:
        """Fail, but for what is Anki's own error, or comes of a change made since a revision.

        Anki refuses a card of its own queue, another thread has deleted the deck, or the collection
        is closed, if only for a full sync.
        """
        if isinstance(error, (InvalidInput, NotFoundError)) or self._col.db is None:
            return
        with suppress(Exception):  # of a collection that is being closed
            if since and Revision(self._col) != since:
                return
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Leave the queue in Anki's own order until the collection is opened again."""
        logger.exception("Study goes on in Anki's own order")
        if not self._failed:
            self._failed = True
            self._on_failure(error)
