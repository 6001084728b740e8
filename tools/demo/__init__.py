# SPDX-License-Identifier: AGPL-3.0-or-later
"""A demo deck to study with the add-on, in Anki's window or without it."""
