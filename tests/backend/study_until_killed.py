# SPDX-License-Identifier: AGPL-3.0-or-later
"""Studies a collection and prints the id of each answered card, until it is killed."""

from __future__ import annotations

import sys

from anki.collection import Collection

from addon.scheduler import install
from tools.answering import study

col = Collection(sys.argv[1])
install(col)
for shown in study(col):
    print(shown.card.id, flush=True)
