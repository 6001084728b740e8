# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the overview tells of today: the order, or why nothing moves and the way out."""

from __future__ import annotations

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
from tests.gui.person import Person
from tests.gui.places import close_deck_options, control, deck_options, selected

OURS = "document.getElementById('biased-queue')"
USUAL_TIME = f"{OURS}.querySelector('.usual-time').textContent"
STUDY = "document.getElementById('study')"


def said(person: Person, deck: DeckId = DEFAULT_DECK_ID) -> list[str]:
    """The lines of ours in a deck's overview, without the links under them."""
    person.see_overview(deck)
    lines = f"[...({OURS}?.querySelectorAll('.line') ?? [])].map((line) => line.textContent)"
    return texts(person, lines)


def links(person: Person) -> list[str]:
    return texts(person, f"[...{OURS}.querySelectorAll('a')].map((link) => link.textContent)")


def texts(person: Person, expression: str) -> list[str]:
    """What an expression gives that is a list of words."""
    found = person.js(expression)
    assert isinstance(found, list)
    return found


def press(person: Person, link: str) -> None:
    its = f"document.getElementById('biased-queue-{link}')"
    person.wait_for_page(its)
    person.js(f"{its}.click() || true")


def menu_of(person: Person) -> QMenu:
    person.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@with_addon
def test_todays_order_with_its_forecast(person: Person, camera: Camera) -> None:
    person.due(reviews=34, new=9)
    person.save(Settings(default=DeckSettings(60)))
    order = formula(34, 9, Bias(60))
    line = f"{len(order) - len(order.rstrip('N'))} of 9 new cards come after the reviews"
    assert said(person) == [line]
    assert person.js(f"{OURS}.querySelector('svg').getAttribute('aria-label')") == line
    assert links(person) == ["Today: As set (60%)", "Biased Queue…"]
    assert person.js(f"{OURS}.querySelector('.forecast').textContent") == ""  # no log yet
    person.past_days(DEFAULT_DECK_ID, *[formula(20, 5, Bias(0))] * 4)
    person.see_overview()
    forecast = f"{OURS}.querySelector('.forecast').textContent"
    person.wait_for_page(f"{forecast} === 'Reviews done in about 5 min instead of 7 min'")
    camera.take(person.mw, "today", person.see_it_painted)


@with_addon
@pytest.mark.parametrize(
    ("reviews_a_day", "days", "sentence"),
    [
        # 34 reviews of 8 s take 272 s and a new card 14 s: after 304 s, the third one is on screen.
        (120, 7, ""),  # all fits
        (38, 7, "Your usual 5 min is enough for all reviews and about 3 of 9 new cards."),
        (
            20,
            7,
            "Your reviews need about 5 min; you usually study 3 min.\nAt 100% new cards wait until "
            "there is time for them again.\nA lower strength or Anki's order brings more new cards "
            "today. Fewer new cards a day keep the reviews from growing.",
        ),
        (20, 6, ""),  # too few days for anything to be usual
    ],
    ids=["all", "part", "overfull", "thin"],
)
def test_what_the_usual_time_is_enough_for(
    person: Person, reviews_a_day: int, days: int, sentence: str
) -> None:
    person.due(reviews=34, new=9)
    person.save(Settings(default=DeckSettings(100)))
    person.past_days(DEFAULT_DECK_ID, *["R" * reviews_a_day] * days)
    person.see_overview()
    person.wait_for_page(f"{OURS}.querySelector('.forecast').textContent")
    assert person.js(USUAL_TIME) == sentence


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
@pytest.mark.usefixtures("done_at_once")
def test_the_forecast_comes_where_anki_is_done_with_a_query_at_once(person: Person) -> None:
    person.due(reviews=34, new=9)
    person.past_days(DEFAULT_DECK_ID, *[formula(20, 5, Bias(0))] * 4)
    person.see_overview()
    person.wait_for_page(f"{OURS}.querySelector('.forecast').textContent")


@with_addon
def test_the_forecast_comes_where_the_page_before_says_late_that_it_is_loaded(
    person: Person,
) -> None:
    """Anki takes that for this page's, as where it makes two within a tenth of a second."""
    person.due(reviews=34, new=9)
    person.past_days(DEFAULT_DECK_ID, *[formula(20, 5, Bias(0))] * 4)
    gui_hooks.overview_did_refresh.append(lambda _overview: person.mw.web._onBridgeCmd("domDone"))
    person.see_overview()
    person.wait_for_page(f"{OURS}.querySelector('.forecast').textContent")


