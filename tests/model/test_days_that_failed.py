# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days on which the model test once found a mistake, as it wrote them down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.model.test_any_day import AnyDay


@pytest.fixture
def state() -> Iterator[AnyDay]:
    state = AnyDay()
    yield state
    state.teardown()


def test_undone_card_beyond_a_lowered_limit(state: AnyDay) -> None:
    """It was shown all the same, though Anki's queue did not hold it any more."""
    state.begin(steps=(), bury=False, fsrs=False, order=0, strength=20)
    state.answer_many(times=5)
    state.undo(times=2)
    state.change_the_preset(new=0, order=0, reviews=5)
    state.the_right_card_is_on_screen()
