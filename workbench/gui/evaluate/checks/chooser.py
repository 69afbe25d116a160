"""Chooses a kind of check: typed for, or found in its group, with what passes and an example."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.evaluate.checks.offered import Offered, found_kinds, offered_kinds
from workbench.gui.kit.naming import named
from workbench.gui.kit.noted import NotedDelegate, NoteRole
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone

WIDTH_UNITS, HEIGHT_UNITS, LIST_UNITS = 190, 120, 92
KindRole = Qt.ItemDataRole.UserRole + 1
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
Index = QModelIndex | QPersistentModelIndex


class KindChooser(QDialog):
    kind_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, *, sets: bool = True) -> None:
        """`sets`: one can be chosen, too."""
        super().__init__(parent)
        self.setObjectName("checks.chooser")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Choose a kind of check"))
        self._theme, self._offered = theme, offered_kinds(sets=sets)
        self.filter = named(QLineEdit(self), "chooser.filter", self.tr("Find a kind of check"))
        self.filter.setPlaceholderText(self.tr("Type what to look for, such as “json” or “judge”"))
        self.filter.setClearButtonEnabled(True)
        self.list = named(QListView(self), "chooser.list", self.tr("Kinds of check"))
        self.list.setItemDelegate(NotedDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.kinds = QStandardItemModel(self)
        self.list.setModel(self.kinds)
        self.title, self.about = self._label(""), self._label("muted")
        self.example, self.passes = self._label(""), self._label("muted")
        named(self.about, "chooser.about")
        named(self.example, "chooser.example", self.tr("Example"))
        self.example.setFont(theme.code_font(0.92))
        self.title.setFont(theme.font(1.1, bold=True))
        self.buttons = QDialogButtonBox(self)
        accept = QDialogButtonBox.ButtonRole.AcceptRole
        self.choose = self.buttons.addButton(self.tr("Choose"), accept)
        named(self.choose, "chooser.choose")
        set_styled(self.choose, "kind", "primary")
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(theme.unit)
        self._connect()
        self._show_kinds("")

    def select(self, name: str) -> None:
        """Begin at this kind."""
        for row in range(self.kinds.rowCount()):
            kind = self.kinds.item(row).data(KindRole)
            if isinstance(kind, Offered) and kind.name == name:
                self.list.setCurrentIndex(self.kinds.index(row, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while one types."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = MOVES.get(Qt.Key(event.key()))
            if by:
                self._move(by)
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._show_kinds)
        self.list.selectionModel().currentChanged.connect(self._show_kind)
        self.list.doubleClicked.connect(self._on_chosen)
        self.buttons.accepted.connect(self._on_chosen)
        self.buttons.rejected.connect(self.reject)

    def _show_kinds(self, query: str) -> None:
        """Under their headings; what is found by typing has none."""
        found = found_kinds(query, self._offered)
        self.kinds.clear()
        group = ""
        for kind in found:
            if not query.strip() and kind.group != group:
                group = kind.group
                self.kinds.appendRow(self._heading(group))
            item = QStandardItem(kind.name)
            item.setData(kind.title, NoteRole)
            item.setData(kind, KindRole)
            item.setAccessibleText(f"{kind.name}, {kind.title}")
            self.kinds.appendRow(item)
        self.choose.setEnabled(bool(found))
        self._clear()
        self._move(1)

    def _heading(self, words: str) -> QStandardItem:
        item = QStandardItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(self._theme.font(0.88, bold=True))
        item.setForeground(self._theme["muted"])
        item.setData("", NoteRole)
        return item

    def _move(self, by: int) -> None:
        """To the next line in this direction that can be chosen."""
        rows = self.kinds.rowCount()
        step = 1 if by > 0 else -1
        row = max(-1, min(self.list.currentIndex().row() + by, rows))
        while 0 <= row < rows and self.kinds.item(row).data(KindRole) is None:
            row += step
        if by > 1 or by < -1:
            row = max(1, min(row, rows - 1))
        if 0 <= row < rows:
            self.list.setCurrentIndex(self.kinds.index(row, 0))

    def _show_kind(self, current: Index, _before: Index) -> None:
        kind = current.data(KindRole)
        if not isinstance(kind, Offered):
            return
        self.title.setText(f"{kind.name}: {kind.title}")
        self.about.setText(kind.about)
        self.example.setText(kind.example)
        passes = " ".join(kind.passes.split())
        self.passes.setText(self.tr("passes, for example, on “{0}”").format(passes))
        self.passes.setVisible(bool(passes))

    def _clear(self) -> None:
        for label in (self.title, self.about, self.example, self.passes):
            label.setText("")

    def _on_chosen(self) -> None:
        kind = self.list.currentIndex().data(KindRole)
        if isinstance(kind, Offered):
            self.accept()
            self.kind_chosen.emit(kind.name)

    def _label(self, tone: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if tone:
            set_tone(label, tone)
        return label

    def _lay_out(self, unit: int) -> None:
        told = QWidget(self)
        set_surface(told, "background")
        right = QVBoxLayout(told)
        right.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit)
        right.setSpacing(3 * unit)
        for part in (self.title, self.about, self.example, self.passes):
            right.addWidget(part)
        right.addStretch(1)
        scrolled = named(QScrollArea(self), "chooser.told", self.tr("What this kind checks"))
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(told)
        self.list.setMinimumWidth(LIST_UNITS * unit)
        halves = QHBoxLayout()
        halves.setSpacing(2 * unit)
        halves.addWidget(self.list)
        halves.addWidget(scrolled, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addWidget(self.filter)
        column.addLayout(halves, 1)
        column.addWidget(self.buttons)
        parent = self.parentWidget()
        room = parent.window().size() if parent else QSize(10_000, 10_000)
        width = min(WIDTH_UNITS * unit, room.width() - 8 * unit)
        self.resize(width, min(HEIGHT_UNITS * unit, room.height() - 8 * unit))
