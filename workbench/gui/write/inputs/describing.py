"""What an input is: its type, what it is for, its default and choices, whether it is needed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.json_values import Json
from workbench.domain.prompts import Input, InputType
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.inputs.reading import TYPE_NAMES, NotAValue, typed_text, typed_value

WIDTH_UNITS = 96
CHOICE_LINES = 4
CHOOSABLE = (InputType.STRING, InputType.INTEGER, InputType.NUMBER)


class DescribeDialog(QDialog):
    described = Signal(object)
    """The `Input` as it is declared from now on."""
    forgotten = Signal()
    """It is to be declared no more."""

    def __init__(self, each: Input, theme: Theme, parent: QWidget, *, declared: bool) -> None:
        super().__init__(parent)
        self.setObjectName("describe")
        self.setWindowTitle(self.tr("Input {0}").format(safe(each.name)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._input = each
        self.kind = named(QComboBox(self), "describe.type")
        for kind, words in TYPE_NAMES.items():
            self.kind.addItem(QCoreApplication.translate("inputs", words), kind)
        self.kind.setCurrentIndex(self.kind.findData(each.type))
        self.description = named(QLineEdit(each.description, self), "describe.description")
        self.default = named(QLineEdit(self), "describe.default")
        self.default.setText("" if each.default is None else typed_text(each.default))
        self.default.setPlaceholderText(self.tr("none"))
        self.choices = named(QPlainTextEdit(self), "describe.choices")
        self.choices.setPlainText("\n".join(map(typed_text, each.choices)))
        self.choices.setPlaceholderText(self.tr("any value; or one choice a line"))
        self.choices.setTabChangesFocus(True)
        self.choices.setFixedHeight(self.fontMetrics().lineSpacing() * (CHOICE_LINES + 1))
        self.longest = named(QLineEdit(self), "describe.longest")
        self.longest.setText(str(each.max_length or ""))
        self.longest.setPlaceholderText(self.tr("any"))
        self.optional = named(
            QCheckBox(self.tr("may be left out"), self), "describe.optional", self.tr("Optional")
        )
        self.optional.setChecked(each.required is False)
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        set_tone(self.problem, "failed")
        self.done_button = named(QPushButton(self.tr("Save"), self), "describe.done")
        self.done_button.setProperty("kind", "primary")
        self.forget = named(QPushButton(self.tr("Undeclare"), self), "describe.forget")
        self.forget.setToolTip(self.tr("It takes any value then, as an input nobody described"))
        self.forget.setVisible(declared)
        self._lay_out(theme.unit)
        Growing(self)
        self._connect()
        self._judge()

    @property
    def _kind(self) -> InputType:
        return InputType(self.kind.currentData())

    def read(self) -> Input:
        """Raises `NotAValue`."""
        kind = self._kind
        choices = self.choices.toPlainText() if kind in CHOOSABLE else ""
        longest = self.longest.text().strip() if kind is InputType.STRING else ""
        if longest and not (longest.isdecimal() and int(longest) > 0):
            raise NotAValue(self.tr("The longest length is a whole number above 0."))
        default = self._value(kind, self.default.text())
        values = tuple(self._value(kind, line) for line in choices.split("\n") if line.strip())
        if values and default is not None and default not in values:
            raise NotAValue(self.tr("The default is none of the choices."))
        required = False if self.optional.isChecked() else self._input.required or None
        return replace(
            self._input,
            type=kind,
            description=self.description.text().strip(),
            required=required,
            default=default,
            choices=values,
            max_length=int(longest) if longest else None,
        )

    def _value(self, kind: InputType, text: str) -> Json:
        if not text.strip():
            return None
        if kind is InputType.BOOLEAN and text.strip() not in ("true", "false"):
            raise NotAValue(self.tr("The default is true or false."))
        try:
            return typed_value(kind, text if kind is InputType.STRING else text.strip())
        except NotAValue as wrong:
            words = QCoreApplication.translate("inputs", str(wrong))
            raise NotAValue(f"{safe(text.strip()[:60])}: {words}") from wrong

    def _judge(self) -> None:
        problem = ""
        try:
            self.read()
        except NotAValue as wrong:
            problem = str(wrong)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.done_button.setEnabled(not problem)
        kind = self._kind
        self.choices.setEnabled(kind in CHOOSABLE)
        self.longest.setEnabled(kind is InputType.STRING)

    def _on_done(self) -> None:
        self.described.emit(self.read())
        self.accept()

    def _on_forget(self) -> None:
        self.forgotten.emit()
        self.accept()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._judge)
        for edit in (self.default, self.choices, self.longest):
            edit.textChanged.connect(self._judge)
        self.done_button.clicked.connect(self._on_done)
        self.forget.clicked.connect(self._on_forget)

    def _lay_out(self, unit: int) -> None:
        form = QFormLayout()
        form.setSpacing(2 * unit)
        form.addRow(self.tr("Type"), self.kind)
        form.addRow(self.tr("What it is for"), self.description)
        form.addRow(self.tr("Default"), self.default)
        form.addRow(self.tr("Choices"), self.choices)
        form.addRow(self.tr("Longest length"), self.longest)
        form.addRow("", self.optional)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.addButton(self.done_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.forget, QDialogButtonBox.ButtonRole.ResetRole)
        self.done_button.setDefault(True)
        buttons.rejected.connect(self.reject)
        title = QLabel(safe(self._input.name), self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(title, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addWidget(title)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(WIDTH_UNITS * unit)
        self.description.setFocus()
