# SPDX-License-Identifier: AGPL-3.0-or-later
"""What Anki's scheduler sees in the place of its collection, and in the place of its backend.

So Anki's own `answer_card` gives the answer to us, and not to its backend. Whatever other add-ons
put around that method is then outside of what we do, as it is outside of what Anki does.
"""

from __future__ import annotations

from typing import Any


class StandIn:
    """An object of Anki's with attributes of ours; all else is read from it and written to it."""

    def __init__(self, of: Any, **own: Any) -> None:
        vars(self).update(own, _of=of)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._of, name, value)

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # for isinstance(), as with the weak proxy that Anki uses
        of: type = self._of.__class__
        return of
