# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog: each deck's settings, with the queue that they make."""

from __future__ import annotations

from collections.abc import Callable

import aqt
from anki.collection import Collection, OpChanges
from anki.decks import DeckTreeNode
from aqt.operations import CollectionOp, QueryOp
from aqt.qt import (
    QApplication,
    QCheckBox,
    QCloseEvent,
    QDialog,
    QDialogButtonBox,
    QEvent,
    QFrame,
    QKeySequence,
    QObject,
    QPushButton,
    QScrollArea,
    QSize,
    QSplitter,
    Qt,
    QTabWidget,
    QVBoxLayout,
    QWheelEvent,
    QWidget,
    qconnect,
    sip,
)
from aqt.utils import ask_user, disable_help_button, restoreGeom, saveGeom, showText, tr

from ...collection import stored_settings
from .. import messages, texts
from ..config import ScreenConfigDialog
from . import labels
from .deck_form import DeckForm
from .deck_tree import DeckTree
from .draft import Deck, Draft, decks_below, what_restoring_does, which_holds_when
from .evening_bars import PastEvenings
from .forecast_view import ForecastView
from .labels import PathLabel, as_tooltip
from .pictured_day import PicturedDays
from .preview import Preview
from .today_form import TodayForm

GEOMETRY_KEY = "biasedQueue"
USUAL_SIZE = 1020, 700
FRAME = QSize(16, 48)  # about what the system draws around a window
HANDLE_WIDTH = 12
ALWAYS, TODAY = range(2)  # the tabs


@messages.guarded
def show_dialog(
    deck_id: int | None = None,
    parent: QWidget | None = None,
    saved: Callable[[], None] | None = None,
    today_only: bool = False,
) -> None:
    """Open the dialog at a deck, or at the default for None.

    `saved` is called when changes have been stored; `today_only` shows the tab of that name.
    """
    mw = aqt.mw
    assert mw is not None

    def read(col: Collection) -> tuple[DeckTreeNode, Draft]:
        draft = Draft(stored_settings.load(col), stored_settings.todays_strengths(col))
        return col.sched.deck_due_tree(), draft

    def show(decks_and_draft: tuple[DeckTreeNode, Draft]) -> None:
        opener = parent if parent and not sip.isdeleted(parent) else mw
        dialog = BiasedQueueDialog(opener, *decks_and_draft, saved or (lambda: None))
        dialog.show_deck(deck_id, today_only)
        dialog.open()

    QueryOp(parent=parent or mw, op=read, success=messages.guarded(show)).failure(
        messages.error_in_a_window
    ).run_in_background()


