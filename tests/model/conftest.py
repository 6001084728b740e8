# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long the model test runs: `--hypothesis-profile long` looks much further, and elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

COMMON = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "stateful_step_count": 50,
    "print_blob": True,
}
settings.register_profile("everyday", max_examples=200, derandomize=True, **COMMON)
settings.register_profile("long", max_examples=5000, **COMMON)
settings.load_profile("everyday")


@pytest.fixture(scope="package", autouse=True)
def no_fuzz():
    """The same answer gives the same interval, in the biased collection and in its twin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANKI_TEST_MODE", "1")
        yield
