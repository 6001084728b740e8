# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole days studied in the real Anki while a faked clock makes the time pass."""
