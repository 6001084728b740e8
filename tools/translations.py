# SPDX-License-Identifier: AGPL-3.0-or-later
"""The messages' template and their catalogues in locale/: extracted, compiled and held together.

Needs Babel, which is in an environment of its own.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from gettext import c2py
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
TEMPLATE = "biased_queue.pot"
LISTED = "LINGUAS"  # gettext's name for the list of the languages that are complete
KEYWORDS = {"_": None, "_n": (1, 2), "_c": ((1, "c"), 2)}
HEADER = (
    "# Translations template for Biased Queue.\n# SPDX-License-Identifier: AGPL-3.0-or-later\n#"
)
WIDTH = 100
RULES = {  # those of gettext, where Babel's order of the forms is another
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
}
MANY = 1000  # numbers of which a plural's rule is asked
LINE = re.compile(r'#.*|(msg(ctxt|id|id_plural|str(\[\d\])?) )?"([^"\\]|\\.)*"')
TAG, KEY = re.compile(r"</?\w+>"), re.compile(r"&\w")


# Extracting
##########################################################################


def extracted() -> Catalog:
    """All messages of the add-on, in the order in which they stand in its modules."""
    template = Catalog(header_comment=HEADER, project="Biased-Queue", version="add-on")
    folder = ROOT / "addon"
    for file, line, text, comments, context in extract_from_dir(
        folder, keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
    ):
        where = [(f"addon/{Path(file).as_posix()}", line)]
        template.add(text, None, where, auto_comments=comments, context=context)
    return template


def update(languages: Sequence[str] = (), folder: Path = LOCALE) -> None:
    """Write the template, and take its messages over into each catalogue; begin new `languages`."""
    template = extracted()
    path = folder / TEMPLATE
    if path.exists() and _text(read(path)) == _text(template):
        template = read(path)  # with the date on which it changed
    _write(path, template)
    for language in languages:
        header = HEADER.replace("template for", "of")
        begun = Catalog(language, header_comment=header, project=template.project,
                        version=template.version, fuzzy=False)  # fmt: skip
        begun.mime_headers = [("Plural-Forms", plural_forms(language))]
        _write(folder / f"{language}.po", begun)
    for path in catalogues(folder):
        catalogue = read(path)
        catalogue.update(template, update_creation_date=True)
        _write(path, catalogue)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def catalogues(folder: Path = LOCALE) -> list[Path]:
    return sorted(folder.glob("*.po"))


def listed(folder: Path = LOCALE) -> list[str]:
    """The languages that are shipped: their catalogues have to be complete."""
    return (folder / LISTED).read_text("utf-8").split()


def plural_forms(language: str) -> str:
    """A language's rule for its plural forms, as a catalogue's header has it."""
    return RULES.get(language, str(get_plural(language)))


def _write(path: Path, catalogue: Catalog) -> None:
    path.write_bytes(_text(catalogue, header=True))


def _text(catalogue: Catalog, header: bool = False) -> bytes:
    """As in a file; without lines' numbers, which change with each change of a module."""
    written = BytesIO()
    write_po(written, catalogue, WIDTH, omit_header=not header, include_previous=True,
             include_lineno=False)  # fmt: skip
    return written.getvalue()


# Compiling
##########################################################################


def compiled(catalogue: Catalog) -> bytes:
    """As gettext reads it, without what is fuzzy; English where a message is not translated."""
    catalogue.creation_date = datetime(1980, 1, 1, tzinfo=timezone.utc)  # the same bytes each time
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def compile_all(target: Path) -> None:
    for language in listed():
        (target / f"{language}.mo").write_bytes(compiled(read(LOCALE / f"{language}.po")))


# Checking
##########################################################################


def problems(folder: Path = LOCALE) -> list[str]:
    """What is wrong with the catalogues, a line each, with file and message."""
    template = read(folder / TEMPLATE)
    found = []
    for language in listed(folder):
        if not (folder / f"{language}.po").exists():
            found.append(f"{LISTED}: {language}.po is missing")
    for path in catalogues(folder):
        try:
            catalogue = read(path)
        except PoFileError as error:
            found.append(f"{path.name}: {error}")
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line and not LINE.fullmatch(line):  # of which Babel would make something
                found.append(f"{path.name}: line {number}: {line}")
        found += [f"{path.name}: {what}" for what in _wrong(path.stem, catalogue, template)]
        if path.stem in listed(folder):
            found += [f"{path.name}: {what}" for what in _unfinished(catalogue, template)]
    return found


def _unfinished(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    for wanted in _messages(template):
        message = catalogue.get(wanted.id, wanted.context)
        if message is None:
            yield f"{_named(wanted)}: missing"
        elif not all(_texts(message.string)):
            yield f"{_named(wanted)}: not translated"
    for message in _messages(catalogue):
        if message.fuzzy:
            yield f"{_named(message)}: fuzzy"
    for message in catalogue.obsolete.values():
        yield f"{_named(message)}: obsolete"


def _wrong(language: str, catalogue: Catalog, template: Catalog) -> Iterator[str]:
    if catalogue.locale_identifier != language:
        yield f"Language: {catalogue.locale_identifier}, but should be {language}"
    if catalogue.plural_forms != (rule := plural_forms(language)):
        yield f"Plural-Forms: {catalogue.plural_forms}, but should be {rule}"
        return
    alone = _forms_of_one_number(catalogue)
    for message in _messages(catalogue):
        if not template.get(message.id, message.context):
            yield f"{_named(message)}: unknown"
            continue
        english = _texts(message.id)[-1]
        for form, text in enumerate(_texts(message.string)):
            # “One review” needs no number where that form is for no other.
            optional = {"n"} if message.pluralizable and form in alone else set()
            for what in _differences(english, text, optional) if text else ():
                which = f", plural form {form}" if message.pluralizable else ""
                yield f"{_named(message)}{which}: {what}"


def _differences(english: str, text: str, optional: set[str]) -> Iterator[str]:
    try:
        missing = _placeholders(english) - _placeholders(text) - optional
        unknown = _placeholders(text) - _placeholders(english)
    except ValueError as error:
        yield f"{error}"
        return
    if missing or unknown:
        yield " and ".join(
            f"{names} {what}"
            for what, names in (("missing", _braced(missing)), ("unknown", _braced(unknown)))
            if names
        )
    for name, pattern in (("tags", TAG), ("marks & of a key", KEY)):
        theirs, ours = (pattern.findall(it) for it in (text, english))
        if pattern is KEY:
            theirs, ours = (["&"] * len(keys) for keys in (theirs, ours))
        if Counter(theirs) != Counter(ours):
            yield f"{name}: {' '.join(theirs) or 'none'}, but should be {' '.join(ours) or 'none'}"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _braced(names: set[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))


def _forms_of_one_number(catalogue: Catalog) -> set[int]:
    """The plural forms that stand for a single number."""
    form = c2py(catalogue.plural_expr)
    return {which for which, count in Counter(map(form, range(MANY))).items() if count == 1}


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _texts(of_message: Any) -> Sequence[str]:
    """Of an id or its translation: for one and for many, or the only one."""
    return [of_message] if isinstance(of_message, str) else list(of_message)


def _named(message: Message) -> str:
    one = _texts(message.id)[0]
    return f"“{one}”" if len(one) <= 60 else f"“{one[:59]}…”"


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "update":
        update(arguments)
    elif command == "compile":
        compile_all(Path(*arguments))
