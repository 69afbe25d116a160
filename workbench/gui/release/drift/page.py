"""Drift: at the left where to look and the sentinel cases, at the right what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.release.drift.results import Results
from workbench.gui.release.drift.sentinel_panel import SentinelPanel
from workbench.gui.release.drift.sources import WhereToLook
from workbench.gui.release.seams import About, ReleasePage

LEFT_UNITS = 80


class DriftPage(ReleasePage):
    begun = Signal(object)
    """`About` what it was turned to for."""
    rested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where = WhereToLook(theme, icons, self)
        self.sentinels = SentinelPanel(theme, icons, self)
        self.results = Results(theme, icons, self)
        self.empty = EmptyState(theme, icons, "search", "", self)
        named(self.empty.text, "drift.empty")
        set_surface(self.empty, "background")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.results)
        self.left = self._left(theme.unit)
        parts = named(QSplitter(Qt.Orientation.Horizontal, self), "drift.sides")
        parts.setHandleWidth(1)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.left)
        parts.addWidget(self.stack)
        parts.setStretchFactor(1, 1)
        parts.setSizes([LEFT_UNITS * theme.unit, 3 * LEFT_UNITS * theme.unit])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts)
        self.begin_at(self.where.look)
        self.show_not_looked()

    def begin(self, about: About) -> None:
        self.begun.emit(about)

    def rest(self) -> None:
        self.rested.emit()

    def show_no_registry(self) -> None:
        self._show_empty(
            self.tr("No registry yet"),
            self.tr(
                "Drift compares everything with the team's registry. Choose its folder under "
                "What runs where."
            ),
        )

    def show_not_looked(self) -> None:
        self._show_empty(
            self.tr("Not looked yet"),
            self.tr(
                "Compares, by digest, what the registry holds and pins with what was approved "
                "here, with what runs, and with copies of prompts in source code."
            ),
        )

    def show_problem(self, error: WorkbenchError) -> None:
        words = "\n".join(part for part in (error.message, error.hint) if part)
        self._show_empty(self.tr("It could not be looked at"), safe(words))

    def show_results(self) -> None:
        self.stack.setCurrentWidget(self.results)

    def _show_empty(self, title: str, words: str) -> None:
        self.empty.title.setText(title)
        self.empty.text.setText(words)
        self.stack.setCurrentWidget(self.empty)

    def _left(self, unit: int) -> QScrollArea:
        inside = QWidget(self)
        set_surface(inside, "panel")
        line = QFrame(inside)
        line.setProperty("surface", "line")
        column = QVBoxLayout(inside)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(4 * unit)
        for part in (self.where, line, self.sentinels):
            column.addWidget(part)
        column.addStretch()
        area = named(QScrollArea(self), "drift.left")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        bar = area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(inside.minimumSizeHint().width() + bar)
        return area
