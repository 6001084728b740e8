# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our words that a person reads; Anki's own come from its translations.

Each is a whole sentence or label, for languages differ in how they order and inflect its parts.
What is said to translators stands in the comments that begin with their name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aqt.utils import tr

from ..collection.deck_bias import Reason
from ..evenings import Evening
from ..settings import DeckSettings
from .error_net import ADDON_NAME
from .language import _, _c, _n, isolated, number, without_key, written_date

HOURS_FROM = 90  # minutes

# Numbers and times
##########################################################################

# Translators: a number and its per cent sign, as they are written in your language.
PERCENT = _("{n}%")
# Translators: a strength of 0%.
OFF = _("Off")


# Translators: one sentence after another, with what stands between them in your language.
SENTENCES = _("{first} {second}")


def percent(strength: int) -> str:
    return PERCENT.format(n=strength)


def strength(deck: DeckSettings) -> str:
    """Return a deck's strength in short: "80%", "Off"."""
    return percent(deck.strength) if deck.strength else OFF


def duration(minutes: float) -> str:
    """Return minutes, or hours where they are many, abbreviated to fit into any sentence."""
    whole = round(minutes)
    if whole < HOURS_FROM:
        # Translators: an abbreviation of minutes that does not change with the number or the case.
        return _("{n} min").format(n=max(1, whole))
    # Translators: hours and minutes, abbreviated.
    return _("{hours} h {minutes} min").format(hours=whole // 60, minutes=whole % 60)


def short_date(day: date) -> str:
    """Return a day of the last weeks without its year, as the language writes it."""
    # Translators: a day and an abbreviated month, as Qt's QLocale formats them: d, MMM.
    return written_date(day, _("d MMM"))


# Why nothing moves
##########################################################################

WHY_NOTHING_MOVES = {
    Reason.TURNED_OFF: _("Biased Queue is turned off in this profile: Preferences → Review."),
    Reason.FILTERED_DECK: _("Filtered decks keep the order that you chose for them."),
    Reason.FILTERED_SUBDECK: _(
        "Anki's order until the filtered deck below this one is emptied or studied."
    ),
    Reason.STRENGTH_ZERO: _("At 0%, your order is Anki's."),
    Reason.NEW_CARDS_FIRST: _(
        "This deck's options show new cards first: they move once you set a strength for this deck."
    ),
    Reason.NEW_CARDS_LAST: _("This deck's options show new cards after the reviews already."),
    Reason.ANKIS_ORDER_TODAY: _("Anki's order today, as you chose."),
    Reason.NO_ROOM_FOR_NEW: _("The daily limit on reviews leaves no room for new cards."),
    Reason.NO_NEW_CARDS: _("No new cards are left today."),
    Reason.NO_REVIEWS: _("No reviews are left today, so the new cards come now."),
}
# Translators: follows “The daily limit … leaves no room for new cards.” {option} is the name of an
# option in Anki's own words.
TURN_ON = _("Turn on “{option}” to have new cards today.")
# Translators: follows “This deck's options show new cards after the reviews already.”
EARLIER_HERE = _("On this computer they can come earlier.")


def why_nothing_moves(reason: Reason, min_reviews: int) -> str:
    if reason is Reason.FEW_REVIEWS:
        return _n(
            "Anki's order today: fewer than {n} review is due.",
            "Anki's order today: fewer than {n} reviews are due.",
            min_reviews,
        )
    return WHY_NOTHING_MOVES[reason]


def remedy(reason: Reason) -> str:
    """Return what to do where nothing moves, if anything."""
    if reason is Reason.NO_ROOM_FOR_NEW:
        return TURN_ON.format(option=tr.deck_config_new_cards_ignore_review_limit())
    return EARLIER_HERE if reason is Reason.NEW_CARDS_LAST else ""


# The overview
##########################################################################

# Translators: followed by a link, “Leave the first few where Anki has them”.
NO_NEW_LATELY = _("No new card came up on your last seven days of study.")
LEAVE_SOME = _("Leave the first few where Anki has them…")


def after_reviews(after: int, new: int) -> str:
    """Return how many of the new cards that are left come after the last review."""
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


def reviews_done_and_after(ankis: float, yours: float, after: int, new: int) -> str:
    """Return when the reviews are done, in minutes from now, and which new cards come then."""
    if ankis <= yours or duration(ankis) == duration(yours):
        # Translators: {yours} is 25 min or 2 h 10 min.
        done = _("Reviews done in about {yours}").format(yours=duration(yours))
    else:
        # Translators: {yours} and {ankis} are such as 25 min or 2 h 10 min.
        done = _("Reviews done in about {yours} instead of {ankis}")
        done = done.format(yours=duration(yours), ankis=duration(ankis))
    return f"{done} · {_after_them(after, new)}"


def _after_them(after: int, new: int) -> str:
    if not after:
        # Translators: follows “Reviews done in about 25 min · ”, as the next three do.
        return _n("the new card before the last one", "all {n} new cards before the last one", new)
    if after == new:
        return _n("the new card after them", "all {n} new cards after them", new)
    return _n(
        "{n} of {all} new cards after them",
        "{n} of {all} new cards after them",
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
# Translators: {choice} is “As set (80%)”, “Anki's order”, “All new cards last” or 60%.
TODAYS_CHOICE = _("Today: {choice}")
UNTIL_TOMORROW = _("Until tomorrow: {choice}")
AS_SET_AGAIN = _("As set again: {strength}")
# Translators: what Anki's Edit menu undoes: Undo Biased Queue Today.
STEP_TODAY = _c("undo", "Biased Queue Today")
# Translators: what Anki's Edit menu undoes: Undo Biased Queue Settings.
STEP_SETTINGS = _c("undo", "Biased Queue Settings")


def todays_choice(strength_today: int | None, as_set: DeckSettings) -> str:
    """Return what holds today, as the choices are named."""
    if strength_today is None:
        return AS_SET.format(strength=strength(as_set))
    if strength_today == 0:
        return ANKIS_ORDER
    return ALL_NEW_LAST if strength_today == 100 else percent(strength_today)


# While studying
##########################################################################


def to_the_last_review(minutes: float | None, reviews: int, after: int) -> str:
    """Return how far the last review is, in minutes if that is known, and what comes then."""
    if minutes is None or not reviews:
        # Translators: {after} is how many new cards come after the last review.
        counts = _("Reviews left: {reviews}, new cards after them: {after}")
        return counts.format(reviews=number(reviews), after=number(after))
    if not after:
        # Translators: {time} is such as 12 min or 2 h 10 min, from now.
        return _("About {time} to the last review").format(time=duration(minutes))
    return _n(
        "About {time} to the last review, then {n} new card",
        "About {time} to the last review, then {n} new cards",
        after,
        time=duration(minutes),
    )


def reviews_are_done(minutes: float, new: int, learning: int) -> str:
    """Return in how many minutes of answering today's reviews were done, and what is left."""
    time = duration(minutes)
    if new and learning:
        # Translators: {time} is such as 31 min or 2 h 10 min, spent on answering. New cards, and
        # cards in learning, as Anki counts them.
        left = _("Reviews done, in {time}. Left: {new} new, {learning} in learning.")
        return left.format(time=time, new=number(new), learning=number(learning))
    if new:
        return _n(
            "Reviews done, in {time}. Left: {n} new card.",
            "Reviews done, in {time}. Left: {n} new cards.",
            new,
            time=time,
        )
    return _n(
        "Reviews done, in {time}. Left: {n} card in learning.",
        "Reviews done, in {time}. Left: {n} cards in learning.",
        learning,
        time=time,
    )


# The dialog: settings
##########################################################################

# Translators: what all decks use that have no setting of their own.
ALL_DECKS = _("All decks")
# Translators: what is set holds always; the other choice is Anki's own “Today only”.
ALWAYS = _("Always")
# Translators: a name for the choice between “Always” and “Today only”.
HOW_LONG_NAME = _("For how long")
# Translators: how far new cards are moved back, 0% to 100%. The letter after & is its key.
STRENGTH_LABEL = _("&Strength")
STRENGTH = without_key(STRENGTH_LABEL)
STRENGTH_NAME = _("How far new cards move, in per cent of the reviews")
STRENGTH_BOX = _("Strength in per cent")
NEW_CARDS_LAST = _("New cards last")
# Translators: {n} is a box with a number in it, or with the words “any number”.
MIN_REVIEWS = _("&Only when at least {n} reviews are due")
# Translators: of reviews, in the box of “Only when at least {n} reviews are due”.
ANY_NUMBER = _("any number")
# Translators: {n} is a box with a number in it.
LEAVE_FIRST = _("&Leave the first {n} new cards where Anki has them")
# Translators: a box; phones then show the reviews first, and this computer goes on as it is set.
FROM_MIXED = _("&Reviews first on phones, too")
# Translators: {option} and {value} are Anki's own “New/review order” and “Show after reviews”.
FROM_MIXED_MEANS = _(
    "“{option}” is “{value}” then, which phones follow. Here, new cards still move."
)
# Translators: the selected decks have different ones.
MIXED = _("Mixed")
# Translators: {strength} is 80% or Off; inherited from the deck above, or the default.
INHERITED = _("{strength} (inherited)")
# Translators: in the list of decks, beside what is set; {strength} is 80%.
STRENGTH_TODAY = _("today {strength}")
# Translators: {choice} is “Anki's order”, “All new cards last” or 60%.
CHOSEN_FOR_TODAY = _("For today you chose: {choice}.")
RESET_TO_PARENT = _("Use the setting of “{deck}” again: {strength}")
RESET_TO_DEFAULT = _("Use the setting for all decks again: {strength}")
RESET_TO_OURS = _("Back to the add-on's default: {strength}")
RESET_SEVERAL = _("Let these decks use the settings of the decks above them again")
STUDIED_THROUGH = _("When you study “{parent}”, its setting holds: {strength}.")


def shared_with(decks: Sequence[str]) -> str:
    """Return which other decks use the options that change."""
    if not decks:
        return ""
    # Translators: {decks} are their names.
    return _n(
        "Changes the options that {n} other deck uses: {decks}",
        "Changes the options that {n} other decks use: {decks}",
        len(decks),
        decks=isolated(", ".join(decks)),
    )


def several_decks(count: int) -> str:
    return _n("{n} deck", "{n} decks", count)


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
            "<b>Strength</b> is how far every new card moves toward the back, in per cent of the "
            "day's reviews. At 0%, the order is Anki's own; at 100%, all new cards come after the "
            "reviews."
        ),
        _(
            "<b>Leave the first new cards</b> where your reviews fill the day for weeks: the first "
            "few of each day then come up all the same."
        ),
        _(
            "A deck without a setting of its own uses that of the deck above it, and then the one "
            "for all decks. The deck that you click to study decides. Filtered decks are left "
            "alone."
        ),
        _("What you choose for <b>today only</b> holds for one deck until tomorrow."),
        _(
            "Add-ons do not run on phones: they show Anki's own order, and when you come back the "
            "day goes on from the right place. With <b>Reviews first on phones, too</b>, they show "
            "your reviews first, and here new cards still move."
        ),
        _("The settings are part of your collection, so they sync to your other computers."),
    )
)