def follow_theme() -> None:
    """The theme has changed, by the system's clock for instance: an open dialog follows it."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, BiasedQueueDialog) and window.isVisible():
            window.follow_theme()


class BiasedQueueDialog(QDialog):
    """Edits a draft; nothing is stored before OK."""

    def __init__(
        self, parent: QWidget, root: DeckTreeNode, draft: Draft, saved: Callable[[], None]
    ) -> None:
        assert aqt.mw is not None
        super().__init__(parent)
        self._mw = aqt.mw
        self._stored = self._draft = draft
        self._saved = saved
        self._decks = {deck.id: deck for deck in decks_below(root)}
        self.setObjectName("biasedQueueDialog")
        self.setWindowTitle(messages.ADDON_NAME)
        disable_help_button(self)
        self._mw.garbage_collect_on_dialog_finish(self)

        self._enabled = QCheckBox(texts.TURNED_ON)
        self._enabled.setObjectName("enabled")
        self._enabled.setAccessibleName(texts.TURNED_ON_NAME)
        self._enabled.setChecked(draft.settings.enabled)
        self.tree = DeckTree(self._decks)
        self._title = PathLabel("deckPath")
        self._form, self._today = DeckForm(), TodayForm()
        self._preview, self._forecast = Preview(), ForecastView()
        self._evenings = PastEvenings()
        self._days = PicturedDays(self._mw, self._decks, self._on_past_read)
        self._lay_out()
        qconnect(self._enabled.toggled, self._on_enabled)
        qconnect(self.tree.selection_changed, self._show_selection)
        qconnect(self._tabs.currentChanged, lambda _index: self._show_picture())
        qconnect(self._form.changed, self._on_changed)
        qconnect(self._form.reset_wanted, self._restore)
        qconnect(self._today.changed, self._on_today)
        self.tree.show_settings(draft)
        self._restore_size()

    def show_deck(self, deck_id: int | None, today_only: bool = False) -> None:
        self.tree.select(deck_id)
        self.tree.setFocus()
        if today_only:
            self._tabs.setCurrentIndex(TODAY)

    def follow_theme(self) -> None:
        self.tree.follow_theme(self._draft)
        labels.follow_theme(self)

    def _lay_out(self) -> None:
        self._tabs = QTabWidget()
        self._tabs.setObjectName("tabs")
        self._tabs.setAccessibleName(texts.TABS_NAME)
        self._tabs.addTab(self._form, texts.THIS_DECK_TAB)
        self._tabs.addTab(self._today, tr.deck_config_today_only())
        below_title = QWidget()
        column = QVBoxLayout(below_title)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._tabs, self._preview, self._forecast):
            column.addWidget(widget)
        column.addStretch()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(_Scrolled(below_title))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        # The system's own style makes it so narrow that its dots touch the words beside it.
        splitter.setHandleWidth(max(HANDLE_WIDTH, splitter.handleWidth()))
        left = QWidget()
        column = QVBoxLayout(left)
        # Written from the right, Qt's splitter puts it a pixel too far to the side.
        column.setContentsMargins(1, 0, 1, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self._evenings)  # where there is room for it on a small screen
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([USUAL_SIZE[0] // 2] * 2)
        layout = QVBoxLayout(self)
        layout.addWidget(self._enabled)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel | standard.Help)
        buttons.setObjectName("buttons")
        ok, cancel = buttons.button(standard.Ok), buttons.button(standard.Cancel)
        assert ok is not None and cancel is not None
        ok.setShortcut(QKeySequence("Ctrl+Return"))
        self._restore_button = QPushButton()
        self._restore_button.setObjectName("restore")
        buttons.addButton(self._restore_button, QDialogButtonBox.ButtonRole.ResetRole)
        more = QPushButton(texts.ON_THIS_COMPUTER)
        more.setObjectName("onThisComputer")
        more.setToolTip(texts.ON_THIS_COMPUTER_TIP)
        buttons.addButton(more, QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self._restore_button, more):
            button.setAutoDefault(False)
        qconnect(buttons.accepted, self.accept)
        qconnect(cancel.clicked, lambda: self.done(self.DialogCode.Rejected))
        qconnect(self._restore_button.clicked, self._restore)
        qconnect(more.clicked, lambda: ScreenConfigDialog(self).open())
        qconnect(
            buttons.helpRequested,
            lambda: showText(texts.HELP, parent=self, type="html", title=messages.ADDON_NAME),
        )
        return buttons

    # Showing
    ##########################################################################

    def _selected(self) -> list[Deck | None]:
        """The selected decks that can be set; if there is none, the filtered ones."""
        return self._editable() or self.tree.selection()

    def _show_selection(self) -> None:
        selected = self._selected()
        if not selected:
            return
        first, draft = selected[0], self._draft
        several = len(selected) > 1
        title = texts.ALL_DECKS if first is None else first.path
        self._title.show_path(texts.several_decks(len(selected)) if several else title)
        used = [draft.used(deck) for deck in selected]
        restoring = what_restoring_does(draft, selected, self._decks)
        own = any(draft.is_own(deck) for deck in selected)
        holds = which_holds_when(draft, first, self._decks) if first and not several else []
        self._form.show_settings(used, own, restoring, holds)
        self._today.show_choices(
            [draft.today.get(deck.id) if deck else None for deck in selected],
            used,
        )
        if several:
            self._restore_button.setText(texts.restore_several(len(selected)))
        else:
            shown = texts.strength(draft.without_own(selected).used(first))
            self._restore_button.setText(texts.RESTORE.format(strength=shown))
        self._restore_button.setToolTip(as_tooltip(restoring))
        self._restore_button.setEnabled(own)
        self._show_tabs(first, several)
        self._show_picture()

    def _show_tabs(self, first: Deck | None, several: bool) -> None:
        editable = self._draft.settings.enabled and not (first and first.node.filtered)
        for tab in (self._form, self._today):
            tab.setEnabled(editable)
        self._tabs.setTabEnabled(TODAY, first is not None)
        title = texts.ALL_DECKS_TAB if first is None else texts.THIS_DECK_TAB
        if several:
            title = texts.several_decks(len(self._selected()))
        self._tabs.setTabText(ALWAYS, title)
        today = tr.deck_config_today_only()
        if first and not several and first.id in self._draft.today:
            choice = texts.todays_choice(self._draft.today[first.id], self._draft.used(first))
            today = texts.TODAY_TAB.format(title=today, choice=choice)
        self._tabs.setTabText(TODAY, today)

    def _on_past_read(self) -> None:
        if not sip.isdeleted(self) and self.isVisible():
            self._show_picture()

    def _show_picture(self) -> None:
        selected = self._selected()
        if not selected:
            return
        today_only = self._tabs.currentIndex() == TODAY
        picture = self._days.picture(self._draft, selected, today_only)
        self._preview.show_day(picture.today.day, picture.bias, picture.note)
        self._forecast.show_day(picture.today, picture.bias, picture.past)
        self._evenings.show_evenings(picture.evenings)

    # Editing
    ##########################################################################

    def _on_enabled(self, enabled: bool) -> None:
        self._edit(self._draft._replace(settings=self._draft.settings._replace(enabled=enabled)))

    def _on_changed(self, key: str, value: object) -> None:
        self._edit(self._draft.with_values(self._editable(), **{key: value}))

    def _on_today(self, strength: int | None) -> None:
        self._edit(self._draft.with_today(self._editable(), strength))

    def _restore(self) -> None:
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
        """Escape, or the window's own button: ask where something would be lost."""
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
        saveGeom(self, self._geometry_key())
        super().done(result)

    # Its size
    ##########################################################################

    def _restore_size(self) -> None:
        """The size it had on a screen as large as this one; never larger than the screen."""
        restoreGeom(self, self._geometry_key(), default_size=USUAL_SIZE)
        self.resize(self.size().boundedTo(self._room()))

    def _geometry_key(self) -> str:
        room = self._room()
        return f"{GEOMETRY_KEY}{room.width()}x{room.height()}"

    def _room(self) -> QSize:
        opener = self.parentWidget()
        screen = (opener or self).screen()
        assert screen is not None
        return screen.availableGeometry().size() - FRAME


