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


# Today's order
##########################################################################


@with_addon
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


@with_addon
@pytest.mark.parametrize(
    ("reviews", "new", "strength", "line"),
    [
        (3, 1, 100, "The new card comes after the reviews"),
        (9, 2, 40, "1 of 2 new cards comes after the reviews"),
        (9, 3, 1, "All 3 new cards come before the last review"),
        (9, 3, 100, "All 3 new cards come after the reviews"),
        (3, 1, 0, ""),  # while another deck is biased
    ],
)
def test_the_words_are_right_for_one_card_and_for_all(
    person: Person, reviews: int, new: int, strength: int, line: str
) -> None:
    person.due(reviews=reviews, new=new)
    person.save(Settings(default=DeckSettings(strength), decks={99: DeckSettings(5)}))
    assert said(person).split("\n")[0] == line


@with_addon
def test_where_no_new_card_was_met_lately_it_says_so_and_leads_to_the_remedy(
    person: Person, camera: Camera
) -> None:
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


# Why nothing moves
##########################################################################


def backlog(person: Person) -> None:
    """Anki's default preset with more than a day's reviews."""
    person.due(reviews=200, new=20)
    person.preset(newPerDay=20, revPerDay=200)
    person.col.set_config("newCardsIgnoreReviewLimit", False)


def filtered_below(person: Person) -> None:
    person.due(reviews=5, new=2, deck="Elsewhere")
    person.filtered_deck("Default::Filtered", "deck:Elsewhere")


def reviews_done(person: Person) -> None:
    person.save(Settings(default=DeckSettings(100)))
    person.col.decks.select(DEFAULT_DECK_ID)
    person.study(30)


@with_addon
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (backlog,
         "The daily limit on reviews leaves no room for new cards. Turn on “New cards ignore "
         "review limit” to have new cards today."),
        (lambda it: it.preset(newMix=1),
         "This deck's options show new cards after the reviews already. Change “New/review order” "
         "to have some earlier."),
        (lambda it: it.save(Settings(default=DeckSettings(60, min_reviews=31))),
         "Anki's order today: fewer than 31 reviews are due.\nToday: As set (60%)"),
        (lambda it: set_todays_strength(it.col, DEFAULT_DECK_ID, 0),
         "Anki's order today, as you chose.\nToday: Anki's order"),
        (lambda it: it.preset(newPerDay=0), "No new cards are left today."),
        (filtered_below,
         "Anki's order until the filtered deck below this one is emptied or studied."),
        (reviews_done, "No reviews are left today, so the new cards come now."),
        (lambda it: it.preset(newMix=2), ""),  # it was chosen on purpose
        (lambda it: it.save(Settings(enabled=False)), ""),
        (lambda it: it.save(Settings(default=DeckSettings(0))), ""),
        (lambda it: it.on_this_computer(overview_strip=False), ""),
    ],
    ids=["no-room", "last", "few", "today", "no-new", "filtered", "no-reviews", "first", "off",
         "zero", "hidden"],
)  # fmt: skip
def test_each_reason(
    request: pytest.FixtureRequest,
    person: Person,
    camera: Camera,
    make: Callable[[Person], object],
    words: str,
) -> None:
    person.due(reviews=30, new=8)
    make(person)
    assert said(person) == words
    camera.take(
        person.mw, f"why-{request.node.callspec.id.split('-', 1)[1]}", person.see_it_painted
    )
    if "“" in words:
        press(person, "options")
        close_deck_options(person, deck_options(person))
    if make is filtered_below:
        assert said(person, person.deck_id("Default::Filtered")) == ""


# When it is shown
##########################################################################


@pytest.fixture
def done_at_once(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a busy computer, where the thread that asks gets its turn after the one that reads."""
    executor = person.mw.taskman._collection_executor
    submit = executor.submit

    def submit_and_wait(*args: Any, **kwargs: Any) -> Future[Any]:
        future = submit(*args, **kwargs)
        wait([future])
        return future

    monkeypatch.setattr(executor, "submit", submit_and_wait)


@with_addon
@pytest.mark.parametrize("late", [False, True])
def test_the_minutes_come_where_anki_is_done_early_or_the_page_before_late(
    request: pytest.FixtureRequest, person: Person, late: bool
) -> None:
    """What an earlier page says late Anki takes for this one's, as with two within 0.1 s."""
    person.due(reviews=34, new=9)
    person.past_days(DEFAULT_DECK_ID, *[formula(20, 5, Bias(0))] * 4)
    if late:
        gui_hooks.overview_did_refresh.append(
            lambda _overview: person.mw.web._onBridgeCmd("domDone")
        )
    else:
        request.getfixturevalue("done_at_once")
    person.see_overview()
    person.wait_for_page(MINUTES)


@with_addon
@pytest.mark.usefixtures("done_at_once")
def test_turned_on_and_off_it_is_seen_at_once(person: Person) -> None:
    """Anki has drawn the page by the time that the hook is put on or taken off."""
    person.due(reviews=34, new=9)
    person.see_overview()
    person.wait_for_page(OURS)
    for off in (Settings(enabled=False), Settings(decks={1: DeckSettings(0)})):
        person.save(off)
        person.wait_for_page(f"{STUDY} && !{OURS}")
        person.save(Settings())
        person.wait_for_page(OURS)


# Today only
##########################################################################


@with_addon
def test_todays_choice_from_the_overview_is_one_undo_step(person: Person, camera: Camera) -> None:
    person.due(reviews=30, new=8)
    person.save(Settings(default=DeckSettings(60)))
    for name, choice in (
        ("today_0", "Anki's order"),
        ("today_100", "All new cards last"),
        ("today_as_set", "As set (60%)"),
        ("today_0", "Anki's order"),
    ):
        person.see_overview()
        press(person, "today")
        menu = menu_of(person)
        [checked] = [action for action in menu.actions() if action.isChecked()]
        camera.take(menu, f"todays-menu-{checked.objectName()}")
        control(menu, QAction, name).trigger()
        menu.close()
        person.wait_for_page(f'{OURS}?.textContent.includes("Today: {choice}")')
    assert person.col.undo_status().undo == "Biased Queue Today"
    person.undo()
    person.wait_for_page(f"{OURS}?.textContent.includes('Today: As set (60%)')")
    person.begin()
    assert "".join(person.rate() for _ in range(38)) == formula(30, 8, Bias(60))


@with_addon
def test_another_strength_leads_to_the_dialog_for_today_only(person: Person) -> None:
    person.due(reviews=30, new=8)
    person.see_overview()
    press(person, "today")
    menu = menu_of(person)
    control(menu, QAction, "today_other").trigger()
    menu.close()
    dialog = Dialog(person, is_open=True)
    assert dialog.how_long.currentIndex() == 1 and selected(dialog.tree) == "Default"
    dialog.percent.setValue(40)
    dialog.ok()
    person.see_overview()
    person.wait_for_page(f"{OURS}?.textContent.includes('Today: 40%')")
    press(person, "today")
    menu = menu_of(person)
    assert [it.text() for it in menu.actions() if it.isChecked()] == ["40%"]
    menu.close()
    person.begin()
    assert "".join(person.rate() for _ in range(38)) == formula(30, 8, Bias(40))


# Its place
##########################################################################

HEATMAP = """<div id="heatmap"><table><tr><td class="review-count">1</td></tr></table></div>"""


@with_addon
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
