# SPDX-License-Identifier: AGPL-3.0-or-later
"""What would have become of the days that stand in a collection's review log."""