class _Scrolled(QScrollArea):
    """Scrolls where there is no room for the height of what is in it; its width is always there.

    The wheel scrolls it, too, over a control that does not have the focus, and changes none.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        policy = Qt.FocusPolicy
        widgets = content.findChildren(QWidget)
        self._controls = [widget for widget in widgets if widget.focusPolicy() != policy.NoFocus]
        for control in self._controls:
            control.installEventFilter(self)
            if control.focusPolicy() == policy.WheelFocus:
                control.setFocusPolicy(policy.StrongFocus)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if isinstance(event, QWheelEvent) and any(
            watched is control and not control.hasFocus() for control in self._controls
        ):
            event.ignore()  # so it goes on to what the control is in
            return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Scroll to where the Tab key leads, but not where a control that has the focus is hidden.

        Qt then gives it away by the same means: to whatever comes next in the window.
        """
        focused, bar = QApplication.focusWidget(), self.verticalScrollBar()
        assert bar is not None
        place = bar.value()
        moved = super().focusNextPrevChild(forward)
        if focused and not focused.isVisible():
            bar.setValue(place)
        return moved

    def minimumSizeHint(self) -> QSize:
        content, bar = self.widget(), self.verticalScrollBar()
        assert content is not None and bar is not None
        return QSize(content.minimumSizeHint().width() + bar.sizeHint().width(), 120)

    def sizeHint(self) -> QSize:
        content = self.widget()
        assert content is not None
        return content.sizeHint().expandedTo(self.minimumSizeHint())
