# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the forecast needs of the collection: the last weeks' answers, and a deck's steps."""

from __future__ import annotations

import time
from dataclasses import dataclass

from anki.collection import Collection
from anki.decks import DeckId
from anki.utils import ids2str

from ..forecast import DAY_SECS, Habits, Steps
from ..habits import Answer, Kind, PastDays, habits, past_days
from .today import INTRODUCTION, ROW_BEFORE

DAYS = 28

# Kinds of rows: RevlogReviewKind in rslib/src/revlog/mod.rs; ease 0 is not an answer.
_ANSWERS = f"""
select r.id, r.type, {INTRODUCTION}, r.ease, r.time from revlog r {ROW_BEFORE}
where r.id >= ? and r.type in (0, 1, 2) and r.ease between 1 and 4 {{of_decks}}
order by r.id
"""
_OF_DECKS = (
    "and r.cid in (select id from cards where (case when odid then odid else did end) in {decks})"
)


@dataclass(frozen=True)
class StudyPast:
    """What the last weeks tell of a deck: for a forecast of its day, and of the days that were."""

    habits: Habits | None  # None if there is too little to tell
    days_moved_back: PastDays
    other_days: PastDays
    steps: Steps
    day_left: float  # seconds


def study_past(col: Collection, deck_id: DeckId | None) -> StudyPast:
    """The last weeks of a deck that is not filtered, and of all decks for None."""
    answers, day_cutoff = last_answers(col, deck_id), col.sched.day_cutoff
    return StudyPast(
        habits(answers),
        *past_days(answers, day_cutoff),
        Steps() if deck_id is None else steps(col, deck_id),
        day_cutoff - time.time(),
    )


def last_answers(col: Collection, deck_id: DeckId | None) -> list[Answer]:
    """The last weeks' answers in a deck and its subdecks, or in all decks, oldest first."""
    assert col.db is not None
    of_decks = ""
    if deck_id is not None:
        of_decks = _OF_DECKS.format(decks=ids2str(col.decks.deck_and_child_ids(deck_id)))
    since = int(col.sched.day_cutoff - DAYS * DAY_SECS) * 1000
    return [
        Answer(at / 1000, _kind(kind, introduction), ease - 1, millis / 1000)
        for at, kind, introduction, ease, millis in col.db.all(
            _ANSWERS.format(of_decks=of_decks), since
        )
    ]


def steps(col: Collection, deck_id: DeckId) -> Steps:
    """The steps of a deck's preset, and the profile's learn ahead limit."""
    preset = col.decks.config_dict_for_deck_id(deck_id)
    return Steps(
        tuple(60 * minutes for minutes in preset["new"]["delays"]),
        tuple(60 * minutes for minutes in preset["lapse"]["delays"]),
        col.get_config("collapseTime", 1200),
    )


def _kind(kind: int, introduction: int) -> Kind:
    if kind == 1:
        return Kind.REVIEW
    return Kind.NEW if introduction else Kind.LEARNING
