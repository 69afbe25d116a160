"""One check, as fields that follow its kind; each change is told as the whole check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from workbench.checks.table import KINDS
from workbench.domain.checks import SET, Check
from workbench.domain.errors import InvalidInput
from workbench.gui.evaluate.checks.code_colours import CodeColours
from workbench.gui.evaluate.checks.inputs import FieldLine, FieldText
from workbench.gui.evaluate.checks.judge_fields import JudgeFields
from workbench.gui.evaluate.checks.number_field import NumberField
from workbench.gui.evaluate.checks.value_field import ValueField
from workbench.gui.evaluate.checks.values import Form, config_of, form_of, pretty
from workbench.gui.evaluate.checks.wording import AT_MOST, problem_of, title_of
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone


class CheckEditor(QWidget):
    edited = Signal(object, str)
    """The check as it is now, and the field that was typed in."""
    kind_wanted = Signal()
    """Another kind is to be chosen for it."""
    inner_wanted = Signal()
    """A check is to be added to the set."""
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._check: Check | None = None
        self.kind = named(QToolButton(self), "check.kind", self.tr("Kind of the check"))
        self.kind.setToolTip(self.tr("Choose another kind"))
        set_styled(self.kind, "kind", "outlined")
        self.negated = named(
            QCheckBox(self.tr("not"), self), "check.not", self.tr("Turned around: not")
        )
        self.about = named(QLabel(self), "check.about", self.tr("What passes"))
        self.about.setWordWrap(True)
        set_tone(self.about, "muted")
        self.problem = named(QLabel(self), "check.problem", self.tr("Problem of the check"))
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        set_tone(self.problem, "failed")
        self.value = ValueField(theme, self)
        self.threshold = NumberField(theme, "check.threshold", self.tr("Threshold"), self)
        self.weight = NumberField(theme, "check.weight", self.tr("Weight"), self)
        self.metric_name = named(FieldLine(self), "check.metric", self.tr("Metric"))
        self.judge = JudgeFields(theme, self)
        self.transform = named(FieldLine(self), "check.transform", self.tr("Transform"))
        self.transform.setPlaceholderText("output.trim()")
        self.config = named(FieldText(theme, self), "check.config", self.tr("Further settings"))
        self.config.highlighter = CodeColours(self.config.document(), "json", theme)
        self.inside = named(QToolButton(self), "check.inside")
        self.inside.setText(self.tr("Add a check to the set…"))
        set_styled(self.inside, "kind", "outlined")
        self._more = QWidget(self)
        self._lay_out(theme.unit)
        self._connect()
        theme.theme_changed.connect(self._fit)
        self._fit()

    @property
    def check(self) -> Check | None:
        return self._check

    def begin(self) -> None:
        """Another check is shown next."""
        self._check = None
        self.value.begin()
        self.config.show_text("")

    def show_check(self, check: Check) -> None:
        if check == self._check:
            return
        kind, is_set = KINDS.get(check.kind), check.kind == SET
        self._check = check
        self.kind.setText(check.kind)
        self.kind.setAccessibleName(self.tr("Kind of the check: {0}").format(title_of(check)))
        self.negated.setChecked(check.negated)
        self.negated.setVisible(not is_set)
        self.about.setText(_about(check))
        problem = problem_of(check)
        has_value = not is_set and form_of(check) is not Form.NONE
        at_value = has_value and "threshold" not in problem
        self.value.show_check(check, problem if at_value else "")
        self.value.setVisible(has_value)
        self._show_problem("" if at_value else problem)
        judged = bool(kind and kind.has_threshold) or is_set or check.threshold is not None
        self.threshold.setVisible(judged)
        self.threshold.title.setText(_threshold_title(check))
        self.threshold.show_number(check.threshold, _usual(check))
        self.weight.show_number(None if check.weight == 1 else check.weight, "1")
        self.metric_name.show_text(check.metric)
        self.judge.show_check(check)
        self.transform.show_text(check.transform)
        self._more.setVisible(not is_set)
        self.inside.setVisible(is_set)
        self._show_config(check)

    def set_read_only(self, read_only: bool) -> None:
        for part in (self.value, self.judge):
            part.set_read_only(read_only)
        for line in self._lines():
            line.setReadOnly(read_only)
        for button in (self.kind, self.negated, self.inside):
            button.setEnabled(not read_only)
        self.config.setReadOnly(read_only)

    def focus_value(self) -> None:
        """Where one begins to type."""
        shown = self.value.isVisibleTo(self)
        field: QWidget = self.value.text if shown else self.threshold.line
        if not shown and not self.threshold.isVisibleTo(self):
            field = self.kind
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, field: str, **fields: Any) -> None:
        if self._check is None:
            return
        changed = replace(self._check, **fields)
        if changed != self._check:
            self.edited.emit(changed, field)

    def _on_config(self) -> None:
        try:
            config = config_of(self.config.exact_text())
        except InvalidInput as error:
            self._show_config_problem(error.message)
            return
        self._show_config_problem("")
        self._change("config", config=config)

    def _show_config(self, check: Check) -> None:
        try:
            same = config_of(self.config.exact_text()) == check.config
        except InvalidInput:
            same = self.config.hasFocus()
        if not same:
            self.config.show_text(pretty(check.config) if check.config.items else "")
            self._show_config_problem("")

    def _show_config_problem(self, words: str) -> None:
        self.config_problem.setText(words)
        self.config_problem.setVisible(bool(words))
        set_styled(self.config, "problem", "true" if words else "false")

    def _show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _connect(self) -> None:
        self.kind.clicked.connect(self.kind_wanted)
        self.inside.clicked.connect(self.inner_wanted)
        self.negated.clicked.connect(lambda on: self._change("not", negated=on))
        self.value.edited.connect(lambda value: self._change("value", value=value))
        self.threshold.edited.connect(lambda at: self._change("threshold", threshold=at))
        self.weight.edited.connect(
            lambda weight: self._change("weight", weight=1.0 if weight is None else weight)
        )
        self.metric_name.textEdited.connect(
            lambda text: self._change("metric", metric=text.strip())
        )
        self.transform.textEdited.connect(
            lambda text: self._change("transform", transform=text.strip())
        )
        self.judge.model_edited.connect(lambda text: self._change("judge", judge=text))
        self.judge.prompt_edited.connect(
            lambda text: self._change("judge_prompt", judge_prompt=text)
        )
        self.config.typed.connect(self._on_config)
        fields: list[FieldLine | FieldText] = [*self._lines(), *self.judge.lines]
        for field in (*fields, self.value.text, self.config):
            field.undo_requested.connect(self.undo_requested)
            field.redo_requested.connect(self.redo_requested)

    def _lines(self) -> tuple[FieldLine, ...]:
        return self.threshold.line, self.weight.line, self.metric_name, self.transform

    def _fit(self) -> None:
        self.kind.setFont(self._theme.font(bold=True))
        self.config.show_as(code=True)
        self.transform.setFont(self._theme.code_font())

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * unit)
        head.addWidget(self.kind)
        head.addWidget(self.negated)
        head.addStretch(1)
        figures = QHBoxLayout()
        figures.setSpacing(2 * unit)
        figures.addWidget(self.threshold, 2)
        figures.addWidget(self.weight, 2)
        figures.addLayout(self._titled(self.tr("Metric"), self.metric_name), 3)
        self.config_problem = named(QLabel(self), "check.config_problem")
        self.config_problem.setWordWrap(True)
        self.config_problem.hide()
        set_tone(self.config_problem, "failed")
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(3 * unit)
        more.addLayout(self._titled(self.tr("Transform of the output before it"), self.transform))
        more.addLayout(self._titled(self.tr("Further settings, as JSON"), self.config))
        more.addWidget(self.config_problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addLayout(head)
        for part in (self.about, self.problem, self.value):
            column.addWidget(part)
        column.addWidget(self.inside, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(figures)
        column.addWidget(self.judge)
        column.addWidget(self._more)
        column.addStretch(1)

    def _titled(self, title: str, field: QWidget) -> QVBoxLayout:
        label = QLabel(title, self)
        set_tone(label, "muted")
        label.setBuddy(field)
        column = QVBoxLayout()
        column.setSpacing(self._theme.unit)
        column.addWidget(label)
        column.addWidget(field)
        return column


def _about(check: Check) -> str:
    if check.kind == SET:
        return translate(
            "Holds checks and counts as one: all of them have to pass, or, with a threshold, "
            "their mean score has to reach it."
        )
    kind = KINDS.get(check.kind)
    if kind is None:
        return translate("This kind does not exist here.")
    return kind.about.replace("`", "")


def _threshold_title(check: Check) -> str:
    return translate("At most") if check.kind in AT_MOST else translate("Threshold")


def _usual(check: Check) -> str:
    kind = KINDS.get(check.kind)
    usual = kind.threshold if kind else None
    return translate("none") if usual is None else f"{usual:g}"
