# SPDX-License-Identifier: AGPL-3.0-or-later
"""A deck that is exported and imported takes no settings with it, and disturbs none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import anki.collection
import pytest
from anki.decks import DEFAULT_DECK_ID

from addon.collection import stored_settings
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.collection.student import Student


@pytest.mark.skipif(
    not hasattr(anki.collection, "ExportAnkiPackageOptions"), reason="a later Anki's way to export"
)
def test_an_imported_deck_uses_the_default(
    new_student: Callable[[], Student], tmp_path: Path
) -> None:
    giver, receiver = new_student(), new_student()
    giver.due(reviews=12, new=5, deck="Shared")
    shared = giver.deck_id("Shared")
    giver.save(Settings(decks={shared: DeckSettings(90)}))
    package = str(tmp_path / "shared.apkg")
    limit = anki.collection.DeckIdLimit(shared)
    options = anki.collection.ExportAnkiPackageOptions(with_scheduling=True)
    giver.col.export_anki_package(out_path=package, options=options, limit=limit)

    receiver.due(reviews=6, new=2)
    own = Settings(default=DeckSettings(30), decks={1: DeckSettings(70)})
    receiver.save(own)
    options = anki.collection.ImportAnkiPackageOptions(with_scheduling=True)
    receiver.col.import_anki_package(
        anki.collection.ImportAnkiPackageRequest(package_path=package, options=options)
    )
    receiver.preset()
    assert stored_settings.load(receiver.col) == own
    receiver.col.decks.select(receiver.deck_id("Shared"))
    assert receiver.study() == formula(12, 5, Bias(30))
    receiver.col.decks.select(DEFAULT_DECK_ID)
    assert receiver.study() == formula(6, 2, Bias(70))
    assert not receiver.failures
