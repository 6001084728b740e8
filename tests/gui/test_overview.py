# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the overview tells of today: the order, or why nothing moves and the way out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

import pytest
from anki.decks import DEFAULT_DECK_ID, DeckId
from aqt import gui_hooks
from aqt.overview import Overview, OverviewContent
from aqt.qt import QAction, QApplication, QMenu

from addon.collection.stored_settings import set_todays_strength
from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.gui.camera import Camera
from tests.gui.conftest import with_addon
from tests.gui.dialog import Dialog
from tests.gui.on_screen import close_deck_options, control, deck_options, selected
from tests.gui.person import Person

pytestmark = with_addon
OURS = "document.getElementById('biased-queue')"
STUDY = "document.getElementById('study')"
MINUTES = f"{OURS}?.textContent.includes(' min ')"


def said(person: Person, deck: DeckId = DEFAULT_DECK_ID) -> str:
    """The words of ours in a deck's overview, line by line."""
    person.see_overview(deck)
    person.settle()  # the log is read
    return str(person.js(f"{OURS}?.innerText ?? ''"))


def press(person: Person, link: str) -> None:
    its = f"document.getElementById('biased-queue-{link}')"
    person.wait_for_page(its)
    person.js(f"{its}.click() || true")


def menu_of(person: Person) -> QMenu:
    person.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_todays_order_and_when_the_reviews_are_done(person: Person, camera: Camera) -> None:
    person.due(reviews=34, new=9)
    person.save(Settings(default=DeckSettings(60)))
    order = formula(34, 9, Bias(60))
    after = len(order) - len(order.rstrip("N"))
    line = f"{after} of 9 new cards come after the reviews"
    assert said(person) == f"{line}\nToday: As set (60%)"  # no log yet
    assert person.js(f"{OURS}.querySelector('svg').getAttribute('aria-label')") == line
    person.past_days(DEFAULT_DECK_ID, *[formula(20, 5, Bias(0))] * 4)
    person.see_overview()
    person.wait_for_page(MINUTES)
    line = f"Reviews done in about 5 min instead of 7 min · {after} of 9 new cards after them"
    assert person.js(f"{OURS}.querySelector('.line').textContent") == line
    camera.take(person.mw, "today", person.see_it_painted)


def test_where_no_new_card_was_met_it_leads_to_the_remedy(person: Person, camera: Camera) -> None:
    person.due(reviews=60, new=9, deck="A")
    deck = person.deck_id("A")
    person.past_days(deck, *["R" * 20] * 6)
    assert "up on your last" not in said(person, deck)  # six days tell nothing
    person.past_days(deck, *["R" * 20] * 7)
    assert said(person, deck).split("\n") == [
        "No new card came up on your last seven days of study. Leave the first few where Anki has "
        "them…",
        "Today: As set (50%)",
    ]
    camera.take(person.mw, "no-new-lately", person.see_it_painted)
    press(person, "leave")
    dialog = Dialog(person, is_open=True)
    assert selected(dialog.tree) == "A" and dialog.leave_first.hasFocus()
    dialog.leave_first.setValue(2)
    dialog.ok()
    assert "after them" in said(person, deck)


def filtered_below(person: Person) -> None:
    person.due(reviews=5, new=2, deck="Elsewhere")
    person.filtered_deck("Default::Filtered", "deck:Elsewhere")


def reviews_done(person: Person) -> None:
    person.save(Settings(default=DeckSettings(100)))
    person.col.decks.select(DEFAULT_DECK_ID)
    person.study(30)


# In the order in which they are tried in one collection; the last ones leave less to study.
REASONS: dict[str, tuple[Callable[[Person], object], str]] = {
    "last": (lambda it: it.preset(newMix=1),
     "This deck's options show new cards after the reviews already. On this computer they can "
     "come earlier."),
    "few": (lambda it: it.save(Settings(default=DeckSettings(60, min_reviews=31))),
     "Anki's order today: fewer than 31 reviews are due.\nToday: As set (60%)"),
    "no-new": (lambda it: it.preset(newPerDay=0), "No new cards are left today."),
    "no-room": (lambda it: it.limit(reviews=30),
     "The daily limit on reviews leaves no room for new cards. Turn on “New cards ignore "
     "review limit” to have new cards today."),
    "first": (lambda it: it.preset(newMix=2), ""),  # it was chosen on purpose
    "off": (lambda it: it.save(Settings(enabled=False)), ""),
    "zero": (lambda it: it.save(Settings(default=DeckSettings(0), decks={9: DeckSettings(5)})), ""),
    "hidden": (lambda it: it.on_this_computer(overview_strip=False), ""),
    "today": (lambda it: set_todays_strength(it.col, DEFAULT_DECK_ID, 0),
     "Anki's order today, as you chose.\nToday: Anki's order"),
    "no-reviews": (reviews_done, "No reviews are left today, so the new cards come now."),
    "filtered": (filtered_below,
     "Anki's order until the filtered deck below this one is emptied or studied."),
}  # fmt: skip


