# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings are read safely, whatever is stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.settings import (
    DeckSettings,
    Problem,
    Settings,
    Wrong,
    parse,
    parse_today,
    to_stored,
    today_to_stored,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["version", "enabled", "default", "decks", "strength", "pattern", "min_reviews"]
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
deck_settings = st.builds(DeckSettings, st.integers(0, 100), st.integers(0, 99_999))
deck_entries = st.fixed_dictionaries(
    {},
    optional={
        "strength": st.integers(0, 100),
        "min_reviews": st.integers(0, 99_999),
    },
)
all_settings = st.builds(
    Settings,
    st.booleans(),
    deck_settings,
    st.dictionaries(st.integers(1, 2**53), deck_entries, max_size=4),
)


@given(json_values)
def test_anything_stored_gives_usable_settings(stored: object) -> None:
    settings, problems = parse(stored)
    assert isinstance(settings, Settings)
    assert parse(to_stored(settings)) == (settings, [])
    assert all(isinstance(problem, Problem) for problem in problems)


def test_a_wrong_value_is_told_as_it_stands_and_up_to_60_characters() -> None:
    told = ['"' + "ä" * 58 + '"', '"' + "ä" * 58 + "…"]
    problems = [parse({"enabled": "ä" * length})[1][0] for length in (58, 59)]
    assert [problem.value for problem in problems] == told


@given(all_settings)
def test_what_is_saved_is_read_again(settings: Settings) -> None:
    assert parse(to_stored(settings)) == (settings, [])


def test_nothing_stored_is_the_default_and_no_problem() -> None:
    assert parse(None) == (Settings(), [])
    assert parse({}) == (Settings(), [])
    assert Settings().default == DeckSettings(50, 0)


def test_a_missing_key_means_its_default() -> None:
    settings, problems = parse({"default": {"strength": 20}, "decks": {"7": {"min_reviews": 5}}})
    assert not problems
    assert settings.enabled
    assert settings.for_deck(7) == DeckSettings(20, 5)


def test_the_pattern_that_there_was_is_read_over() -> None:
    stored = {"default": {"strength": 20, "pattern": "squeeze"}, "decks": {"7": {"pattern": 5}}}
    settings, problems = parse(stored)
    assert not problems
    assert settings.default == settings.for_deck(7) == DeckSettings(20)
    assert "pattern" not in str(to_stored(settings))


def test_a_deck_uses_its_own_then_its_nearest_ancestors_then_the_default() -> None:
    settings, _ = parse({"decks": {"1": {"strength": 10}, "2": {"strength": 20}}})
    assert settings.for_deck(1, [2]).strength == 10
    assert settings.for_deck(3, [2, 1]).strength == 20
    assert settings.for_deck(3, [4, 1]).strength == 10
    assert settings.for_deck(3, [4]).strength == 50
    assert [settings.holder(*which) for which in ((1, [2]), (3, [4, 2, 1]), (3, [4]))] == [
        1,
        2,
        None,
    ]


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        ([], Problem(Wrong.VALUE, "biasedQueue", "[]", "{…}")),
        ({"version": "x"}, Problem(Wrong.VALUE, "version", '"x"', "1")),
        ({"version": 2}, Problem(Wrong.NEWER)),
        ({"enabled": 1}, Problem(Wrong.VALUE, "enabled", "1", "true, false")),
        ({"colour": 1}, Problem(Wrong.UNKNOWN, "colour")),
        ({"default": {"strength": 101}}, ("default → strength", "101")),
        ({"default": {"strength": True}}, ("default → strength", "true")),
        ({"default": {"strength": 12.5}}, ("default → strength", "12.5")),
        ({"default": {"min_reviews": 10**30}}, ("default → min_reviews", str(10**30))),
        ({"default": {"speed": 1}}, Problem(Wrong.UNKNOWN, "default → speed")),
        ({"default": 5}, Problem(Wrong.VALUE, "default", "5", "{…}")),
        ({"decks": {"5": {"strength": -1}}}, ("decks → 5 → strength", "-1")),
        ({"decks": {"five": {}}}, Problem(Wrong.UNKNOWN, "decks → five")),
        ({"decks": "x" * 99}, Problem(Wrong.VALUE, "decks", '"' + "x" * 58 + "…", "{…}")),
    ],
)
def test_a_damaged_value_is_its_default_and_is_named(
    stored: object, problem: Problem | tuple[str, str]
) -> None:
    settings, problems = parse(stored)
    assert settings.enabled and settings.for_deck(5) == DeckSettings()
    if not isinstance(problem, Problem):
        where, value = problem
        possible = {
            "strength": "0–100",
            "min_reviews": "0–99999",
        }
        problem = Problem(Wrong.VALUE, where, value, possible[where.split(" → ")[-1]])
    assert problems == [problem]


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
    assert parse(stored)[0].in_use is in_use


def test_editing_one_deck_leaves_the_others_and_the_original() -> None:
    settings = Settings(default=DeckSettings(30), decks={1: {"strength": 80}})
    edited = settings.with_values(2, [1], min_reviews=9)
    assert edited.for_deck(2) == DeckSettings(80, min_reviews=9)
    assert edited.for_deck(1) == DeckSettings(80) == settings.for_deck(2, [1])
    assert edited.with_values(2, [1], strength=5).for_deck(2) == DeckSettings(5, min_reviews=9)
    assert edited.with_values(None, strength=70).default == DeckSettings(70)
    assert edited.with_values(None, strength=70).for_deck(2) == edited.for_deck(2)
    assert edited.without_own(2) == settings
    assert edited.without_own(None).default == DeckSettings()
    assert edited.with_decks([2, 3]).decks.keys() == {2}
    assert parse(to_stored(edited)) == (edited, [])


@given(
    st.dictionaries(st.integers(1, 2**53), st.integers(0, 100), max_size=4), st.integers(0, 9999)
)
def test_what_is_chosen_for_today_is_read_again_on_that_day_only(
    strengths: dict[int, int], day: int
) -> None:
    stored = today_to_stored(strengths, day)
    assert stored["day"] == day
    assert parse_today(stored, day) == strengths
    assert parse_today(stored, day + 1) == {}


def test_the_older_form_of_todays_choice_means_ankis_order() -> None:
    assert parse_today({"day": 3, "decks": [7, 8, "9", True]}, 3) == {7: 0, 8: 0}


@pytest.mark.parametrize(
    ("decks", "read"),
    [
        ({"7": 80, "x": 5, "8": 101, "9": -1, "10": True, "11": 12.5, "12": "60"}, {7: 80}),
        ({"1" * 19: 5, "1" * 20: 5}, {int("1" * 19): 5}),
        (None, {}),
        (5, {}),
        ({}, {}),
    ],
)
def test_what_is_damaged_in_todays_choice_does_not_hold(
    decks: object, read: dict[int, int]
) -> None:
    assert parse_today({"day": 3, "decks": decks}, 3) == read


@given(json_values)
def test_anything_stored_for_today_is_read(stored: object) -> None:
    assert isinstance(parse_today(stored, 3), dict)
    assert isinstance(parse_today({"day": 3, "decks": stored}, 3), dict)
