"""How what is taken out of a message is to be called, with what will be in it in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone

WIDTH_UNITS = 120
FEWEST_LINES, MOST_LINES = 3, 12
MOST_SHOWN = 20_000


class ExtractDialog(QDialog):
    chosen = Signal(str)
    """The name that was given. The dialog stays until it is told that all went well."""

    def __init__(self, title: str, label: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("extract")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = named(QLineEdit(self), "extract.name", label)
        self.name.setFont(theme.code_font())
        self.problem = self._words("failed")
        self.note = self._words("muted")
        self.text = named(
            ExactTextEdit(self), "extract.text", self.tr("The text that is taken out")
        )
        self.text.setFont(theme.code_font())
        self.text.document().setDocumentMargin(1.5 * theme.unit)
        self.text.setTabChangesFocus(True)
        self.text.setReadOnly(True)
        self.text.set_exact_text(text[:MOST_SHOWN])
        self.done_button = named(QPushButton(title, self), "extract.done")
        self.done_button.setProperty("kind", "primary")
        self._lay_out(label, theme.unit)
        self.resize(WIDTH_UNITS * theme.unit, self.sizeHint().height())
        Growing(self)
        self.name.textChanged.connect(self._on_edited)
        self.show_problem("")
        self._on_edited()

    def suggest(self, name: str) -> None:
        """A beginning, with the cursor after it."""
        self.name.setText(name)
        QTimer.singleShot(0, self.name, self.name.deselect)

    def show_note(self, words: str) -> None:
        """What it needs, what becomes of it."""
        self.note.setText(safe(words))
        self.note.setVisible(bool(words))

    def show_problem(self, words: str) -> None:
        self.problem.setText(safe(words))
        self.problem.setVisible(bool(words))
        set_styled(self.name, "problem", bool(words))
        if words:
            self.name.setFocus()

    def _on_edited(self) -> None:
        self.show_problem("")
        name = self.name.text().strip()
        self.done_button.setEnabled(bool(name) and not name.endswith("/"))

    def _on_done(self) -> None:
        self.chosen.emit(self.name.text().strip())

    def _words(self, tone: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_tone(label, tone)
        return label

    def _lay_out(self, label: str, unit: int) -> None:
        asked = QLabel(label, self)
        asked.setBuddy(self.name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.addButton(self.done_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self._on_done)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        for part in (asked, self.name, self.problem, self.text, self.note, buttons):
            column.addWidget(part, 1 if part is self.text else 0)
        self.text.setMinimumHeight(text_height(self.text, FEWEST_LINES, MOST_LINES))
        self.name.setFocus()
