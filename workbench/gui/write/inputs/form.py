"""One labelled field for each input of the prompt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.json_values import Json
from workbench.domain.prompts import Input, InputType
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.inputs.fields import field_for
from workbench.gui.write.inputs.reading import type_name

EMPTY: Mapping[str, Json] = {}


class InputsForm(QWidget):
    values_changed = Signal()
    describe_requested = Signal(object)
    """The `Input` whose description is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[str, InputRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3 * theme.unit)
        self.empty = QLabel(self.tr("{{ name }} in a message makes an input."), self)
        self.empty.setWordWrap(True)
        set_tone(self.empty, "muted")
        self._column.addWidget(self.empty)

    def show_inputs(self, inputs: Sequence[Input], known: Mapping[str, Json] = EMPTY) -> None:
        """A row for each, in this order. Rows of inputs that stay the same are kept as they
        are, with the cursor in them; new ones begin with what is known of them."""
        typed = {**known, **self.values()}
        old, self._rows = self._rows, {}
        for index, each in enumerate(inputs):
            row = old.get(each.name)
            if row and row.field.input == each:
                del old[each.name]
            else:
                row = self._make_row(each, typed.get(each.name))
            self._rows[each.name] = row
            if self._column.indexOf(row) != index:
                self._column.insertWidget(index, row)
        for row in old.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.empty.setVisible(not inputs)
        self._set_tab_order()

    def values(self) -> dict[str, Json]:
        """What is given, by name."""
        given = ((name, row.field.value()) for name, row in self._rows.items())
        return {name: value for name, value in given if value is not None}

    def names(self) -> tuple[str, ...]:
        return tuple(self._rows)

    def show_values(self, values: Mapping[str, Json]) -> None:
        for name, row in self._rows.items():
            row.field.show_value(values.get(name))
            row.show_problem("")

    def problems(self) -> dict[str, str]:
        """By name, what is wrong with what was typed."""
        self.values()
        return {name: row.field.problem for name, row in self._rows.items() if row.field.problem}

    def mark_missing(self, names: Iterable[str]) -> None:
        """Say below a field that a run needs a value for it."""
        wanted = set(names)
        problems = self.problems()
        for name, row in self._rows.items():
            missing = self.tr("A run needs a value.") if name in wanted else ""
            row.show_problem(problems.get(name) or missing)

    def go_to(self, name: str) -> None:
        if row := self._rows.get(name):
            row.field.setFocus()

    def go_to_first(self) -> bool:
        """False if there is no field."""
        for row in self._rows.values():
            row.field.setFocus()
            return True
        return False

    def input_named(self, name: str) -> Input | None:
        row = self._rows.get(name)
        return row.field.input if row else None

    def name_of(self, widget: QWidget | None) -> str:
        """Of the input whose row the widget is in; empty for any other."""
        if widget is None:
            return ""
        found = (name for name, row in self._rows.items() if row.isAncestorOf(widget))
        return next(found, "")

    def _make_row(self, each: Input, value: Json) -> InputRow:
        row = InputRow(each, self._theme, self)
        row.field.show_value(value)
        row.field.changed.connect(lambda: self._on_changed(row))
        row.note.clicked.connect(lambda: self.describe_requested.emit(each))
        return row

    def _on_changed(self, row: InputRow) -> None:
        row.field.value()
        row.show_problem(row.field.problem)
        self.values_changed.emit()

    def _set_tab_order(self) -> None:
        editors = [row.field.editor() for row in self._rows.values()]
        for first, second in pairwise(editors):
            QWidget.setTabOrder(first, second)


class InputRow(QWidget):
    def __init__(self, each: Input, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field_for(each, theme)
        name = QLabel(each.name, self)
        name.setBuddy(self.field.editor())
        name.setVisible(each.type is not InputType.BOOLEAN)
        self.note = _described(each, self)
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        set_tone(self._problem, "failed")
        self._problem.hide()
        top = QHBoxLayout()
        top.setSpacing(2 * theme.unit)
        top.addWidget(name)
        top.addStretch(1)
        top.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit)
        column.addLayout(top)
        column.addWidget(self.field)
        if each.description:
            column.addWidget(self._help(each.description))
        column.addWidget(self._problem)

    def show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.field.mark(bool(text))

    def _help(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(label.textFormat().PlainText)
        set_tone(label, "muted")
        return label


def _described(each: Input, parent: QWidget) -> QPushButton:
    """What it is, as a button to say so."""
    button = QPushButton(_note(each), parent)
    tip = QCoreApplication.translate("inputs", "Describe {0}: type, default, choices")
    named(button, f"describe.{each.name}", tip.format(each.name))
    button.setToolTip(plain_tip(tip.format(each.name)))
    button.setProperty("kind", "chip")
    return button


def _note(each: Input) -> str:
    kind = QCoreApplication.translate("inputs", type_name(each))
    if each.needed:
        return kind
    optional = QCoreApplication.translate("inputs", "optional")
    return f"{kind}, {optional}"
