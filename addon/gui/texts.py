# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every word of ours that a person reads; Anki's own words come from its translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..collection.deck_bias import NoBias, NothingToMove
from ..ordering import Day, Pattern
from ..settings import DeckSettings
from .language import _, _n, isolated, number

if TYPE_CHECKING:  # Anki starts sooner without them
    from ..evenings import Evening
    from ..fits import Enough, Fits

ADDON_NAME = "Biased Queue"
MENU_ITEM = _("Biased Queue…")

# Messages
##########################################################################

ANKI_LACKS = _(
    "Biased Queue stays off: this version of Anki lacks something that it needs ({missing}). "
    "Your cards are shown in Anki's own order. An update of the add-on may help."
)
OUR_CODE_FAILED = _(
    "Biased Queue ran into an error, so your study goes on in Anki's own order until you open this "
    "profile again. No answer was lost.\n\nIf you report this, please add: {error}"
)
ERROR_IN_A_WINDOW = _(
    "Biased Queue ran into an error, and Anki goes on without its part here.\n\n"
    "If you report this, please add: {error}"
)
OTHER_ORDER = _(
    "Another add-on changes the order of Anki's review queue ({name}). Biased Queue leaves the "
    "order to it until you open this profile again."
)
OTHER_SCHEDULER = _(
    "Biased Queue stays off in this profile: another add-on has replaced Anki's scheduler ({name})."
)
SETTINGS_DAMAGED = _(
    "Some settings of Biased Queue cannot be used; their defaults hold instead. What is stored is "
    "kept until you save settings.\n\n{problems}"
)

# What holds in a deck
##########################################################################

OFF = _("Off")
AMONG = _("{percent} among")
INHERITED = _("{strength} (inherited)")
NO_BIAS = {
    NoBias.TURNED_OFF: _("Biased Queue is turned off, so this is Anki's order."),
    NoBias.FILTERED_DECK: _("Filtered decks are left alone: they keep the order that you chose."),
    NoBias.FILTERED_SUBDECK: _(
        "Anki's order, until you have emptied or studied the filtered deck below this one: "
        "it holds cards of other decks, or reviews ahead of time."
    ),
    NoBias.STRENGTH_ZERO: _("At 0%, your order is Anki's."),
    NoBias.NEW_CARDS_LAST: _(
        "This deck's options show new cards after the reviews already, so nothing is left to move."
    ),
    NoBias.ANKIS_ORDER_TODAY: _("Anki's order today, as you chose."),
    NoBias.FEW_REVIEWS: _("Anki's order today: fewer than {min_reviews} reviews are due."),
}
NOTHING_TO_MOVE = {
    NothingToMove.NO_ROOM_FOR_NEW: _(
        "No new cards today: the daily limit on reviews leaves no room for them, so there is "
        "nothing to move."
    ),
    NothingToMove.NO_NEW_CARDS: _("No new cards are left today, so there is nothing to move."),
    NothingToMove.NO_REVIEWS: _("No reviews are left today, so the new cards come now."),
}


def percent(strength: int) -> str:
    return _("{n}%").format(n=strength)


def percent_sign() -> str:
    """What stands behind the number in a box."""
    return percent(0).replace("0", "")


def strength(deck: DeckSettings) -> str:
    """A deck's setting in short: "80%", "80% among", "Off"."""
    if not deck.strength:
        return OFF
    shown = percent(deck.strength)
    return shown if deck.pattern is Pattern.PUSH_BACK else AMONG.format(percent=shown)


def inherited(deck: DeckSettings) -> str:
    return INHERITED.format(strength=strength(deck))


def why_no_bias(reason: NoBias, min_reviews: int) -> str:
    return NO_BIAS[reason].format(min_reviews=number(min_reviews))


def after_the_reviews(after: int, new: int) -> str:
    """How many of the new cards that are left come after the last review."""
    if not after:
        text = _n(
            "The new card comes before the last review",
            "All {n} new cards come before the last review",
            new,
        )
    elif after == new:
        text = _n(
            "The new card comes after the reviews", "All {n} new cards come after the reviews", new
        )
    else:
        text = _n(
            "{after} of {n} new cards comes after the reviews",
            "{after} of {n} new cards come after the reviews",
            after,
        )
    return text.format(after=number(after), n=number(new))


def reviews(count: int) -> str:
    return _n("{n} review", "{n} reviews", count).format(n=number(count))


def new_cards(count: int) -> str:
    return _n("{n} new card", "{n} new cards", count).format(n=number(count))


# Times
##########################################################################


HOURS_FROM = 90  # minutes


