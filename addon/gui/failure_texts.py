# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our words about what fails. They need little of Anki, which may be what lacks something."""

from __future__ import annotations

from .language import _

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
SETTINGS_ARE_NEWER = _(
    "Your settings were saved with a newer version of Biased Queue. Until you update the add-on, "
    "your cards are shown in Anki's own order. Your settings are kept unless you save other ones "
    "here."
)
