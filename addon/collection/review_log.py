# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the review log tells of the last weeks: answers, minutes, reviews left; a deck's steps."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from anki.collection import Collection
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_DAY_LEARN_RELEARN, QUEUE_TYPE_SUSPENDED
from anki.decks import DeckId
from anki.utils import ids2str

from ..evenings import Evening, Waited, evenings
from ..fits import Fits, fits, usual_minutes
from ..forecast import Habits, Steps
from ..habits import Answer, Kind, habits, minutes_of_days, moved_back
from ..ordering import DAY_SECS, Bias
from .today import HOME_DECK, INTRODUCTION, DeckToday

DAYS = 28  # before today

# As `today.ROW_BEFORE`, but looked up only for a row that may be an introduction: for all rows, the
# look-up is most of the statement's time.
_ROW_BEFORE = """
left join revlog before on before.id = case when r.type = 0 and r.lastIvl = 0 then (
    select max(earlier.id) from revlog earlier where earlier.cid = r.cid and earlier.id < r.id
) end
"""
# Asked for each row of the log: there are fewer of them than cards in a large collection.
_OF_DECKS = f"exists (select 1 from cards c where c.id = r.cid and {HOME_DECK} in {{decks}})"
# Kinds of rows: RevlogReviewKind in rslib/src/revlog/mod.rs; ease 0 is not an answer.
_ANSWERS = f"""
select r.id, r.type, {INTRODUCTION}, r.ease, r.time from revlog r {_ROW_BEFORE}
where r.id >= ? and r.type in (0, 1, 2) and r.ease between 1 and 4 and {_OF_DECKS}
order by r.id
"""
# When a card was due that was answered: so many days after the answer before as its interval was
# long. That of a review may have changed in between, when its due date was moved. A filtered deck's
# rows without a factor are no answers (`is_cramming` in rslib/src/revlog/mod.rs).
_INTERVAL = "(case when r.type = 1 then r.lastIvl else before.ivl end)"
_ANSWERED_LATE = f"""
select
    (?1 - before.id / 1000) / {DAY_SECS} - {_INTERVAL} as due,
    (?1 - r.id / 1000) / {DAY_SECS} as answered,
    count()
from revlog r join revlog before on before.id = (
    select max(earlier.id) from revlog earlier
    where earlier.cid = r.cid and earlier.id < r.id
        and earlier.ease > 0 and (earlier.type != 3 or earlier.factor != 0)
)
where r.id >= ?2 and r.type in (0, 1, 2) and r.ease between 1 and 4 and {_INTERVAL} > 0
    and {_OF_DECKS}
group by 1, 2 having due > answered
"""
# Reviews and interday learning cards that wait today, buried ones too: those are back tomorrow.
_WAITING = f"""
select ?1 - (case when odid then odue else due end) as due, 0, count()
from cards c
where (
        type = {CARD_TYPE_REV} and queue != {QUEUE_TYPE_SUSPENDED}
        or queue = {QUEUE_TYPE_DAY_LEARN_RELEARN}
    )
    and (case when odid then odue else due end) < ?1 and {HOME_DECK} in {{decks}}
group by 1
"""


@dataclass(frozen=True)
class StudyPast:
    """What the last weeks tell of a deck: for a forecast of its day, and of the days that were."""

    habits: Habits | None  # None if there is too little to tell
    steps: Steps
    day_left: float  # seconds
    minutes: tuple[float, ...]  # of study: today, yesterday and so on
    answers: list[Answer]  # oldest first

    def fits(self, today: DeckToday, bias: Bias) -> Fits | None:
        """What the usual minutes are enough for today; None if that is not known, or they are over.

        Usual minutes that round to none count as not known.
        """
        studied, usual = self.minutes[0], usual_minutes(self.minutes[1:])
        if self.habits is None or usual is None or round(usual) < 1 or studied >= usual:
            return None
        return fits(
            today.day,
            bias,
            self.habits,
            self.steps,
            usual,
            studied,
            today.in_learning,
            self.day_left,
        )


def study_past(col: Collection, deck_id: DeckId) -> StudyPast:
    """The last weeks of a deck that is not filtered."""
    answers, day_cutoff = last_answers(col, deck_id), col.sched.day_cutoff
    return StudyPast(
        habits(answers),
        steps(col, deck_id),
        day_cutoff - time.time(),
        tuple(minutes_of_days(answers, day_cutoff, DAYS)),
        answers,
    )


def past_evenings(col: Collection, deck_id: DeckId, answers: Iterable[Answer]) -> list[Evening]:
    """The reviews left on each of the last evenings, oldest first; `answers` are the last weeks'.

    Reconstructed, since Anki logs answers and not what was left. It counts what was due, beyond the
    day's limit too. It is about right: a card that was suspended, moved here, or had its due date
    set by hand counts for the past as it stands now, and a deleted one not at all.
    """
    assert col.db is not None
    cutoff, decks = col.sched.day_cutoff, _decks(col, deck_id)
    waits = col.db.all(_ANSWERED_LATE.format(decks=decks), cutoff, _since(col))
    waits += col.db.all(_WAITING.format(decks=decks), col.sched.today)
    later = moved_back(answers, cutoff)
    return evenings((Waited(*row) for row in waits), later, DAYS)


def last_answers(col: Collection, deck_id: DeckId) -> list[Answer]:
    """The last weeks' answers in a deck and its subdecks, oldest first."""
    assert col.db is not None
    rows = col.db.all(_ANSWERS.format(decks=_decks(col, deck_id)), _since(col))
    return [
        Answer(at / 1000, _kind(kind, introduction), ease - 1, millis / 1000)
        for at, kind, introduction, ease, millis in rows
    ]


def steps(col: Collection, deck_id: DeckId) -> Steps:
    """The steps of a deck's preset, and the profile's learn ahead limit."""
    preset = col.decks.config_dict_for_deck_id(deck_id)
    return Steps(
        tuple(60 * minutes for minutes in preset["new"]["delays"]),
        tuple(60 * minutes for minutes in preset["lapse"]["delays"]),
        col.get_config("collapseTime", 1200),
    )


def _since(col: Collection) -> int:
    """When the first of the last days began, in milliseconds as in the log."""
    return int(col.sched.day_cutoff - (DAYS + 1) * DAY_SECS) * 1000


def _decks(col: Collection, deck_id: DeckId) -> str:
    """A deck and its subdecks, as a list in SQL."""
    return ids2str(col.decks.deck_and_child_ids(deck_id))


def _kind(kind: int, introduction: int) -> Kind:
    if kind == 1:
        return Kind.REVIEW
    return Kind.NEW if introduction else Kind.LEARNING
