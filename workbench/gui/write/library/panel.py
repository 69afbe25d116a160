"""The library: a field to filter by and the tree."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.history import PromptSummary
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.delegate import LibraryDelegate
from workbench.gui.write.library.empty import EmptyLibrary
from workbench.gui.write.library.filter_field import FilterField
from workbench.gui.write.library.job_strip import JobStrip
from workbench.gui.write.library.keeping import Kept
from workbench.gui.write.library.model import LibraryModel
from workbench.gui.write.library.tree import Arrangement, Filter, Kind, Library, Node
from workbench.gui.write.library.view import LibraryTree

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LibraryPanel(QWidget):
    open_requested = Signal(str)
    """Id of a prompt."""
    menu_requested = Signal(object)
    selection_changed = Signal(object)
    """`PromptSummary` or None."""
    removal_requested = Signal(object)
    """The `Node`s that Delete was pressed on."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._current = ""
        self._awaited = False
        """The prompt that is open has just been made: its row is still to come."""
        self.library_model = LibraryModel()
        self.filter = FilterField(icons, self)
        self.more = named(QToolButton(self), "library.more", self.tr("Saved filters"))
        self.more.setIcon(icons("filter"))
        self.more.setToolTip(self.tr("Save this filter, or choose a saved one"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tree = named(
            LibraryTree(self.library_model, theme, self), "library.tree", self.tr("Prompts")
        )
        self.tree.setItemDelegate(
            LibraryDelegate(theme, icons, lambda: self.library_model.arranged.colours, self.tree)
        )
        self.kept = Kept(self.tree, self.library_model)
        self.empty = EmptyLibrary(theme, self)
        self.job = JobStrip(theme, self)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.tree)
        self._body.addWidget(self.empty)
        self._lay_out(theme.unit)
        self._connect()

    def show_library(self, library: Library) -> None:
        with self.kept:
            self.library_model.show_library(library)
        self.filter.labels = library.labels
        self._after_reset()

    def show_arrangement(self, arranged: Arrangement) -> None:
        with self.kept:
            self.library_model.show_arrangement(arranged)

    def show_current(self, prompt_id: str) -> None:
        """Select the prompt that is open, and open the folders above it."""
        self._current = prompt_id
        place = self.library_model.place_of(prompt_id)
        self._awaited = prompt_id not in self.library_model.library
        chosen = [node.summary.prompt.id for node in self.tree.nodes() if node.summary]
        if place.isValid() and chosen != [prompt_id]:
            self.tree.setCurrentIndex(place)
            self.tree.scrollTo(place)

    def selected(self) -> PromptSummary | None:
        node = self.tree.node(self.tree.currentIndex())
        return node.summary if node else None

    def set_filter(self, wanted: Filter) -> None:
        """As if it were typed and ticked."""
        if wanted == self.library_model.filter:
            return
        with self.kept:
            self.library_model.set_filter(wanted)
        self.filter.show_text(wanted.text)
        self._after_reset()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.filter:
            return self._on_filter_key(event)
        return self._on_tree_key(event)

    def _lay_out(self, unit: int) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(2 * unit, 2 * unit, unit, 2 * unit)
        top.setSpacing(unit // 2)
        top.addWidget(self.filter, 1)
        top.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._body, 1)
        column.addWidget(self.job)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.filter.installEventFilter(self)
        self.tree.installEventFilter(self)
        self.tree.clicked.connect(self._on_clicked)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.selectionModel().currentChanged.connect(self._on_selected)
        self.tree.selectionModel().selectionChanged.connect(self._on_selected)
        self.empty.clear.clicked.connect(self._clear_filter)

    def _on_selected(self, *_which: QModelIndex | QItemSelection) -> None:
        self.selection_changed.emit(self.selected())

    def _on_filter(self, text: str) -> None:
        self.set_filter(replace(self.library_model.filter, text=text))

    def _clear_filter(self) -> None:
        self.set_filter(Filter())
        self.filter.setFocus()

    def _on_clicked(self, index: QModelIndex) -> None:
        if QApplication.keyboardModifiers() in PLAIN:
            self._take(index)

    def _take(self, index: QModelIndex) -> None:
        node = self.tree.node(index)
        if node is None:
            return
        if node.label:
            self.set_filter(self.library_model.toggled(node.label))
        elif node.saved:
            self.set_filter(Filter(node.saved.text, frozenset(node.saved.labels)))
        elif node.summary:
            self.open_requested.emit(node.summary.prompt.id)
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _on_menu(self, point: QPoint) -> None:
        index = self.tree.indexAt(point)
        if index.isValid() and not self.tree.selectionModel().isSelected(index):
            self.tree.setCurrentIndex(index)
        self.menu_requested.emit(self.tree.viewport().mapToGlobal(point))

    def _on_filter_key(self, event: QKeyEvent) -> bool:
        if self.filter.completion.takes(event):
            return True
        if event.key() == Qt.Key.Key_Down:
            self.tree.setFocus()
            if not self.tree.currentIndex().isValid():
                self.tree.setCurrentIndex(self.library_model.index(0, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() not in PLAIN:
                return False
            if first := self.library_model.first():
                self.open_requested.emit(first.prompt.id)
            return True
        if event.key() == Qt.Key.Key_Escape and self.library_model.filter.active:
            self._clear_filter()
            return True
        return False

    def _on_tree_key(self, event: QKeyEvent) -> bool:
        if event.key() in TAKING:
            if event.modifiers() in PLAIN:
                self._take(self.tree.currentIndex())
                return True
            return False
        if event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit(self.tree.nodes())
            return True
        modified = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().strip() and event.text().isprintable() and not modified:
            self.filter.setFocus()
            QApplication.sendEvent(self.filter, event)
            return True
        return False

    def _after_reset(self) -> None:
        model = self.library_model
        rows: list[Node] = [
            node for row in range(model.rowCount()) if (node := self.tree.node(model.index(row, 0)))
        ]
        listed = any(node.kind in (Kind.PROMPT, Kind.FOLDER, Kind.ARCHIVE) for node in rows)
        wanted = model.filter.text.strip() or ", ".join(map(str, model.filter.labels))
        self.empty.show_filtered(wanted)
        self._body.setCurrentWidget(self.tree if listed else self.empty)
        chosen = self.tree.selectionModel().hasSelection()
        if self._current and (self._awaited or not chosen):
            self.show_current(self._current)
