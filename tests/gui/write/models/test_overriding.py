"""Parameters of single models, and what a model will not be sent."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import Qt

from workbench.domain.models import Model
from workbench.domain.parameters import Support
from workbench.domain.prompts import ModelChoice, Tool
from workbench.gui.write.models.overriding import read_overrides
from workbench.gui.write.models.rows import LeftOutRole, OverridesRole
from workbench.gui.write.models.wording import params_words

LIMITED = Model("openai/o1", "openai", support=Support(("max_tokens",), tools=False))


def row_of(models, name):
    rows = models.panel.rows
    return next(rows.index(i) for i in range(rows.rowCount()) if rows.index(i).data() == name)


def override(models, qtbot, name, text):
    models.presenter.overriding.open(name)
    dialog = models.presenter.overriding.dialog
    qtbot.keyClicks(dialog.form.fields["temperature"].edit, text)
    return dialog


def test_a_model_gets_its_own_temperature_and_the_prompt_keeps_its(models, qtbot, memory):
    before = models.session.content

    dialog = override(models, qtbot, "demo/brief", "1")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)

    assert models.session.overrides == {"demo/brief": (("temperature", 1),)}
    assert models.session.content == before
    assert "temperature 1" in row_of(models, "demo/brief").data(OverridesRole)
    kept = memory[f"overrides/{models.session.open.prompt.id}"]
    assert json.loads(kept) == {"demo/brief": {"temperature": 1}}


def test_they_are_there_again_when_the_prompt_is_opened_again(models, qtbot):
    override(models, qtbot, "demo/brief", "1").accept()
    opened = models.session.open

    models.session.show_prompt(None)
    assert models.session.overrides == {}
    models.session.show_prompt(opened)

    assert models.session.overrides == {"demo/brief": (("temperature", 1),)}


def test_what_is_cancelled_changes_nothing(models, qtbot):
    dialog = override(models, qtbot, "demo/brief", "1")

    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)

    assert models.session.overrides == {}
    assert models.presenter.overriding.dialog is None


def test_a_value_that_cannot_be_sent_is_not_taken(models, qtbot):
    dialog = override(models, qtbot, "demo/brief", "9")

    assert not dialog.done_button.isEnabled()
    assert "0 to 2" in dialog.done_button.toolTip()
    dialog.reject()


def test_the_prompts_own_values_are_shown_where_nothing_is_set(models, qtbot):
    content = replace(models.session.content, model=ModelChoice("", params=(("temperature", 0.2),)))
    models.session.apply(content, "Set")
    override(models, qtbot, "demo/brief", "1").accept()

    models.presenter.overriding.open("demo/brief")
    dialog = models.presenter.overriding.dialog
    field = dialog.form.fields["temperature"].edit
    assert field.text() == "1"
    qtbot.mouseClick(dialog.clear, Qt.MouseButton.LeftButton)
    assert (field.text(), field.placeholderText()) == ("", "0.2 (prompt)")

    dialog.accept()
    assert models.session.overrides == {}


def test_a_click_on_the_mark_of_a_row_opens_them(models, qtbot):
    view = models.panel.list
    index = view.model().index(0, 0)
    place = models.panel.delegate.own_place(view.visualRect(index), index).center()
    ticked = models.session.models

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert models.presenter.overriding.dialog is not None
    assert models.session.models == ticked
    models.presenter.overriding.dialog.reject()


def test_the_command_opens_those_of_the_current_model(models, qtbot):
    models.panel.list.setCurrentIndex(models.panel.list.model().index(1, 0))
    models.actions.report(prompt_open=True)

    models.actions.run("models.override")

    name = models.panel.list.model().index(1, 0).data()
    assert name in models.presenter.overriding.dialog.windowTitle()
    models.presenter.overriding.dialog.reject()


def test_what_a_model_does_not_take_is_said_before_the_run(models, qtbot):
    models.engine.model_list = [LIMITED]
    models.presenter.load()
    models.panel.rows.tick(["openai/o1"])

    content = replace(
        models.session.content,
        model=ModelChoice("", params=(("seed", 1), ("max_tokens", 9))),
        tools=(Tool("look_up"),),
    )
    models.session.apply(content, "Set")

    words = "takes no seed, tools; not sent"
    assert row_of(models, "openai/o1").data(LeftOutRole) == words
    assert models.panel.support.text() == f"openai/o1 {words}"
    assert words in row_of(models, "openai/o1").data(Qt.ItemDataRole.AccessibleTextRole)
    assert words in row_of(models, "openai/o1").data(Qt.ItemDataRole.ToolTipRole)

    models.panel.rows.tick([])
    assert not models.panel.support.isVisible()


def test_what_was_kept_and_is_not_understood_is_nothing():
    assert read_overrides("") == read_overrides("{") == read_overrides("[1]") == {}
    assert read_overrides('{"a": 1, "b": {}, "c": {"seed": 1}}') == {"c": (("seed", 1),)}


def test_parameters_in_words():
    assert (
        params_words((("temperature", 0), ("stop", ("a", "b"))))
        == 'temperature 0 · stop ["a", "b"]'
    )
    assert params_words((("seed", None),)) == "seed not set"


def set_temperature(models, value):
    content = models.session.content
    model = ModelChoice("", params=(("temperature", value),))
    models.session.apply(replace(content, model=model), "Change temperature")


def test_a_model_can_be_sent_nothing_of_what_the_prompt_sets(models, qtbot):
    set_temperature(models, 0)
    models.presenter.overriding.open("demo/brief")
    dialog = models.presenter.overriding.dialog
    field = dialog.form.fields["temperature"]

    qtbot.mouseClick(field.leave_out, Qt.MouseButton.LeftButton)
    placeholder = field.edit.placeholderText()
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)

    assert placeholder == "not sent"
    assert models.session.overrides == {"demo/brief": (("temperature", None),)}
    assert "temperature not set" in row_of(models, "demo/brief").data(OverridesRole)


def test_what_is_not_sent_is_inherited_again_when_that_is_taken_away(models, qtbot):
    set_temperature(models, 0)
    models.session.set_overrides({"demo/brief": (("temperature", None),)})
    models.presenter.overriding.open("demo/brief")
    dialog = models.presenter.overriding.dialog
    field = dialog.form.fields["temperature"]

    qtbot.mouseClick(field.reset, Qt.MouseButton.LeftButton)

    assert field.edit.placeholderText() == "0 (prompt)"
    assert dialog.values == ()


def test_what_the_prompt_does_not_set_cannot_be_left_out(models):
    set_temperature(models, 0)
    models.presenter.overriding.open("demo/brief")

    fields = models.presenter.overriding.dialog.form.fields

    assert fields["temperature"].leave_out.isVisible()
    assert not fields["top_p"].leave_out.isVisible()


def test_nothing_is_chosen_where_nothing_is_set(models):
    models.presenter.overriding.open("demo/brief")

    effort = models.presenter.overriding.dialog.form.fields["reasoning_effort"]

    assert effort.choice.currentIndex() == -1
    assert effort.choice.placeholderText() == "not set"
