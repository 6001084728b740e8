# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes docs/evidence.md from the figures."""