# The dialog: pictures
##########################################################################

# Translators: a title over a picture of today's queue.
TODAY = _("Today")
TODAY_IN = _("Today in “{deck}”")
# Translators: a title in the place of “Today”; {reviews} is 200, {new} is 20.
EXAMPLE = _("Nothing is left today. An example: {reviews} reviews, {new} new cards")
YOUR_ORDER = _("Your order")
# Translators: over such as “31 min”.
REVIEWS_DONE_IN = _("reviews done in")
REVIEWS_LEFT_IN_THE_EVENING = _("Reviews left in the evening, last four weeks")


def done_then_new(minutes: float | None, after: int) -> str:
    """Return when the reviews are done, if that is known, and how many new cards come then."""
    # Translators: follows such as “31 min, ”.
    new = _n("then {n} new card", "then {n} new cards", after) if after else ""
    if minutes is None or not new:
        return new if minutes is None else duration(minutes)
    # Translators: {done} is such as 31 min; {new} is “then 12 new cards”.
    return _("{done}, {new}").format(done=duration(minutes), new=new)


def evenings(pairs: Sequence[tuple[Evening, Evening]], strength: int) -> str:
    """Return on how many evenings reviews were left, and what a strength would have changed."""
    # One on which nothing was studied counts if reviews were left on it, as its bar says.
    counted = [pair for pair in pairs if pair[0].secs or pair[0].reviews_left]
    left = sum(was.reviews_left > 0 for was, _at in counted)
    if not left:
        # Translators: of the last four weeks' days on which the deck was studied.
        return _n(
            "Your reviews were done on the one evening.",
            "Your reviews were done on all of {n} evenings.",
            len(counted),
        )
    # Translators: reviews were left on so many evenings; such as “On 9 of 24 evenings.”
    on = _("On {left} of {all} evenings.").format(left=number(left), all=number(len(counted)))
    if not strength:
        return on
    # Translators: follows “On 9 of 24 evenings.” {strength} is 60%, {still} is 3.
    still = _("In the same time, at {strength}: on {still}.").format(
        strength=percent(strength), still=number(sum(at.reviews_left > 0 for _was, at in counted))
    )
    return SENTENCES.format(first=on, second=still)


