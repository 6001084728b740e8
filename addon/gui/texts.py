# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every word of ours that a person reads; Anki's own words come from its translations."""

from __future__ import annotations

from ..collection.deck_bias import NoBias
from ..ordering import Pattern
from ..settings import DeckSettings

ADDON_NAME = "Biased Queue"
MENU_ITEM = "Biased Queue…"

# Messages
##########################################################################

ANKI_LACKS = (
    "Biased Queue stays off: this version of Anki lacks something that it needs ({missing}). "
    "Your cards are shown in Anki's own order. An update of the add-on may help."
)
OUR_CODE_FAILED = (
    "Biased Queue ran into an error, so your study goes on in Anki's own order until you open this "
    "profile again. No answer was lost.\n\nIf you report this, please add: {error}"
)
ERROR_IN_A_WINDOW = (
    "Biased Queue ran into an error, and Anki goes on without its part here.\n\n"
    "If you report this, please add: {error}"
)
OTHER_ORDER = (
    "Another add-on changes the order of Anki's review queue ({name}). Biased Queue leaves the "
    "order to it until you open this profile again."
)
OTHER_SCHEDULER = (
    "Biased Queue stays off in this profile: another add-on has replaced Anki's scheduler ({name})."
)
SETTINGS_DAMAGED = (
    "Some settings of Biased Queue cannot be used; their defaults hold instead. What is stored is "
    "kept until you save settings.\n\n{problems}"
)

# The dialog
##########################################################################

ALL_DECKS = "All decks (default)"
BIAS = "Bias"
OFF = "Off"
INHERITED = "{bias} (inherited)"
TURNED_ON = "Use Biased Queue in this profile"
USE_PARENTS = "Use the setting of “{deck}”: {bias}"
USE_DEFAULT = "Use the setting for all decks: {bias}"
MOVE_NEW_CARDS = "Move new cards toward the back of the review queue"
STRENGTH = "Strength"
STRENGTH_SLIDER = "How far new cards move, in per cent of the reviews"
STRENGTH_BOX = "Strength in per cent"
PATTERN = "Pattern"
PATTERNS = {Pattern.PUSH_BACK: "Push back", Pattern.SQUEEZE: "Squeeze"}
PATTERN_MEANS = {
    Pattern.PUSH_BACK: "Every new card moves back by this share of the reviews.",
    Pattern.SQUEEZE: "The first reviews come without new cards; the rest share them evenly.",
}
MIN_REVIEWS = "Only when at least this many reviews are due"
SEVERAL_DECKS = "{count} decks"
MORE = "On This Computer…"
MORE_TIP = "What is shown where, and the shortcut of “Show New Cards Now”"
HELP = """<h3>Biased Queue</h3>
<p>New cards, and the learning steps that follow them, keep a long review queue from getting empty.
Biased Queue shows them later. It changes when a new card is shown, and nothing else: not which
cards are shown today, not your reviews' order, no count, limit or interval.</p>
<p><b>Strength</b> is how far new cards move, in per cent of the day's reviews. 0% is Anki's own
order; with 100% all new cards come after the reviews.</p>
<p><b>Push back</b> moves every new card by that share of the reviews. Those that run past the end
come after the reviews.<br><b>Squeeze</b> keeps that share of the reviews free of new cards and
spreads the new cards evenly over the rest.</p>
<p>A deck without a setting of its own uses that of the deck above it, and then the one for all
decks. The deck that you click to study decides. Filtered decks are left alone.</p>
<p>The settings are part of your collection, so they sync to your other computers.</p>"""

# The pictures
##########################################################################

ANKIS_ORDER = "Anki's order"
YOUR_ORDER = "Your order"
EXAMPLE = "Nothing is due in this deck today. This is an example with {reviews} and {new}."
DEFAULT_EXAMPLE = "An example with {reviews} and {new}:"
NO_BIAS = {
    NoBias.TURNED_OFF: "Biased Queue is turned off, so this is Anki's order.",
    NoBias.FILTERED_DECK: "Filtered decks are left alone: they keep the order that you chose.",
    NoBias.FILTERED_SUBDECK: "A filtered deck below it holds cards of other decks, or reviews "
    "ahead of time. Until they are done, this deck is studied in Anki's order.",
    NoBias.STRENGTH_ZERO: "At this strength, your order is Anki's.",
    NoBias.NEW_CARDS_LAST: "This deck's options already show new cards after reviews, so there is "
    "nothing left to push.",
    NoBias.ANKIS_ORDER_TODAY: "You chose “Show New Cards Now” for this deck, so it is studied in "
    "Anki's order today.",
    NoBias.FEW_REVIEWS: "Fewer reviews are due today, so this deck is studied in Anki's order.",
}

