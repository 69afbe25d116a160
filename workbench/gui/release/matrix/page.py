"""What runs where: the table and what is known of its chosen prompt, or what stands in its
place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.environments import PromptPins
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.notice import Action, Notice
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.release.details_beside import DetailsBeside, Room
from workbench.gui.release.matrix.detail import DetailPanel
from workbench.gui.release.matrix.empty import EmptyMatrix
from workbench.gui.release.matrix.filter_bar import MatrixFilterBar
from workbench.gui.release.matrix.model import MatrixModel
from workbench.gui.release.matrix.table import MatrixTable
from workbench.gui.release.seams import About, ChosenCell, ReleasePage

ROOM = Room(details=84, least=60, narrow=200)


class MatrixPage(ReleasePage):
    begun = Signal(object)
    """`About` what it was turned to for."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.model = MatrixModel(self)
        self.empty = EmptyMatrix(theme, icons, self)
        self.bar = MatrixFilterBar(theme, icons, self)
        self.table = MatrixTable(self.model, theme, icons, self)
        self.detail = DetailPanel(theme, icons, self)
        self.nothing = named(QLabel(self.tr("No prompt is like that."), self), "matrix.nothing")
        self.notice: Notice | None = None
        self.parts = DetailsBeside(
            self.table, self.detail, self.detail.area, "release.matrix", ROOM, theme
        )
        self.stack = QStackedWidget(self)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.table.current_changed.connect(self._give_room)
        self.table.opened.connect(self.parts.open)
        self.table.left.connect(self.parts.close_details)
        self.detail.left.connect(self.parts.close_details)

    @property
    def current(self) -> ChosenCell | None:
        """What the commands are about."""
        index = self.table.currentIndex()
        if not index.isValid():
            return None
        environments = self.model.environments
        return ChosenCell(self.model.row(index.row()), environments[index.column()], environments)

    def begin(self, about: About) -> None:
        self.begun.emit(about)

    def stops(self) -> Sequence[QWidget]:
        if self.stack.currentWidget() is self.empty:
            return (self.empty,)
        return [each for each in (self.bar.words, self.table, self.detail.area) if each.isVisible()]

    def show_empty(self) -> None:
        held = QApplication.focusWidget()
        had_keyboard = held is not None and self.stack.isAncestorOf(held)
        self.stack.setCurrentWidget(self.empty)
        self.begin_at(self.empty)
        if had_keyboard:
            self.empty.setFocus()

    def show_rows(self, environments: Sequence[str], rows: Sequence[PromptPins]) -> None:
        """The prompt that was chosen stays chosen where it is still shown."""
        before, scrolled = self.current, self.table.verticalScrollBar().value()
        had_keyboard = self.table.hasFocus() or self.empty.has_keyboard
        self.model.show(environments, rows)
        self.nothing.setVisible(not rows)
        self.stack.setCurrentIndex(1)
        self.begin_at(self.table)
        if before:
            self.choose(before.prompt, before.environment)
            self.table.verticalScrollBar().setValue(scrolled)
        if not self.current and rows:
            self.table.choose(0, 0)
        if had_keyboard:
            self.table.setFocus()

    def choose(self, prompt: str, environment: str) -> bool:
        """Whether it is shown."""
        row = self.model.row_of(prompt)
        if row < 0:
            return False
        known = environment in self.model.environments
        self.table.choose(row, self.model.environments.index(environment) if known else 0)
        return True

    def show_notice(self, words: str, actions: Sequence[Action] = ()) -> None:
        """Over the table; without words none."""
        if self.notice:
            self._column.removeWidget(self.notice)
            self.notice.deleteLater()
            self.notice = None
        if words:
            self.notice = Notice(
                words, self._theme, self._icons, tone="warning", actions=actions, parent=self
            )
            self.notice.dismissed.connect(lambda: self.show_notice(""))
            self._column.insertWidget(0, self.notice)

    def _give_room(self) -> None:
        self.parts.show_there(self.current is not None)

    def _lay_out(self) -> None:
        unit = self._theme.unit
        set_tone(self.nothing, "muted")
        self.nothing.setContentsMargins(4 * unit, 2 * unit, 4 * unit, 2 * unit)
        self.nothing.hide()
        line = QFrame(self)
        set_surface(line, "line")
        seen = QWidget(self)
        column = QVBoxLayout(seen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, line, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.parts, 1)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(seen)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
