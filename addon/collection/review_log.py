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
from ..ordering import Bias
from .log_rows import (
    ANSWER,
    HOME_DECK,
    ID_BEFORE,
    INTRODUCTION,
    ROW_BEFORE,
    days_ago,
    days_until_due,
    of_last_days,
)
from .today import DeckToday

DAYS = 28  # before today

# Asked for each row of the log: there are fewer of them than cards in a large collection.
_OF_DECKS = f"exists (select 1 from cards c where c.id = r.cid and {HOME_DECK} in {{decks}})"
_LAST_DAYS = of_last_days(DAYS + 1)
_ANSWERS = f"""
select r.id, r.type, {INTRODUCTION}, r.ease, r.time from revlog r {ROW_BEFORE}
where {_LAST_DAYS} and {ANSWER} and {_OF_DECKS}
order by r.id
"""
# When a card was due that was answered: so many days after the answer before as its interval was
# long. That of a review may have changed in between, when its due date was moved.
_UNTIL_DUE = f"(case when r.type = 1 then r.lastIvl else {days_until_due('before')} end)"
_ANSWERED_LATE = f"""
select {days_ago("before")} - {_UNTIL_DUE} as due, {days_ago("r")} as answered, count()
from revlog r
join revlog before on before.id = ({ID_BEFORE} and (r.type != 1 or earlier.ease > 0))
where {_LAST_DAYS} and {ANSWER} and {_UNTIL_DUE} > 0 and {_OF_DECKS}
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
    waits = col.db.all(_ANSWERED_LATE.format(decks=decks), cutoff * 1000)
    waits += col.db.all(_WAITING.format(decks=decks), col.sched.today)
    later = moved_back(answers, cutoff)
    return evenings((Waited(*row) for row in waits), later, DAYS)


def last_answers(col: Collection, deck_id: DeckId) -> list[Answer]:
    """The last weeks' answers in a deck and its subdecks, oldest first."""
    assert col.db is not None
    rows = col.db.all(_ANSWERS.format(decks=_decks(col, deck_id)), col.sched.day_cutoff * 1000)
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


def _decks(col: Collection, deck_id: DeckId) -> str:
    """A deck and its subdecks, as a list in SQL."""
    return ids2str(col.decks.deck_and_child_ids(deck_id))


def _kind(kind: int, introduction: int) -> Kind:
    if kind == 1:
        return Kind.REVIEW
    return Kind.NEW if introduction else Kind.LEARNING
