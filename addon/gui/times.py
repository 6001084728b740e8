# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our words about times: when the reviews are done, and what fits into the usual time."""

from __future__ import annotations

from collections.abc import Iterator

from ..fits import Enough, Fits
from ..ordering import Day
from .language import _, number
from .texts import percent

HOURS_FROM = 90  # minutes

REVIEWS_LEFT = _("Reviews left")
# Translators: what the plot shows at a point. {time} is 25 min, {yours} and {ankis} are numbers.
READING = _("After {time}, reviews left: {yours}; in Anki's order: {ankis}.")
HOW_TO_READ = _("Point at the plot, or use the arrow keys, to read it off.")
# Translators: {n} is 50.
TOO_LITTLE_LOG = _(
    "Not enough reviews in the last four weeks to say how long they take you: {n} are needed."
)


def duration(minutes: float) -> str:
    """In minutes, or in hours where they are many; an abbreviation that fits into any sentence."""
    return tick(round(minutes), round(minutes) >= HOURS_FROM)


def tick(minutes: int, in_hours: bool) -> str:
    """A time at an axis."""
    if minutes < 60 or not in_hours:
        # Translators: an abbreviation of minutes that does not change with the number or the case.
        return _("{n} min").format(n=minutes)
    if minutes % 60:
        # Translators: hours and minutes, abbreviated.
        return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
    # Translators: hours, abbreviated.
    return _("{n} h").format(n=minutes // 60)


def reviews_done(ankis: float, yours: float) -> str:
    """When the reviews are done, in minutes."""
    if round(yours) < 1:
        return _("Reviews done in less than a minute")
    if round(ankis) <= round(yours):
        # Translators: {yours} is 25 min or 2 h 10 min.
        return _("Reviews done in about {yours}").format(yours=duration(yours))
    # Translators: {yours} and {ankis} are such as 25 min or 2 h 10 min.
    text = _("Reviews done in about {yours} instead of {ankis}")
    return text.format(yours=duration(yours), ankis=duration(ankis))


def session(ankis: float, yours: float) -> str:
    """When all is done, in minutes."""
    # A difference of a minute is within what a forecast can tell.
    if abs(ankis - yours) <= 1 or round(ankis) == round(yours):
        text = _("The whole session takes about {yours} either way")
    else:
        text = _("The whole session takes about {yours} instead of {ankis}")
    return text.format(yours=duration(max(1, yours)), ankis=duration(max(1, ankis)))


# What fits into the usual time
##########################################################################


def usual_time(fits: Fits, strength: int) -> str:
    """What a person's usual minutes are enough for at a strength; nothing where all fits."""
    day, enough = fits.day, fits.in_this_order
    if fits.reviews_overfill:
        return "\n".join(_reviews_overfilling(fits, strength))
    if (enough.reviews, enough.new) == (day.reviews, day.new):
        return ""
    if not day.new:
        text = _("Your usual {time} is enough for about {reviews} of {all_reviews} reviews.")
    elif enough.reviews == day.reviews:
        text = _(
            "Your usual {time} is enough for all reviews and about {new} of {all_new} new cards."
        )
    else:
        # Translators: a list of two, such as 140 of 160 reviews and 17 of 20 new cards. Where the
        # nouns would depend on both numbers, write them before these: “reviews: {reviews} of
        # {all_reviews}; new cards: {new} of {all_new}”. The same for the messages like this one.
        text = _(
            "Your usual {time} is enough for about {reviews} of {all_reviews} reviews and {new} of "
            "{all_new} new cards."
        )
    return _counted(text, enough, day, time=duration(fits.minutes))


def usual_time_in_both_orders(fits: Fits, strength: int) -> str:
    """The same, and what the minutes would be enough for in Anki's order."""
    said = usual_time(fits, strength)
    if not said or fits.in_ankis_order == fits.in_this_order:
        return said
    text = _(
        "In Anki's order your usual time would be enough for about {reviews} of {all_reviews} "
        "reviews and {new} of {all_new} new cards."
    )
    return f"{said}\n{_counted(text, fits.in_ankis_order, fits.day)}"


def _reviews_overfilling(fits: Fits, strength: int) -> Iterator[str]:
    """By how much the reviews overfill the usual time, what becomes of new cards, what helps."""
    # Translators: {need} and {usual} are such as 25 min or 2 h 10 min.
    yield _("Your reviews need about {need}; you usually study {usual}.").format(
        need=duration(fits.reviews_need), usual=duration(fits.minutes)
    )
    yours, ankis = fits.in_this_order.new, fits.in_ankis_order.new
    if yours:
        text = _(
            "That is enough for about {reviews} of {all_reviews} reviews and {new} of {all_new} "
            "new cards."
        )
        yield _counted(text, fits.in_this_order, fits.day)
    elif ankis:
        # Translators: {strength} is 80%.
        wait = _("At {strength} new cards wait until there is time for them again.")
        yield wait.format(strength=percent(strength))
    elif fits.day.new:
        yield _("New cards wait until there is time for them again.")
    if yours < ankis:
        yield _(
            "A lower strength or Anki's order brings more new cards today. Fewer new cards a day "
            "keep the reviews from growing."
        )


def _counted(text: str, enough: Enough, day: Day, time: str = "") -> str:
    return text.format(
        time=time,
        reviews=number(enough.reviews),
        all_reviews=number(day.reviews),
        new=number(enough.new),
        all_new=number(day.new),
    )