@with_addon
@pytest.mark.usefixtures("done_at_once")
def test_turned_on_and_off_it_is_seen_where_anki_is_done_with_a_query_at_once(
    person: Person,
) -> None:
    """Anki has drawn the page by the time that the scheduler is put in or taken out."""
    person.due(reviews=34, new=9)
    person.see_overview()
    person.wait_for_page(OURS)
    person.save(Settings(enabled=False))
    person.wait_for_page(f"{STUDY} && !{OURS}")
    person.save(Settings())
    person.wait_for_page(OURS)


@with_addon
def test_where_nothing_moves_it_says_so_if_the_reviews_overfill_the_usual_time(
    person: Person, camera: Camera
) -> None:
    """230 reviews of 8 s, after days of 3 and of 32 minutes."""
    person.due(reviews=230, new=20)
    person.save(Settings(default=DeckSettings(60)))
    person.past_days(DEFAULT_DECK_ID, *["R" * 20] * 7)
    need = "Your reviews need about {} min; you usually study 3 min."

    person.preset(newPerDay=20, revPerDay=200)
    person.col.set_config("newCardsIgnoreReviewLimit", False)
    person.see_overview()
    person.wait_for_page(f"{USUAL_TIME} === '{need.format(27)}'")
    camera.take(person.mw, "why-no-room-and-overfull", person.see_it_painted)

    person.preset(newPerDay=20, revPerDay=230)
    set_todays_strength(person.col, DEFAULT_DECK_ID, 0)
    person.see_overview()
    enough = "That is enough for about 19 of 230 reviews and 1 of 20 new cards."
    person.wait_for_page(f"{USUAL_TIME} === '{need.format(31)}\\n{enough}'")

    person.preset(newMix=1)
    person.see_overview()
    wait = "New cards wait until there is time for them again."
    person.wait_for_page(f"{USUAL_TIME} === '{need.format(31)}\\n{wait}'")

    person.new_profile("Long days")  # on which the reviews fit, though not all new cards
    person.due(reviews=230, new=20)
    person.save(Settings(default=DeckSettings(60)))
    person.past_days(DEFAULT_DECK_ID, *["R" * 240] * 7)
    set_todays_strength(person.col, DEFAULT_DECK_ID, 0)
    assert said(person) == ["Anki's order today, as you chose."]
    person.settle()  # the log is read
    assert person.js(USUAL_TIME) == ""


@with_addon
def test_it_follows_a_change_and_can_be_turned_off(person: Person, camera: Camera) -> None:
    person.due(reviews=34, new=9)
    order = len(formula(34, 9, Bias(50))) - len(formula(34, 9, Bias(50)).rstrip("N"))
    person.see_overview()
    person.wait_for_page(OURS)
    for name, off in (
        ("zero", Settings(default=DeckSettings(0))),
        ("off", Settings(enabled=False)),
    ):
        person.save(off)
        person.wait_for_page(f"{STUDY} && !{OURS}")
        camera.take(person.mw, f"nothing-where-{name}", person.see_it_painted)
        person.save(Settings())
        person.wait_for_page(OURS)
    person.save(Settings(decks={1: DeckSettings(0)}))  # while other decks are biased
    person.wait_for_page(f"{STUDY} && !{OURS}")
    person.save(Settings())
    person.on_this_computer(overview_strip=False)
    person.see_overview()
    assert said(person) == []
    person.on_this_computer(overview_strip="yes")  # damaged: the default
    assert said(person) == [f"{order} of 9 new cards come after the reviews"]


@with_addon
def test_ankis_default_preset_with_a_backlog_says_why_nothing_moves_and_the_way_out(
    person: Person, camera: Camera
) -> None:
    person.due(reviews=230, new=20)
    person.preset(newPerDay=20, revPerDay=200)
    person.col.set_config("newCardsIgnoreReviewLimit", False)
    [line] = said(person)
    assert line == (
        "No new cards today: the daily limit on reviews leaves no room for them, so there is "
        "nothing to move."
    )
    assert links(person)[0] == "Deck options: “New cards ignore review limit”"
    camera.take(person.mw, "why-no-room", person.see_it_painted)
    press(person, "options")
    page = deck_options(person)
    close_deck_options(person, page)
    person.preset()  # with new cards beside the review limit
    assert said(person) == ["10 of 20 new cards come after the reviews"]


