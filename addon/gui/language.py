# SPDX-License-Identifier: AGPL-3.0-or-later
"""How words and numbers are written in the language that Anki is shown in."""

from __future__ import annotations

import anki.lang
from aqt.qt import QLocale

# Unicode's marks around text that keeps a direction of its own, whatever is around it.
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def _(text: str) -> str:
    """A message in the person's language."""
    return isolated(text)


def _n(one: str, many: str, count: int) -> str:
    """The message that goes with a number, by the language's own rules."""
    return isolated(one if count == 1 else many)


def isolated(text: str) -> str:
    """Text whose order stays as it is among words that run the other way."""
    if anki.lang.is_rtl(anki.lang.current_lang):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def number(count: int) -> str:
    """A whole number with the separators of the language; the digits are those of Anki's counts."""
    return locale().toString(count)


def locale() -> QLocale:
    """How numbers are written: in the person's language where that has Anki's digits."""
    own = QLocale(anki.lang.current_lang.replace("-", "_"))
    return own if own.zeroDigit() == "0" else QLocale("en")
