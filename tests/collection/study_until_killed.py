# SPDX-License-Identifier: AGPL-3.0-or-later
"""Studies a collection and prints the id of each answered card, until it is killed."""

from __future__ import annotations

import sys

from anki.collection import Collection

from addon.collection.hook import install
from tests.collection.student import Student

student = Student(Collection(sys.argv[1]), fresh=False)
install(student.col)
while student.shown():
    print(student.answer(), flush=True)
