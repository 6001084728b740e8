# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog: each deck's settings, with the queue that they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aqt
from anki.collection import Collection, OpChanges
from anki.decks import DeckId, DeckTreeNode
from aqt.operations import CollectionOp, QueryOp
from aqt.qt import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QKeySequence,
    QSplitter,
    Qt,
    QVBoxLayout,
    QWidget,
    qconnect,
    sip,
)
from aqt.utils import disable_help_button, restoreGeom, saveGeom, showText

from ...collection import stored_settings
from ...collection.deck_bias import DeckBias, deck_bias, default_bias
from ...collection.review_log import StudyPast, study_past
from ...collection.today import DeckToday, deck_today
from ...ordering import Day
from ...settings import Settings
from .. import failures, texts
from ..config import ScreenConfigEditor
from .deck_form import DeckForm
from .deck_tree import DeckTree
from .forecast_view import ForecastView
from .preview import Preview

GEOMETRY_KEY = "biasedQueue"
EXAMPLE = DeckToday(Day(reviews_done=0, reviews_left=200, new_done=0, new_left=20), reviews=200)


def show_dialog(
    deck_id: int | None = None,
    parent: QWidget | None = None,
    saved: Callable[[], None] | None = None,
) -> None:
    """Open the dialog at a deck, or at the default; `saved` is called after OK."""
    mw = aqt.mw
    assert mw is not None

    def read(col: Collection) -> tuple[DeckTreeNode, Settings]:
        return col.sched.deck_due_tree(), stored_settings.load(col)[0]

    def show(result: tuple[DeckTreeNode, Settings]) -> None:
        opener = parent if parent and not sip.isdeleted(parent) else mw
        dialog = BiasedQueueDialog(opener, *result)
        if saved:
            dialog.saved = saved
        dialog.tree.select(deck_id)
        dialog.open()

    QueryOp(parent=parent or mw, op=read, success=failures.guarded(show)).failure(
        failures.in_a_window
    ).run_in_background()


