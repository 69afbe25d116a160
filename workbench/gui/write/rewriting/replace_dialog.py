"""Find and replace in all drafts: every change is seen first, and taken back at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.diffing.patterns import Query
from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.write.editor.find_options import FindOptions
from workbench.gui.write.rewriting.changes_view import ChangesView
from workbench.services.rewriting import FoundInDrafts

REST_MS = 200
SIZE_UNITS = (190, 130)
WIDTH_IN_CHARACTERS, LINES = 96, 16


class ReplaceDialog(QDialog):
    asked = Signal(object, str, bool)
    """`Query`, the replacement, and whether to look into the archive."""
    replace_requested = Signal(list)
    """The `PromptEdits` that are ticked."""
    take_back_requested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replace")
        self.setWindowTitle(self.tr("Replace in the library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._unit = theme.unit
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self.wanted = named(QLineEdit(self), "replace.text", self.tr("Find in all drafts"))
        self.new = named(QLineEdit(self), "replace.new", self.tr("Replace with"))
        self.options = FindOptions("replace", self)
        self.archived = named(QCheckBox(self.tr("In the archive too"), self), "replace.archived")
        self.view = ChangesView(theme, "replace.changes", tickable=True, parent=self)
        self.view.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES)
        self.status = named(QLabel(self), "replace.status")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.back = named(QPushButton(self.tr("Take back"), self), "replace.take_back")
        self.back.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.replace = self._buttons.addButton(self.tr("Replace"), role)
        set_styled(named(self.replace, "replace.replace"), "kind", "primary")
        self.replace.setDefault(True)
        self._lay_out()
        self._connect()
        self._tell(self.tr("What is found shows here, with what would become of it."))

    def begin(self, wanted: str) -> None:
        self.wanted.setText(wanted)
        self.wanted.selectAll()
        self.wanted.setFocus()

    def show_searching(self) -> None:
        self._tell(self.tr("Searching…"))

    def show_found(self, found: FoundInDrafts) -> None:
        self.view.show_changes(found.changes)
        places = sum(len(each.edits) for each in found.changes)
        if not places:
            self._tell(self.tr("Not found in {0} drafts.").format(found.drafts))
        elif found.more:
            self._tell(self.tr("The first {0} places; make the search narrower.").format(places))
        else:
            words = self.tr("{0} places in {1} of {2} drafts. Versions stay as they are.")
            self._tell(words.format(places, len(found.changes), found.drafts))

    def show_problem(self, error: WorkbenchError) -> None:
        self.view.show_changes(())
        self._tell(f"{error.message} {error.hint or ''}".strip(), "failed")

    def show_working(self) -> None:
        self.replace.setEnabled(False)
        self.back.setEnabled(False)
        self._tell(self.tr("Replacing…"))

    def show_done(self, words: str, *, can_take_back: bool) -> None:
        self.view.show_changes(())
        self._tell(words, "passed")
        self.back.setVisible(can_take_back)
        self.back.setEnabled(can_take_back)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _ask(self) -> None:
        query: Query = self.options.query(self.wanted.text())
        self.asked.emit(query, self.new.text(), self.archived.isChecked())

    def _tell(self, words: str, tone: str = "muted") -> None:
        self.status.setText(words)
        set_tone(self.status, tone)

    def _show_ticked(self) -> None:
        count = self.view.changes.places
        self.replace.setEnabled(count > 0)
        one = count == 1
        words = self.tr("Replace 1 place") if one else self.tr("Replace {0} places").format(count)
        self.replace.setText(words if count else self.tr("Replace"))

    def _connect(self) -> None:
        for field in (self.wanted, self.new):
            field.textChanged.connect(self._rest.start)
        self.options.changed.connect(self._rest.start)
        self.archived.toggled.connect(self._rest.start)
        self.view.changes.ticked_changed.connect(self._show_ticked)
        self.replace.clicked.connect(self._on_replace)
        self.back.clicked.connect(self.take_back_requested)
        self._buttons.rejected.connect(self.close)
        self._show_ticked()

    def _on_replace(self) -> None:
        self.replace_requested.emit(self.view.changes.ticked())

    def _lay_out(self) -> None:
        unit = self._unit
        fields = QGridLayout()
        fields.setHorizontalSpacing(2 * unit)
        fields.setVerticalSpacing(2 * unit)
        rows = ((self.tr("&Find"), self.wanted), (self.tr("Replace &with"), self.new))
        for row, (text, field) in enumerate(rows):
            label = QLabel(text, self)
            label.setBuddy(field)
            fields.addWidget(label, row, 0)
            fields.addWidget(field, row, 1)
        fields.addWidget(self.options, 0, 2)
        fields.addWidget(self.archived, 1, 2)
        below = QHBoxLayout()
        below.addWidget(self.status, 1)
        below.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addLayout(fields)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        column.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        self.resize(*(side * unit for side in SIZE_UNITS))
