# SPDX-License-Identifier: AGPL-3.0-or-later
"""SQL for rows of Anki's review log: which are answers, of which day, and to what kind of card.

`r` is a row, and `before` the one before it of the same card. `?1` is the end of today in
milliseconds since the epoch, as the log's ids are.

The types of rows (RevlogReviewKind in rslib/src/revlog/mod.rs) are 0 learning, 1 review,
2 relearning, 3 in a filtered deck, 4 reset or due date set, 5 rescheduled. Intervals are in days,
or in seconds below zero. Besides those of Anki's V3 scheduler there are rows of V1 and V2: from
before Anki 23.10, and from old phones.
"""

from __future__ import annotations

from ..ordering import DAY_SECS

_DAY = DAY_SECS * 1000

# The deck that a card belongs to, which is not the filtered deck that may hold it for now.
HOME_DECK = "(case when c.odid then c.odid else c.did end)"
# Ease 0 is none: an Anki that does not know a type of rows, as 5, reads 0 when it syncs.
ANSWER = "r.type in (0, 1, 2) and r.ease > 0"
# Previews in filtered decks are left out: they have no factor, and leave a card as it was.
ID_BEFORE = """
    select max(earlier.id) from revlog earlier
    where earlier.cid = r.cid and earlier.id < r.id
        and (earlier.type != 3 or earlier.factor != 0)
"""
# Not looked up for reviews, which would be most of a statement's time.
ROW_BEFORE = f"left join revlog before on before.id = case when r.type != 1 then ({ID_BEFORE}) end"
# Before an introduction there is no interval, or, as V1 and V2 log it, the first step. The same may
# be logged of a card that is in learning, but its row before is a learning card's, too.
INTRODUCTION = "r.type = 0 and r.lastIvl <= 0 and (before.id is null or before.type not in (0, 2))"


def of_last_days(count: int) -> str:
    """Make SQL that tells whether a row is of the last so many days; today ends them."""
    return f"r.id >= ?1 - {count * _DAY} and r.id < ?1"  # a clock that was ahead leaves such rows


def days_ago(row: str) -> str:
    """Make SQL for how many days ago a row was logged."""
    return f"((?1 - 1 - {row}.id) / {_DAY})"


def days_until_due(row: str) -> str:
    """Make SQL for how many days after a row its card was due.

    V3 logs a learning step in days if it ends on another day, V1 and V2 log all in seconds.
    """
    rest_of_day = f"((?1 - 1 - {row}.id) % {_DAY} + 1)"
    steps_days = f"(-1000 * {row}.ivl - {rest_of_day} + {_DAY}) / {_DAY}"
    return f"(case when {row}.ivl > 0 then {row}.ivl else {steps_days} end)"


# A learning card has waited for its day if that came after the row before.
INTERDAY_LEARNING = f"r.type != 1 and {days_ago('before')} > 0 and {days_until_due('before')} > 0"