class BiasedQueueDialog(QDialog):
    """Edits a draft of the settings; nothing is stored before OK."""

    def __init__(self, parent: QWidget, root: DeckTreeNode, settings: Settings) -> None:
        assert aqt.mw is not None
        super().__init__(parent)
        self._mw = aqt.mw
        self._stored = self._draft = settings
        self._days: dict[int, DeckToday] = {}
        self._pasts: dict[int | None, StudyPast | None] = {}
        self.saved: Callable[[], None] = lambda: None
        self.setObjectName("biasedQueueDialog")
        self.setWindowTitle(texts.ADDON_NAME)
        disable_help_button(self)
        self._mw.garbage_collect_on_dialog_finish(self)

        self._enabled = QCheckBox(texts.TURNED_ON)
        self._enabled.setObjectName("enabled")
        self._enabled.setAccessibleName(texts.TURNED_ON)
        self._enabled.setChecked(settings.enabled)
        self.tree, self._form = DeckTree(root), DeckForm()
        self._preview, self._forecast = Preview(), ForecastView()
        qconnect(self._enabled.toggled, self._on_enabled)
        qconnect(self.tree.selection_changed, self._show_selection)
        qconnect(self._form.changed, self._on_changed)
        qconnect(self._form.parents_wanted, self._on_parents_wanted)
        self._lay_out()
        self.tree.show_settings(settings)
        restoreGeom(self, GEOMETRY_KEY, default_size=(980, 680))

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addWidget(self._preview)
        column.addWidget(self._forecast)
        column.addStretch()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.tree)
        splitter.addWidget(right)
        splitter.setSizes([480, 480])
        layout = QVBoxLayout(self)
        layout.addWidget(self._enabled)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(
            standard.Ok | standard.Cancel | standard.RestoreDefaults | standard.Help
        )
        buttons.setObjectName("buttons")
        ok, restore = buttons.button(standard.Ok), buttons.button(standard.RestoreDefaults)
        more = buttons.addButton(texts.MORE, QDialogButtonBox.ButtonRole.ActionRole)
        assert ok is not None and restore is not None and more is not None
        ok.setShortcut(QKeySequence("Ctrl+Return"))
        more.setObjectName("onThisComputer")
        more.setToolTip(texts.MORE_TIP)
        more.setAutoDefault(False)
        restore.setAutoDefault(False)
        qconnect(buttons.accepted, self.accept)
        qconnect(buttons.rejected, self.reject)
        qconnect(restore.clicked, self._restore_defaults)
        qconnect(more.clicked, lambda: ScreenConfigEditor(self))
        qconnect(
            buttons.helpRequested,
            lambda: showText(texts.HELP, parent=self, type="html", title=texts.ADDON_NAME),
        )
        return buttons

    # Showing
    ##########################################################################

    def _show_selection(self) -> None:
        selection = self.tree.selection()
        if not selection:
            return
        node = next((node for node in selection if not (node and node.filtered)), selection[0])
        if node is None:
            self._form.show_settings(texts.ALL_DECKS, self._draft.default, True, "", True)
            bias = default_bias(self._draft)
            note = _notes(texts.DEFAULT_EXAMPLE.format(**_example()), bias)
            self._show_preview(EXAMPLE, bias, note, self._past_of(None))
            return
        deck = self._draft.for_deck(node.deck_id, self._ancestors(node))
        title = texts.SEVERAL_DECKS.format(count=len(selection))
        self._form.show_settings(
            node.name if len(selection) == 1 else title,
            deck,
            node.deck_id in self._draft.decks,
            self._parents_offer(node),
            not node.filtered,
        )
        today, example = self._day_of(node), ""
        bias = deck_bias(self._mw.col, self._draft, DeckId(node.deck_id))
        if today.day.reviews_left or today.day.new_left or node.filtered:
            bias = bias.on_a_day_with(today.reviews)
        else:
            today, example = EXAMPLE, texts.EXAMPLE.format(**_example())
        past = None if node.filtered else self._past_of(DeckId(node.deck_id))
        self._show_preview(today, bias, _notes(example, bias), past)

    def _day_of(self, node: DeckTreeNode) -> DeckToday:
        """Counted once: the picture has to follow the slider."""
        if node.deck_id not in self._days:
            self._days[node.deck_id] = deck_today(self._mw.col, node)
        return self._days[node.deck_id]

    def _past_of(self, deck_id: DeckId | None) -> StudyPast | None:
        """The last weeks' study, read once and in the background; None until then."""
        if deck_id not in self._pasts:
            self._pasts[deck_id] = None

            def show(past: StudyPast) -> None:
                self._pasts[deck_id] = past
                if not sip.isdeleted(self) and self.isVisible():
                    self._show_selection()

            QueryOp(parent=self._mw, op=lambda col: study_past(col, deck_id), success=show).failure(
                failures.in_a_window
            ).run_in_background()
        return self._pasts[deck_id]

    def _show_preview(
        self, today: DeckToday, bias: DeckBias, note: str, past: StudyPast | None
    ) -> None:
        shown = bias.bias._replace(strength=0) if bias.none else bias.bias
        self._preview.show_day(today.day, shown, note)
        self._forecast.show_day(today, shown, past if today is not EXAMPLE else None)
        self._forecast.show_past(past)

    def _parents_offer(self, node: DeckTreeNode) -> str:
        ancestors = self.tree.ancestors(node.deck_id)
        ids = [ancestor.deck_id for ancestor in ancestors]
        if not ids:
            return texts.USE_DEFAULT.format(bias=texts.bias(self._draft.default))
        used = self._draft.for_deck(ids[0], ids[1:])
        return texts.USE_PARENTS.format(deck=ancestors[0].name, bias=texts.bias(used))

    def _ancestors(self, node: DeckTreeNode) -> list[int]:
        return [ancestor.deck_id for ancestor in self.tree.ancestors(node.deck_id)]

    # Editing
    ##########################################################################

    def _on_enabled(self, enabled: bool) -> None:
        self._edit(self._draft._replace(enabled=enabled))

    def _on_changed(self, key: str, value: object) -> None:
        self._edit_selected(lambda draft, node: self._changed(draft, node, **{key: value}))

    def _on_parents_wanted(self, wanted: bool) -> None:
        self._edit_selected(
            lambda draft, node: (
                draft.restored(node.deck_id if node else None)
                if wanted
                else self._changed(draft, node)
            )
        )

    def _restore_defaults(self) -> None:
        self._edit_selected(lambda draft, node: draft.restored(node.deck_id if node else None))

    def _changed(self, draft: Settings, node: DeckTreeNode | None, **values: Any) -> Settings:
        if node is None:
            return draft.changed(None, **values)
        return draft.changed(node.deck_id, self._ancestors(node), **values)

    def _edit_selected(self, edit: Callable[[Settings, DeckTreeNode | None], Settings]) -> None:
        draft = self._draft
        for node in self.tree.selection():
            if not (node and node.filtered):
                draft = edit(draft, node)
        self._edit(draft)

    def _edit(self, draft: Settings) -> None:
        self._draft = draft
        self.tree.show_settings(draft)
        self._show_selection()

    # Closing
    ##########################################################################

    def accept(self) -> None:
        """Store the settings as one step in Anki's undo; those of deleted decks go."""
        draft = self._draft
        if draft != self._stored:

            def save(col: Collection) -> OpChanges:
                decks = (entry.id for entry in col.decks.all_names_and_ids())
                return stored_settings.save(col, draft.with_decks(decks))

            CollectionOp(self._mw, save).success(lambda _changes: self.saved()).run_in_background()
        super().accept()

    def done(self, result: int) -> None:
        saveGeom(self, GEOMETRY_KEY)
        super().done(result)


def _notes(example: str, bias: DeckBias) -> str:
    """What kind of day is shown, and why it is in Anki's order if it is."""
    return f"{example} {texts.NO_BIAS[bias.none] if bias.none else ''}".strip()


def _example() -> dict[str, str]:
    return {
        "reviews": texts.reviews(EXAMPLE.day.reviews_left),
        "new": texts.new_cards(EXAMPLE.day.new_left),
    }
