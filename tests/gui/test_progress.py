# SPDX-License-Identifier: AGPL-3.0-or-later
"""While studying: how far the day is, at the upper edge of the reviewer's bottom bar."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from anki.decks import DEFAULT_DECK_ID
from anki.scheduler import CustomStudyRequest
from aqt import dialogs
from aqt.operations import CollectionOp
from aqt.operations.scheduling import bury_cards, suspend_cards
from aqt.qt import QCheckBox, QGroupBox

from addon.ordering import Bias
from addon.settings import DeckSettings, Settings
from tests.collection.formula import formula
from tests.gui.conftest import WITH_ADDON, with_addon
from tests.gui.on_screen import control, installed, js
from tests.gui.person import Person
from tests.gui.test_sizes import english_notetype

pytestmark = with_addon
STRIP = "document.getElementById('biased-queue-progress')"
LOOKS_FOR_A_NEW_DAY = 1_200  # older Ankis do each second, and then show the card anew
MINUTES = "document.getElementById('biased-queue-minutes')"
# Where it lies, and the left and right end of each part.
SEEN = f"""(() => {{
    const ends = (part) => (({{left, right}}) => [left, right])(part.getBoundingClientRect());
    const strip = {STRIP}?.getBoundingClientRect();
    const all = (kind) => [...{STRIP}.querySelectorAll("." + kind)].map(ends);
    return strip && {{
        top: strip.top, height: strip.height, left: strip.left, right: strip.right,
        page: innerWidth, title: {STRIP}.title,
        done: all("done"), review: all("review"), new: all("new"),
    }};
}})()"""


class Bar:
    """The reviewer's bottom bar."""

    def __init__(self, person: Person) -> None:
        self.person, self.web = person, person.mw.bottomWeb

    def js(self, expression: str) -> Any:
        return js(self.person, self.web, expression)

    def seen(self) -> dict[str, Any]:
        self.person.qtbot.waitUntil(lambda: bool(self.js(f"Boolean({STRIP})")))
        seen: dict[str, Any] = self.js(SEEN)
        return seen

    def title(self) -> str:
        return str(self.seen()["title"])

    def is_done(self, done: int, cards: int) -> None:
        """Wait until so many of the day's cards are grey, to within a pixel and a half."""

        def far_off() -> float:
            seen = self.seen()
            [(left, right)] = seen["done"]
            width = seen["right"] - seen["left"]
            return abs(float(right - left - width * done / cards))

        try:
            self.person.qtbot.waitUntil(lambda: far_off() <= 1.5)
        except self.person.qtbot.TimeoutError:
            raise AssertionError(f"not {done} of {cards}: {self.seen()}") from None

    def is_gone(self) -> None:
        self.person.settle()
        nothing = f"!{STRIP} && !{MINUTES} && Boolean(document.getElementById('middle'))"
        self.person.qtbot.waitUntil(lambda: bool(self.js(nothing)))


@pytest.fixture
def bar(person: Person) -> Bar:
    return Bar(person)


def do(person: Person, operation: Any) -> None:
    """Do it as Anki's windows do."""
    done: list[object] = []
    operation.success(done.append).run_in_background()
    person.qtbot.waitUntil(lambda: bool(done))
    person.mw.reviewer.refresh_if_needed()  # as when Anki's window has the focus again
    person.wait_for_question()


def test_a_day_of_40_reviews_and_10_new_cards(person: Person, bar: Bar) -> None:
    person.due(reviews=40, new=15)
    person.preset(newPerDay=10, relearning_steps=[10], steps=[1, 10])
    person.save(Settings(default=DeckSettings(60)))
    person.begin()
    bar.is_done(0, 50)
    for done in range(1, 6):
        person.rate()
        bar.is_done(done, 50)
    bar.js(f"{STRIP}.remove()")  # as where another add-on writes the page anew
    for done in range(6, 11):  # Again moves it on, and never back
        person.rate(1)
        bar.is_done(done, 50)
    for act, done in ((person.undo, 9), (person.undo, 8), (person.redo, 9)):
        act()
        bar.is_done(done, 50)
    person.rate()
    person.switch_profile(person.profile)  # as a restart
    person.begin()
    bar.is_done(10, 50)

    a_review, another = person.col.find_cards("prop:due=0 -is:learn", order="c.id desc")[:2]
    do(person, bury_cards(parent=person.mw, card_ids=[a_review]))
    bar.is_done(10, 49)
    do(person, suspend_cards(parent=person.mw, card_ids=[another]))
    bar.is_done(10, 48)
    more = CustomStudyRequest(deck_id=1, new_limit_delta=5)
    do(person, CollectionOp(person.mw, lambda col: col.sched.custom_study(more)))
    bar.is_done(10, 53)
    person.undo()
    person.mw.reviewer.refresh_if_needed()
    bar.is_done(10, 48)

    answers = 10
    while answers < 48:
        answers += person.rate() != "L"
    assert person.state == "review"  # what was failed is still in learning
    bar.is_done(1, 1)
    while person.state == "review":
        bar.is_done(1, 1)
        person.rate()


