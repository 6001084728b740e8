# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person sees: shows and edits, decides nothing."""

from __future__ import annotations

from functools import cache

from aqt import gui_hooks

from . import copies, error_net
from .failure_texts import ANKI_LACKS


def start() -> None:
    """Start the add-on when Anki has a window; of several copies, the first."""
    used, *unused = copies.turned_on()
    if used == copies.OWN:
        copies.keep_out(unused)
        begin_once = cache(begin)
        gui_hooks.profile_did_open.append(begin_once)
        # If Anki asks for the profile first: an add-on's file can be opened meanwhile.
        gui_hooks.main_window_did_init.append(begin_once)
    gui_hooks.profile_did_open.append(lambda: copies.tell_once(unused))


@error_net.guarded
def begin() -> None:
    """Take Anki's hooks, or say what this Anki lacks and stay off.

    All of our files are read now. Before, Anki's window would have to wait for that; later, the
    person may have deleted or replaced them in Tools → Add-ons.
    """
    try:
        from ..collection import required_api
        from . import hooks

        missing = required_api.missing() + hooks.missing()
    except (ImportError, AttributeError) as error:
        missing = [str(error)]
    if missing:
        error_net.warn(ANKI_LACKS.format(missing=", ".join(missing)))
    else:
        hooks.take_hooks()
