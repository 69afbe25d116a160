"""One field for each kind of input. A field gives its value, or None where nothing is given."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from workbench.domain.json_values import Json
from workbench.domain.prompts import Input, InputType
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.kit.window_undo import LentLineEdit
from workbench.gui.write.inputs.growing import GrowingEdit
from workbench.gui.write.inputs.reading import NotAValue, typed_text, typed_value

LINES = (InputType.INTEGER, InputType.NUMBER)


class InputField(QWidget):
    changed = Signal()
    left = Signal()
    """The keyboard went elsewhere: a good moment to say what is wrong."""

    def __init__(self, each: Input, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = each
        self.problem = ""
        """What is wrong with what was typed; empty if nothing is."""

    def editor(self) -> QWidget:
        """The widget that has the keyboard."""
        raise NotImplementedError

    def value(self) -> Json:
        raise NotImplementedError

    def show_value(self, value: Json) -> None:
        """Without `changed`."""
        raise NotImplementedError

    def mark(self, wrong: bool) -> None:
        set_styled(self.editor(), "problem", wrong)

    def _typed(self, text: str) -> Json:
        """What was typed as a value of the input's type; None with a `problem` if it is none."""
        self.problem = ""
        if not text:
            return None
        try:
            return typed_value(self.input.type, text)
        except NotAValue as problem:
            self.problem = QCoreApplication.translate("inputs", str(problem))
            return None

    def _hold(self, editor: QWidget) -> None:
        named(editor, f"inputs.{self.input.name}", self.input.name)
        editor.setToolTip(self.input.description)
        self.setFocusProxy(editor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(editor)


class TextField(InputField):
    """Text, and what is written as JSON."""

    def __init__(self, each: Input, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(each, parent)
        self.edit = GrowingEdit(theme, code=each.type is not InputType.STRING)
        if each.default is not None:
            self.edit.setPlaceholderText(typed_text(each.default))
        self._hold(self.edit)
        self.edit.edited.connect(self.changed)

    def editor(self) -> QWidget:
        return self.edit

    def value(self) -> Json:
        return self._typed(self.edit.exact_text())

    def show_value(self, value: Json) -> None:
        self.edit.show_text("" if value is None else typed_text(value))


class NumberField(InputField):
    def __init__(self, each: Input, parent: QWidget | None = None) -> None:
        super().__init__(each, parent)
        self.edit = LentLineEdit()
        if each.default is not None:
            self.edit.setPlaceholderText(typed_text(each.default))
        self._hold(self.edit)
        self.edit.textEdited.connect(lambda _text: self.changed.emit())

    def editor(self) -> QWidget:
        return self.edit

    def value(self) -> Json:
        return self._typed(self.edit.text().strip())

    def show_value(self, value: Json) -> None:
        self.edit.setText("" if value is None else typed_text(value))


class ChoiceField(InputField):
    def __init__(self, each: Input, parent: QWidget | None = None) -> None:
        super().__init__(each, parent)
        self.box = QComboBox()
        default = self.tr("default: {0}").format(typed_text(each.default))
        self.box.addItem(self.tr("choose…") if each.default is None else default)
        for choice in each.choices:
            self.box.addItem(typed_text(choice))
        self._hold(self.box)
        self.box.activated.connect(lambda _index: self.changed.emit())

    def editor(self) -> QWidget:
        return self.box

    def value(self) -> Json:
        index = self.box.currentIndex()
        return self.input.choices[index - 1] if index > 0 else None

    def show_value(self, value: Json) -> None:
        known = value in self.input.choices
        self.box.setCurrentIndex(self.input.choices.index(value) + 1 if known else 0)


class YesNoField(InputField):
    """Neither yes nor no until it is ticked."""

    def __init__(self, each: Input, parent: QWidget | None = None) -> None:
        super().__init__(each, parent)
        self.box = QCheckBox(each.name)
        self.box.setCheckState(Qt.CheckState.PartiallyChecked)
        self._hold(self.box)
        self.box.clicked.connect(self._on_clicked)

    def editor(self) -> QWidget:
        return self.box

    def value(self) -> Json:
        state = self.box.checkState()
        return None if state == Qt.CheckState.PartiallyChecked else state == Qt.CheckState.Checked

    def show_value(self, value: Json) -> None:
        given = value if isinstance(value, bool) else self.input.default
        self.box.setTristate(not isinstance(given, bool))
        if isinstance(given, bool):
            self.box.setChecked(given)
        else:
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)

    def _on_clicked(self) -> None:
        self.box.setTristate(False)
        self.changed.emit()


def field_for(each: Input, theme: Theme) -> InputField:
    if each.choices:
        return ChoiceField(each)
    if each.type is InputType.BOOLEAN:
        return YesNoField(each)
    return NumberField(each) if each.type in LINES else TextField(each, theme)