def evening(day: date, was: Evening, at: Evening, strength: int) -> str:
    """Return what was left on one evening, and what would have been."""
    if was == at:
        # Translators: {day} is 12 Nov.
        return _("{day}: {left} reviews left").format(
            day=short_date(day), left=number(was.reviews_left)
        )
    # Translators: {day} is 12 Nov; {strength} is 60%. {still} is a number of reviews.
    text = _(
        "{day}: {left} reviews left; in the same time, at {strength}: {still}, and {new} new cards "
        "would have waited"
    )
    return text.format(
        day=short_date(day),
        left=number(was.reviews_left),
        strength=percent(strength),
        still=number(at.reviews_left),
        new=number(was.new_done - at.new_done),
    )


# Elsewhere
##########################################################################

TURNED_ON = _("&Use Biased Queue in this profile")
# Translators: a button that opens the settings.
CHANGE = _("Change…")
# Translators: {strength} is 80% or Off, perhaps followed by (inherited).
DECK_LINE = _("Biased Queue in this deck: {strength}.")
DECK_LINE_TODAY = _("Biased Queue in this deck: {strength}; today: {choice}.")
SHOW_STRIP = _("Show &today's order in a deck's overview")
SHOW_PROGRESS = _("Show today's &progress in the review")
SHOW_MINUTES = _("&Minutes to the last review beside the counts")
SAY_REVIEWS_DONE = _("Say when your &reviews are done")
# Translators: a label; the key for Anki's order today, and to go back to what is set.
SHORTCUT = _("&Key for Anki's order today, and back")
NOTHING_TO_CHANGE = _("This deck is studied in Anki's order already.")
