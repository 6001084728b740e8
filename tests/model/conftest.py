# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long the model test runs: `--hypothesis-profile long` looks much further, and elsewhere."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

COMMON = settings(
    deadline=None, suppress_health_check=list(HealthCheck), stateful_step_count=50, print_blob=True
)
settings.register_profile("everyday", COMMON, max_examples=80, derandomize=True)
settings.register_profile("long", COMMON, max_examples=5000)
settings.load_profile("everyday")
