# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our words that a person reads; Anki's own come from its translations.

Those about times are in times.py, and those about what fails in failure_texts.py. They are imported
where a word is needed, and not as Anki starts, which is sooner so.
Each is a whole sentence or label, for languages differ in how they order and inflect its parts.
What is said to translators stands in the comments that begin with their name.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..collection.deck_bias import NoBias, NothingToMove
from ..evenings import Evening
from ..settings import DeckSettings
from .language import _, _c, _n, isolated, number, without_key
from .messages import ADDON_NAME

# What holds in a deck
##########################################################################

# Translators: a number and its per cent sign, as they are written in your language.
PERCENT = _("{n}%")
# Translators: a strength of 0%.
OFF = _("Off")
# Translators: {strength} is 80% or Off; inherited from the deck above, or the default.
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
    return PERCENT.format(n=strength)


def strength(deck: DeckSettings) -> str:
    """A deck's setting in short: "80%", "Off"."""
    return percent(deck.strength) if deck.strength else OFF


def inherited(deck: DeckSettings) -> str:
    return INHERITED.format(strength=strength(deck))


def why_no_bias(reason: NoBias, min_reviews: int) -> str:
    if reason is NoBias.FEW_REVIEWS:
        return _n(
            "Anki's order today: fewer than {n} review is due.",
            "Anki's order today: fewer than {n} reviews are due.",
            min_reviews,
        )
    return NO_BIAS[reason]


def after_the_reviews(after: int, new: int) -> str:
    """How many of the new cards that are left come after the last review."""
    if not after:
        return _n(
            "The new card comes before the last review",
            "All {n} new cards come before the last review",
            new,
        )
    if after == new:
        return _n(
            "The new card comes after the reviews", "All {n} new cards come after the reviews", new
        )
    # Translators: such as 1 of 20 new cards. Where the noun would depend on both numbers, write it
    # before them: “New cards after the reviews: {n} of {all}”.
    return _n(
        "{n} of {all} new cards comes after the reviews",
        "{n} of {all} new cards come after the reviews",
        after,
        all=number(new),
    )


# Today only
##########################################################################

# Translators: a menu with the choices for today only.
TODAY_MENU = _("Biased Queue Today")
# Translators: today's choice is what is set for the deck. {strength} is 80% or Off.
AS_SET = _("As set ({strength})")
ANKIS_ORDER = _("Anki's order")
ALL_NEW_LAST = _("All new cards last")
OTHER_STRENGTH = _("Another strength…")
# Translators: a choice, with a slider below it.
THIS_STRENGTH = _("This strength:")
# Translators: {choice} is “As set (80%)”, “Anki's order”, “All new cards last” or 60%.
TODAY = _("Today: {choice}")
UNTIL_TOMORROW = _("Until tomorrow: {choice}")
AS_SET_AGAIN = _("As set again: {strength}")
TODAY_MEANS = _(
    "Until tomorrow, this holds when you study this deck. Its subdecks, opened themselves, keep "
    "what is set."
)
# Translators: what Anki's Edit menu undoes: Undo Biased Queue Today.
STEP_TODAY = _c("undo", "Biased Queue Today")
# Translators: what Anki's Edit menu undoes: Undo Biased Queue Settings.
STEP_SETTINGS = _c("undo", "Biased Queue Settings")


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
        # Translators: new cards, and cards in learning, as Anki counts them.
        left = _("Your reviews are done. Left: {new} new, {learning} in learning.")
        return left.format(new=number(new), learning=number(learning))
    if new:
        return _n(
            "Your reviews are done. Left: {n} new card.",
            "Your reviews are done. Left: {n} new cards.",
            new,
        )
    return _n(
        "Your reviews are done. Left: {n} card in learning.",
        "Your reviews are done. Left: {n} cards in learning.",
        learning,
    )


# The dialog
##########################################################################

ALL_DECKS = _("All decks (default)")
# Translators: how far new cards are moved back, 0% to 100%. The letter after & is its key.
STRENGTH_LABEL = _("&Strength")
STRENGTH = without_key(STRENGTH_LABEL)
TURNED_ON = _("&Use Biased Queue in this profile")
TURNED_ON_NAME = without_key(TURNED_ON)
# Translators: a name for the tabs “This deck” and “Today only”.
TABS_NAME = _("For how long")
ALL_DECKS_TAB = _("All decks")
THIS_DECK_TAB = _("This deck")
# Translators: {title} is Anki's own “Today only”.
TODAY_TAB = _("{title}: {choice}")
# Translators: the selected decks have different ones.
MIXED = _("Mixed")
STRENGTH_NAME = _("How far new cards move, in per cent of the reviews")
STRENGTH_BOX = _("Strength in per cent")
STRENGTH_TODAY = _("Today's strength in per cent")
AT_ZERO, AT_HUNDRED = ANKIS_ORDER, _("New cards last")
# Translators: a label; a box with a number stands beside it.
MIN_REVIEWS = _("&Only when so many reviews are due")
MIN_REVIEWS_NAME = _("Only when at least so many reviews are due")
# Translators: of reviews, in the box “Only when so many reviews are due”.
ANY_NUMBER = _("any number")
RESET_TO_PARENT = _("Use the setting of “{deck}” again: {strength}")
RESET_TO_DEFAULT = _("Use the setting for all decks again: {strength}")
RESET_TO_OURS = _("Back to the add-on's default: {strength}")
RESET_SEVERAL = _("Let these decks use the settings of the decks above them again")
RESTORE = _("Restore Default ({strength})")
ON_THIS_COMPUTER = _("On This Computer…")
ON_THIS_COMPUTER_TIP = _("What is shown, and the key for Anki's order today")
STUDIED_THROUGH = _(
    "When you study “{parent}”, its own setting holds: {strength}. This one holds when you open "
    "“{deck}” itself."
)
SUBDECK_HOLDS = _(
    "When you study “{deck}”, this setting holds. When you open “{subdeck}” itself, its own holds: "
    "{strength}."
)


