"""One parameter: its name, its value or that it is not set, and the way back to not set."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.domain.json_values import Json
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.kit.window_undo import PlainLineEdit
from workbench.gui.write.models.specs import NotThis, Spec
from workbench.gui.write.schemas.card_parts import quiet_button


class ParameterField(QWidget):
    changed = Signal(object)
    """The value; None where it is no longer set."""
    judged = Signal()
    """`problem` may be another."""

    def __init__(
        self, spec: Spec, theme: Theme, icons: Icons, prefix: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spec, self.problem = spec, ""
        self._value: Json = None
        self._inherited: Json = None
        self.left_out = False
        """Not sent, although it is set where this field inherits from."""
        self._read_only = False
        tip = _translated(spec.tip)
        self._label = QLabel(_translated(spec.label), self)
        self._label.setToolTip(tip)
        self.reset = quiet_button(
            icons,
            f"{prefix}.{spec.name}.reset",
            "x",
            self.tr("Take {0} away").format(spec.name),
            self,
        )
        self.leave_out = quiet_button(
            icons,
            f"{prefix}.{spec.name}.leave_out",
            "ban",
            self.tr("Send no {0}").format(spec.name),
            self,
        )
        for button, side in ((self.reset, 2), (self.leave_out, 3)):
            button.setIconSize(QSize(side * theme.unit, side * theme.unit))
        self.editor = self._make_editor()
        named(self.editor, f"{prefix}.{spec.name}", tip)
        self.editor.setToolTip(tip)
        self._label.setBuddy(self.editor)
        self.setFocusProxy(self.editor)
        self._lay_out(theme.unit)
        self.reset.clicked.connect(self._on_reset)
        self.leave_out.clicked.connect(self._on_leave_out)
        self._show_state()

    @property
    def value(self) -> Json:
        """The last one that could be sent."""
        return self._value

    def show_value(self, value: Json, inherited: Json = None, *, left_out: bool = False) -> None:
        """What is typed just now stays as it is written while it comes to the same value.

        `inherited` holds where nothing is set here.
        """
        if value != self._value or (value is None) != (self._value is None):
            self._value = value
            self._set_text(self.spec.text_of(value))
            self._judge("")
        self._inherited, self.left_out = inherited, left_out
        self._show_state()

    def forget_typing(self) -> None:
        """Show the value, whatever was typed that is none."""
        self._set_text(self.spec.text_of(self._value))
        self._judge("")

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.editor.setEnabled(not read_only)
        self._show_state()

    def _make_editor(self) -> QWidget:
        if not self.spec.choices:
            self.edit: PlainLineEdit | None = PlainLineEdit(self)
            self.edit.textEdited.connect(self._on_edited)
            return self.edit
        self.edit = None
        self.choice = ChoiceBox(self)
        for each in self.spec.choices:
            self.choice.addItem(each, each)
        self.choice.setCurrentIndex(-1)
        self.choice.activated.connect(lambda index: self._take(self.choice.itemData(index)))
        return self.choice

    def _set_text(self, text: str) -> None:
        if self.edit is not None:
            self.edit.setText(text)
            self.edit.setCursorPosition(0)
            return
        if text and self.choice.findData(text) < 0:
            self.choice.addItem(text, text)
        self.choice.setCurrentIndex(self.choice.findData(text) if text else -1)

    def _on_edited(self, text: str) -> None:
        try:
            value = self.spec.read(text.strip()) if text.strip() else None
        except NotThis as wrong:
            self._judge(f"{_translated(self.spec.label)}: {_translated(str(wrong))}")
            return
        self._judge("")
        self._take(value)

    def _on_reset(self) -> None:
        self._set_text("")
        self._judge("")
        self._take(None)
        self.editor.setFocus()

    def _on_leave_out(self) -> None:
        self._take(None, left_out=True)
        self.editor.setFocus()

    def _take(self, value: Json, *, left_out: bool = False) -> None:
        self._value, self.left_out = value, left_out
        self._show_state()
        self.changed.emit(value)

    def _judge(self, problem: str) -> None:
        set_styled(self.editor, "problem", bool(problem))
        if problem != self.problem:
            self.problem = problem
            self._show_state()
            self.judged.emit()

    def _show_state(self) -> None:
        there = self._value is not None or bool(self.problem) or self.left_out
        set_tone(self._label, "accent" if there else "muted")
        self.reset.setEnabled(there and not self._read_only)
        self.reset.setVisible(there and not self._read_only)
        unset = self.tr("not set")
        if self._inherited is not None:
            unset = self.tr("{0} (prompt)").format(self.spec.text_of(self._inherited))
        if self.left_out:
            unset = self.tr("not sent")
        self.leave_out.setVisible(self._inherited is not None and not there and not self._read_only)
        if self.edit is not None:
            self.edit.setPlaceholderText(unset)
        else:
            self.choice.setPlaceholderText(unset)

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._label, 1)
        for button in (self.reset, self.leave_out):
            head.addWidget(button)
            button.setFixedSize(4 * unit, 4 * unit)
        self._label.setMinimumHeight(4 * unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.editor)


def _translated(text: str) -> str:
    return QCoreApplication.translate("parameters", text)
