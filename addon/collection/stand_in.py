# SPDX-License-Identifier: AGPL-3.0-or-later
"""What Anki's scheduler sees in the place of its collection, and in the place of its backend.

So Anki's own methods give their calls to us, and not to its backend. Whatever other add-ons put
around those methods is then outside of what we do, as it is outside of what Anki does.
"""

from __future__ import annotations

from typing import Any


class StandIn:
    """An object of Anki's with attributes of ours; all else is read from it and written to it.

    Like the weak proxy that Anki uses in this place, it passes for the object itself.
    """

    def __init__(self, of: Any, **own: Any) -> None:
        for name, value in {"_of": of, "_own": own, **own}.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:  # for what is not found here
        return getattr(self._of, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self._own:  # somebody puts a wrapper around it
            object.__setattr__(self, name, value)
        else:
            setattr(self._of, name, value)

    def __delattr__(self, name: str) -> None:
        if name in self._own:  # the wrapper is taken away again
            object.__setattr__(self, name, self._own[name])
        else:
            delattr(self._of, name)

    def __eq__(self, other: object) -> bool:
        return bool(self._of == other)

    __hash__ = None  # type: ignore[assignment]  # nor has a weak proxy

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]  # not to be set
        of: dict[str, Any] = vars(self._of)
        return of

    @property  # type: ignore[misc]  # a property all the same
    def __class__(self) -> type:
        of: type = self._of.__class__
        return of
