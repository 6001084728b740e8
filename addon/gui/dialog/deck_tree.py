# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deck list of the dialog, with what each deck uses."""

from __future__ import annotations

from anki.decks import DeckTreeNode
from aqt import colors
from aqt.qt import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
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

from ...settings import DeckSettings, Settings
from .. import texts

MANY_DECKS = 15
PADDING = 20
NAME, BIAS, NEW, DUE = range(4)
NODE = Qt.ItemDataRole.UserRole


class DeckTree(QWidget):
    """All decks as in Anki's deck list, below an item for the default, which has no node."""

    selection_changed = pyqtSignal()

    def __init__(self, root: DeckTreeNode) -> None:
        super().__init__()
        self._filter = QLineEdit()
        self._filter.setObjectName("deckFilter")
        self._filter.setPlaceholderText(tr.actions_search())
        self._filter.setAccessibleName(tr.actions_search())
        self._filter.setClearButtonEnabled(True)
        qconnect(self._filter.textChanged, self._show_matching)

        self._tree = QTreeWidget()
        self._tree.setObjectName("deckTree")
        self._tree.setAccessibleName(tr.actions_decks())
        self._tree.setHeaderLabels(
            [tr.decks_deck(), texts.BIAS, tr.actions_new(), tr.decks_review_header()]
        )
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.setUniformRowHeights(True)
        header = self._tree.header()
        assert header is not None
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._default = QTreeWidgetItem(self._tree, [texts.ALL_DECKS])
        self._items: dict[int, QTreeWidgetItem] = {}
        for node in root.children:
            self._add(self._tree.invisibleRootItem(), node)
        metrics = self._tree.fontMetrics()
        for column, widest in ((BIAS, texts.WIDEST_BIAS), (NEW, "99999"), (DUE, "99999")):
            header.resizeSection(column, metrics.horizontalAdvance(widest) + PADDING)
        qconnect(self._tree.itemSelectionChanged, self._on_selection)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._filter.setVisible(len(self._items) > MANY_DECKS)
        layout.addWidget(self._filter)
        layout.addWidget(self._tree)

    def selection(self) -> list[DeckTreeNode | None]:
        """The selected decks; None is the default of all decks."""
        return [item.data(NAME, NODE) for item in self._tree.selectedItems()]

    def select(self, deck_id: int | None) -> None:
        item = self._default if deck_id is None else self._items.get(deck_id, self._default)
        self._tree.setCurrentItem(item)
        self._tree.scrollToItem(item)

    def ancestors(self, deck_id: int) -> list[DeckTreeNode]:
        """The decks above a deck, the nearest first."""
        nodes, item = [], self._items[deck_id].parent()
        while item:
            nodes.append(item.data(NAME, NODE))
            item = item.parent()
        return nodes

    def show_settings(self, settings: Settings) -> None:
        """Show what each deck uses."""
        self._default.setText(BIAS, texts.bias(settings.default))
        top = self._tree.invisibleRootItem()
        assert top is not None
        for index in range(1, top.childCount()):
            self._show_bias(top.child(index), settings, settings.default)

    def _show_bias(
        self, item: QTreeWidgetItem | None, settings: Settings, inherited: DeckSettings
    ) -> None:
        assert item is not None
        node = item.data(NAME, NODE)
        own = node.deck_id in settings.decks
        used = settings.for_deck(node.deck_id) if own else inherited
        shown = texts.bias(used) if own else texts.INHERITED.format(bias=texts.bias(used))
        item.setText(BIAS, "–" if node.filtered else shown)
        for index in range(item.childCount()):
            self._show_bias(item.child(index), settings, used)

    def _add(self, parent: QTreeWidgetItem | None, node: DeckTreeNode) -> None:
        assert parent is not None
        due = node.learn_count + node.review_count
        item = QTreeWidgetItem(parent, [node.name, "", str(node.new_count), str(due)])
        item.setData(NAME, NODE, node)
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        for column, count, colour in (
            (NEW, node.new_count, colors.STATE_NEW),
            (DUE, due, colors.STATE_REVIEW),
        ):
            item.setTextAlignment(column, trailing)
            shown = theme_manager.qcolor(colour if count else colors.FG_FAINT)
            item.setForeground(column, shown)
        self._items[node.deck_id] = item
        for child in node.children:
            self._add(item, child)
        item.setExpanded(not node.collapsed)

    def _on_selection(self) -> None:
        if self._default.isSelected() and len(self._tree.selectedItems()) > 1:
            self._default.setSelected(False)  # it is no deck; this signals the change again
        else:
            self.selection_changed.emit()

    def _show_matching(self, text: str) -> None:
        """Show decks whose name has `text` in it, and the decks above them."""
        for item in self._items.values():
            item.setHidden(bool(text))
        for item in self._items.values():
            if text.casefold() in item.text(NAME).casefold():
                self._show_with_ancestors(item)

    def _show_with_ancestors(self, item: QTreeWidgetItem | None) -> None:
        while item and item.isHidden():
            item.setHidden(False)
            item = item.parent()
            if item:
                item.setExpanded(True)
