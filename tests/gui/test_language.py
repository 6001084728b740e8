# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages in Anki's language, and English where there is nothing else or it is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import anki.lang
import pytest
from babel.messages.catalog import Catalog

from addon.gui import language
from tools.translations import compiled, plural_forms

RUSSIAN: dict[str | tuple[str, ...], str | tuple[str, ...]] = {
    "Off": "Выкл.",
    ("{n} deck", "{n} decks"): ("{n} колода", "{n} колоды", "{n} колод"),
}


def written(folder: Path, code: str) -> None:
    catalogue = Catalog(code, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", plural_forms(code))]
    for english, translated in RUSSIAN.items():
        if isinstance(english, str) or catalogue.num_plurals == 3:
            catalogue.add(english, translated)
    (folder / f"{code}.mo").write_bytes(compiled(catalogue))


@pytest.fixture
def russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "ru")
    monkeypatch.setattr(anki.lang, "current_lang", "ru")
    monkeypatch.setattr(language, "_translations", language.catalogue(str(tmp_path)))


@pytest.mark.usefixtures("russian")
def test_plural_forms_and_numbers_are_those_of_the_language() -> None:
    decks = [language._n("{n} deck", "{n} decks", count) for count in (1, 2, 5, 11, 21)]
    assert decks == ["1 колода", "2 колоды", "5 колод", "11 колод", "21 колода"]
    assert language.number(1022) in ("1\u00a0022", "1\u202f022")
    assert language._("Off") == "Выкл."
    assert language._("On") == "On" and language._c("undo", "Off") == "Off"
    assert language._n("{n} card", "{n} cards", 2) == "2 cards"


@pytest.mark.parametrize(
    ("lang", "file"), [("de", "de"), ("zh-CN", "zh_CN"), ("zh_CN", "zh_CN"), ("ar_SA", "ar")]
)
def test_ankis_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, file: str) -> None:
    written(tmp_path, file)
    monkeypatch.setattr(anki.lang, "current_lang", lang)
    catalogue = language.catalogue(str(tmp_path))
    assert catalogue and catalogue.gettext("Off") == "Выкл."


@pytest.mark.parametrize("lang", ["en", "en-GB", "nl", "zh-TW"])
def test_english_where_there_is_no_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    for code in ("en", "en_GB", "zh_CN"):
        (tmp_path / f"{code}.mo").write_bytes(b"broken, and not read")
    monkeypatch.setattr(anki.lang, "current_lang", lang)
    assert language.catalogue(str(tmp_path)) is None


@pytest.mark.parametrize(
    "broken",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"plural=(n%10", b"plural=(import"),
        lambda content: content.replace("Выкл.".encode(), b"\xff" * 9),
    ],
    ids=["cut", "no plural rule", "not UTF-8"],
)
def test_a_broken_catalogue_is_english_and_logged(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: Callable[[bytes], bytes],
) -> None:
    written(tmp_path, "ru")
    path = tmp_path / "ru.mo"
    path.write_bytes(broken(path.read_bytes()))
    monkeypatch.setattr(anki.lang, "current_lang", "ru")
    assert language.catalogue(str(tmp_path)) is None
    [record] = caplog.records
    assert str(path) in record.message and record.exc_info


@pytest.mark.parametrize(
    ("text", "without"),
    [("&Strength", "Strength"), ("Partly &after", "Partly after"), ("強度(&S)", "強度"),
     ("強度 (&S)", "強度"), ("Off", "Off")],
)  # fmt: skip
def test_a_label_without_its_key(text: str, without: str) -> None:
    assert language.without_key(text) == without


def test_messages_keep_their_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki.lang, "current_lang", "ar")
    assert language._("Off") == "\u2068Off\u2069"
    assert language._n("{n} deck", "{n} decks", 2000) == "\u20682,000 decks\u2069"