@with_addon
def test_each_other_reason(person: Person, camera: Camera) -> None:

    def look(name: str) -> None:
        camera.take(person.mw, f"why-{name}", person.see_it_painted)

    person.due(reviews=30, new=8)
    person.due(reviews=5, new=2, deck="Elsewhere")
    person.save(Settings(default=DeckSettings(60, min_reviews=31)))
    assert said(person) == ["Anki's order today: fewer than 31 reviews are due."]
    look("few-reviews")
    person.save(Settings(default=DeckSettings(60)))

    person.preset(newMix=1)
    [line] = said(person)
    assert line.startswith("This deck's options show new cards after the reviews already")
    assert links(person)[0] == "Deck options: “New/review order”"
    look("new-last-already")
    press(person, "options")
    close_deck_options(person, deck_options(person))
    person.preset(newMix=0)

    set_todays_strength(person.col, DEFAULT_DECK_ID, 0)
    assert said(person) == ["Anki's order today, as you chose."]
    assert links(person) == ["Today: Anki's order", "Biased Queue…"]
    look("todays-choice")
    set_todays_strength(person.col, DEFAULT_DECK_ID, None)

    person.preset(newPerDay=0)
    assert said(person) == ["No new cards are left today, so there is nothing to move."]
    look("no-new-cards")
    person.preset(newPerDay=9)

    filtered = person.filtered_deck("Default::Filtered", "deck:Elsewhere")
    [line] = said(person)
    assert line.startswith("Anki's order, until you have emptied or studied the filtered deck")
    look("filtered-subdeck")
    assert said(person, filtered) == []
    look("nothing-in-a-filtered-deck")
    person.sched.empty_filtered_deck(filtered)
    person.col.decks.remove([filtered])

    person.save(Settings(default=DeckSettings(100)))
    person.begin()
    assert "".join(person.rate() for _ in range(30)) == "R" * 30
    assert said(person) == ["No reviews are left today, so the new cards come now."]
    look("no-reviews")


@with_addon
@pytest.mark.parametrize(
    ("reviews", "new", "strength", "line"),
    [
        (3, 1, 100, "The new card comes after the reviews"),
        (3, 1, 0, None),
        (9, 2, 40, "1 of 2 new cards comes after the reviews"),
        (9, 3, 1, "All 3 new cards come before the last review"),
        (9, 3, 100, "All 3 new cards come after the reviews"),
    ],
)
def test_the_words_are_right_for_one_card_and_for_all(
    person: Person, reviews: int, new: int, strength: int, line: str | None
) -> None:
    person.due(reviews=reviews, new=new)
    person.save(Settings(default=DeckSettings(strength), decks={99: DeckSettings(5)}))
    assert said(person) == ([line] if line else [])


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
        assert links(person)[-2] == f"Today: {checked.text()}"
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
def test_another_strength_leads_to_the_dialogs_tab(person: Person) -> None:
    person.due(reviews=30, new=8)
    person.save(Settings(default=DeckSettings(0), decks={99: DeckSettings(0)}))
    assert said(person) == []  # nothing is in use
    dialog = Dialog(person)
    assert selected(dialog.tree) == "Default"
    dialog.tabs.setCurrentIndex(1)
    control(dialog.widget, type(dialog.percent), "todayPercent").setValue(40)
    dialog.ok()
    person.see_overview()
    person.wait_for_page(f"{OURS}?.textContent.includes('Today: 40%')")
    press(person, "today")
    menu = menu_of(person)
    [checked] = [action for action in menu.actions() if action.isChecked()]
    assert checked.text() == "40%"
    control(menu, QAction, "today_other").trigger()
    menu.close()
    dialog = Dialog(person, is_open=True)
    assert dialog.tabs.currentIndex() == 1 and selected(dialog.tree) == "Default"
    dialog.cancel()
    person.begin()
    assert "".join(person.rate() for _ in range(38)) == formula(30, 8, Bias(40))


@with_addon
def test_the_link_to_the_settings_opens_them_at_the_deck(person: Person) -> None:
    person.due(reviews=30, new=8, deck="A")
    person.see_overview(person.deck_id("A"))
    press(person, "settings")
    dialog = Dialog(person, is_open=True)
    assert selected(dialog.tree) == "A" and dialog.tabs.currentIndex() == 0
    dialog.cancel()


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
