"""What changes in other drafts when components move, shown before they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.write.rewriting.changes_view import ChangesView
from workbench.services.renaming import Moving

SIZE_UNITS = (150, 84)
LINES = 8


class MoveDialog(QDialog):
    def __init__(self, moving: Moving, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("move")
        self.setWindowTitle(self.tr("Move, and change what includes it?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        unit = theme.unit
        said = _words(self, self._said(moving))
        note = _words(self, self.tr("Versions stay as they are, and name the old path."))
        set_tone(note, "muted")
        self.view = ChangesView(theme, "move.changes", parent=self)
        self.view.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES)
        self.view.show_changes(moving.changes)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.move_button = buttons.addButton(
            self.tr("Move"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_styled(named(self.move_button, "move.move"), "kind", "primary")
        self.move_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        for part in (said, self.view, note, buttons):
            column.addWidget(part, 1 if part is self.view else 0)
        self.resize(*(side * unit for side in SIZE_UNITS))
        Growing(self)
        self.move_button.setFocus()

    def _said(self, moving: Moving) -> str:
        if len(moving.changes) == 1:
            words = self.tr("{0} includes what moves, and will name its new path:")
            return words.format(moving.changes[0].prompt.path)
        words = self.tr("{0} drafts include what moves, and will name its new path:")
        return words.format(len(moving.changes))


def _words(parent: QWidget, text: str) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
