# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures the biased queue against Anki alone, side by side in one run."""
