"""The form of parameters: set and not set, wrong values, others by name, undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.gui.write.open_write import open_prompt
from workbench.domain.json_values import freeze
from workbench.domain.prompts import ModelChoice


@pytest.fixture
def form(write):
    return write.place.models.parameters.form


@pytest.fixture
def opened(form):
    form.more.click()
    return form


def params(write):
    return dict(write.session.content.model.params)


def set_params(write, **values):
    pairs = tuple((name, freeze(value)) for name, value in values.items())
    content = replace(write.session.content, model=ModelChoice("", params=pairs))
    write.session.apply(content, "Set")


def test_not_set_is_not_zero(write, form, qtbot):
    field = form.fields["temperature"]
    assert (field.edit.text(), field.edit.placeholderText()) == ("", "not set")
    assert not field.reset.isVisible()

    qtbot.keyClicks(field.edit, "0")

    assert params(write) == {"temperature": 0}
    assert field.reset.isVisible()


def test_a_parameter_is_reset_and_the_reset_undone(write, form, qtbot):
    set_params(write, temperature=0.5)
    field = form.fields["temperature"]

    qtbot.mouseClick(field.reset, Qt.MouseButton.LeftButton)
    assert params(write) == {}
    write.actions.run("draft.undo")

    assert params(write) == {"temperature": 0.5}
    assert field.edit.text() == "0.5"


def test_undo_while_typing_changes_the_field_with_the_keyboard_in_it(write, form, qtbot):
    field = form.fields["temperature"]
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "1.5")

    write.actions.run("draft.undo")

    assert (params(write), field.edit.text()) == ({}, "")


def test_what_is_typed_stays_as_it_is_written(write, form, qtbot):
    field = form.fields["temperature"]

    qtbot.keyClicks(field.edit, "0,50")

    assert field.edit.text() == "0,50"
    assert params(write) == {"temperature": 0.5}


def test_a_wrong_value_is_named_and_nothing_is_run_until_it_is_mended(write, opened, qtbot):
    field = opened.fields["top_p"]

    qtbot.keyClicks(field.edit, "7")

    assert opened.problem.text() == "top p: a number from 0 to 1"
    assert field.edit.property("problem") is True
    assert params(write) == {}
    assert "parameter" in write.actions.reason("run.start")

    qtbot.mouseClick(field.reset, Qt.MouseButton.LeftButton)
    assert not opened.problem.isVisible()
    assert write.actions.reason("run.start") == ""


def test_a_wrong_value_does_not_follow_into_another_prompt(write, form, qtbot):
    qtbot.keyClicks(form.fields["temperature"].edit, "hot")

    open_prompt(qtbot, write, "support/triage")

    assert form.fields["temperature"].edit.text() == ""
    assert form.wrong == ""


def test_what_is_folded_away_is_counted(write, form):
    set_params(write, seed=1, stop=["END"], top_k=40)

    assert form.more.text() == "more · 3 set"
    assert not form.fields["seed"].isVisible()


def test_stops_are_texts_between_commas(write, opened, qtbot):
    qtbot.keyClicks(opened.fields["stop"].edit, 'END, "\\n"')

    assert params(write) == {"stop": ("END", "\n")}


def test_effort_is_chosen_and_a_value_of_another_program_is_kept(write, opened):
    choice = opened.fields["reasoning_effort"].choice
    index = choice.findData("high")
    choice.setCurrentIndex(index)
    choice.activated.emit(index)
    assert params(write) == {"reasoning_effort": "high"}

    set_params(write, reasoning_effort="extreme")

    assert choice.currentText() == "extreme"


def test_another_parameter_has_a_name_and_a_json_value(write, opened, qtbot):
    qtbot.mouseClick(opened.extras.add, Qt.MouseButton.LeftButton)
    row = opened.extras._rows[0]

    qtbot.keyClicks(row.name, "top_k")
    qtbot.keyClicks(row.value, "40")

    assert params(write) == {"top_k": 40}
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert params(write) == {}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("top_k", "forty", "top_k: not JSON at character 1"),
        ("api_base", '"http://evil"', "api_base cannot be sent"),
        ("temperature", "1", "has a field of its own"),
        ("top_k", "", "top_k has no value"),
        ("", "1", "has no name"),
    ],
)
def test_another_parameter_that_cannot_be_sent_is_named(write, opened, qtbot, name, value, words):
    opened.extras.add.click()
    row = opened.extras._rows[0]

    qtbot.keyClicks(row.name, name)
    qtbot.keyClicks(row.value, value)

    assert words in opened.problem.text()
    assert params(write) == {}
    assert write.actions.context.parameters_wrong


def test_a_name_that_stands_twice_is_named(write, opened, qtbot):
    set_params(write, top_k=40)
    opened.extras.add.click()

    qtbot.keyClicks(opened.extras._rows[1].name, "top_k")
    qtbot.keyClicks(opened.extras._rows[1].value, "1")

    assert "twice" in opened.problem.text()
    assert params(write) == {"top_k": 40}


def test_the_form_can_be_gone_through_with_the_keyboard(write, opened, qtbot):
    order = [opened.fields[name].edit for name in ("temperature", "max_tokens", "top_p", "seed")]
    order[0].setFocus()

    for edit in order[1:]:
        while write.place.window().focusWidget() is not edit:
            before = write.place.window().focusWidget()
            qtbot.keyClick(before, Qt.Key.Key_Tab)
            assert write.place.window().focusWidget() is not before

    assert order[-1].hasFocus()
