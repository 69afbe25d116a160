"""The JSON that the model has to answer with: any, or that of a schema."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.prompts import OutputSchema
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.write.schemas.card_parts import NameEdit, Sign, quiet_button
from workbench.gui.write.schemas.checking import Checked
from workbench.gui.write.schemas.schema_field import SchemaField

BY_SCHEMA, ANY_JSON = "schema", "json"


class SchemaCard(QFrame):
    typed = Signal(str)
    strict_chosen = Signal(object)
    kind_chosen = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    remove_requested = Signal()
    format_pasted = Signal(object)
    """`OutputSchema`, to be taken as a whole."""
    gone_to = Signal(object, object)
    """The card and the field of it that has the keyboard now: they should be seen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._stated: bool | None = None
        self._sign = Sign(icons, theme, "braces", "accent", self)
        self._title = QLabel(self.tr("Answer"), self)
        set_tone(self._title, "title")
        self.kind = named(ChoiceBox(self), "schema.kind", self.tr("What the model answers with"))
        self.kind.addItem(self.tr("JSON of this schema"), BY_SCHEMA)
        self.kind.addItem(self.tr("any JSON"), ANY_JSON)
        self.name = NameEdit(theme, self.tr("name_of_the_schema"), self)
        named(self.name, "schema.name", self.tr("Name of the response schema"))
        self.strict = named(
            QCheckBox(self.tr("strict"), self), "schema.strict", self.tr("The schema is strict")
        )
        self.strict.setToolTip(self.tr("The provider holds the answer to the schema exactly"))
        self.remove = quiet_button(
            icons, "schema.take_away", "x", self.tr("Remove response schema"), self
        )
        self.problem = QLabel(self)
        set_tone(self.problem, "failed")
        self.schema = SchemaField(theme, icons, self)
        named(self.schema.edit, "schema.text", self.tr("Response schema, as JSON Schema"))
        self.schema.edit.takes_formats = True
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setText(
            self.tr(
                "JSON mode: the provider sees to it that the answer is JSON. Most of them want "
                "the word JSON in the messages."
            )
        )
        set_tone(self.words, "muted")
        self._lay_out(theme.unit)
        self._connect()
        self.problem.hide()
        self.hide()

    def output(self) -> OutputSchema:
        strict = self._stated if bool(self._stated) == self.strict.isChecked() else None
        return OutputSchema(self.name.text(), self.schema.text, strict)

    def show_output(self, output: OutputSchema | None, *, any_json: bool) -> None:
        self.setVisible(output is not None or any_json)
        for part in (self.name, self.strict, self.schema):
            part.setVisible(output is not None)
        self.words.setVisible(output is None)
        self.kind.setCurrentIndex(self.kind.findData(BY_SCHEMA if output else ANY_JSON))
        if output is None:
            self._show_problem("")
            return
        self._stated = output.strict
        self.name.show_text(output.name)
        self.strict.setChecked(bool(output.strict))
        self.schema.show_text(output.schema)

    def show_checked(self, checked: Checked) -> None:
        if checked.content.output is None:
            return
        names = checked.findings("output.name")
        self._show_problem(names[0].message if names else "")
        place = "output.schema"
        self.schema.show_findings(checked.findings(place), checked.hints_at(place))

    def go_to(self, field: str, line: int | None = None, column: int | None = None) -> None:
        if field == "name":
            self.name.setFocus()
        else:
            self.schema.go_to(line, column)
        self.gone_to.emit(self, self.name if field == "name" else self.schema.edit)

    def set_read_only(self, read_only: bool) -> None:
        self.name.setReadOnly(read_only)
        self.schema.set_read_only(read_only)
        for part in (self.kind, self.strict, self.remove):
            part.setEnabled(not read_only)

    def _show_problem(self, words: str) -> None:
        set_styled(self.name, "problem", bool(words))
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _connect(self) -> None:
        self.kind.activated.connect(lambda index: self.kind_chosen.emit(self.kind.itemData(index)))
        self.name.textEdited.connect(lambda _text: self.typed.emit("name"))
        self.schema.typed.connect(lambda: self.typed.emit("schema"))
        self.strict.clicked.connect(
            lambda strict: self.strict_chosen.emit(True if strict else None)
        )
        self.remove.clicked.connect(lambda: self.remove_requested.emit())
        edit = self.schema.edit
        edit.undo_requested.connect(self.undo_requested)
        edit.redo_requested.connect(self.redo_requested)
        edit.format_pasted.connect(self.format_pasted)
        edit.focused.connect(self._on_focus)
        self.name.focused.connect(self._on_focus)

    def _on_focus(self, focused: bool) -> None:
        set_styled(self, "focused", focused)

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * unit, unit, unit, unit)
        head.setSpacing(2 * unit)
        for part in (self._sign, self._title, self.kind):
            head.addWidget(part)
        head.addWidget(self.name, 1)
        head.addWidget(self.strict)
        head.addStretch(0)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 2 * unit)
        column.setSpacing(0)
        column.addLayout(head)
        for part in (self.problem, self.words):
            part.setContentsMargins(3 * unit, 0, 3 * unit, unit)
            column.addWidget(part)
        inside = QHBoxLayout()
        inside.setContentsMargins(3 * unit, 0, 3 * unit, 0)
        inside.addWidget(self.schema)
        column.addLayout(inside)
