"""What the tree looked like stays when its rows are made again: folders, selection, scrolling."""

from __future__ import annotations

import json
from types import TracebackType

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QTreeView

from workbench.gui.kit.memory import Memory
from workbench.gui.write.library.model import LibraryModel, NodeRole
from workbench.gui.write.library.tree import SHELVES, Kind, Node

EXPANDED_UP_TO = 400
"""Prompts that are all shown at once; beyond, folders stay closed until they are opened."""
REMEMBERED = "library.open"
MOST_REMEMBERED = 2000
CLOSED_AT_FIRST = (Kind.ARCHIVE,)
OPEN_AT_FIRST = (*SHELVES, Kind.FILTERS)
SELECT = QItemSelectionModel.SelectionFlag.Select
CURRENT = QItemSelectionModel.SelectionFlag.NoUpdate


class Kept:
    """Wraps a change of the model: `with kept: model.show_library(…)`."""

    def __init__(self, tree: QTreeView, model: LibraryModel) -> None:
        self._tree, self._model = tree, model
        self._open: set[str] | None = None
        """Keys of what is open while nothing is filtered; None until the first rows came."""
        self._seen: set[Kind] = set()
        """Sections that were there once: from then on they are as they were left."""
        self._memory: Memory | None = None
        self._changing = False
        self._selected: list[str] = []
        self._current = ""
        self._scrolled = 0
        self._filter = model.filter
        tree.expanded.connect(self._on_expanded)
        tree.collapsed.connect(self._on_collapsed)

    def remember(self, memory: Memory) -> None:
        """Between starts too, of this workspace; asked for before the first rows come."""
        self._memory = memory
        try:
            known = json.loads(memory.text(REMEMBERED, "null"))
            self._open = set(map(str, known["open"]))
            self._seen = {kind for kind in OPEN_AT_FIRST if kind.name in known["seen"]}
        except (ValueError, TypeError, KeyError):
            self._open = None

    def __enter__(self) -> None:
        self._changing = True
        self._selected = [_key(each) for each in self._tree.selectionModel().selectedIndexes()]
        self._current = _key(self._tree.currentIndex())
        self._scrolled = self._tree.verticalScrollBar().value()
        self._filter = self._model.filter

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._expand()
            self._select()
            if self._model.filter == self._filter:
                self._tree.doItemsLayout()
                self._tree.verticalScrollBar().setValue(self._scrolled)
        self._changing = False

    def _expand(self) -> None:
        few = len(self._model.library) <= EXPANDED_UP_TO
        if self._model.filter.active:
            self._expand_below(QModelIndex(), all_=self._model.shown <= EXPANDED_UP_TO)
        elif self._open is None:
            if len(self._model.library):
                self._open = set()
                self._expand_below(QModelIndex(), all_=few)
        else:
            for index in self._model.places(self._open).values():
                self._tree.setExpanded(index, True)
            self._open_new_sections(self._open)

    def _open_new_sections(self, open_: set[str]) -> None:
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            node: Node = index.data(NodeRole)
            if node.kind in OPEN_AT_FIRST and node.kind not in self._seen:
                self._seen.add(node.kind)
                open_.add(node.key)
                self._tree.setExpanded(index, True)

    def _expand_below(self, parent: QModelIndex, *, all_: bool) -> None:
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            node: Node = index.data(NodeRole)
            if not node.has_children or node.kind in CLOSED_AT_FIRST:
                continue
            if all_ or node.kind in OPEN_AT_FIRST:
                self._seen.add(node.kind)
                self._tree.setExpanded(index, True)
                if self._open is not None and not self._model.filter.active:
                    self._open.add(node.key)
                self._expand_below(index, all_=all_)

    def _select(self) -> None:
        if not self._selected and not self._current:
            return
        places = self._model.places({*self._selected, self._current} - {""})
        chosen = QItemSelection()
        for key in self._selected:
            if key in places:
                chosen.select(places[key], places[key])
        selection = self._tree.selectionModel()
        selection.select(chosen, SELECT)
        if self._current in places:
            selection.setCurrentIndex(places[self._current], CURRENT)

    def _on_expanded(self, index: QModelIndex) -> None:
        if not self._changing and not self._model.filter.active and self._open is not None:
            self._open.add(_key(index))
            self._keep()

    def _on_collapsed(self, index: QModelIndex) -> None:
        if not self._changing and not self._model.filter.active and self._open is not None:
            self._open.discard(_key(index))
            self._keep()

    def _keep(self) -> None:
        if self._memory and self._open is not None:
            seen = sorted(kind.name for kind in self._seen)
            known = {"open": sorted(self._open)[:MOST_REMEMBERED], "seen": seen}
            self._memory.keep(REMEMBERED, json.dumps(known))


def _key(index: QModelIndex) -> str:
    node: Node | None = index.data(NodeRole) if index.isValid() else None
    return node.key if node else ""
