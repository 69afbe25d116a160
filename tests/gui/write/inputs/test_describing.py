"""An input is described in the window: type, default, choices, whether it is needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from workbench.domain.prompts import Input, InputType
from workbench.gui.write.inputs.describing import DescribeDialog


@pytest.fixture
def dialog(write, qtbot):
    chip = write.place.inputs.findChild(QPushButton, "describe.ticket")
    qtbot.waitUntil(lambda: not chip.visibleRegion().isEmpty())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    return write.place.findChild(DescribeDialog)


def save(qtbot, dialog):
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)


def choose(dialog, kind):
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def test_a_variable_gets_a_type_a_description_and_a_default(write, dialog, qtbot):
    choose(dialog, InputType.INTEGER)
    qtbot.keyClicks(dialog.description, "How many")
    qtbot.keyClicks(dialog.default, "3")

    save(qtbot, dialog)

    [declared] = write.session.content.inputs
    assert declared == Input("ticket", InputType.INTEGER, "How many", default=3)
    write.actions.run("draft.undo")
    assert write.session.content.inputs == ()


def test_choices_stand_one_a_line_and_are_of_the_type(write, dialog, qtbot):
    qtbot.keyClicks(dialog.choices, "warm")
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.choices, "cool")
    dialog.optional.setChecked(True)

    save(qtbot, dialog)

    [declared] = write.session.content.inputs
    assert (declared.choices, declared.required) == (("warm", "cool"), False)


def test_what_does_not_fit_is_told_and_cannot_be_saved(dialog, qtbot):
    choose(dialog, InputType.NUMBER)
    qtbot.keyClicks(dialog.default, "many")

    assert "many" in dialog.problem.text()
    assert not dialog.done_button.isEnabled()
    dialog.reject()


def test_the_default_of_yes_or_no_is_true_or_false(write, dialog, qtbot):
    choose(dialog, InputType.BOOLEAN)
    qtbot.keyClicks(dialog.default, "maybe")
    told = dialog.problem.text()
    dialog.default.setText("true")

    save(qtbot, dialog)

    assert "true or false" in told
    assert write.session.content.inputs[0].default is True


def test_a_default_that_is_no_choice_is_told(dialog, qtbot):
    qtbot.keyClicks(dialog.choices, "warm")
    qtbot.keyClicks(dialog.default, "cold")

    assert "choices" in dialog.problem.text()
    dialog.reject()


def test_what_was_declared_can_be_undeclared(write, dialog, qtbot):
    save(qtbot, dialog)
    declared = write.session.content.inputs
    write.place.inputs.form.describe_requested.emit(declared[0])
    again = [each for each in write.place.findChildren(DescribeDialog) if each.isVisible()][-1]

    qtbot.mouseClick(again.forget, Qt.MouseButton.LeftButton)

    assert declared == (Input("ticket"),)
    assert write.session.content.inputs == ()
