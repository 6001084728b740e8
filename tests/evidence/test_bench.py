# SPDX-License-Identifier: AGPL-3.0-or-later
"""The benchmark, on its smallest collection and with two of its strengths."""

from __future__ import annotations

import json
import sys

import pytest

from evidence.bench import __main__ as bench
from evidence.bench.sides import OFF


def test_both_sides_are_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "STRENGTHS", (OFF, 50))
    monkeypatch.setattr(bench, "STARTS", 3)
    monkeypatch.setattr(sys, "argv", ["bench", "--json", "--reviews", "20", "--sessions", "1"])
    assert bench.main() == 0
    said, told = capsys.readouterr()
    figures = json.loads(said)
    assert len(figures["cards"]) == 3 and figures["cards"][2]["setup"]["fsrs"]
    for line in figures["cards"]:
        for side in ("anki", "biased"):
            for times in line[side].values():
                assert 0 < times["median"] <= times["p99"] <= times["worst"]
    off, biased = figures["sessions"]
    assert off["setup"]["strength"] == "off" and off["out_of_order"] == off["queue_build"] == 0
    assert biased["answers"] == 25 and biased["out_of_order"] > 0 and biased["queue_build"] > 0
    # About 5 ms are promised: the shortest of some starts shows whether they are still true.
    start = figures["startup_ms"]
    assert 0 < start["least"] < 12 and start["least"] <= start["before_window"]
    assert figures["memory_kb"] > 0 and "20 + 5 of 1000: strength 50, mix: a session" in told
