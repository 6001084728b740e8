# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every word of ours that a person reads; Anki's own words come from its translations."""

ADDON_NAME = "Biased Queue"

ANKI_LACKS = (
    "Biased Queue stays off: this version of Anki lacks something that it needs ({missing}). "
    "Your cards are shown in Anki's own order. An update of the add-on may help."
)
OUR_CODE_FAILED = (
    "Biased Queue ran into an error, so your study goes on in Anki's own order until you open this "
    "profile again. No answer was lost.\n\nIf you report this, please add: {error}"
)
OTHER_SCHEDULER = (
    "Biased Queue stays off in this profile: another add-on has replaced Anki's scheduler ({name})."
)
SETTINGS_DAMAGED = (
    "Some settings of Biased Queue cannot be used; their defaults hold instead. What is stored is "
    "kept until you save settings.\n\n{problems}"
)

SETTINGS_TITLE = "Biased Queue Settings"
SETTINGS_HELP = (
    "<b>strength</b>: how far new cards move toward the back of the review queue, 0–100 %. "
    "<b>pattern</b>: <i>push_back</i> or <i>squeeze</i>. "
    "<b>min_reviews</b>: with fewer reviews that day, Anki's own order is used. "
    "<b>decks</b> holds decks by their id; one without an entry uses its parent's. "
    "Deck ids: {decks}"
)
SETTINGS_TEXT = "Settings as JSON"
NOT_JSON = "This is not valid JSON: {error}."
REFUSED = "These settings cannot be saved:\n\n{problems}"
