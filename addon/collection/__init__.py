# SPDX-License-Identifier: AGPL-3.0-or-later
"""What knows Anki's collection, and not its window."""
