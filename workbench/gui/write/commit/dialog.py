"""Name the present state as a version: a note, and the model it is written for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone

WIDTH_IN_CHARACTERS = 60
NOTE_LINES = 4


@dataclass(frozen=True, slots=True)
class CommitWish:
    note: str
    main_model: str


class CommitDialog(QDialog):
    commit_requested = Signal(object)
    """`CommitWish`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._unit = theme.unit
        self.note = named(NoteEdit(self), "commit.note", self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What changed, and why"))
        self.note.setFixedHeight(self.fontMetrics().lineSpacing() * NOTE_LINES + 4 * self._unit)
        self.main = named(QComboBox(self), "commit.written_for", self.tr("Written for"))
        self.components = named(QLabel(self), "commit.components")
        self.problem = named(QLabel(self), "commit.problem")
        for label, tone in ((self.components, "muted"), (self.problem, "failed")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.hide()
            set_tone(label, tone)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.AcceptRole
        self.commit = self._buttons.addButton(self.tr("Name version"), role)
        set_styled(named(self.commit, "commit.commit"), "kind", "primary")
        self.commit.setDefault(True)
        self._lay_out()
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self.note.submitted.connect(self.commit.click)

    def show_prompt(self, path: str, number: int) -> None:
        self.setWindowTitle(self.tr("Name version {0} of {1}").format(number, path))
        self.commit.setText(self.tr("Name it v{0}").format(number))

    def show_models(self, names: Sequence[str], main: str) -> None:
        self.main.addItem(self.tr("no model in particular"), "")
        for name in dict.fromkeys([*([main] if main else []), *names]):
            self.main.addItem(name, name)
        self.main.setCurrentIndex(max(0, self.main.findData(main)))

    def show_components(self, paths: Sequence[str]) -> None:
        """Components that are named with it, because they have changes without a name."""
        text = self.tr("Changed components it includes are named as well: {0}.")
        self.components.setText(text.format(safe(", ".join(paths))))
        self.components.setVisible(bool(paths))

    def show_working(self) -> None:
        self.problem.hide()
        self.commit.setEnabled(False)

    def show_error(self, error: WorkbenchError) -> None:
        self.problem.setText(f"{error.message} {error.hint}".strip())
        self.problem.show()
        self.commit.setEnabled(True)

    def _on_accepted(self) -> None:
        wish = CommitWish(self.note.exact_text().strip(), self.main.currentData() or "")
        self.commit_requested.emit(wish)

    def _lay_out(self) -> None:
        unit = self._unit
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(unit)
        for text, field in ((self.tr("&Note"), self.note), (self.tr("&Written for"), self.main)):
            label = QLabel(text, self)
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            column.addSpacing(2 * unit)
        column.addWidget(self.components)
        column.addWidget(self.problem)
        column.addSpacing(2 * unit)
        column.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        Growing(self)
