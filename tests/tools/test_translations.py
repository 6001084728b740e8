# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogues are complete, and a bad one is named, with its file and its message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from tools import translations
from tools.translations import LOCALE, TEMPLATE, catalogues, extracted, read


def test_the_template_has_all_messages() -> None:
    def messages(template: Catalog) -> list[tuple[Any, ...]]:
        return [
            (message.id, message.context, message.auto_comments)
            for message in template
            if message.id
        ]

    command = f"python3 build.py messages writes {TEMPLATE} anew"
    assert messages(read(LOCALE / TEMPLATE)) == messages(extracted()), command


def test_the_catalogues_are_right_and_the_listed_ones_complete() -> None:
    assert "\n".join(translations.problems()) == ""


def test_taking_the_messages_over_again_changes_nothing(tmp_path: Path) -> None:
    for path in (*catalogues(), LOCALE / TEMPLATE):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    translations.update(folder=tmp_path)
    for path in (*catalogues(), LOCALE / TEMPLATE):
        assert (tmp_path / path.name).read_text("utf-8") == path.read_text("utf-8")


ENGLISH: dict[str | tuple[str, ...], str | tuple[str, ...]] = {
    "Off": "Aus",
    "&Strength": "&Stärke",
    "Today in “{deck}”:": "Heute in „{deck}“:",
    "The <b>strength</b>": "Die <b>Stärke</b>",
    ("{n} of {all} is", "{n} of {all} are"): ("{n} von {all} ist", "{n} von {all} sind"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A template, and one listed language with nothing to find fault with."""
    template, german = Catalog(), Catalog("de", fuzzy=False)
    for english, translated in ENGLISH.items():
        template.add(english)
        german.add(english, translated)
    translations._write(tmp_path / TEMPLATE, template)
    translations._write(tmp_path / "de.po", german)
    (tmp_path / translations.LISTED).write_text("de\n")
    assert translations.problems(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ('msgstr "Aus"', 'msgstr ""', "“Off”: not translated"),
        ('msgid "Off"\nmsgstr "Aus"', "", "“Off”: missing"),
        ('msgid "Off"', '#, fuzzy\nmsgid "Off"', "“Off”: fuzzy"),
        ('msgid "Off"', 'msgid "Offf"', "“Offf”: unknown"),
        ("„{deck}“", "„{deck}“ {name}", "“Today in “{deck}”:”: {name} unknown"),
        ("„{deck}“", "„deck“", "“Today in “{deck}”:”: {deck} missing"),
        ('1] "{n} von', '1] "von', "“{n} of {all} is”, plural form 1: {n} missing"),
        ('msgstr[1] "{n} von {all} sind"', "", "“{n} of {all} is”: not translated"),
        ("nplurals=2", "nplurals=3", "Plural-Forms: nplurals=3; plural=(n != 1);, but should be "),
        ("Language: de", "Language: fr", "Language: fr, but should be de"),
        ("<b>Stärke</b>", "<i>Stärke</b>", "“The <b>strength</b>”: tags: <i> </b>, but should be"),
        ("&Stärke", "Stärke", "“&Strength”: marks & of a key: none, but should be &"),
        ('msgstr "Aus"', 'msgstr "Aus', ': msgstr "Aus'),
    ],
)
def test_what_is_wrong_is_named(folder: Path, right: str, wrong: str, problem: str) -> None:
    path = folder / "de.po"
    text = path.read_text("utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), "utf-8")
    problems = translations.problems(folder)
    assert any(line.startswith("de.po: ") and problem in line for line in problems), problems


def test_a_language_that_is_not_listed_may_be_unfinished(folder: Path) -> None:
    text = (folder / "de.po").read_text("utf-8").replace('"Aus"', '""')
    (folder / "de.po").write_text(text, "utf-8")
    assert translations.problems(folder) == ["de.po: “Off”: not translated"]
    (folder / translations.LISTED).write_text("")
    assert translations.problems(folder) == []
    (folder / translations.LISTED).write_text("es\n")
    assert translations.problems(folder) == ["LINGUAS: es.po is missing"]
