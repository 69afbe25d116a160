"""The pane of checks: their list, the fields of the current one, what it says of one output."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.evaluate.checks.checklist import Checklist
from workbench.gui.evaluate.checks.editor import CheckEditor
from workbench.gui.evaluate.checks.list_view import CheckListView
from workbench.gui.evaluate.checks.passing import PassingRule
from workbench.gui.evaluate.checks.try_strip import TryStrip
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone

WIDTH_UNITS = 84
LIST_UNITS, EDITOR_UNITS = 56, 90
FIRST = "check.add"
BUTTONS = (
    "check.duplicate",
    "check.remove",
    "check.move_up",
    "check.move_down",
    "check.undo",
    "check.redo",
)


class ChecksPanel(QFrame):
    left = Signal()
    """It is to be closed."""
    shown = Signal(bool)
    """It is seen now, or no longer."""
    scope_chosen = Signal(int)
    """Whose checks are to be shown."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checks")
        set_surface(self, "background")
        self._theme = theme
        self.title = ElidedLabel(theme, "text", self)
        self.title.setFont(theme.font(1.1, bold=True))
        self.title.show_text(self.tr("Checks"))
        self.scope = named(ChoiceBox(self), "checks.scope", self.tr("Whose checks"))
        self.scope.hide()
        self.close_button = icon_button(
            self, icons, "checks.close", "x", self.tr("Close the checks (Esc)")
        )
        self._buttons = QHBoxLayout()
        self.list = CheckListView(theme, icons, self)
        self.nothing = named(QLabel(self), "checks.nothing")
        self.nothing.setText(
            self.tr(
                "No checks yet: every output passes.\n\nA check says what an output has to be: "
                "contain a word, be JSON, be short enough, follow a rubric."
            )
        )
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_tone(self.nothing, "muted")
        self.rule = PassingRule(theme, self)
        self.editor = CheckEditor(theme, self)
        self.try_strip = TryStrip(theme, icons, self)
        self._lay_out(theme.unit)
        self.close_button.clicked.connect(self.left)
        self.scope.activated.connect(self.scope_chosen)
        self.setFocusProxy(self.list)
        theme.theme_changed.connect(self._fit)

    def use_actions(self, first: QAction, others: Sequence[QAction]) -> None:
        """`first` has its name on it."""
        for action in (first, *others):
            button = named(QToolButton(self), f"checks.{action.objectName()}")
            button.setDefaultAction(action)
            if action is first:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                set_styled(button, "kind", "outlined")
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def show_checklist(self, checklist: Checklist, *, of_case: bool = False) -> None:
        """The current check stays current where it is still there."""
        self.list.checks.show_checks(checklist)
        self.rule.show_threshold(checklist.threshold, of_case=of_case)
        self._parts.setCurrentIndex(0 if checklist.checks else 1)
        self.rule.setVisible(bool(checklist.checks))

    def show_scopes(self, scopes: Sequence[str], current: int) -> None:
        """None are shown where there is no choice."""
        if [self.scope.itemText(i) for i in range(self.scope.count())] != list(scopes):
            self.scope.clear()
            self.scope.addItems(list(scopes))
        self.scope.setCurrentIndex(current)
        self.scope.setVisible(len(scopes) > 1)

    def set_read_only(self, read_only: bool) -> None:
        self.list.checks.editable = not read_only
        self.editor.set_read_only(read_only)
        self.rule.set_read_only(read_only)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the fields to the list, from there out."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.list.hasFocus() or self._parts.currentIndex():
            self.left.emit()
        else:
            self.list.setFocus()

    def _fit(self) -> None:
        self.title.setFont(self._theme.font(1.1, bold=True))

    def _lay_out(self, unit: int) -> None:
        first = QHBoxLayout()
        first.setSpacing(2 * unit)
        first.addWidget(self.title, 1)
        first.addWidget(self.scope, 1)
        first.addWidget(self.close_button)
        self._buttons.setSpacing(unit // 2)
        head = QVBoxLayout()
        head.setContentsMargins(4 * unit, 3 * unit, 2 * unit, 2 * unit)
        head.setSpacing(2 * unit)
        head.addLayout(first)
        head.addLayout(self._buttons)
        fields = named(QScrollArea(self), "checks.fields", self.tr("Fields of the check"))
        fields.setWidgetResizable(True)
        fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fields.setFrameShape(QFrame.Shape.NoFrame)
        fields.setWidget(self.editor)
        fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_surface(self.editor, "background")
        above = QWidget(self)
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.list, 1)
        upper.addWidget(self.rule)
        self.halves = QSplitter(Qt.Orientation.Vertical, self)
        self.halves.setObjectName("checks.halves")
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        for part in (above, fields):
            self.halves.addWidget(part)
        self.halves.setStretchFactor(0, 2)
        self.halves.setStretchFactor(1, 3)
        self.halves.setSizes([LIST_UNITS * unit, EDITOR_UNITS * unit])
        lower = QWidget(self)
        both = QVBoxLayout(lower)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.halves, 1)
        both.addWidget(self._line())
        both.addWidget(self.try_strip)
        empty = QWidget(self)
        middle = QVBoxLayout(empty)
        middle.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 6 * unit)
        middle.addWidget(self.nothing)
        self._parts = QStackedWidget(self)
        self._parts.addWidget(lower)
        self._parts.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._line())
        column.addWidget(self._parts, 1)
        self.setMinimumWidth(WIDTH_UNITS * unit)

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setProperty("surface", "line")
        return line
