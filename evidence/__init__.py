# SPDX-License-Identifier: AGPL-3.0-or-later
"""The research: what docs/evidence.md tells, measured. Nothing of the add-on needs it."""
