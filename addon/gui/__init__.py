# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person sees: shows and edits, decides nothing."""

from __future__ import annotations

from . import messages


def start() -> None:
    """Start the add-on, or say what this Anki lacks and stay off."""
    try:
        from ..collection import required_api

        missing = required_api.missing()
        if not missing:
            from . import hooks

            missing = hooks.missing()
    except (ImportError, AttributeError) as error:
        missing = [str(error)]
    if missing:
        from .failure_texts import ANKI_LACKS

        messages.warn(ANKI_LACKS.format(missing=", ".join(missing)))
    else:
        hooks.take_hooks()
