"""A new name for a variable, with all that changes shown before it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.edits import PromptEdits
from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.write.rewriting.changes_view import ChangesView
from workbench.services.renaming import VariableRenaming

REST_MS = 120
SIZE_UNITS = (130, 96)
WIDTH_IN_CHARACTERS, LINES = 84, 12


class RenameDialog(QDialog):
    asked = Signal(str)
    """What would the name change?"""
    chosen = Signal(object, bool)
    """`VariableRenaming`, and whether the others are changed too."""

    def __init__(self, old: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rename")
        self.setWindowTitle(self.tr("Rename {0}").format(old))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._old, self._unit = old, theme.unit
        self._plan: VariableRenaming | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self.name = named(QLineEdit(old, self), "rename.name", self.tr("New name"))
        self.others = named(QCheckBox(self), "rename.others")
        self.others.setChecked(True)
        self.others.hide()
        self.view = ChangesView(theme, "rename.changes", parent=self)
        self.view.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES)
        self.note = _words(self, "rename.note", "muted")
        self.problem = _words(self, "rename.problem", "failed")
        self.problem.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.AcceptRole
        self.rename = self._buttons.addButton(self.tr("Rename"), role)
        set_styled(named(self.rename, "rename.rename"), "kind", "primary")
        self.rename.setDefault(True)
        self.rename.setEnabled(False)
        self._lay_out()
        self.name.textEdited.connect(self._on_typed)
        self.others.toggled.connect(self._show_changes)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self.name.selectAll()

    def show_plan(self, plan: VariableRenaming) -> None:
        """Only the answer about the name as it stands counts."""
        if plan.new != self.name.text().strip():
            return
        self._plan = plan
        self.problem.hide()
        self._show_others(plan.others)
        self._show_note(plan)
        self._show_changes()
        self.rename.setEnabled(True)

    def show_error(self, error: WorkbenchError) -> None:
        self._plan = None
        self.rename.setEnabled(False)
        self.problem.setText(f"{error.message} {error.hint or ''}".strip())
        self.problem.show()

    def _on_typed(self) -> None:
        self._plan = None
        self.rename.setEnabled(False)
        self._rest.start()

    def _ask(self) -> None:
        new = self.name.text().strip()
        if new and new != self._old:
            self.asked.emit(new)

    def _show_others(self, others: Sequence[PromptEdits]) -> None:
        count = len(others)
        if count == 1:
            text = self.tr("Also in {0}, which shares it").format(others[0].prompt.path)
        else:
            text = self.tr("Also in {0} components and prompts that share it").format(count)
        self.others.setText(text)
        self.others.setVisible(bool(count))

    def _show_note(self, plan: VariableRenaming) -> None:
        said = [self.tr("Its declaration, its value and kept cases follow. Versions stay.")]
        if plan.left:
            left = self.tr("Passed over, for it does not parse: {0}.")
            said.append(left.format(", ".join(plan.left)))
        self.note.setText(" ".join(said))

    def _show_changes(self) -> None:
        if plan := self._plan:
            others = plan.others if self.others.isChecked() else ()
            self.view.show_changes((plan.own, *others))

    def _on_accepted(self) -> None:
        if self._plan:
            self.chosen.emit(self._plan, bool(self._plan.others) and self.others.isChecked())
            self.accept()

    def _lay_out(self) -> None:
        unit = self._unit
        label = QLabel(self.tr("&New name of {0}").format(self._old), self)
        label.setBuddy(self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        parts = (label, self.name, self.problem, self.view, self.others, self.note, self._buttons)
        for part in parts:
            column.addWidget(part, 1 if part is self.view else 0)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        self.resize(*(side * unit for side in SIZE_UNITS))
        Growing(self)


def _words(parent: QWidget, name: str, tone: str) -> QLabel:
    label = named(QLabel(parent), name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_tone(label, tone)
    return label
