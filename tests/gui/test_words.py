# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words for one and for many, in Anki's language, and English where there is nothing else."""

from __future__ import annotations

from pathlib import Path

import anki.lang
import pytest
from babel.messages.catalog import Catalog

from addon.collection.deck_bias import Reason
from addon.gui import language, texts
from tools.translations import compiled, plural_forms


def test_hours_from_ninety_minutes_on() -> None:
    minutes = (0.3, 1.4, 89.4, 89.6, 120, 1366)
    shown = ["1 min", "1 min", "89 min", "1 h 30 min", "2 h 0 min", "22 h 46 min"]
    assert list(map(texts.duration, minutes)) == shown


def test_one_card_and_many() -> None:
    for line, said in (
        ((36, 31, 12, 20), "31 min instead of 36 min · 12 of 20 new cards after them"),
        ((36, 35.6, 3, 20), "36 min · 3 of 20 new cards after them"),
        ((130, 80, 20, 20), "80 min instead of 2 h 10 min · all 20 new cards after them"),
        ((29, 30, 0, 20), "30 min · all 20 new cards before the last one"),
        ((1.2, 0.3, 1, 1), "1 min · the new card after them"),
    ):
        assert texts.reviews_done_and_after(*line) == f"Reviews done in about {said}"
    for left, said in (
        ((1, 0), "1 new card."),
        ((3, 1), "3 new, 1 in learning."),
        ((0, 2), "2 cards in learning."),
    ):
        assert texts.reviews_are_done(31.4, *left) == f"Reviews done, in 31 min. Left: {said}"
    for to_it, said in (
        ((12.4, 30, 10), "About 12 min to the last review, then 10 new cards"),
        ((12.4, 30, 1), "About 12 min to the last review, then 1 new card"),
        ((12.4, 30, 0), "About 12 min to the last review"),
        ((None, 1200, 10), "Reviews left: 1,200, new cards after them: 10"),
        ((0, 0, 3), "Reviews left: 0, new cards after them: 3"),
    ):
        assert texts.to_the_last_review(*to_it) == said
    assert texts.after_reviews(1, 1) == "The new card comes after the reviews"
    assert texts.after_reviews(0, 3) == "All 3 new cards come before the last review"
    assert texts.after_reviews(3, 3) == "All 3 new cards come after the reviews"
    assert texts.after_reviews(0, 1) == "The new card comes before the last review"
    assert texts.after_reviews(1, 1200) == "1 of 1,200 new cards comes after the reviews"
    assert texts.done_then_new(31, 12) == "31 min, then 12 new cards"
    assert texts.done_then_new(36, 0) == "36 min"
    assert texts.done_then_new(None, 1) == "then 1 new card"
    assert "1 subdeck has one of its own" in texts.subdecks_hold("A", 1)


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_has_its_sentence(reason: Reason) -> None:
    said = texts.why_nothing_moves(reason, 1200)
    assert said.endswith(".") and ("1,200" in said) == (reason is Reason.FEW_REVIEWS)


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
    ("lang", "file"),
    [("de", "de"), ("zh-CN", "zh_CN"), ("ar_SA", "ar"), ("nl", ""), ("en-GB", ""), ("zh-TW", "")],
)
def test_ankis_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, file: str) -> None:
    for code in (file,) if file else ("en", "en_GB", "zh_CN"):
        written(tmp_path, code)
    monkeypatch.setattr(anki.lang, "current_lang", lang)
    catalogue = language.catalogue(str(tmp_path))
    assert (catalogue.gettext("Off") if catalogue else "English") == (
        "Выкл." if file else "English"
    )


@pytest.mark.parametrize(
    ("right", "wrong"), [(b"plural=(n%10", b"plural=(import"), ("Выкл.".encode(), b"\xff" * 9)]
)
def test_a_broken_catalogue_is_english_and_logged(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    right: bytes,
    wrong: bytes,
) -> None:
    written(tmp_path, "ru")
    path = tmp_path / "ru.mo"
    path.write_bytes(path.read_bytes().replace(right, wrong))
    monkeypatch.setattr(anki.lang, "current_lang", "ru")
    assert language.catalogue(str(tmp_path)) is None
    [record] = caplog.records
    assert str(path) in record.message and record.exc_info


def test_a_label_without_its_key() -> None:
    labels = ("&Strength", "Partly &after", "強度(&S)", "強度 (&S)", "Off")
    without = ["Strength", "Partly after", "強度", "強度", "Off"]
    assert list(map(language.without_key, labels)) == without


def test_messages_keep_their_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki.lang, "current_lang", "ar")
    assert language._n("{n} deck", "{n} decks", 2000) == "\u20682,000 decks\u2069"