def duration(minutes: float) -> str:
    """In minutes, or in hours where they are many."""
    whole = round(minutes)
    if whole < 1:
        return _("less than a minute")
    if whole < HOURS_FROM:
        return _n("{n} minute", "{n} minutes", whole).format(n=whole)
    return _("{hours} h {minutes} min").format(hours=whole // 60, minutes=whole % 60)


def reviews_done(ankis: float, yours: float) -> str:
    """When the reviews are done, in minutes."""
    if round(yours) < 1:
        return _("Reviews done in less than a minute")
    if round(ankis) <= round(yours):
        return _("Reviews done in about {yours}").format(yours=duration(yours))
    return _("Reviews done in about {yours} instead of {ankis}").format(
        yours=duration(yours), ankis=duration(ankis)
    )


def forecast(ankis: float, yours: float, ankis_end: float, yours_end: float) -> str:
    """When the reviews are done, and when all is; two sentences."""
    # A difference of a minute is within what a forecast can tell.
    if abs(ankis_end - yours_end) <= 1 or round(ankis_end) == round(yours_end):
        end = _("The whole session takes about {yours} either way")
    else:
        end = _("The whole session takes about {yours} instead of {ankis}")
    end = end.format(yours=duration(yours_end), ankis=duration(ankis_end))
    return _("{reviews_done}. {session}.").format(
        reviews_done=reviews_done(ankis, yours), session=end
    )


def tick(minutes: int, in_hours: bool) -> str:
    """A time at an axis."""
    if minutes < 60 or not in_hours:
        return _("{n} min").format(n=minutes)
    if minutes % 60:
        return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
    return _("{n} h").format(n=minutes // 60)


# What fits into the usual time
##########################################################################


def usual_time(fits: Fits, strength: int) -> str:
    """What a person's usual minutes are enough for at a strength; nothing where all fits."""
    day, enough = fits.day, fits.in_this_order
    if _reviews_overfill(fits):
        return " ".join(_reviews_overfilling(fits, strength))
    if (enough.reviews, enough.new) == (day.reviews, day.new):
        return ""
    minutes = round(fits.minutes)
    return _n(
        "Your usual minute is enough for {cards}.",
        "Your usual {time} are enough for {cards}.",
        minutes,
    ).format(time=duration(minutes), cards=_cards_done(enough, day))


def usual_time_in_both_orders(fits: Fits, strength: int) -> str:
    """The same, and what the minutes would be enough for in Anki's order."""
    said = usual_time(fits, strength)
    if not said or fits.in_ankis_order == fits.in_this_order:
        return said
    if _reviews_overfill(fits):
        ankis = _("In Anki's order your usual time would be enough for {cards}.")
    else:
        ankis = _("In Anki's order they would be enough for {cards}.")
    cards = _cards_done(fits.in_ankis_order, fits.day, of_all_new=False)
    return f"{said} {ankis.format(cards=cards)}"


def _reviews_overfill(fits: Fits) -> bool:
    # A difference of less than a minute is within what a forecast can tell.
    return round(fits.reviews_need) > round(fits.minutes)


def _reviews_overfilling(fits: Fits, strength: int) -> Iterator[str]:
    """By how much the reviews overfill the usual time, what becomes of new cards, what helps."""
    need, usual = round(fits.reviews_need), round(fits.minutes)
    yield _("Your reviews need about {need}; you usually study {usual}.").format(
        need=duration(need), usual=number(usual) if need < HOURS_FROM else duration(usual)
    )
    yours, ankis = fits.in_this_order.new, fits.in_ankis_order.new
    if yours:
        cards = _cards_done(fits.in_this_order, fits.day)
        yield _("That is enough for {cards}.").format(cards=cards)
    elif ankis:
        wait = _("At {strength} new cards wait until that has passed.")
        yield wait.format(strength=percent(strength))
    elif fits.day.new:
        yield _("New cards wait until that has passed.")
    if yours < ankis:
        yield _(
            "A lower strength or Anki's order brings more new cards today; fewer new cards a day, "
            "later, keep it from coming back."
        )


def _cards_done(enough: Enough, day: Day, of_all_new: bool = True) -> str:
    """How many of a day's cards are done, without the new cards where there are none."""
    if enough.reviews == day.reviews:
        reviews_done = _n("the review", "the reviews", day.reviews)
    elif enough.reviews:
        reviews_done = _n("about {done} of {n} review", "about {done} of {n} reviews", day.reviews)
    else:
        reviews_done = _("no reviews")
    reviews_done = reviews_done.format(done=number(enough.reviews), n=number(day.reviews))
    if not day.new:
        return reviews_done
    if enough.reviews and not enough.new:
        return _("{reviews} but no new cards").format(reviews=reviews_done)
    new_done = _new_cards_done(enough, day, of_all_new)
    if enough.reviews == day.reviews and enough.new < day.new:
        new_done = _("about {new}").format(new=new_done)
    return _("{reviews} and {new}").format(reviews=reviews_done, new=new_done)


def _new_cards_done(enough: Enough, day: Day, of_all: bool) -> str:
    if enough.new == day.new:
        text = _n("the new card", "all {n} new cards", day.new)
    elif of_all:
        text = _n("{done} of {n} new card", "{done} of {n} new cards", day.new)
    else:
        return new_cards(enough.new)
    return text.format(done=number(enough.new), n=number(day.new))


# Today only
##########################################################################

TODAY_MENU = _("Biased Queue Today")
AS_SET = _("As set ({strength})")
ANKIS_ORDER = _("Anki's order")
ALL_NEW_LAST = _("All new cards last")
OTHER_STRENGTH = _("Another strength…")
THIS_STRENGTH = _("This strength:")
TODAY = _("Today: {choice}")
UNTIL_TOMORROW = _("Until tomorrow: {choice}")
AS_SET_AGAIN = _("As set again: {strength}")
TODAY_MEANS = _(
    "Holds until tomorrow, when you study this deck; opened themselves, its subdecks keep what is "
    "set."
)
STEP_TODAY = _("Biased Queue Today")
STEP_SETTINGS = _("Biased Queue Settings")


def todays_choice(strength_today: int | None, as_set: DeckSettings) -> str:
    """What holds today, as the choices are named."""
    if strength_today is None:
        return AS_SET.format(strength=strength(as_set))
    if strength_today == 0:
        return ANKIS_ORDER
    return ALL_NEW_LAST if strength_today == 100 else percent(strength_today)


# While studying
##########################################################################


def reviews_are_done(new: int, learning: int) -> str:
    if new and learning:
        return _("Your reviews are done. Left: {new}, and {learning}.").format(
            new=new_cards(new), learning=in_learning(learning)
        )
    left = new_cards(new) if new else in_learning(learning)
    return _("Your reviews are done. Left: {left}.").format(left=left)


def in_learning(count: int) -> str:
    return _n("{n} card in learning", "{n} cards in learning", count).format(n=number(count))


# The dialog
##########################################################################

ALL_DECKS = _("All decks (default)")
STRENGTH = _("Strength")
STRENGTH_LABEL = _("&Strength")
TURNED_ON = _("&Use Biased Queue in this profile")
TURNED_ON_NAME = _("Use Biased Queue in this profile")
TABS_NAME = _("For how long")
ALL_DECKS_TAB = _("All decks")
THIS_DECK_TAB = _("This deck")
TODAY_TAB = _("{title}: {choice}")
MIXED = _("Mixed")
STRENGTH_NAME = _("How far new cards move, in per cent of the reviews")
STRENGTH_BOX = _("Strength in per cent")
STRENGTH_TODAY = _("Today's strength in per cent")
AT_ZERO, AT_HUNDRED = _("Anki's order"), _("New cards last")
PATTERN = _("New cards end up")
PATTERNS = {
    Pattern.PUSH_BACK: _("partly &after the reviews"),
    Pattern.SQUEEZE: _("all a&mong the last reviews"),
}
PATTERN_MEANS = {
    Pattern.PUSH_BACK: _(
        "Every new card moves back by this share of the reviews. Your reviews are done sooner."
    ),
    Pattern.SQUEEZE: _(
        "The first reviews come without new cards; the rest share them evenly. Your reviews end no "
        "sooner than in Anki's order: this is for reviews between the learning steps to the end."
    ),
}
MIN_REVIEWS = _("&Only when so many reviews are due")
MIN_REVIEWS_NAME = _("Only when at least so many reviews are due")
ANY_NUMBER = _("any number")
RESET_TO_PARENT = _("Use the setting of “{deck}” again: {strength}")
RESET_TO_DEFAULT = _("Use the setting for all decks again: {strength}")
RESET_TO_OURS = _("Back to the add-on's default: {strength}")
RESET_SEVERAL = _("Let these decks use the settings of the decks above them again")
RESTORE = _("Restore Default ({strength})")
RESTORE_SEVERAL = _("Restore Defaults ({count} decks)")
ON_THIS_COMPUTER = _("On This Computer…")
ON_THIS_COMPUTER_TIP = _("What is shown where, and the shortcut for Anki's order today")
STUDIED_THROUGH = _(
    "Studied through “{parent}”, its {strength} holds; this one holds when you open “{deck}” "
    "itself."
)
SUBDECK_HOLDS = _(
    "Studied through “{deck}”, this one holds; “{subdeck}” has its own {strength}, which holds "
    "when you open it itself."
)


def several_decks(count: int) -> str:
    return _n("{n} deck", "{n} decks", count).format(n=number(count))


def subdecks_hold(deck: str, count: int) -> str:
    return _n(
        "Studied through “{deck}”, this one holds; {n} subdeck has a setting of its own, which "
        "holds when you open it itself.",
        "Studied through “{deck}”, this one holds; {n} subdecks have settings of their own, which "
        "hold when you open them themselves.",
        count,
    ).format(deck=isolated(deck), n=number(count))


HELP = _("""<h3>Biased Queue</h3>
<p>New cards, and the learning steps that follow them, keep a long review queue from getting empty.
Biased Queue shows them later. It changes when a new card is shown, and nothing else: not which
cards are shown today, not your reviews' order, no count, limit or interval.</p>
<p><b>Strength</b> is how far new cards move, in per cent of the day's reviews. 0% is Anki's own
order; with 100% all new cards come after the reviews.</p>
<p><b>After the reviews</b>: every new card moves back by that share of the reviews, and those that
run past the end come after them, so the reviews are done sooner.<br><b>Among the last reviews</b>:
that share of the reviews is free of new cards, and the rest shares them evenly. The reviews end no
sooner; the learning steps have reviews between them to the end.</p>
<p>A deck without a setting of its own uses that of the deck above it, and then the one for all
decks. The deck that you click to study decides. Filtered decks are left alone.</p>
<p>What you choose for <b>today only</b> holds for one deck until tomorrow.</p>
<p>The settings are part of your collection, so they sync to your other computers.</p>""")

# The pictures
##########################################################################

YOUR_ORDER = _("Your order")
EXAMPLE = _("Nothing is due in this deck today. This is an example with {reviews} and {new}.")
DEFAULT_EXAMPLE = _("Nothing is due today. This is an example with {reviews} and {new}.")
TODAY_IN = _("Today in “{deck}”:")
ANOTHER_TODAY = _("For today you chose another: {choice}. See the tab beside this one.")
TOO_LITTLE_LOG = _(
    "Not enough reviews in the last four weeks to say how long they take you: {n} are needed."
)
REVIEWS_LEFT = _("Reviews left")
REVIEWS_LEFT_EACH_EVENING = _("Reviews left each evening")
READING = _("After {time}: {yours} left; in Anki's order {ankis}.")
HOW_TO_READ = _("Point at the plot, or use the arrow keys, to read it off.")


def last_review(ankis: int, yours: int, cards: int) -> str:
    """When the last review comes, in each order."""
    if ankis == yours:
        text = _("The last review is card {yours} of {cards} in both orders")
    else:
        text = _("The last review is card {yours} of {cards} instead of {ankis}")
    return text.format(yours=number(yours), ankis=number(ankis), cards=number(cards))


def two_sentences(first: str, second: str) -> str:
    return _("{first}. {second}.").format(first=first, second=second)


def evenings(days: int, moved_back: bool) -> str:
    """What the bars show; the dots only where there is one."""
    if moved_back:
        text = _n(
            "Reviews left each evening, last {n} day. Dot: new cards moved back.",
            "Reviews left each evening, last {n} days. Dot: new cards moved back.",
            days,
        )
    else:
        text = _n(
            "Reviews left each evening, last {n} day.",
            "Reviews left each evening, last {n} days.",
            days,
        )
    return text.format(n=number(days))


def evenings_in_numbers(evenings: Sequence[Evening]) -> str:
    """What the bars show, for who does not see them."""
    left = [evening.reviews_left for evening in evenings]
    said = _("On average: {average}; yesterday: {yesterday}.").format(
        average=reviews(round(sum(left) / len(left))), yesterday=reviews(left[-1])
    )
    moved = [evening.reviews_left for evening in evenings if evening.moved_back]
    if not moved:
        return said
    then = _n(
        "On the day on which new cards were moved back: {average}.",
        "On the {n} days on which new cards were moved back: {average} on average.",
        len(moved),
    ).format(n=number(len(moved)), average=reviews(round(sum(moved) / len(moved))))
    return f"{said} {then}"


# Elsewhere
##########################################################################

OPTION_LINK = _("Deck options: “{option}”")
CHANGE = _("Change…")
TURNED_OFF = _("Biased Queue is turned off.")
DECK_LINE = _("Biased Queue in this deck: {strength}.")
DECK_LINE_TODAY = _("Biased Queue in this deck: {strength}; today: {choice}.")
SHOW_STRIP = _("Show &today's order in a deck's overview")
SAY_REVIEWS_DONE = _("Say when your &reviews are done")
SHORTCUT = _("&Key for Anki's order today, and back")
NOTHING_TO_CHANGE = _("This deck is studied in Anki's order already.")
