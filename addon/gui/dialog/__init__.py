# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window in which the settings are changed, with the queue that they make."""
