"""The library's tree as Qt sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.history import PromptSummary
from workbench.domain.prompts import Label, PromptKind
from workbench.gui.write.library.tree import Filter, Kind, Library, Node

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
NodeRole = Qt.ItemDataRole.UserRole + 1


class LibraryModel(QAbstractItemModel):
    def __init__(self) -> None:
        super().__init__()
        self._library = Library()
        self._root = Node(Kind.ROOT)
        self._nodes: list[Node] = []
        self._places: dict[str, Node] = {}
        self.filter = Filter()

    def show_library(self, library: Library) -> None:
        self._library = library
        self._rebuild()

    def set_filter(self, wanted: Filter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self._rebuild()

    def show_changed(self, prompt_id: str, changed: bool) -> None:
        """Whether the draft of a prompt differs from its newest version."""
        node = self._places.get(prompt_id)
        if node and node.summary and node.summary.unnamed_changes != changed:
            node.summary = replace(node.summary, unnamed_changes=changed)
            index = self._index_of(node)
            self.dataChanged.emit(index, index)

    def place_of(self, prompt_id: str) -> QModelIndex:
        """Where a prompt stands; not valid if the filter hides it."""
        node = self._places.get(prompt_id)
        return self._index_of(node) if node else QModelIndex()

    def prompts(self) -> Iterator[PromptSummary]:
        """Those that are shown, in the order they stand in."""
        return (node.summary for node in self._nodes if node.summary)

    def toggled(self, label: Label) -> Filter:
        """The filter with a label chosen, or no longer chosen."""
        return replace(self.filter, labels=self.filter.labels ^ {label})

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        above = self._node(parent)
        if column or not 0 <= row < len(above.children):
            return QModelIndex()
        return self._index_of(above.children[row])

    def parent(self, index: Index = TOP) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        if above is None or above.kind is Kind.ROOT:
            return QModelIndex()
        return self._index_of(above)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, _parent: Index = TOP) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == NodeRole:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        if role == Qt.ItemDataRole.CheckStateRole and node.label:
            chosen = node.label in self.filter.labels
            return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._root = self._library.tree(self.filter)
        self._nodes = list(_walk(self._root))
        self._places = {node.summary.prompt.id: node for node in self._nodes if node.summary}
        self._numbers = {id(node): number for number, node in enumerate(self._nodes)}
        self.endResetModel()

    def _index_of(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, self._numbers[id(node)])

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _text(self, node: Node) -> str:
        if node.kind is Kind.LABELS:
            return self.tr("labels")
        if node.kind is Kind.ARCHIVE:
            return self.tr("archived")
        return node.name

    def _tip(self, node: Node) -> str:
        if node.summary is None:
            return node.path
        prompt = node.summary.prompt
        labels = " · ".join(str(label) for label in prompt.labels)
        lines = (prompt.path, prompt.title, prompt.description, labels)
        return "\n".join(line for line in lines if line)

    def _spoken(self, node: Node) -> str:
        if node.label:
            return self.tr("{0}, prompts: {1}").format(str(node.label), node.count)
        if node.summary is None:
            return self._text(node)
        parts = [node.name]
        if node.summary.prompt.kind is PromptKind.COMPONENT:
            parts.append(self.tr("component"))
        if node.summary.version:
            parts.append(self.tr("version {0}").format(node.summary.version))
        if node.summary.unnamed_changes:
            parts.append(self.tr("unnamed changes"))
        return ", ".join(parts)


def _walk(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _walk(child)
