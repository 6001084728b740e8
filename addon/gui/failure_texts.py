# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our words about what fails. They need little of Anki, which may be what lacks something."""

from __future__ import annotations

from collections.abc import Iterable

from ..settings import Problem, Wrong
from .language import _, isolated

# Translators: the add-on's name stays as it is, in all messages.
# {missing} is a list of names from Anki's code.
ANKI_LACKS = _(
    "Biased Queue stays off: this version of Anki lacks something that it needs ({missing}). "
    "Your cards are shown in Anki's own order. An update of the add-on may help."
)
OUR_CODE_FAILED = _(
    "Biased Queue ran into an error, so your study goes on in Anki's own order until you open this "
    "profile again. No answer was lost.\n\nIf you report this, please add: {error}"
)
ERROR_IN_A_WINDOW = _(
    "Biased Queue ran into an error, and Anki goes on without it in this place.\n\n"
    "If you report this, please add: {error}"
)
# Translators: {addons} is the title of Anki's window of add-ons, {name} what stands in its list,
# {view_files} its button that opens an add-on's folder, {folder} the name of that folder.
INSTALLED_TWICE = _(
    "Biased Queue is installed twice, and only one of the two is used. In “{addons}”, please "
    "delete the other one: “{name}”, for which “{view_files}” opens the folder “{folder}”."
)
# Translators: {problems} are lines, such as “strength” is 101; possible: 0–100.
SETTINGS_DAMAGED = _(
    "Some settings of Biased Queue cannot be used; their defaults hold instead. What is stored is "
    "kept until you save settings.\n\n{problems}"
)
PROBLEMS = {
    Wrong.UNREADABLE: _("They cannot be read: what is stored is empty, or not valid JSON."),
    Wrong.NEWER: _(
        "They were written by a newer version of Biased Queue; what this one does not know is "
        "ignored."
    ),
    # Translators: {where} is a name in what is stored, such as default → strength.
    Wrong.UNKNOWN: _("“{where}” is not a setting."),
    # Translators: {possible} is a list or a range, such as 0–100.
    Wrong.VALUE: _("“{where}” is {value}; possible: {possible}."),
}


def settings_damaged(problems: Iterable[Problem]) -> str:
    lines = (
        PROBLEMS[wrong].format(
            where=isolated(where), value=isolated(value), possible=isolated(possible)
        )
        for wrong, where, value, possible in problems
    )
    return SETTINGS_DAMAGED.format(problems="\n".join(lines))
