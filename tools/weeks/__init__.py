# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the order of new cards does over weeks: a learner simulated card by card, held against Anki."""
