"""What stands around the timeline: a filter above it, and below it what is marked."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.history.filtering import TimelineFilter, Wanted
from workbench.gui.write.history.models import translated

TYPED_MS = 80


class FilterBar(QWidget):
    filter_changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = named(QLineEdit(self), "history.filter", self.tr("Filter the history"))
        self.field.setPlaceholderText(self.tr("Note, author, v12…"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.wanted = named(QComboBox(self), "history.wanted", self.tr("What is listed"))
        for wanted in Wanted:
            self.wanted.addItem(translated(wanted.value), wanted)
        unit = theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit)
        row.setSpacing(2 * unit)
        row.addWidget(self.field, 1)
        row.addWidget(self.wanted)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self.filter_changed)
        self.field.textChanged.connect(lambda _text: self._typed.start())
        self.wanted.currentIndexChanged.connect(lambda _index: self.filter_changed.emit())

    @property
    def chosen(self) -> TimelineFilter:
        return TimelineFilter(Wanted(self.wanted.currentData()), self.field.text())

    def clear(self) -> None:
        """Everything is listed again; says so once."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        if self.wanted.currentIndex():
            self.wanted.setCurrentIndex(0)
        else:
            self.filter_changed.emit()


class MarkBar(QFrame):
    """Says which state is marked, and compares it with the chosen one."""

    unmark_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        sign = Sign(icons, self)
        sign.show_icon("pin", "info")
        self.words = named(ElidedLabel(theme, "text", self), "history.marked")
        self.compare = named(QPushButton(self.tr("Compare"), self), "history.compare")
        self.compare.setProperty("kind", "quiet")
        self.close_ = named(QToolButton(self), "history.unmark", self.tr("Unmark"))
        self.close_.setToolTip(self.tr("Unmark"))
        self.close_.setIcon(icons("x"))
        self.close_.clicked.connect(lambda: self.unmark_requested.emit())
        unit = theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * unit, 0, unit, 0)
        row.setSpacing(2 * unit)
        row.addWidget(sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.compare)
        row.addWidget(self.close_)
        self.hide()

    def use_action(self, action: QAction) -> None:
        self.compare.clicked.connect(action.trigger)
        self.compare.setToolTip(action.toolTip())

    def show_marked(self, name: str, chosen: str) -> None:
        """`chosen` is what it will be compared with; empty while that is the same state."""
        self.setVisible(bool(name))
        self.compare.setEnabled(bool(chosen))
        words = self.tr("{0} and {1}") if chosen else self.tr("{0} is marked: choose another")
        self.words.show_text(words.format(name, chosen))
