# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog: each deck's settings, with the queue that they make and the evenings that were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import aqt
from anki.collection import Collection, OpChanges
from anki.decks import DeckTreeNode
from aqt.operations import CollectionOp, QueryOp
from aqt.qt import (
    QApplication,
    QCloseEvent,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QKeySequence,
    QScrollArea,
    QSize,
    QSplitter,
    Qt,
    QTabBar,
    QVBoxLayout,
    QWidget,
    qconnect,
    sip,
)
from aqt.utils import ask_user, disable_help_button, restoreGeom, saveGeom, showText, tr

from ...collection import stored_settings
from ...collection.preset_orders import PresetOrders
from ...ordering import ReviewMix
from .. import error_net, texts
from . import labels
from .deck_tree import DeckTree
from .draft import Deck, Draft, decks_below, notes_on, what_the_arrow_does
from .evening_bars import PastEvenings
from .figures import Figures, FiguresOf
from .form import DeckForm
from .labels import LineLabel, wrapped_label
from .pictures import Pictures
from .strips import TodaysStrips

GEOMETRY_KEY = "biasedQueue"
USUAL_SIZE = QSize(900, 520)
FRAME = QSize(16, 48)  # about what the system draws around a window
HANDLE_WIDTH = 12
BETWEEN_GROUPS = 16
ALWAYS, TODAY = range(2)  # for how long what is set holds


def show_dialog(
    deck_id: int | None = None,
    parent: QWidget | None = None,
    saved: Callable[[], None] | None = None,
    today_only: bool = False,
    begin_with: str = "",
) -> None:
    """Open the dialog at a deck, or at the default for None.

    `saved` is called when changes have been stored; `today_only` begins with today's choice,
    "leave_first" at the field for the first new cards, and "from_mixed" with the box ticked.
    """
    mw = aqt.mw
    assert mw is not None

    def read(col: Collection) -> tuple[DeckTreeNode, PresetOrders, Draft]:
        draft = Draft(stored_settings.load(col), stored_settings.todays_strengths(col))
        return col.sched.deck_due_tree(), PresetOrders(col), draft

    def show(read: tuple[DeckTreeNode, PresetOrders, Draft]) -> None:
        opener = parent if parent and not sip.isdeleted(parent) else mw
        dialog = BiasedQueueDialog(opener, *read, saved or (lambda: None))
        dialog.show_deck(deck_id, today_only, begin_with)
        dialog.open()

    QueryOp(parent=parent or mw, op=read, success=error_net.guarded(show)).failure(
        error_net.error_in_a_window
    ).run_in_background()


