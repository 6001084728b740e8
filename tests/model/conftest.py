# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long the model test runs: `--hypothesis-profile long` looks much further, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

COMMON = settings(
    deadline=None, suppress_health_check=list(HealthCheck), stateful_step_count=50, print_blob=True
)
settings.register_profile("everyday", COMMON, max_examples=80, derandomize=True)
settings.register_profile("long", COMMON, max_examples=5000)
settings.load_profile("everyday")


@pytest.fixture(scope="package", autouse=True)
def no_fuzz() -> Iterator[None]:
    """The same answer gives the same interval, in the biased collection and in its twin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANKI_TEST_MODE", "1")
        yield
