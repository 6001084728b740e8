# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings are read safely, whatever is stored."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.settings import DeckSettings, Settings, parse, parse_today, to_stored, today_to_stored

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["version", "enabled", "default", "decks", "strength", "min_reviews"])
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
card_counts = st.integers(0, 99_999)
deck_settings = st.builds(DeckSettings, st.integers(0, 100), card_counts, card_counts)
all_settings = st.builds(
    Settings,
    st.booleans(),
    deck_settings,
    st.dictionaries(st.integers(1, 2**53), deck_settings, max_size=4),
    st.just(False),
)


def read(stored: object) -> tuple[Settings, list[str]]:
    """Settings, and what is reported of them."""
    damage: list[str] = []
    return parse(stored, damage.append), damage


@settings(max_examples=50)
@given(json_values)
def test_anything_stored_gives_usable_settings(stored: object) -> None:
    settings, damage = read(stored)
    assert all(isinstance(what, str) for what in damage)
    if not settings.newer:
        assert read(to_stored(settings)) == (settings, [])


@given(all_settings)
def test_what_is_saved_is_read_again(settings: Settings) -> None:
    assert read(to_stored(settings)) == (settings, [])


def test_a_missing_or_damaged_value_is_its_default() -> None:
    assert read(None) == read({}) == (Settings(default=DeckSettings(50)), [])
    decks = {"7": {"min_reviews": 5}, "8": {"strength": "x", "min_reviews": 5}}
    settings, damage = read({"default": {"strength": 20}, "decks": decks})
    assert settings.enabled and settings.default == DeckSettings(20) and len(damage) == 1
    assert settings.decks == {7: DeckSettings(20, 5), 8: DeckSettings(20, 5)}


def test_a_deck_uses_its_own_then_its_nearest_ancestors_then_the_default() -> None:
    settings = parse({"decks": {"1": {"strength": 10}, "2": {"strength": 20}}})
    assert settings.for_deck(1, [2]).strength == 10
    assert settings.for_deck(3, [2, 1]).strength == 20
    assert settings.for_deck(3, [4, 1]).strength == 10
    assert settings.for_deck(3, [4]).strength == 50
    assert [settings.holder(3, above) for above in ([4, 2, 1], [4])] == [2, None]


@pytest.mark.parametrize(
    ("stored", "damage"),
    [
        ([], "biasedQueue is []"),
        ({"version": 0}, "version is 0"),
        ({"version": True}, "version is True"),
        ({"enabled": 1}, "enabled is 1"),
        ({"default": {"strength": 101}}, "default → strength is 101"),
        ({"default": {"strength": True}}, "default → strength is True"),
        ({"default": {"strength": 12.5}}, "default → strength is 12.5"),
        ({"default": {"min_reviews": 100_000}}, "default → min_reviews is 100000"),
        ({"decks": {"5": {"strength": -1}}}, "decks → 5 → strength is -1"),
        ({"decks": {"5": {"from_mixed": 1}}}, "decks → 5 → from_mixed is 1"),
        ({"decks": {"5": None}}, "decks → 5 is None"),
        ({"decks": "x" * 99}, "decks is 'xxxxxxxxxxxx...xxxxxxxxxxxxx'"),
    ],
)
def test_a_damaged_value_is_its_default_and_is_reported(stored: object, damage: str) -> None:
    settings, reported = read(stored)
    assert settings.enabled and settings.for_deck(5) == DeckSettings()
    assert reported == [damage]


@pytest.mark.parametrize("more", [{"colour": 1}, {"default": {"speed": 1}}, {"decks": {"five": 1}}])
def test_what_is_not_known_is_read_over(more: object) -> None:
    assert read(more) == (Settings(), [])


def test_where_a_newer_version_has_stored_them_nothing_is_biased() -> None:
    settings, damage = read({"version": 2, "enabled": 5, "decks": {"5": {"strength": 90}}})
    assert settings.newer and not settings.in_use and not damage
    assert not read({"version": 1})[0].newer


@pytest.mark.parametrize(
    ("stored", "in_use"),
    [
        ({}, True),
        ({"enabled": False}, False),
        ({"default": {"strength": 0}}, False),
        ({"default": {"strength": 0}, "decks": {"5": {"min_reviews": 3}}}, False),
        ({"default": {"strength": 0}, "decks": {"5": {"strength": 0}, "6": {"strength": 1}}}, True),
        ({"default": {"strength": 1}, "decks": {"5": {"strength": 0}}}, True),
    ],
)
def test_in_use_as_soon_as_a_deck_is_biased(stored: object, in_use: bool) -> None:
    assert parse(stored).in_use is in_use


def test_editing_one_deck_leaves_the_others_and_the_original() -> None:
    settings = Settings(default=DeckSettings(30), decks={1: DeckSettings(80)})
    edited = settings.with_values(2, [1], min_reviews=9)
    assert edited.for_deck(2) == DeckSettings(80, min_reviews=9)
    assert edited.for_deck(1) == DeckSettings(80) == settings.for_deck(2, [1])
    assert edited.with_values(2, [1], strength=5).for_deck(2) == DeckSettings(5, min_reviews=9)
    assert edited.with_values(None, strength=70).default == DeckSettings(70)
    assert edited.with_values(None, strength=70).for_deck(2) == edited.for_deck(2)
    assert edited.without_own(2) == settings
    assert edited.without_own(None).default == DeckSettings()
    assert edited.with_decks([2, 3]).decks.keys() == {2}
    assert parse(to_stored(edited)) == edited


@given(
    st.dictionaries(st.integers(1, 2**53), st.integers(0, 100), max_size=4), st.integers(0, 9999)
)
def test_what_is_chosen_for_today_holds_that_day_only(strengths: dict[int, int], day: int) -> None:
    stored = today_to_stored(strengths, day)
    assert stored["day"] == day
    assert parse_today(stored, day) == strengths
    assert parse_today(stored, day + 1) == {}


@pytest.mark.parametrize(
    ("decks", "holds"),
    [
        ({"7": 80, "x": 5, "8": 101, "9": -1, "10": True, "11": 12.5, "12": "60"}, {7: 80}),
        ({"1" * 19: 5, "1" * 20: 5}, {int("1" * 19): 5}),
        ([7], {}),
        (None, {}),
    ],
)
def test_damaged_choices_of_today_do_not_hold(decks: object, holds: dict[int, int]) -> None:
    assert parse_today({"day": 3, "decks": decks}, 3) == holds