# The forecast
##########################################################################

REVIEWS_OVER_TIME = "Reviews left over time"
LEGEND = "Dashed: Anki's order. Point at the plot, or use the arrow keys, to read it off."
READING = "After {minutes}: {yours} left; in Anki's order {ankis}."


# Elsewhere
##########################################################################

NEW_CARDS_NOW = "Show New Cards Now"
NEW_CARDS_NOW_ON = "New cards in Anki's order until tomorrow."
NEW_CARDS_NOW_OFF = "New cards come later again."
NOTHING_TO_CHANGE = "This deck is studied in Anki's order already."
CHANGE = "Change…"
TURNED_OFF = "Biased Queue is turned off."
DECK_LINE = "Biased Queue in this deck: {bias}."


def bias(deck: DeckSettings) -> str:
    """A deck's setting in short: "80%", "80% squeeze", "Off"."""
    if not deck.strength:
        return OFF
    usual = deck.pattern is DeckSettings().pattern
    return f"{deck.strength}%" if usual else f"{deck.strength}% {PATTERNS[deck.pattern].lower()}"


WIDEST_BIAS = INHERITED.format(bias=max((bias(DeckSettings(100, p)) for p in Pattern), key=len))


def reviews(count: int) -> str:
    return "1 review" if count == 1 else f"{count} reviews"


def new_cards(count: int) -> str:
    return "1 new card" if count == 1 else f"{count} new cards"


def last_review(ankis: int, yours: int, cards: int, after: int) -> str:
    """When the last review comes, in each order, and how many new cards come after it."""
    if ankis == yours:
        when = f"The last review is card {yours} of {cards} in both orders"
    else:
        when = f"The last review is card {yours} of {cards} instead of {ankis}"
    return f"{when}; {_come(after)} after it."


def minutes(count: float) -> str:
    return "1 minute" if round(count) == 1 else f"{round(count)} minutes"


def forecast(ankis: float, yours: float, ankis_end: float, yours_end: float) -> str:
    """What an order means today; when the reviews are done and when all is, in minutes."""
    if round(ankis) == round(yours):
        reviews = f"Reviews done in about {minutes(yours)} in both orders"
    else:
        reviews = f"Reviews done in about {minutes(yours)} instead of {round(ankis)}"
    # A difference of a minute is within what a forecast can tell.
    either = abs(ankis_end - yours_end) <= 1 or round(ankis_end) == round(yours_end)
    end = "either way" if either else f"instead of {round(ankis_end)}"
    return f"{reviews}; the whole session takes {round(yours_end)} {end}."


def past_days(later: int, later_share: float, others: int, others_share: float) -> str:
    """What the review log says of the last weeks; shares of a day's study time."""
    parts = []
    if later:
        parts.append(f"{_of_time(later_share)} on {_days(later)} with new cards moved back")
    if later and others:
        parts.append(f"after about {others_share:.0%} on {_days(others, 'other ')}")
    elif others:
        parts.append(f"{_of_time(others_share)} on {_days(others)} without new cards moved back")
    return f"In the last 4 weeks, the reviews were done {', and '.join(parts)}." if parts else ""


def _of_time(share: float) -> str:
    return f"after about {share:.0%} of the study time"


def _days(count: int, which: str = "") -> str:
    return f"1 {which}day" if count == 1 else f"{count} {which}days"


def after_the_reviews(after: int, new: int) -> str:
    """The overview's line."""
    return f"{after} of {new_cards(new)} {'comes' if after == 1 else 'come'} after the reviews"


def _come(count: int) -> str:
    if not count:
        return "no new card comes"
    return f"{new_cards(count)} {'comes' if count == 1 else 'come'}"
