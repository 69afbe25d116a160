"""A list of what was found, narrowed by a choice and by words, and the item that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListView, QSplitter, QVBoxLayout, QWidget

from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.noted import NotedDelegate
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.review.learned.item_view import ItemView
from workbench.gui.review.learned.lists import Line, LineRole, LinesModel

LIST_UNITS, ITEM_UNITS = 85, 130
TYPED_MS = 120


class FoundView(QWidget):
    narrowed = Signal()
    """Another choice, or other words to look for."""
    chosen = Signal(object)
    """A `Line`."""

    def __init__(
        self, name: str, spoken: str, theme: Theme, icons: Icons, *, searchable: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.model = LinesModel(icons)
        self.choice = named(ElidedBox(self), f"{name}.choice", self.tr("Which are listed"))
        self.sought = named(QLineEdit(self), f"{name}.search", self.tr("Search"))
        self.sought.setPlaceholderText(self.tr("Search"))
        self.sought.setClearButtonEnabled(True)
        self.sought.setVisible(searchable)
        self.list = named(QListView(self), f"{name}.list", spoken)
        self.list.setModel(self.model)
        self.list.setItemDelegate(NotedDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = plain_label("", self, "muted")
        self.item = ItemView(f"{name}.item", theme, self)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._lay_out(theme.unit)
        self.list.selectionModel().currentChanged.connect(self._on_line)
        self.choice.activated.connect(lambda _index: self.narrowed.emit())
        self.sought.textEdited.connect(lambda _text: self._typed.start())
        self.sought.textChanged.connect(self._on_cleared)
        self._typed.timeout.connect(self.narrowed)
        self.setFocusProxy(self.list)

    @property
    def line(self) -> Line | None:
        """The one that is chosen."""
        return self.model.line(self.list.currentIndex().row())

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """What to list, by words and value; what was chosen stays chosen."""
        chosen = self.choice.currentData()
        self.choice.clear()
        for words, value in choices:
            self.choice.addItem(words, value)
        values = [value for _words, value in choices]
        self.choice.setCurrentIndex(values.index(chosen) if chosen in values else 0)

    def show_lines(self, lines: Sequence[Line], nothing: str) -> None:
        """The same entry stays chosen, if it is still there; else the first is."""
        before = self.line
        quiet = self.list.selectionModel().blockSignals(True)
        self.model.show_lines(lines)
        self.list.selectionModel().blockSignals(quiet)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        if lines:
            self.list.setCurrentIndex(self.model.index(max(0, self.model.row_like(before))))
        else:
            self.item.show_nothing()

    def _on_line(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if line := current.data(LineRole):
            self.chosen.emit(line)

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._typed.stop()
            self.narrowed.emit()

    def _lay_out(self, unit: int) -> None:
        left = QWidget(self)
        set_surface(left, "background")
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * unit, 2 * unit, unit, 0)
        column.setSpacing(unit)
        for part in (self.choice, self.sought, self.nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setObjectName(f"{self.objectName()}.halves")
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self.item)
        halves.setStretchFactor(1, 1)
        halves.setSizes([LIST_UNITS * unit, ITEM_UNITS * unit])
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(halves)
