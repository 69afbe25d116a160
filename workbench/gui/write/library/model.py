"""The library's tree as Qt sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.history import PromptSummary
from workbench.domain.labels import FREE
from workbench.domain.library_filter import asks_for, labels_asked, toggled
from workbench.domain.prompts import Label, Prompt, PromptKind
from workbench.gui.kit.tips import plain_tip
from workbench.gui.write.library.tree import BELOW, Arrangement, Filter, Kind, Library, Node

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
NodeRole = Qt.ItemDataRole.UserRole + 1


class LibraryModel(QAbstractItemModel):
    def __init__(self) -> None:
        super().__init__()
        self.library = Library()
        self.arranged = Arrangement()
        self.filter = Filter()
        self._root = Node(Kind.ROOT)
        self._nodes: list[Node] = []
        self._rows: dict[str, list[Node]] = {}
        self._headings = {
            Kind.FAVOURITES: self.tr("favourites"),
            Kind.RECENT: self.tr("recent"),
            Kind.FILTERS: self.tr("saved filters"),
            Kind.LABELS: self.tr("labels"),
            Kind.ARCHIVE: self.tr("archived"),
        }

    @property
    def shown(self) -> int:
        """How many prompts the filter leaves, archived ones aside."""
        return self._root.count

    def show_library(self, library: Library) -> None:
        self.library = library
        self._rebuild()

    def show_arrangement(self, arranged: Arrangement) -> None:
        if arranged != self.arranged:
            self.arranged = arranged
            self._rebuild()

    def set_filter(self, wanted: Filter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self._rebuild()

    def show_changed(self, prompt_id: str, changed: bool) -> None:
        """Whether the draft of a prompt differs from its newest version."""
        summary = self.library.summary(prompt_id)
        if summary and summary.unnamed_changes != changed:
            self.show_row(replace(summary, unnamed_changes=changed))

    def show_row(self, summary: PromptSummary) -> None:
        """Another version or dot: only the rows of this prompt are painted again."""
        self.library.mark(summary)
        for node in self._rows.get(summary.prompt.id, ()):
            node.summary = summary
            index = self._index_of(node)
            self.dataChanged.emit(index, index)

    def place_of(self, prompt_id: str) -> QModelIndex:
        """Where a prompt stands among the folders; not valid if the filter hides it."""
        summary = self.library.summary(prompt_id)
        if summary is None:
            return QModelIndex()
        node: Node | None = self._root
        if summary.prompt.archived:
            node = _child(self._root, Kind.ARCHIVE, "")
        *folders, name = summary.prompt.path.split("/")
        for folder in folders:
            node = _child(node, Kind.FOLDER, folder) if node else None
        found = _child(node, Kind.PROMPT, name) if node else None
        return self._index_of(found) if found else QModelIndex()

    def place_of_folder(self, path: str) -> QModelIndex:
        node: Node | None = self._root
        for folder in path.split("/"):
            node = _child(node, Kind.FOLDER, folder) if node else None
        return self._index_of(node) if node else QModelIndex()

    def places(self, keys: Iterable[str]) -> dict[str, QModelIndex]:
        """Where rows stand by the keys of their nodes, as far as they are still there."""
        wanted: dict[str, set[str]] = {}
        for key in keys:
            above, _, own = key.rpartition(BELOW)
            wanted.setdefault(above, set()).add(own)
        found: dict[str, QModelIndex] = {}
        for above, names in wanted.items():
            parent = self._by_key(above)
            for child in parent.children if parent else ():
                if f"{child.kind.name}:{child.name}" in names:
                    found[child.key] = self._index_of(child)
        return found

    def first(self) -> PromptSummary | None:
        """The first prompt that is shown among the folders."""
        return _first(self._root)

    def toggled(self, label: Label) -> Filter:
        """The filter with a label asked for, or no longer asked for."""
        if label in self.filter.labels:
            return replace(self.filter, labels=self.filter.labels - {label})
        return replace(self.filter, text=toggled(self.filter.text, label))

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

    def hasChildren(self, parent: Index = TOP) -> bool:
        return parent.column() <= 0 and self._node(parent).has_children

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
            return plain_tip(self._tip(node))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        if role == Qt.ItemDataRole.CheckStateRole and node.label:
            chosen = Qt.CheckState.Checked, Qt.CheckState.Unchecked
            return chosen[not self._asked_for(node.label)]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        node = self._node(index)
        if node.kind in (Kind.PROMPT, Kind.FOLDER) and not node.archived:
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._root = self.library.tree(self.filter, self.arranged)
        self._nodes, self._rows = [], {}
        self.endResetModel()

    def _asked_for(self, label: Label) -> bool:
        asked = labels_asked(self.filter.text)
        return label in self.filter.labels or asks_for(asked, label)

    def _by_key(self, key: str) -> Node | None:
        node: Node | None = self._root
        for own in key.split(BELOW) if key else ():
            children = node.children if node else ()
            node = next((c for c in children if f"{c.kind.name}:{c.name}" == own), None)
        return node

    def _index_of(self, node: Node) -> QModelIndex:
        if node.number < 0:
            node.number = len(self._nodes)
            self._nodes.append(node)
            if node.summary:
                self._rows.setdefault(node.summary.prompt.id, []).append(node)
        return self.createIndex(node.row, 0, node.number)

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _text(self, node: Node) -> str:
        if node.kind is Kind.FACET and node.name == FREE:
            return self.tr("free labels")
        return self._headings.get(node.kind, node.name)

    def _tip(self, node: Node) -> str:
        if node.saved:
            return node.saved.text or node.saved.name
        if node.summary is None:
            return node.path
        prompt = node.summary.prompt
        labels = " · ".join(str(label) for label in prompt.labels)
        owner = self.tr("owner: {0}").format(prompt.owner) if prompt.owner else ""
        lines = (prompt.path, prompt.title, prompt.description, labels, owner, self._ending(prompt))
        return "\n".join(line for line in lines if line)

    def _ending(self, prompt: Prompt) -> str:
        """What the registry says of a prompt that is on its way out."""
        if not prompt.deprecated:
            return ""
        instead = prompt.replaced_by
        return self.tr("deprecated: use {0}").format(instead) if instead else self.tr("deprecated")

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
        if node.summary.prompt.id in self.arranged.favourites:
            parts.append(self.tr("favourite"))
        return ", ".join(parts)


def _child(node: Node, kind: Kind, name: str) -> Node | None:
    return next((c for c in node.children if c.kind is kind and c.name == name), None)


def _first(node: Node) -> PromptSummary | None:
    for child in node.children:
        if child.kind is Kind.PROMPT:
            return child.summary
        if child.kind is Kind.FOLDER:
            return _first(child)
    return None
