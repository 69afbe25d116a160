"""Below the tree while many prompts are changed: how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme


class JobStrip(QWidget):
    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library.job")
        unit = theme.unit
        self.words = QLabel(self)
        self.words.setProperty("tone", "muted")
        self.bar = named(QProgressBar(self), "library.job.bar", self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.stop = named(QPushButton(self.tr("Stop"), self), "library.job.stop")
        self.stop.setProperty("kind", "quiet")
        self.stop.clicked.connect(lambda: self.stop_requested.emit())
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, unit, unit, 2 * unit)
        column.setSpacing(unit)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.hide()

    def show_progress(self, done: int, whole: int) -> None:
        self.words.setText(self.tr("{0:n} of {1:n} prompts").format(done, whole))
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
        self.show()
