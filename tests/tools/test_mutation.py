# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mutants that are known to change nothing are those of the code as it is."""

from __future__ import annotations

from pathlib import Path

import tomllib

from tools.mutation.__main__ import KNOWN, ROOT


def test_each_line_that_a_known_mutant_changes_stands_in_its_file() -> None:
    known = tomllib.loads(KNOWN.read_text("utf-8"))["equivalent"]
    assert known
    for mutant in known:
        lines = Path(ROOT, mutant["file"]).read_text("utf-8").splitlines()
        assert mutant["was"] in map(str.strip, lines)