def test_each_reason(person: Person, camera: Camera) -> None:
    person.due(reviews=30, new=8)
    for name, (make, words) in REASONS.items():
        person.preset(newMix=0, perDay=9999)
        person.on_this_computer()
        set_todays_strength(person.col, DEFAULT_DECK_ID, None)
        person.save(Settings())
        make(person)
        assert said(person) == words
        camera.take(person.mw, f"why-{name}", person.see_it_painted)
        if name == "last":
            press(person, "earlier")
            dialog = Dialog(person, is_open=True)
            assert dialog.from_mixed.isChecked() and dialog.from_mixed.hasFocus()
            dialog.ok()
            assert "4 of 8 new cards come after the reviews" in said(person)
        elif "“" in words:
            press(person, "options")
            close_deck_options(person, deck_options(person))
    assert said(person, person.deck_id("Default::Filtered")) == ""


def test_the_minutes_come_at_once(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.due(reviews=34, new=9)
    person.past_days(DEFAULT_DECK_ID, *[formula(20, 5, Bias(0))] * 4)

    def say_late_that_the_page_before_is_loaded(_overview: Overview) -> None:
        person.mw.web._onBridgeCmd("domDone")  # Anki takes it for this page's

    gui_hooks.overview_did_refresh.append(say_late_that_the_page_before_is_loaded)
    person.see_overview()
    person.wait_for_page(MINUTES)
    gui_hooks.overview_did_refresh.remove(say_late_that_the_page_before_is_loaded)

    # From here as on a busy computer: the thread that asks gets its turn after the one that reads.
    executor = person.mw.taskman._collection_executor
    submit = executor.submit

    def submit_and_wait(*args: Any, **kwargs: Any) -> Future[Any]:
        future = submit(*args, **kwargs)
        wait([future])
        return future

    monkeypatch.setattr(executor, "submit", submit_and_wait)
    person.see_overview()
    person.wait_for_page(MINUTES)
    # Anki has drawn the page by the time that the hook is put on or taken off.
    for off in (Settings(enabled=False), Settings(decks={1: DeckSettings(0)})):
        person.save(off)
        person.wait_for_page(f"{STUDY} && !{OURS}")
        person.save(Settings())
        person.wait_for_page(OURS)


def test_todays_choice_from_the_overview_is_one_undo_step(person: Person, camera: Camera) -> None:
    person.due(reviews=12, new=4)
    person.save(Settings(default=DeckSettings(60)))

    def choose(name: str, checked: str) -> None:
        person.see_overview()
        press(person, "today")
        menu = menu_of(person)
        assert [action.text() for action in menu.actions() if action.isChecked()] == [checked]
        camera.take(menu, f"todays-menu-{checked}")
        control(menu, QAction, name).trigger()
        menu.close()

    before = "As set (60%)"
    for name, choice in (
        ("today_0", "Anki's order"),
        ("today_100", "All new cards last"),
        ("today_as_set", "As set (60%)"),
        ("today_0", "Anki's order"),
    ):
        choose(name, before)
        person.wait_for_page(f'{OURS}?.textContent.includes("Today: {choice}")')
        before = choice
    assert person.col.undo_status().undo == "Biased Queue Today"
    person.undo()
    person.wait_for_page(f"{OURS}?.textContent.includes('Today: As set (60%)')")

    choose("today_other", "As set (60%)")
    dialog = Dialog(person, is_open=True)
    assert dialog.how_long.currentIndex() == 1 and selected(dialog.tree) == "Default"
    dialog.percent.setValue(40)
    dialog.ok()
    choose("today_as_set", "40%")
    person.undo()
    person.begin()
    assert person.rate_all(16) == formula(12, 4, Bias(40))


HEATMAP = """<div id="heatmap"><table><tr><td class="review-count">1</td></tr></table></div>"""


def test_it_stands_directly_under_the_counts_whatever_other_add_ons_add(person: Person) -> None:
    """Review Heatmap appends to the same part of the page, and is loaded first."""

    def append(_overview: Overview, content: OverviewContent) -> None:
        content.table += HEATMAP

    def prepend(_overview: Overview, content: OverviewContent) -> None:
        content.table = f"<table id='above'><tr><td></td></tr></table>{content.table}"

    person.due(reviews=30, new=8)
    for add in (append, prepend):
        gui_hooks.overview_will_render_content._hooks.insert(0, add)
    person.see_overview()
    person.wait_for_page("document.getElementById('heatmap')")
    before = f"{OURS}.previousElementSibling"
    assert person.js(f"{before}.contains({STUDY})") is True
    assert person.js(f"{OURS}.nextElementSibling.id") == "heatmap"
    assert person.js("document.getElementById('above').nextElementSibling") is not None
