"""The value of a check: one field whose form follows the kind."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.checks.kinds import ValueShape
from workbench.domain.checks import Check
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import Json
from workbench.gui.evaluate.checks.code_colours import LANGUAGES, CodeColours
from workbench.gui.evaluate.checks.inputs import FieldText
from workbench.gui.evaluate.checks.values import (
    Form,
    form_of,
    schema_problem,
    shape_of,
    text_of,
    value_of,
)
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone

IN_CODE = (Form.CODE, Form.JSON, Form.PATTERN)
TALL = {ValueShape.LONG_TEXT: 3, ValueShape.LIST: 3, ValueShape.SCHEMA: 4, ValueShape.CODE: 4}


class ValueField(QWidget):
    edited = Signal(object)
    """A `Json` that can be used."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._form, self._shape, self._kind = Form.NONE, ValueShape.NONE, ""
        self._wrong = False
        """What stands in the field cannot be read, and the check has its last value."""
        self._value: Json = None
        self.title = QLabel(self)
        set_tone(self.title, "muted")
        self.text = named(FieldText(theme, self), "check.value", self.tr("Value"))
        self.title.setBuddy(self.text)
        self.as_json = named(
            QCheckBox(self.tr("as JSON"), self), "check.as_json", self.tr("The value is JSON")
        )
        self.as_json.setToolTip(self.tr("For numbers, lists and objects"))
        self.problem = named(QLabel(self), "check.value_problem", self.tr("Problem of the value"))
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        set_tone(self.problem, "failed")
        self._lay_out(theme.unit)
        self.text.typed.connect(self._on_typed)
        self.as_json.clicked.connect(self._on_json)

    def show_check(self, check: Check, problem: str) -> None:
        """`problem` is what the check says of itself."""
        same_kind = check.kind == self._kind
        if self._wrong and same_kind and check.value == self._value:
            # What is typed cannot be read: it stays until it can, or another check is chosen
            return
        self._wrong, self._value = False, check.value
        self._kind, self._shape = check.kind, shape_of(check)
        form = form_of(check)
        keep_json = same_kind and self.as_json.isChecked() and self.as_json.isVisibleTo(self)
        self._form = Form.JSON if keep_json and form is not Form.NONE else form
        self._dress(check)
        if not same_kind or not self._reads_as(check.value):
            self.text.show_text(text_of(check, self._form))
        self._show_problem(problem)

    def begin(self) -> None:
        """Another check comes: nothing of the one before stays."""
        self._kind, self._wrong = "", False
        self.text.show_text("")
        self.as_json.setChecked(False)

    def set_read_only(self, read_only: bool) -> None:
        self.text.setReadOnly(read_only)
        self.as_json.setEnabled(not read_only)

    def _reads_as(self, value: Json) -> bool:
        """What stands in the field means the same."""
        try:
            return value_of(self.text.exact_text(), self._form, self._shape) == value
        except InvalidInput:
            return False

    def _dress(self, check: Check) -> None:
        form, shape = self._form, self._shape
        self.setVisible(form is not Form.NONE)
        self.title.setText(self._title(check))
        choice = shape not in (ValueShape.NONE, ValueShape.SCHEMA, ValueShape.CODE)
        self.as_json.setVisible(choice)
        self.as_json.setChecked(form is Form.JSON)
        fewest = 4 if form is Form.JSON and shape is not ValueShape.TEXT else TALL.get(shape, 1)
        self.text.show_as(code=form in IN_CODE, fewest=fewest)
        self.text.setPlaceholderText(self._hint(check))
        language = check.kind if form is Form.CODE else "json" if form is Form.JSON else ""
        self._colour(language if language in LANGUAGES else "")

    def _colour(self, language: str) -> None:
        before = self.text.highlighter
        if isinstance(before, CodeColours) and before.language == language:
            return
        if before is not None:
            before.setDocument(None)
            before.deleteLater()
        blocked = self.text.blockSignals(True)
        document = self.text.document()
        self.text.highlighter = CodeColours(document, language, self._theme) if language else None
        self.text.blockSignals(blocked)

    def _title(self, check: Check) -> str:
        titles = {
            Form.TEXT: self.tr("Value"),
            Form.LINES: self.tr("Values, one a line"),
            Form.JSON: self.tr("Value, as JSON"),
            Form.CODE: self.tr("Code"),
            Form.PATTERN: self.tr("Pattern"),
        }
        if self._shape is ValueShape.SCHEMA:
            return self.tr("JSON Schema; empty for any JSON")
        if check.kind == "webhook":
            return self.tr("Address")
        return titles.get(self._form, self.tr("Value"))

    def _hint(self, check: Check) -> str:
        if self._form is Form.TEXT and check.kind == "equals":
            return "{{ expected }}"
        if check.kind in ("factuality", "context-recall"):
            return self.tr("The expected answer of the case")
        return ""

    def _on_typed(self) -> None:
        text = self.text.exact_text()
        try:
            value = value_of(text, self._form, self._shape)
        except InvalidInput as error:
            self._wrong = True
            self._show_problem(error.message)
            return
        wrong = schema_problem(text) if self._shape is ValueShape.SCHEMA else ""
        self._wrong, self._value = False, value
        self._show_problem(wrong)
        self.edited.emit(value)

    def _on_json(self, wanted: bool) -> None:
        """What stands there is read in the other form from now on."""
        usual = {ValueShape.LIST: Form.LINES, ValueShape.PATTERN: Form.PATTERN}
        self._form = Form.JSON if wanted else usual.get(self._shape, Form.TEXT)
        self._dress(Check(self._kind))
        self._on_typed()

    def _show_problem(self, words: str) -> None:
        if self._shape is ValueShape.SCHEMA and words and not words.startswith("line"):
            words = schema_problem(self.text.exact_text()) or words
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        set_styled(self.text, "problem", "true" if words else "false")

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.as_json)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.problem)
