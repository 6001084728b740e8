# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deck list of the dialog, with each deck's strength."""

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
from .draft import Deck, Draft
from .labels import as_tooltip

MANY_DECKS = 15
ROW_HEIGHT, ROW_PADDING = 22, 6  # those of Anki's Browser
INDENTATION = 14
LEAST_WIDTH = 200
NAME, STRENGTH = range(2)
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
        self._tree.setAccessibleName(tr.browsing_sidebar_decks())
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(INDENTATION)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._tree.setHeaderLabels([tr.browsing_sidebar_decks(), texts.STRENGTH])
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
        """Return the selected decks; None is the default of all decks."""
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
            set_for_always = words = texts.strength(used)
            if not own:
                words = texts.INHERITED.format(strength=set_for_always)
            if deck.id in draft.today:
                today = texts.STRENGTH_TODAY.format(strength=texts.percent(draft.today[deck.id]))
                set_for_always, words = f"{today}  {set_for_always}", f"{today}; {words}"
            _show(item, STRENGTH, set_for_always)
            if item.data(STRENGTH, Qt.ItemDataRole.UserRole) != (own, draft.settings.enabled):
                item.setData(STRENGTH, Qt.ItemDataRole.UserRole, (own, draft.settings.enabled))
                font = QFont(self._tree.font())
                font.setBold(own)
                item.setFont(STRENGTH, font)
                self._set_colours(item, draft)
            item.setToolTip(STRENGTH, words)
            item.setData(STRENGTH, Qt.ItemDataRole.AccessibleTextRole, words)
        self._tree.resizeColumnToContents(STRENGTH)

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
        head.setTextAlignment(STRENGTH, TRAILING)
        # Qt's own "resize to contents" measures all rows anew whenever one of them changes.
        header.setSectionResizeMode(STRENGTH, QHeaderView.ResizeMode.Fixed)
        self._tree.resizeColumnToContents(STRENGTH)
        self._tree.setMinimumWidth(LEAST_WIDTH)
        self._tree.setMinimumHeight(6 * ROW_HEIGHT)

    def _add(self, deck: Deck) -> None:
        node = deck.node
        above = self._items.get(deck.ancestors[0]) if deck.ancestors else None
        item = QTreeWidgetItem(above or self._tree.invisibleRootItem(), [node.name])
        item.setData(NAME, DECK, deck)
        item.setToolTip(NAME, as_tooltip(deck.path))
        item.setTextAlignment(STRENGTH, TRAILING)
        self._items[deck.id] = item
        item.setExpanded(not node.collapsed)

    def _set_colours(self, item: QTreeWidgetItem, draft: Draft) -> None:
        """Make a row faint where the add-on is turned off."""
        deck: Deck | None = item.data(NAME, DECK)
        of_strength = colors.FG if draft.is_own(deck) else colors.FG_SUBTLE
        for column, colour in ((NAME, colors.FG), (STRENGTH, of_strength)):
            on = draft.settings.enabled
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
