# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our messages and numbers in the language of Anki, or in English where we do not have that."""

from __future__ import annotations

import logging
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import anki.lang
from aqt.qt import QLocale

if TYPE_CHECKING:  # of no use in English
    from gettext import GNUTranslations

# Unicode's marks around text that keeps a direction of its own, whatever is around it.
FIRST_STRONG_ISOLATE, RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2068", "\u2067", "\u2069"

logger = logging.getLogger(__name__)


def catalogue(folder: str = "locale") -> GNUTranslations | None:
    """Read the translations to Anki's language; None if that is English, or they are not there."""
    if anki.lang.current_lang.startswith("en"):
        return None
    code = anki.lang.lang_to_disk_lang(anki.lang.current_lang).replace("-", "_")
    path = Path(__file__).parent.parent / folder / f"{code}.mo"
    if not path.is_file():
        return None
    try:
        from gettext import GNUTranslations

        with path.open("rb") as file:
            return GNUTranslations(file)
    except Exception:  # whatever is in it: our words are English then
        logger.exception("%s cannot be read", path)
        return None


_translations = catalogue()


def _(text: str) -> str:
    """Return a message in the person's language."""
    return _isolated(_translations.gettext(text) if _translations else text)


def _c(context: str, text: str) -> str:
    """Do the same where one English text has several meanings."""
    return _isolated(_translations.pgettext(context, text) if _translations else text)


def _n(one: str, many: str, count: int, **values: str) -> str:
    """Return the message that goes with a number, its `{n}`, by the language's own rules."""
    if _translations:
        text = _translations.ngettext(one, many, count)
    else:
        text = one if count == 1 else many
    return _isolated(text).format(n=number(count), **values)


def _isolated(message: str) -> str:
    """Do as `isolated` does, for a message; its own letters may all be in what it is made of."""
    if _translations and anki.lang.is_rtl(anki.lang.current_lang):
        return f"{RIGHT_TO_LEFT_ISOLATE}{message}{POP_ISOLATE}"
    return isolated(message)


def isolated(text: str) -> str:
    """Return text whose order stays as it is among words that run the other way."""
    if anki.lang.is_rtl(anki.lang.current_lang):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def without_key(text: str) -> str:
    """Return a control's text without the mark of its key, which may stand in brackets."""
    return re.sub(r"\s?\(&\w\)|&", "", text)


def parts_around_number(text: str) -> tuple[str, str]:
    """Return what stands before and after the `{n}` of a message that a control is put into."""
    before, after = text.split("{n}")
    marks = FIRST_STRONG_ISOLATE + RIGHT_TO_LEFT_ISOLATE
    return before.lstrip(marks), after.rstrip(POP_ISOLATE)


def written_date(day: date, form: str) -> str:
    """Write a day in a form of Qt's, with the language's months and the digits of Anki's counts."""
    own = _persons_locale()
    zero = ord(own.zeroDigit())
    return own.toString(day, form).translate({zero + digit: str(digit) for digit in range(10)})


def number(count: int) -> str:
    """Write a whole number with the language's separators, in the digits of Anki's counts."""
    return locale().toString(count)


def locale() -> QLocale:
    """Return how numbers are written: in the person's language where that has Anki's digits."""
    own = _persons_locale()
    return own if own.zeroDigit() == "0" else QLocale("en")


def _persons_locale() -> QLocale:
    return QLocale(anki.lang.current_lang.replace("-", "_"))
