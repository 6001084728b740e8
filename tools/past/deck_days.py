# SPDX-License-Identifier: AGPL-3.0-or-later
"""The days of a collection's decks: as they were, and as they would have been with a bias."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from anki.collection import Collection
from anki.decks import DeckId

from addon.collection.log_rows import HOME_DECK
from addon.collection.review_log import PastWeeks, past_evenings, past_weeks
from addon.evenings import Evening
from addon.forecast import done_by
from addon.ordering import DAY_SECS, Bias, Day, ReviewMix, rest_of_day

STRENGTHS = (20, 50, 80, 100)
USUAL = 50  # the strength that tells whether there is anything to move


@dataclass(frozen=True)
class DeckDay:
    """A day on which a top deck was studied, with its subdecks."""

    deck: str
    day: int  # since the epoch, where the person was
    was: Evening
    # By strength, 0 is Anki's order; empty where a bias has nothing to move.
    evenings: dict[int, Evening]
    last_review: dict[int, float]  # minutes


def studied_decks(col: Collection) -> list[DeckId]:
    """Return the top decks that have answered cards."""
    assert col.db is not None
    answered = f"select distinct {HOME_DECK} from cards c where id in (select cid from revlog)"
    names = {col.decks.name(DeckId(deck)).partition("::")[0] for deck in col.db.list(answered)}
    return [deck for name in sorted(names) if (deck := col.decks.id_for_name(name))]


def days_in_log(col: Collection) -> int:
    assert col.db is not None
    first = col.db.scalar("select min(id) from revlog") / 1000
    return int((col.sched.day_cutoff - first) // DAY_SECS)


def deck_days(col: Collection, deck: DeckId, days: int, step: Callable[[], None]) -> list[DeckDay]:
    """Return its days in the log, oldest first, as the dialog sees those of its weeks."""
    past = past_weeks(col, deck, days)
    order, name, found = _order(col, deck), col.decks.name(deck), []
    for evening in past_evenings(col, deck, past):
        step()
        if evening.secs:
            day = col.sched.day_cutoff // DAY_SECS - evening.days_ago
            found.append(_deck_day(name, day, evening, order, past))
    return found


def _deck_day(name: str, day: int, was: Evening, order: ReviewMix, past: PastWeeks) -> DeckDay:
    todays = Day(0, was.reviews_done + was.reviews_left, 0, was.new_done)
    biases = {strength: Bias(strength, order) for strength in (0, *STRENGTHS)}
    if rest_of_day(todays, biases[0]) == rest_of_day(todays, biases[USUAL]):
        return DeckDay(name, day, was, {}, {})
    return DeckDay(
        name,
        day,
        was,
        {strength: was.with_bias(bias, past.steps) for strength, bias in biases.items()},
        {
            strength: done_by(rest_of_day(todays, bias), was.pace, past.steps).last_review_at / 60
            for strength, bias in biases.items()
        },
    )


def _order(col: Collection, deck: DeckId) -> ReviewMix:
    """Return where Anki shows new cards: before the V3 scheduler in all decks alike."""
    preset = col.decks.config_dict_for_deck_id(deck)
    return ReviewMix(preset["newMix"] if col.v3_scheduler() else col.get_config("newSpread", 0))


def summed_up(days: Sequence[DeckDay]) -> dict[str, Any]:
    """Return the figures of some deck-days."""
    moved = [day for day in days if day.evenings]
    left = [day for day in moved if day.was.reviews_left]
    return {
        "deck_days": len(days),
        "reviews_and_new": sum(
            bool(day.was.new_done and day.was.reviews_done + day.was.reviews_left) for day in days
        ),
        "moved": len(moved),
        "reviews_left": sum(bool(day.was.reviews_left) for day in days),
        "moved_and_reviews_left": {str(s): _left(left, s) for s in (0, *STRENGTHS)},
        "middle_day": _middle(moved),
    }


def _left(days: Sequence[DeckDay], strength: int) -> dict[str, int]:
    """Of evenings with reviews left: on how many, how many; and the new cards of these days."""
    evenings = [day.evenings[strength] for day in days]
    return {
        "evenings": sum(bool(evening.reviews_left) for evening in evenings),
        "reviews": sum(evening.reviews_left for evening in evenings),
        "new": sum(evening.new_done for evening in evenings),
    }


def _middle(moved: Sequence[DeckDay]) -> dict[str, Any] | None:
    """Return medians: what the days had, and when their last review was or would have been."""
    if not moved:
        return None
    sooner = {
        str(strength): median(day.last_review[0] - day.last_review[strength] for day in moved)
        for strength in STRENGTHS
    }
    return {
        "reviews": median(day.was.reviews_done + day.was.reviews_left for day in moved),
        "new": median(day.was.new_done for day in moved),
        "minutes": round(median(day.last_review[0] for day in moved), 1),
        "sooner": {strength: round(minutes, 1) for strength, minutes in sooner.items()},
    }
