# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the order of new cards does over weeks: simulated card by card, and in the real Anki."""
