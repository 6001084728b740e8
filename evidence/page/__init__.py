# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes docs/evidence.md from what `build.py days` and `build.py bench` measured."""