def several_decks(count: int) -> str:
    return _n("{n} deck", "{n} decks", count)


def restore_several(count: int) -> str:
    return _n("Restore Default ({n} deck)", "Restore Defaults ({n} decks)", count)


def subdecks_hold(deck: str, count: int) -> str:
    return _n(
        "When you study “{deck}”, this setting holds. {n} subdeck has one of its own, which holds "
        "when you open it itself.",
        "When you study “{deck}”, this setting holds. {n} subdecks have their own, which hold when "
        "you open them themselves.",
        count,
        deck=isolated(deck),
    )


HELP = f"<h3>{ADDON_NAME}</h3>" + "".join(
    f"<p>{paragraph}</p>"
    for paragraph in (
        _(
            "New cards, and the learning steps that follow them, keep a long review queue from "
            "getting empty. Biased Queue shows them later. It changes when a new card is shown, "
            "and nothing else: not which cards are shown today, not your reviews' order, no count, "
            "limit or interval."
        ),
        _(
            "<b>Strength</b> is how far new cards move, in per cent of the day's reviews. At "
            "0%, the order is Anki's own; at 100%, all new cards come after the reviews."
        ),
        _(
            "A deck without a setting of its own uses that of the deck above it, and then the one "
            "for all decks. The deck that you click to study decides. Filtered decks are left "
            "alone."
        ),
        _("What you choose for <b>today only</b> holds for one deck until tomorrow."),
        _("The settings are part of your collection, so they sync to your other computers."),
    )
)

# The pictures
##########################################################################

YOUR_ORDER = _("Your order")
# Translators: {reviews} is 200, {new} is 20.
EXAMPLE = _(
    "No reviews or new cards are left in this deck today. This is an example with {reviews} "
    "reviews and {new} new cards."
)
# Translators: {reviews} is 200, {new} is 20.
DEFAULT_EXAMPLE = _(
    "No reviews or new cards are left today in decks that use this setting. This is an example "
    "with {reviews} reviews and {new} new cards."
)
# Translators: a line above a picture of today's queue.
TODAY_IN = _("Today in “{deck}”:")
ANOTHER_TODAY = _("For today you chose something else: {choice}. See the tab beside this one.")
REVIEWS_LEFT_EACH_EVENING = _("Reviews left each evening")


def last_review(ankis: int, yours: int, cards: int) -> str:
    """When the last review comes, in each order."""
    if ankis == yours:
        text = _("The last review is card {yours} of {cards} in both orders")
    else:
        text = _("The last review is card {yours} of {cards} instead of {ankis}")
    return text.format(yours=number(yours), ankis=number(ankis), cards=number(cards))


def evenings(days: int, moved_back: bool) -> str:
    """What the bars show; the dots only where there is one."""
    if moved_back:
        return _n(
            "Reviews left each evening, last {n} day. Dot: new cards moved back.",
            "Reviews left each evening, last {n} days. Dot: new cards moved back.",
            days,
        )
    return _n(
        "Reviews left each evening, last {n} day.",
        "Reviews left each evening, last {n} days.",
        days,
    )


def evenings_in_numbers(evenings: Sequence[Evening]) -> str:
    """What the bars show, for who does not see them."""
    left = [evening.reviews_left for evening in evenings]
    moved_back = [evening.reviews_left for evening in evenings if evening.moved_back]
    if moved_back:
        text = _(
            "Reviews left on average: {average}; yesterday: {yesterday}; on average on the days on "
            "which new cards were moved back: {moved_back}."
        )
    else:
        text = _("Reviews left on average: {average}; yesterday: {yesterday}.")
    return text.format(
        average=_average(left), yesterday=number(left[-1]), moved_back=_average(moved_back)
    )


def _average(counts: Sequence[int]) -> str:
    return number(round(sum(counts) / max(1, len(counts))))


# Elsewhere
##########################################################################

# Translators: {option} is the name of an option in Anki's own words.
OPTION_LINK = _("Deck options: “{option}”")
# Translators: a button that opens the settings.
CHANGE = _("Change…")
TURNED_OFF = _("Biased Queue is turned off.")
# Translators: {strength} is 80% or Off, perhaps followed by (inherited).
DECK_LINE = _("Biased Queue in this deck: {strength}.")
DECK_LINE_TODAY = _("Biased Queue in this deck: {strength}; today: {choice}.")
SHOW_STRIP = _("Show &today's order in a deck's overview")
SAY_REVIEWS_DONE = _("Say when your &reviews are done")
# Translators: a label; the key for Anki's order today, and to go back to what is set.
SHORTCUT = _("&Key for Anki's order today, and back")
NOTHING_TO_CHANGE = _("This deck is studied in Anki's order already.")
