"""Find and replace across the messages of a prompt."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.editor.find_options import FindOptions


class FindBar(QWidget):
    searched = Signal(str)
    next_requested = Signal()
    previous_requested = Signal()
    replace_requested = Signal(str)
    replace_all_requested = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = named(QLineEdit(self), "find.text", self.tr("Find in all messages"))
        self.wanted.setPlaceholderText(self.tr("Find"))
        self.options = FindOptions("find", self)
        self.new = named(QLineEdit(self), "find.replacement", self.tr("Replace with"))
        self.new.setPlaceholderText(self.tr("Replace with"))
        self.count = QLabel(self)
        self.count.setProperty("tone", "muted")
        button = partial(icon_button, self, icons)
        self.previous = button("find.previous", "chevron-up", self.tr("Previous place"))
        self.next = button("find.next", "chevron-down", self.tr("Next place"))
        self.replace = named(QPushButton(self.tr("Replace"), self), "find.replace")
        self.replace_all = named(QPushButton(self.tr("Replace all"), self), "find.replace_all")
        self.close_button = button("find.close", "x", self.tr("Close the find bar"))
        self._lay_out(theme.unit)
        self._connect()
        self.hide()

    def open(self, wanted: str) -> None:
        """Show it, looking for `wanted` if there is something."""
        self.show()
        if wanted:
            self.wanted.setText(wanted)
        self.wanted.setFocus()
        self.wanted.selectAll()
        self.searched.emit(self.wanted.text())

    def show_count(self, current: int, count: int) -> None:
        if count:
            self.count.setText(self.tr("{0} of {1}").format(current + 1, count))
        else:
            self.count.setText(self.tr("not found") if self.wanted.text() else "")
        set_tone(self.count, "muted")
        self.count.setToolTip("")
        self._enable(count > 0)

    def show_problem(self, text: str) -> None:
        """What is wrong with the pattern."""
        self.count.setText(self.tr("no pattern"))
        self.count.setToolTip(text)
        set_tone(self.count, "failed")
        self._enable(False)

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.wanted.hasFocus():
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_requested if back else self.next_requested).emit()
        else:
            super().keyPressEvent(event)

    def _enable(self, found: bool) -> None:
        for button in (self.previous, self.next, self.replace, self.replace_all):
            button.setEnabled(found)

    def _connect(self) -> None:
        self.wanted.textChanged.connect(self.searched)
        self.options.changed.connect(lambda: self.searched.emit(self.wanted.text()))
        self.previous.clicked.connect(lambda: self.previous_requested.emit())
        self.next.clicked.connect(lambda: self.next_requested.emit())
        self.replace.clicked.connect(lambda: self.replace_requested.emit(self.new.text()))
        self.replace_all.clicked.connect(lambda: self.replace_all_requested.emit(self.new.text()))
        self.close_button.clicked.connect(self.close_bar)

    def _lay_out(self, unit: int) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for part in (self.options, self.count, self.previous, self.next, self.close_button):
            first.addWidget(part)
        first.insertWidget(0, self.wanted, 1)
        second.addWidget(self.new, 1)
        second.addWidget(self.replace)
        second.addWidget(self.replace_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(unit)
        for row in (first, second):
            row.setSpacing(unit)
            column.addLayout(row)
