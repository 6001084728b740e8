# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the add-on leaves alone: the network, other people's files; and names are never code."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import pytest
from aqt import dialogs
from aqt.deckoptions import display_options_for_deck_id
from aqt.qt import QLabel, Qt, QWidget

from addon.settings import DeckSettings, Settings
from tests.gui.conftest import with_addon
from tests.gui.dialog import Dialog
from tests.gui.on_screen import close_deck_options, deck_options, js
from tests.gui.person import Person

OURS = "#biased-queue img, #biased-queue b"
NAME = "<img src=x onerror='window.ran=1'><script>window.ran=1</script> & <b>bold</b>"
# Audit events (docs.python.org/3/library/audit_events.html) of what an add-on has no business with.
FORBIDDEN = tuple(
    "socket. subprocess. os.system os.exec os.posix_spawn os.remove os.rename os.rmdir os.mkdir "
    "shutil. tempfile. urllib. http. ftplib. smtplib. webbrowser. sqlite3. ctypes.".split()
)
seen: list[str] = []


def look(event: str, arguments: tuple[object, ...]) -> None:
    writes = event == "open" and set(str(arguments[1] or "")) & set("wax+")
    if not (writes or event.startswith(FORBIDDEN)):
        return
    # Up to the code that Anki itself runs at our request: it writes what it always writes.
    for frame in reversed(traceback.extract_stack()[:-1]):
        if "/aqt/" in frame.filename or "/anki/" in frame.filename:
            return
        if "/biased_queue/" in frame.filename:
            seen.append(f"{event} {arguments} at {frame.filename}:{frame.lineno}")
            return


@pytest.fixture
def watched() -> list[str]:
    """From before the add-on is loaded; in a process of the test's own."""
    seen.clear()
    sys.addaudithook(look)
    return seen


@with_addon
def test_no_network_and_no_file_is_written(
    watched: list[str], person: Person, tmp_path: Path
) -> None:
    person.due(reviews=14, new=4)
    person.begin()
    for _ in range(6):
        person.rate()
    person.undo()
    dialog = Dialog(person)
    dialog.percent.setValue(70)
    dialog.ok()
    person.see_overview()
    dialogs.open("Preferences", person.mw).close()
    person.settle()
    person.switch_profile(person.profile)
    assert watched == []
    our_folder = Path(str(sys.modules["biased_queue"].__file__)).parent
    in_our_folder = our_folder / "x.py"
    exec(compile("open(path, 'w')", str(in_our_folder), "exec"), {"path": tmp_path / "x"})
    assert len(watched) == 1  # it does look


@with_addon
def test_html_in_a_decks_name_never_runs(person: Person) -> None:
    deck = person.deck_id(NAME)
    person.due(reviews=14, new=4, deck=NAME)
    below = person.deck_id(f"{NAME}::Below")
    person.save(Settings(decks={deck: DeckSettings(60)}))
    ran = f"window.ran === 1 || document.querySelector('{OURS}') !== null"
    person.see_overview(deck)
    assert person.js("Boolean(document.getElementById('biased-queue'))") is True
    anki_own = "document.querySelector('h3 img') !== null"  # up to Anki 25.02, in its heading
    assert person.js(f"!({ran}) || {anki_own}") is True
    assert person.js(f"document.querySelector('{OURS}') === null") is True
    assert js(person, person.mw.bottomWeb, ran) is False

    for deck_id in (deck, below):
        display_options_for_deck_id(deck_id)
        page = deck_options(person)
        ours = "document.querySelector('#biased-queue span')?.textContent || ''"
        person.qtbot.waitUntil(
            lambda page=page, ours=ours: "60%" in str(js(person, page.web, ours))
        )
        assert js(person, page.web, ran) is False
        close_deck_options(person, page)

    dialog = Dialog(person)
    dialog.select("Below")
    for widget in dialog.widget.findChildren(QWidget):
        rich = Qt.mightBeRichText(widget.toolTip())  # type: ignore[attr-defined]  # left out there
        assert not rich, widget.objectName()
        if isinstance(widget, QLabel) and "<" in widget.text():
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget.objectName()
    dialog.widget.reject()