def test_a_day_that_ends_in_mid_review(person: Person, bar: Bar) -> None:
    person.db.execute("update col set crt = crt - 10 * 86400")  # not its first day
    hour = time.localtime().tm_hour
    person.day_ends_at((hour + 2) % 24)  # soon
    person.due(reviews=40, new=20)
    person.preset(newPerDay=10)
    person.save(Settings(default=DeckSettings(60)))
    person.begin()
    person.qtbot.wait(LOOKS_FOR_A_NEW_DAY)
    letters = "".join(person.rate() for _ in range(9))
    bar.is_done(9, 50)
    person.db.execute("update revlog set id = id - 2 * 3600 * 1000")
    person.day_ends_at(hour)  # it has ended since
    left = 40 - letters.count("R") + 10
    person.qtbot.wait(LOOKS_FOR_A_NEW_DAY)
    person.mw.reviewer.nextCard()
    bar.is_done(0, left)
    person.rate()
    bar.is_done(1, left)


def test_where_there_is_nothing_of_ours_to_show(person: Person, bar: Bar) -> None:
    person.due(reviews=20, new=5)
    person.due(reviews=6, new=2, deck="Off")
    person.due(reviews=6, new=2, deck="Cram")
    filtered = person.filtered_deck("Filtered", "deck:Cram")
    off = person.deck_id("Off")
    kept: dict[int, DeckSettings] = {off: DeckSettings(0)}
    person.save(Settings(default=DeckSettings(60), decks=kept))
    for deck in (filtered, off):
        person.begin(deck)
        person.rate()
        bar.is_gone()
    person.begin()
    bar.is_done(0, 25)
    today_only = installed("gui.today_only")
    for strength, shown in ((0, bar.is_gone), (None, lambda: bar.is_done(0, 25))):
        today_only.choose(today_only.of_selected_deck(person.col), strength)
        person.settle()
        person.wait_for_question()
        shown()
    for done, box in ((2, "biasedQueueEnabled"), (4, "showProgress")):
        in_preferences(person, box)
        bar.is_gone()
        person.rate()
        bar.is_gone()
        in_preferences(person, box)
        person.rate()
        bar.is_done(done, 25)

    person.mw.pm.set_hide_bottom_bar(True)
    person.mw.pm.meta["bottom_bar_hide_mode"] = 1  # always

    def is_hidden() -> bool:
        person.mw.bottomWeb.hide_if_allowed()
        return bool(bar.seen()["height"] == 0 and person.mw.bottomWeb.height() == 1)

    person.qtbot.waitUntil(is_hidden)
    person.mw.bottomWeb.show()
    person.qtbot.waitUntil(lambda: bar.seen()["height"] == 3)


def in_preferences(person: Person, box: str) -> None:
    """Click one of our boxes, and close Anki's Preferences."""
    preferences = dialogs.open("Preferences", person.mw)
    control(control(preferences, QGroupBox, "biasedQueueGroup"), QCheckBox, box).click()
    preferences.close()
    person.settle()
    person.settle()
    person.mw.activateWindow()


def test_where_each_part_is_and_what_the_pointer_finds(person: Person, bar: Bar) -> None:
    person.due(reviews=40, new=10)
    person.save(Settings(default=DeckSettings(60)))
    person.begin()
    order = formula(40, 10, Bias(60))
    after = len(order) - len(order.rstrip("N"))
    assert bar.title() == f"Reviews left: 40, new cards after them: {after}"
    assert bar.js(f"{MINUTES} === null")  # without a log
    person.past_days(DEFAULT_DECK_ID, *[formula(40, 10, Bias(0))] * 3)
    person.begin()
    said = f" min to the last review, then {after} new cards"
    person.qtbot.waitUntil(lambda: bar.title().endswith(said))
    for _ in range(10):
        person.rate()
    bar.is_done(10, 50)
    seen = bar.seen()
    assert (seen["top"], seen["height"], seen["left"]) == (0, 3, 0)
    assert seen["right"] == seen["page"]
    assert bar.js(f"document.elementFromPoint(50, 6) === {STRIP}")
    a_card, rest = seen["page"] / 50, order[10:]
    assert seen["review"] == [[seen["done"][0][1], seen["page"]]]
    runs = [run.span() for run in re.finditer("N+", rest)]
    ends = [(10 + at) * a_card for run in runs for at in run]
    assert [end for mark in seen["new"] for end in mark] == pytest.approx(ends, abs=2)

    # The minutes stand beside the counts, which stay where they are.
    places = "[...document.querySelectorAll('#ansbut, .stattxt span')].map((it) => it.id == "
    places += "'biased-queue-minutes' ? [] : Object.values(it.getBoundingClientRect().toJSON()))"
    before = bar.js(places)
    in_preferences(person, "showMinutes")
    person.qtbot.waitUntil(lambda: bool(bar.js(f"{MINUTES} !== null")))
    assert [place for place in bar.js(places) if place] == before
    minutes = str(bar.js(f"{MINUTES}.textContent"))
    assert bar.title() == f"About {minutes} to the last review, then {after} new cards"
    counts = "document.querySelector('.review-count').getBoundingClientRect()"
    assert bar.js(f"{MINUTES}.getBoundingClientRect().left > {counts}.right + 5") is True
    person.col.set_config("dueCounts", False)
    person.rate()
    bar.is_done(11, 50)
    assert bar.js(f"{MINUTES} === null") is True


@pytest.mark.anki_session(**WITH_ADDON, lang="ar")
def test_in_arabic_it_runs_from_the_right(person: Person, bar: Bar) -> None:
    english_notetype(person.col.models)
    person.due(reviews=10, new=4)
    person.save(Settings(default=DeckSettings(100)))
    person.begin(person.deck_id("Default"))
    person.rate()
    bar.is_done(1, 14)
    seen = bar.seen()
    assert seen["done"][0][1] == seen["right"] and seen["new"][0][0] == 0
