"""The library: a field to filter by and the tree."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.history import PromptSummary
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.delegate import LibraryDelegate
from workbench.gui.write.library.model import LibraryModel, NodeRole
from workbench.gui.write.library.tree import Kind, Library, Node

EXPANDED_UP_TO = 400
"""Filtered prompts that are all shown at once; beyond, their folders stay closed."""

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class LibraryPanel(QWidget):
    open_requested = Signal(str)
    """Id of a prompt."""
    menu_requested = Signal(object)
    selection_changed = Signal(object)
    """`PromptSummary` or None."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._current = ""
        self._expanded: set[str] | None = None
        self.library_model = LibraryModel()
        self.filter = named(QLineEdit(self), "library.filter", self.tr("Filter the library"))
        self.filter.setPlaceholderText(self.tr("Filter…"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icons("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.tree = self._make_tree(icons)
        self.empty = EmptyLibrary(theme, self)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.tree)
        self._body.addWidget(self.empty)
        self._lay_out(theme.unit)
        self._connect()

    def show_library(self, library: Library) -> None:
        self._remember_expanded()
        self.library_model.show_library(library)
        self._after_reset()

    def show_current(self, prompt_id: str) -> None:
        """Select the prompt that is open, and open the folders above it."""
        self._current = prompt_id
        place = self.library_model.place_of(prompt_id)
        if place.isValid():
            self.tree.setCurrentIndex(place)
            self.tree.scrollTo(place)

    def selected(self) -> PromptSummary | None:
        node = self._node(self.tree.currentIndex())
        return node.summary if node else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.filter:
            return self._on_filter_key(event)
        return self._on_tree_key(event)

    def _make_tree(self, icons: Icons) -> QTreeView:
        tree = named(QTreeView(self), "library.tree", self.tr("Prompts"))
        tree.setModel(self.library_model)
        tree.setItemDelegate(LibraryDelegate(self._theme, icons, tree))
        tree.setProperty("surface", "panel")
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(4 * self._theme.unit)
        tree.setExpandsOnDoubleClick(False)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        return tree

    def _lay_out(self, unit: int) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit)
        top.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.filter.installEventFilter(self)
        self.tree.installEventFilter(self)
        self.tree.clicked.connect(self._on_clicked)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.selectionModel().currentChanged.connect(
            lambda *_: self.selection_changed.emit(self.selected())
        )

    def _on_filter(self, text: str) -> None:
        self._remember_expanded()
        self.library_model.set_filter(replace(self.library_model.filter, text=text))
        self._after_reset()

    def _on_clicked(self, index: QModelIndex) -> None:
        node = self._node(index)
        if node and node.label:
            self._remember_expanded()
            self.library_model.set_filter(self.library_model.toggled(node.label))
            self._after_reset()
        elif node and node.summary:
            self.open_requested.emit(node.summary.prompt.id)
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _on_menu(self, point: QPoint) -> None:
        index = self.tree.indexAt(point)
        if index.isValid():
            self.tree.setCurrentIndex(index)
        self.menu_requested.emit(self.tree.viewport().mapToGlobal(point))

    def _on_filter_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down:
            self.tree.setFocus()
            if not self.tree.currentIndex().isValid():
                self.tree.setCurrentIndex(self.library_model.index(0, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() not in PLAIN:
                return False
            first = next(self.library_model.prompts(), None)
            if first:
                self.open_requested.emit(first.prompt.id)
            return True
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        return False

    def _on_tree_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if event.modifiers() in PLAIN:
                self._on_clicked(self.tree.currentIndex())
                return True
            return False
        modified = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().strip() and event.text().isprintable() and not modified:
            self.filter.setFocus()
            QApplication.sendEvent(self.filter, event)
            return True
        return False

    def _remember_expanded(self) -> None:
        if not self.library_model.filter.active and self.library_model.rowCount():
            self._expanded = {key for key, index in self._folders() if self.tree.isExpanded(index)}

    def _after_reset(self) -> None:
        active = self.library_model.filter.active
        shown = sum(1 for _ in self.library_model.prompts())
        for key, index in self._folders():
            self.tree.setExpanded(index, self._opens(key, all_=shown <= EXPANDED_UP_TO))
        self._show_which(shown, active)
        if self._current:
            self.show_current(self._current)

    def _opens(self, key: str, *, all_: bool) -> bool:
        """Whether a folder is open: as it was left, or all while a filter shows few."""
        if self._expanded is None or self.library_model.filter.active:
            return all_ and not key.startswith(Kind.ARCHIVE.name)
        return key in self._expanded

    def _show_which(self, shown: int, active: bool) -> None:
        self.empty.show_filtered(active)
        self._body.setCurrentWidget(self.tree if shown or active else self.empty)

    def _folders(self) -> list[tuple[str, QModelIndex]]:
        """Everything that can be opened, with a key that stays the same."""
        return list(self._folders_below(QModelIndex()))

    def _folders_below(self, parent: QModelIndex, above: str = "") -> list[tuple[str, QModelIndex]]:
        found = []
        for row in range(self.library_model.rowCount(parent)):
            index = self.library_model.index(row, 0, parent)
            node = self._node(index)
            if node and node.children:
                key = f"{above}{node.kind.name}:{node.name}/"
                found.append((key, index))
                found += self._folders_below(index, key)
        return found

    def _node(self, index: QModelIndex) -> Node | None:
        return index.data(NodeRole) if index.isValid() else None


class EmptyLibrary(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = theme.unit
        self._text = QLabel(self)
        self._text.setProperty("tone", "muted")
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new = named(QPushButton(self.tr("New prompt…"), self), "library.new")
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.show_filtered(False)

    def show_filtered(self, filtered: bool) -> None:
        nothing = self.tr("Your prompts will stand here, in folders by their paths.")
        self._text.setText(self.tr("Nothing matches the filter.") if filtered else nothing)
