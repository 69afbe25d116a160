"""The first rows of a file as they would become cases, under a choice for each column."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from workbench.formats.datasets.column_types import ValueType, written
from workbench.formats.datasets.mapping import Mapping, Role, variable_name
from workbench.formats.datasets.table import ABSENT, Table
from workbench.gui.evaluate.datasets.model import translated
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

ROWS_SHOWN = 8
MOST_COLUMNS = 60
COLUMN_UNITS = 44
LONGEST_SHOWN = 120
ROLES = {
    Role.VARIABLE: QT_TRANSLATE_NOOP("datasets", "Input of the prompt"),
    Role.EXPECTED: QT_TRANSLATE_NOOP("datasets", "Expected answer"),
    Role.NAME: QT_TRANSLATE_NOOP("datasets", "Name"),
    Role.LABELS: QT_TRANSLATE_NOOP("datasets", "Labels"),
    Role.NOTES: QT_TRANSLATE_NOOP("datasets", "Notes"),
    Role.SPLIT: QT_TRANSLATE_NOOP("datasets", "Train or held out"),
    Role.ENABLED: QT_TRANSLATE_NOOP("datasets", "On or off"),
    Role.CHECK: QT_TRANSLATE_NOOP("datasets", "Check"),
    Role.METRIC: QT_TRANSLATE_NOOP("datasets", "Name of the measure"),
    Role.THRESHOLD: QT_TRANSLATE_NOOP("datasets", "Threshold"),
    Role.IGNORED: QT_TRANSLATE_NOOP("datasets", "Leave out"),
}
TYPES = {
    ValueType.AS_IT_IS: QT_TRANSLATE_NOOP("datasets", "as in the file"),
    ValueType.TEXT: QT_TRANSLATE_NOOP("datasets", "text"),
    ValueType.NUMBER: QT_TRANSLATE_NOOP("datasets", "number"),
    ValueType.BOOLEAN: QT_TRANSLATE_NOOP("datasets", "yes or no"),
    ValueType.JSON: QT_TRANSLATE_NOOP("datasets", "list or object (JSON)"),
}


class Preview(QScrollArea):
    mapping_changed = Signal()

    def __init__(self, table: Table, mapping: Mapping, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "import.preview", self.tr("The first rows and what their columns are"))
        self._table, self._theme = table, theme
        self._uses = list(mapping)
        self.roles: list[ChoiceBox] = []
        self.types: list[ChoiceBox] = []
        inside = QWidget(self)
        set_surface(inside, "background")
        self._grid = QGridLayout(inside)
        unit = theme.unit
        self._grid.setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit)
        self._grid.setHorizontalSpacing(3 * unit)
        self._grid.setVerticalSpacing(unit)
        for position in range(min(len(table.columns), MOST_COLUMNS)):
            self._add_column(position)
        self._add_line_numbers()
        self._grid.setRowStretch(ROWS_SHOWN + 5, 1)
        self._grid.setColumnStretch(MOST_COLUMNS + 1, 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    @property
    def mapping(self) -> Mapping:
        return tuple(self._uses)

    def _add_column(self, position: int) -> None:
        place, name = position + 1, safe(self._table.columns[position])
        self._grid.setColumnMinimumWidth(place, COLUMN_UNITS * self._theme.unit)
        title = self._label(name, "title")
        role = named(
            ChoiceBox(self), f"import.role.{position}", self.tr("What {0} is").format(name)
        )
        for each, words in ROLES.items():
            role.addItem(translated(words), each.value)
        role.setCurrentIndex(role.findData(self._uses[position].role.value))
        kind = named(
            ChoiceBox(self), f"import.type.{position}", self.tr("Type of {0}").format(name)
        )
        for each_type, words in TYPES.items():
            if self._table.typed or each_type is not ValueType.AS_IT_IS:
                kind.addItem(translated(words), each_type.value)
        kind.setCurrentIndex(max(kind.findData(self._uses[position].type.value), 0))
        kind.setProperty("kind", "quiet")
        self.roles.append(role)
        self.types.append(kind)
        for row, widget in enumerate((title, role, kind)):
            self._grid.addWidget(widget, row, place)
        for row, each_row in enumerate(self._table.rows[:ROWS_SHOWN]):
            cell = each_row.cells[position]
            text = "" if cell is ABSENT else safe(written(cell)[:LONGEST_SHOWN])
            self._grid.addWidget(self._label(text.replace("\n", " ⏎ "), "text"), row + 4, place)
        self._show_use(position)
        role.currentIndexChanged.connect(lambda _index: self._on_role(position))
        kind.currentIndexChanged.connect(lambda _index: self._on_type(position))

    def _add_line_numbers(self) -> None:
        line = QFrame(self)
        line.setProperty("surface", "line")
        self._grid.addWidget(line, 3, 0, 1, len(self.roles) + 1)
        for row, each in enumerate(self._table.rows[:ROWS_SHOWN]):
            number = QLabel(str(each.line), self)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            set_tone(number, "muted")
            self._grid.addWidget(number, row + 4, 0)

    def _label(self, text: str, token: str) -> QLabel:
        label = ElidedLabel(self._theme, "text", self)
        label.show_text(text)
        if token == "title":
            label.setFont(self._theme.font(bold=True))
        return label

    def _on_role(self, position: int) -> None:
        role = Role(self.roles[position].currentData())
        use = self._uses[position]
        variable = use.variable or variable_name(self._table.columns[position])
        self._uses[position] = replace(use, role=role, variable=variable)
        self._show_use(position)
        self.mapping_changed.emit()

    def _on_type(self, position: int) -> None:
        kind = ValueType(self.types[position].currentData())
        self._uses[position] = replace(self._uses[position], type=kind)
        self.mapping_changed.emit()

    def _show_use(self, position: int) -> None:
        """Only inputs have types."""
        use = self._uses[position]
        self.types[position].setVisible(use.role is Role.VARIABLE)
        name = use.variable if use.role is Role.VARIABLE else ""
        self.roles[position].setToolTip(self.tr("In the prompt: {0}").format(name) if name else "")
