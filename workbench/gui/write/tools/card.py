"""One function that the model can call: its name, what it does, what it takes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.domain.prompts import Tool
from workbench.formats.json_schemas import Finding
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.write.schemas.card_parts import NameEdit, Sign, quiet_button
from workbench.gui.write.schemas.schema_field import SchemaField
from workbench.gui.write.tools.description import DescriptionEdit

NEW_PARAMETERS = """{
  "type": "object",
  "properties": {},
  "required": [],
  "additionalProperties": false
}"""


class ToolCard(QFrame):
    typed = Signal(str)
    """Which field."""
    strict_chosen = Signal(object)
    focused = Signal()
    menu_requested = Signal(object)
    """The `QPoint` on the screen to open it at."""
    undo_requested = Signal()
    redo_requested = Signal()
    tools_pasted = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._icons, self._wrong_name = icons, ""
        self._sign = Sign(icons, theme, "wrench", "role_tool", self)
        self.fold = quiet_button(icons, "tool.fold", "chevron-down", self.tr("Fold"), self)
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "fold")
        self.name = NameEdit(theme, self.tr("name_of_the_function"), self)
        self.strict = QCheckBox(self.tr("strict"), self)
        self.strict.setToolTip(self.tr("The provider holds the arguments to the schema exactly"))
        self.menu = quiet_button(icons, "tool.menu", "more", self.tr("What to do with it"), self)
        self.problem = QLabel(self)
        set_tone(self.problem, "failed")
        self.description = DescriptionEdit(theme, self)
        self.schema = SchemaField(theme, icons, self)
        self.schema.edit.takes_tools = True
        self._body = QWidget(self)
        self._lay_out(theme.unit)
        self._connect()
        self.show_problem("")

    @property
    def tool(self) -> Tool:
        return Tool(
            self.name.text(), self.description.exact_text(), self.schema.text, self._strict()
        )

    def show_tool(self, index: int, tool: Tool) -> None:
        self._name_parts(index)
        self._stated = tool.strict
        self.name.show_text(tool.name)
        self.description.show_text(tool.description)
        self.strict.setChecked(bool(tool.strict))
        self.schema.show_text(tool.parameters)

    def show_findings(
        self, names: list[Finding], errors: list[Finding], hints: list[Finding]
    ) -> None:
        self._wrong_name = names[0].message if names else ""
        self._tell_name()
        self.schema.show_findings(errors, hints)

    def show_problem(self, words: str) -> None:
        set_styled(self.name, "problem", bool(words))
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def set_read_only(self, read_only: bool) -> None:
        self.name.setReadOnly(read_only)
        self.description.setReadOnly(read_only)
        self.strict.setEnabled(not read_only)
        self.schema.set_read_only(read_only)

    def unfold(self) -> None:
        self.fold.setChecked(False)

    def _strict(self) -> bool | None:
        """Not stated is not the same as off: each has its own digest."""
        return self._stated if bool(self._stated) == self.strict.isChecked() else None

    def _name_parts(self, index: int) -> None:
        number = index + 1
        parts = (
            (self.name, "name", self.tr("Name of tool {0}")),
            (self.description, "description", self.tr("Description of tool {0}")),
            (self.strict, "strict", self.tr("Tool {0} is strict")),
            (self.schema.edit, "parameters", self.tr("Parameters of tool {0}, as JSON Schema")),
            (self.fold, "fold", self.tr("Fold tool {0}")),
            (self.menu, "menu", self.tr("What to do with tool {0}")),
            (self.schema.go, "go", self.tr("Go to the mistake in tool {0}")),
            (self.schema.mend, "make_strict", self.tr("Make the parameters of tool {0} strict")),
        )
        for part, name, words in parts:
            named(part, f"tools.{index}.{name}", words.format(number))

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda _text: self.typed.emit("name"))
        self.description.edited.connect(lambda: self.typed.emit("description"))
        self.schema.typed.connect(lambda: self.typed.emit("parameters"))
        self.strict.clicked.connect(self._on_strict)
        self.fold.toggled.connect(self._on_fold)
        self.menu.clicked.connect(self._on_menu)
        edit = self.schema.edit
        edit.undo_requested.connect(self.undo_requested)
        edit.redo_requested.connect(self.redo_requested)
        edit.tools_pasted.connect(self.tools_pasted)
        self.description.undo_requested.connect(self.undo_requested)
        self.description.redo_requested.connect(self.redo_requested)
        edit.focused.connect(self._on_focus)
        self.description.focused.connect(self._on_focus)
        self.name.focused.connect(self._on_focus)
        self.name.focused.connect(lambda _focused: self._tell_name())

    def _tell_name(self) -> None:
        """A name that was not typed yet is missed when the field is left."""
        beginning = self.name.hasFocus() and not self.name.text()
        self.show_problem("" if beginning else self._wrong_name)

    def _on_strict(self, strict: bool) -> None:
        self.focused.emit()
        self.strict_chosen.emit(True if strict else None)

    def _on_focus(self, focused: bool) -> None:
        set_styled(self, "focused", focused)
        if focused:
            self.focused.emit()

    def _on_fold(self, folded: bool) -> None:
        self._body.setVisible(not folded)
        self.fold.setIcon(self._icons("chevron-right" if folded else "chevron-down"))

    def _on_menu(self) -> None:
        self.focused.emit()
        self.menu_requested.emit(self.menu.mapToGlobal(QPoint(0, self.menu.height())))

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * unit, unit, unit, unit)
        head.setSpacing(2 * unit)
        head.addWidget(self.fold)
        head.addWidget(self._sign)
        head.addWidget(self.name, 1)
        head.addWidget(self.strict)
        head.addWidget(self.menu)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(3 * unit, 0, 3 * unit, 2 * unit)
        body.setSpacing(2 * unit)
        body.addWidget(self.description)
        body.addWidget(self.schema)
        self.problem.setContentsMargins(3 * unit, 0, 3 * unit, unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self._body)
