# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deck list of the dialog, with what each deck uses."""

from __future__ import annotations

from collections.abc import Mapping

from aqt import colors
from aqt.qt import (
    QAbstractItemView,
    QBrush,
    QFont,
    QHeaderView,
    QLineEdit,
    QShowEvent,
    QSize,
    Qt,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
    qconnect,
)
from aqt.theme import theme_manager
from aqt.utils import tr

from .. import texts
from ..language import number
from .draft import Deck, Draft
from .labels import as_tooltip

MANY_DECKS = 15
PADDING = 16
ROW_HEIGHT, ROW_PADDING = 22, 6  # those of Anki's Browser
INDENTATION = 14
LEAST_NAME_WIDTH = 110
NAME, STRENGTH, NEW, DUE = range(4)
DECK = Qt.ItemDataRole.UserRole
TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class DeckTree(QWidget):
    """All decks as in Anki's deck list, below an item for the default, which has no deck."""

    selection_changed = pyqtSignal()

    def __init__(self, decks: Mapping[int, Deck]) -> None:
        super().__init__()
        self._filter = QLineEdit()
        self._filter.setObjectName("deckFilter")
        self._filter.setPlaceholderText(tr.actions_search())
        self._filter.setAccessibleName(tr.actions_search())
        self._filter.setClearButtonEnabled(True)
        self._filter.setVisible(len(decks) > MANY_DECKS)
        qconnect(self._filter.textChanged, self._show_matching)

        self._tree = QTreeWidget()
        self._tree.setObjectName("deckTree")
        self._tree.setAccessibleName(tr.actions_decks())
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(INDENTATION)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        titles = [tr.decks_deck(), texts.STRENGTH, tr.actions_new(), tr.decks_review_header()]
        self._tree.setHeaderLabels(titles)
        self._default = QTreeWidgetItem(self._tree, [texts.ALL_DECKS])
        self._default.setToolTip(NAME, texts.ALL_DECKS)
        height = max(ROW_HEIGHT, self._tree.fontMetrics().height() + ROW_PADDING)
        self._default.setTextAlignment(STRENGTH, TRAILING)
        self._default.setSizeHint(NAME, QSize(0, height))  # and so of all rows
        self._items: dict[int, QTreeWidgetItem] = {}
        for deck in decks.values():
            self._add(deck)
        self._set_columns()
        qconnect(self._tree.itemSelectionChanged, self._on_selection)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._filter)
        layout.addWidget(self._tree)
        self.setFocusProxy(self._tree)

    def selection(self) -> list[Deck | None]:
        """The selected decks; None is the default of all decks."""
        return [item.data(NAME, DECK) for item in self._tree.selectedItems()]

    def select(self, deck_id: int | None) -> None:
        item = self._default if deck_id is None else self._items.get(deck_id, self._default)
        self._tree.setCurrentItem(item)
        self._tree.scrollToItem(item)

    def show_settings(self, draft: Draft) -> None:
        """Show what each deck uses: in bold what is its own."""
        default = texts.strength(draft.settings.default)
        _show(self._default, STRENGTH, default)
        self._default.setToolTip(STRENGTH, default)
        self._set_colours(self._default, draft)
        for item in self._items.values():
            deck: Deck = item.data(NAME, DECK)
            if deck.node.filtered:
                _show(item, STRENGTH, "–")
                continue
            used, own = draft.used(deck), draft.is_own(deck)
            shown = texts.strength(used)
            _show(item, STRENGTH, shown)
            if item.data(STRENGTH, Qt.ItemDataRole.UserRole) != (own, draft.settings.enabled):
                item.setData(STRENGTH, Qt.ItemDataRole.UserRole, (own, draft.settings.enabled))
                font = QFont(self._tree.font())
                font.setBold(own)
                item.setFont(STRENGTH, font)
                self._set_colours(item, draft)
            words = shown if own else texts.inherited(used)
            item.setToolTip(STRENGTH, words)
            item.setData(STRENGTH, Qt.ItemDataRole.AccessibleTextRole, words)

    def follow_theme(self, draft: Draft) -> None:
        """Show the same in the colours of the theme of now."""
        self._set_columns()  # Qt 6.6 has forgotten their widths
        for item in (self._default, *self._items.values()):
            self._set_colours(item, draft)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._set_columns()  # Qt 6.6 has forgotten their widths

    # Making
    ##########################################################################

    def _set_columns(self) -> None:
        header, head = self._tree.header(), self._tree.headerItem()
        assert header is not None and head is not None
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        metrics, widths = self._tree.fontMetrics(), 0
        for column, shown in (
            (STRENGTH, [texts.percent(100), texts.OFF]),
            (NEW, [number(9_999)]),
            (DUE, [number(99_999)]),
        ):
            head.setTextAlignment(column, TRAILING)
            widest = max(map(metrics.horizontalAdvance, shown)) + PADDING
            width = max(widest, header.sectionSizeHint(column))
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
            widths += width
        bar = self._tree.verticalScrollBar()
        assert bar is not None
        frame = 2 * self._tree.frameWidth() + bar.sizeHint().width()
        self._tree.setMinimumWidth(LEAST_NAME_WIDTH + widths + frame)
        self._tree.setMinimumHeight(6 * ROW_HEIGHT)

    def _add(self, deck: Deck) -> None:
        node = deck.node
        above = self._items.get(deck.ancestors[0]) if deck.ancestors else None
        item = QTreeWidgetItem(above or self._tree.invisibleRootItem(), [node.name])
        item.setData(NAME, DECK, deck)
        item.setToolTip(NAME, as_tooltip(deck.path))
        # As in the overview: what is to be reviewed, without what is being learned.
        for column, count in ((NEW, node.new_count), (DUE, node.review_count)):
            item.setText(column, number(count))
        for column in (STRENGTH, NEW, DUE):
            item.setTextAlignment(column, TRAILING)
        self._items[deck.id] = item
        item.setExpanded(not node.collapsed)

    def _set_colours(self, item: QTreeWidgetItem, draft: Draft) -> None:
        """Faint where the add-on is turned off, and where there is nothing."""
        deck: Deck | None = item.data(NAME, DECK)
        on = draft.settings.enabled
        shown = {NAME: colors.FG, STRENGTH: colors.FG if draft.is_own(deck) else colors.FG_SUBTLE}
        if deck:
            shown[NEW] = colors.STATE_NEW if deck.node.new_count else colors.FG_FAINT
            shown[DUE] = colors.STATE_REVIEW if deck.node.review_count else colors.FG_FAINT
        for column, colour in shown.items():
            item.setForeground(column, _brush(colour if on else colors.FG_DISABLED))

    # Using
    ##########################################################################

    def _on_selection(self) -> None:
        if self._default.isSelected() and len(self._tree.selectedItems()) > 1:
            self._default.setSelected(False)  # it is no deck; this signals the change again
        else:
            self.selection_changed.emit()

    def _show_matching(self, text: str) -> None:
        """Show decks whose name or path has `text` in it, and the decks above them."""
        for item in self._items.values():
            item.setHidden(bool(text))
        for item in self._items.values():
            deck: Deck = item.data(NAME, DECK)
            name = deck.path if "::" in text else deck.node.name
            if text.casefold() in name.casefold():
                _show_with_ancestors(item)


def _show(item: QTreeWidgetItem, column: int, text: str) -> None:
    if item.text(column) != text:
        item.setText(column, text)


def _brush(colour: dict[str, str]) -> QBrush:
    return QBrush(theme_manager.qcolor(colour))


def _show_with_ancestors(shown: QTreeWidgetItem) -> None:
    item: QTreeWidgetItem | None = shown
    while item and item.isHidden():
        item.setHidden(False)
        item = item.parent()
        if item:
            item.setExpanded(True)
