"""One thing that was said: who said it, what it cost, its text, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from workbench.domain.prompts import Role
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.folded import Folded
from workbench.gui.write.conversation.turns import Turn

MOST_LINES = 40
"""A longer text scrolls by itself."""


class TurnCard(QFrame):
    edit_requested = Signal(object)
    repeat_requested = Signal(object)
    """The `Turn`."""

    def __init__(
        self, turn: Turn, theme: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.turn, self._theme = turn, theme
        self._role = ElidedLabel(theme, f"role_{turn.role.value}", self, giving_way=False)
        self._caption = ElidedLabel(theme, "muted", self)
        self.edit = self._button("pencil", self.tr("Change it and ask again, as a branch"), icons)
        self.repeat = self._button("retry", self.tr("Another answer, as a branch"), icons)
        self.copy = self._button("copy", self.tr("Copy this text"), icons)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "failed")
        self.reasoning = Folded(self.tr("Reasoning"), self)
        self.output = OutputView(self)
        self.output.text.setProperty("frame", "none")
        self.output.set_wrap(True)
        document = self.output.text.document().documentLayout()
        document.documentSizeChanged.connect(self._fit)
        self._lay_out()
        self.edit.clicked.connect(lambda: self.edit_requested.emit(self.turn))
        self.repeat.clicked.connect(lambda: self.repeat_requested.emit(self.turn))
        self.copy.clicked.connect(self._copy)
        theme.theme_changed.connect(self._show_fonts)
        self._show_fonts()
        self.show_turn(turn)

    @property
    def exact_text(self) -> str:
        return self.output.exact_text

    def show_turn(self, turn: Turn) -> None:
        self.turn = turn
        self._role.show_text(_role_name(self, turn.role))
        self._caption.show_text(turn.caption)
        self.output.text.setAccessibleName(_role_name(self, turn.role))
        self.problem.setText(safe(turn.problem))
        self.problem.setVisible(bool(turn.problem))
        self.edit.setVisible(turn.editable)
        self.repeat.setVisible(turn.repeatable)
        self.reasoning.show_text(turn.reasoning)
        if not turn.streaming:
            self.output.show_text(turn.text)
        self.output.setVisible(bool(turn.text) or turn.streaming or not turn.problem)
        self._fit()

    def append(self, text: str, reasoning: str = "") -> None:
        """What has just arrived."""
        self.output.append(text)
        self.output.flush()
        self.reasoning.append(reasoning)
        self.reasoning.refresh()
        if text:
            self._caption.show_text(self.tr("answering…"))

    def show_caption(self, words: str) -> None:
        self._caption.show_text(words)

    def allow(self, reason: str) -> None:
        """`reason` says why nothing can be asked now; empty if it can."""
        for button in (self.edit, self.repeat):
            button.setEnabled(not reason)
            button.setToolTip("\n".join(filter(None, (button.accessibleName(), reason))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        text = self.output.text
        height = text_height(text, 1, MOST_LINES)
        if text.minimumHeight() != height:
            text.setFixedHeight(height)

    def _show_fonts(self) -> None:
        self._role.setFont(self._theme.font(0.92, bold=True))
        self._caption.setFont(self._theme.font(0.92))
        for view in (self.output, self.reasoning.view):
            view.text.setFont(self._theme.font())
        self._fit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.exact_text)

    def _button(self, icon: str, tip: str, icons: Icons) -> QToolButton:
        button = named(QToolButton(self), f"conversation.{icon}", tip)
        button.setIcon(icons(icon))
        button.setToolTip(tip)
        button.setAutoRaise(True)
        return button

    def _lay_out(self) -> None:
        unit = self._theme.unit
        bar = QHBoxLayout()
        bar.setContentsMargins(3 * unit, unit, unit, 0)
        bar.addWidget(self._role)
        bar.addSpacing(2 * unit)
        bar.addWidget(self._caption, 1)
        for button in (self.edit, self.repeat, self.copy):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, unit)
        column.setSpacing(0)
        column.addLayout(bar)
        self.problem.setContentsMargins(3 * unit, 0, 3 * unit, unit)
        for widget in (self.problem, self.reasoning, self.output):
            column.addWidget(widget)


def _role_name(owner: QWidget, role: Role) -> str:
    return {
        Role.USER: owner.tr("You"),
        Role.ASSISTANT: owner.tr("Model"),
        Role.TOOL: owner.tr("Tool"),
        Role.SYSTEM: owner.tr("System"),
        Role.DEVELOPER: owner.tr("Developer"),
    }.get(role, role.value)
