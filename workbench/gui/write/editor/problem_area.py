"""The list of problems, and below it what can be done about the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.domain.problems import Problem
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.write.editor.problem_list import ProblemList

WIDEST_BUTTON = 0.7
"""Of the area's width."""


class ProblemArea(QWidget):
    fix_requested = Signal(object, object)
    """`Problem` and `Fix`."""
    more_requested = Signal(object, object)
    """`Problem`, and the `QPoint` on the screen to open a menu at."""
    rules_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ProblemList(theme, icons, self)
        self.fix = named(QPushButton(icons("wand", "accent"), "", self), "editor.problem_fix")
        self.more = named(QPushButton(self.tr("More…"), self), "editor.problem_more")
        self.rules = named(QPushButton(self.tr("Rules…"), self), "editor.problem_rules")
        for button in (self.fix, self.more, self.rules):
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
        self._lay_out(theme.unit)
        self.list.current_changed.connect(self._show_current)
        self.fix.clicked.connect(self._on_fix)
        self.more.clicked.connect(self._on_more)
        self.rules.clicked.connect(lambda: self.rules_requested.emit())
        self._show_current(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_current(self.list.current)

    def _show_current(self, problem: Problem | None) -> None:
        fix = problem.fixes[0] if problem and problem.fixes else None
        self.fix.setEnabled(fix is not None)
        self.more.setEnabled(problem is not None)
        if fix is None:
            words = self.tr("Nothing mends it at once") if problem else self.tr("Choose a problem")
        else:
            words = safe(fix.title)
        room = round(self.width() * WIDEST_BUTTON)
        self.fix.setText(
            self.fix.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        )
        self.fix.setAccessibleName(words)
        self.fix.setToolTip(plain_tip(words))

    def _on_fix(self) -> None:
        problem = self.list.current
        if problem and problem.fixes:
            self.fix_requested.emit(problem, problem.fixes[0])

    def _on_more(self) -> None:
        if problem := self.list.current:
            corner = self.more.mapToGlobal(QPoint(0, self.more.height()))
            self.more_requested.emit(problem, corner)

    def _lay_out(self, unit: int) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, unit, 3 * unit, 0)
        row.setSpacing(unit)
        row.addWidget(self.fix)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addLayout(row)