def follow_theme() -> None:
    """Show an open dialog in the theme of now; the system's clock may have changed it."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, BiasedQueueDialog) and window.isVisible():
            window.follow_theme()


class BiasedQueueDialog(QDialog):
    """Edits a draft; nothing is stored before OK."""

    def __init__(
        self,
        parent: QWidget,
        root: DeckTreeNode,
        presets: PresetOrders,
        draft: Draft,
        saved: Callable[[], None],
    ) -> None:
        assert aqt.mw is not None and aqt.mw.col is not None
        super().__init__(parent)
        self._mw = aqt.mw
        self._stored = self._draft = draft
        self._presets, self._saved = presets, saved
        self._decks = {deck.id: deck for deck in decks_below(root)}
        self._today = date.fromtimestamp(aqt.mw.col.sched.day_cutoff) - timedelta(1)
        self.setObjectName("biasedQueueDialog")
        self.setWindowTitle(error_net.ADDON_NAME)
        disable_help_button(self)
        self._mw.garbage_collect_on_dialog_finish(self)

        self.tree = DeckTree(self._decks)
        self._path = LineLabel("deckPath", Qt.TextElideMode.ElideMiddle)
        font = self._path.font()
        font.setBold(True)
        self._path.setFont(font)
        self._how_long = QTabBar()
        self._form, self._strips = DeckForm(), TodaysStrips()
        self._notes, self._evenings = wrapped_label("notes", subtle=True), PastEvenings()
        self._pictures = Pictures(self._mw, self._decks, self._order_of, self._on_past_read)
        self._figures = FiguresOf(self, self._show_figures)
        self._strength = 0  # what the figures that are being computed are of
        self._lay_out()
        qconnect(self.tree.selection_changed, self._on_selection)
        qconnect(self._how_long.currentChanged, lambda _index: self._show_selection())
        qconnect(self._form.changed, self._on_changed)
        qconnect(self._form.reset_wanted, self._on_reset)
        self.tree.show_settings(draft)
        self._restore_size()

    def show_deck(self, deck_id: int | None, today_only: bool, begin_with: str) -> None:
        self.tree.select(deck_id)
        self.tree.setFocus()
        if today_only:
            self._how_long.setCurrentIndex(TODAY)
        if begin_with == "leave_first":
            self._form.numbers["leave_first"].setFocus()
        elif begin_with == "from_mixed":
            self._form.from_mixed.setFocus()
            if not self._form.from_mixed.isChecked():
                self._form.from_mixed.click()

    def follow_theme(self) -> None:
        self.tree.follow_theme(self._draft)
        labels.follow_theme(self)
        self._form.follow_theme()

    def _lay_out(self) -> None:
        self._how_long.setObjectName("howLong")
        self._how_long.setAccessibleName(texts.HOW_LONG_NAME)
        self._how_long.setDrawBase(False)
        self._how_long.setExpanding(False)
        for title in (texts.ALWAYS, tr.deck_config_today_only()):
            self._how_long.addTab(title)
        head = QHBoxLayout()
        head.addWidget(self._path, 1)
        head.addWidget(self._how_long)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, BETWEEN_GROUPS // 2, 0, 0)
        column.setSpacing(BETWEEN_GROUPS)
        column.addWidget(self._notes)
        column.addWidget(self._evenings)
        column.addStretch()
        # The form and the strips stay in sight on the smallest screen; it holds no control.
        scrolled = QScrollArea()
        scrolled.setObjectName("scrolled")
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(below)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._form)
        column.addSpacing(BETWEEN_GROUPS // 2)
        column.addWidget(self._strips)
        column.addWidget(scrolled, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        # The system's own style makes it so narrow that its dots touch the words beside it.
        splitter.setHandleWidth(max(HANDLE_WIDTH, splitter.handleWidth()))
        splitter.addWidget(self.tree)
        splitter.addWidget(right)
        splitter.setSizes([USUAL_SIZE.width() // 3, 2 * USUAL_SIZE.width() // 3])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel | standard.Help)
        buttons.setObjectName("buttons")
        ok, cancel = buttons.button(standard.Ok), buttons.button(standard.Cancel)
        assert ok is not None and cancel is not None
        ok.setShortcut(QKeySequence("Ctrl+Return"))
        qconnect(buttons.accepted, self.accept)
        qconnect(cancel.clicked, lambda: self.done(self.DialogCode.Rejected))
        qconnect(
            buttons.helpRequested,
            lambda: showText(texts.HELP, parent=self, type="html", title=error_net.ADDON_NAME),
        )
        return buttons

    # Showing
    ##########################################################################

    @property
    def _today_only(self) -> bool:
        return self._how_long.currentIndex() == TODAY

    def _selected(self) -> list[Deck | None]:
        """Return the selected decks that can be set; if there is none, the filtered ones."""
        return self._editable() or self.tree.selection()

    def _on_selection(self) -> None:
        self._strips.show_minutes(None)  # another deck's
        self._evenings.setVisible(False)
        self._show_selection()

    def _show_selection(self) -> None:
        selected = self._selected()
        if not selected:
            return
        first, several = selected[0], len(selected) > 1
        title = texts.ALL_DECKS if first is None else first.path
        self._path.show_line(texts.several_decks(len(selected)) if several else title)
        if first is None and self._today_only:  # the default has no day; this shows it again
            self._how_long.setCurrentIndex(ALWAYS)
            return
        self._how_long.setTabEnabled(TODAY, first is not None)
        draft, used = self._draft, [self._draft.used(deck) for deck in selected]
        strengths = [draft.strength(deck, self._today_only) for deck in selected]
        self._form.show_settings(used, strengths, self._today_only)
        self._form.show_reset(what_the_arrow_does(draft, selected, self._decks, self._today_only))
        self._show_shared(selected)
        self._form.setEnabled(draft.settings.enabled and not (first and first.node.filtered))
        self._show_picture()

    def _show_shared(self, selected: list[Deck | None]) -> None:
        """Show whose options change with OK, and on hover whose the box would change."""
        on = not all(self._draft.used(deck).from_mixed for deck in selected)
        other = self._draft.with_values(selected, from_mixed=on)
        selected_ids = {deck.id for deck in selected if deck}

        def others(before: Draft, after: Draft) -> list[str]:
            ids = self._presets.others(before.settings, after.settings) - selected_ids
            return [deck.path for deck in self._decks.values() if deck.id in ids]

        self._form.show_shared(others(self._stored, self._draft), others(self._draft, other))

    def _order_of(self, draft: Draft, deck: Deck) -> ReviewMix:
        """Return the order that a deck's preset will have with OK."""
        changed = self._presets.changed(self._stored.settings, draft.settings)
        return self._presets.of_deck(deck.id, changed)

    def _on_past_read(self) -> None:
        if not sip.isdeleted(self) and self.isVisible():
            self._show_picture()

    def _show_picture(self) -> None:
        if selected := self._selected():
            draft, today_only = self._draft, self._today_only
            picture = self._pictures.picture(draft, selected, today_only)
            queue = picture.queue
            self._strips.show_day(picture.title, queue.counts.day, queue.bias)
            notes = [picture.note, *notes_on(draft, selected, self._decks, today_only)]
            self._notes.setText("\n".join(filter(None, notes)))
            self._notes.setVisible(any(notes))
            self._strength = queue.settings.strength
            self._figures.want(picture)

    def _show_figures(self, figures: Figures) -> None:
        self._strips.show_minutes(figures.minutes)
        self._evenings.show_evenings(figures.evenings, self._strength, self._today)

    # Editing
    ##########################################################################

    def _on_changed(self, field: str, value: Any) -> None:
        if self._today_only:
            self._edit(self._draft.with_today(self._editable(), value))
        else:
            self._edit(self._draft.with_values(self._editable(), **{field: value}))

    def _on_reset(self) -> None:
        if self._today_only:
            self._edit(self._draft.with_today(self._editable(), None))
        else:
            self._edit(self._draft.without_own(self._editable()))

    def _editable(self) -> list[Deck | None]:
        return [deck for deck in self.tree.selection() if not (deck and deck.node.filtered)]

    def _edit(self, draft: Draft) -> None:
        self._draft = draft
        self.tree.show_settings(draft)
        self._show_selection()

    # Closing
    ##########################################################################

    def accept(self) -> None:
        """Store what changed as one step in Anki's undo; settings of deleted decks go."""
        settings, today = self._draft
        new_settings = settings != self._stored.settings
        new_today = today != self._stored.today
        step = texts.STEP_SETTINGS if new_settings else texts.STEP_TODAY

        def save(col: Collection) -> OpChanges:
            decks = [entry.id for entry in col.decks.all_names_and_ids()]
            return stored_settings.save(
                col,
                settings.with_decks(decks) if new_settings else None,
                today if new_today else None,
                step,
            )

        if new_settings or new_today:
            CollectionOp(self._mw, save).success(lambda _changes: self._saved()).run_in_background()
        super().accept()

    def reject(self) -> None:
        """Ask where something would be lost: by Escape, or the window's own button."""
        if self._draft == self._stored:
            super().reject()
            return

        def answered(discard: bool) -> None:
            if discard:
                self.done(self.DialogCode.Rejected)

        ask_user(tr.card_templates_discard_changes(), answered, defaults_yes=False, parent=self)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        assert event is not None
        event.ignore()
        self.reject()

    def done(self, result: int) -> None:
        saveGeom(self, GEOMETRY_KEY)
        super().done(result)

    def _restore_size(self) -> None:
        """Restore the size that it had on this screen, or the usual one if there is room for it."""
        opener = self.parentWidget()
        screen = (opener or self).screen()
        assert screen is not None
        size = USUAL_SIZE.boundedTo(screen.availableGeometry().size() - FRAME)
        restoreGeom(self, GEOMETRY_KEY, default_size=(size.width(), size.height()))
