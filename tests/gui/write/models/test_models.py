"""Models to tick, with what each costs or lacks; parameters that change the draft."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.gui.write.models.open_models import OpenModels
from workbench.domain.datasets import Case
from workbench.domain.errors import EngineStopped
from workbench.domain.models import Missing, Model, Price
from workbench.domain.runs import RunColumn
from workbench.gui.write.models.rows import ModelRows
from workbench.gui.write.models.spending import spending

PRICED = Model("openai/gpt-4o", "openai", price=Price(Decimal("0.000002"), Decimal("0.00001")))


def test_the_demo_models_are_ticked_at_the_first_start(models):
    assert models.session.models == ("demo/brief", "demo/detailed")
    assert models.actions.context.models_chosen == 2


def test_a_click_takes_the_tick_away_and_it_is_remembered(models, memory, qtbot):
    models.click(qtbot, "demo/detailed")

    assert models.session.models == ("demo/brief",)
    assert memory["models"] == '["demo/brief"]'


def test_space_ticks_the_model_with_the_keyboard(models, qtbot):
    models.panel.list.setFocus()
    models.panel.list.setCurrentIndex(models.panel.list.model().index(0, 0))

    qtbot.keyClick(models.panel.list, Qt.Key.Key_Space)

    assert models.session.models == ("demo/detailed",)


def test_a_missing_key_leads_to_the_settings(models, qtbot):
    models.click(qtbot, "openai/gpt-4o-mini", at_right=True)

    assert models.asked_for_settings


def test_a_model_without_a_key_can_be_ticked_all_the_same(models, qtbot):
    models.click(qtbot, "openai/gpt-4o-mini")

    assert "openai/gpt-4o-mini" in models.session.models
    assert not models.asked_for_settings


def test_the_filter_finds_models_and_keeps_the_ticks(models, qtbot):
    qtbot.keyClicks(models.panel.filter, "gpt")

    assert models.panel.list.model().rowCount() == 1
    assert models.session.models == ("demo/brief", "demo/detailed")


def test_a_ticked_model_that_is_gone_stays_and_says_so(models):
    models.engine.model_list = [Model("demo/brief", "demo", demo=True)]

    models.presenter.load()

    assert "demo/detailed" in models.session.models
    gone = [m for m in models.panel.rows.models if m.name == "demo/detailed"]
    assert gone[0].missing is Missing.NOT_RUNNING


def test_models_that_are_known_at_once_are_there_while_the_others_are_looked_for(
    qtbot, theme, icons, actions, memory
):
    memory["models"] = '["openai/gpt-4o-mini"]'
    models = OpenModels(theme, icons, actions, memory, answers_later=True)
    qtbot.addWidget(models.panel)
    models.engine.models_at_once = [Model("demo/brief", "demo", demo=True)]

    models.presenter.load()

    listed = {model.name: model.missing for model in models.panel.rows.models}
    assert listed == {"demo/brief": Missing.NOTHING, "openai/gpt-4o-mini": Missing.NOTHING}
    assert models.session.models == ("openai/gpt-4o-mini",)


def test_parameters_change_the_draft_and_can_be_undone(models, qtbot):
    qtbot.keyClicks(models.field("temperature"), "0.5")
    assert models.session.content.model.params == (("temperature", 0.5),)

    models.session.undo_stack.undo()

    assert models.session.content.model.params == ()


def test_an_empty_parameter_is_the_providers_default(models, qtbot):
    field = models.field("max_tokens")
    qtbot.keyClicks(field, "9")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)

    assert models.session.content.model.params == ()


def test_what_cannot_be_a_temperature_is_marked_and_not_taken(models, qtbot):
    field = models.field("temperature")

    qtbot.keyClicks(field, "hot")

    assert field.property("problem") is True
    assert models.session.content.model.params == ()


def test_the_run_button_shows_its_keys_and_why_it_cannot_be_pressed(models):
    assert "Ctrl+Return" in models.panel.run.text()
    assert not models.panel.run.isEnabled()
    assert "Open a prompt first" in models.panel.run.toolTip()


def test_rows_say_what_they_show_and_behave():
    rows = ModelRows()
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.show_models([PRICED, Model("x/y", "x", missing=Missing.KEY, key_variable="X_KEY")])
    rows.tick(["openai/gpt-4o"])

    spoken = rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "openai/gpt-4o, $2.00 / $10.00"
    assert "X_KEY" in rows.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert rows.ticked == ("openai/gpt-4o",)
    assert tester is not None


def test_what_a_run_is_likely_to_cost():
    free, dear = Model("demo/brief", "demo", demo=True), PRICED

    cost = spending([(dear, 100), (free, 100)], input_tokens=1000, samples=2)

    assert cost.cost_usd == Decimal("0.006")
    assert spending([(Model("x", "x"), 1)], input_tokens=1, samples=1).cost_usd is None


def test_columns_beside_the_draft_are_part_of_what_a_press_of_run_costs(models):
    told = []
    models.presenter.estimated.connect(told.append)

    models.session.set_columns((RunColumn("demo/brief"), RunColumn("demo/brief", 1)))
    models.session.set_cases((Case("1"), Case("2")))

    assert told[-1].runs == 2 * (len(models.session.models) + 1)


def test_what_will_run_is_listed_before_the_engine_knows_the_models(
    qtbot, theme, icons, actions, memory
):
    models = OpenModels(theme, icons, actions, memory, answers_later=True)
    qtbot.addWidget(models.panel)

    rows = models.panel.list.model()
    listed = [rows.index(row, 0).data() for row in range(rows.rowCount())]
    assert listed == ["demo/brief", "demo/detailed"] == list(models.session.models)
    assert "Looking for models" in models.panel.words.text()

    models.engine.answer_all()
    assert rows.rowCount() == 3
    assert models.panel.words.text() == ""


def test_a_list_that_cannot_be_had_says_why_and_keeps_what_was_known(models):
    models.engine.model_list = EngineStopped("The engine ended.")

    models.presenter.load()

    assert "The engine ended." in models.panel.words.text()
    assert models.panel.list.model().rowCount() == 3


def test_an_answer_that_comes_too_late_does_not_replace_a_newer_one(qtbot, theme, icons, actions):
    models = OpenModels(theme, icons, actions, None, answers_later=True)
    qtbot.addWidget(models.panel)
    models.engine.model_list = [PRICED]
    models.presenter.load()
    old, new = models.engine.pending

    new()
    old()

    assert PRICED in models.panel.rows.models


def test_what_a_press_of_run_costs_goes_by_each_columns_longest_answer(models):
    told = []
    models.presenter.estimated.connect(told.append)
    models.engine.model_list = [PRICED]
    models.presenter.load()
    models.session.set_models((PRICED.name,))

    def cost():
        return told[-1].cost_usd

    models.session.set_overrides({PRICED.name: (("max_tokens", 0),)})
    nothing = cost()
    models.session.set_overrides({PRICED.name: (("max_tokens", 1000),)})
    much = cost()
    models.session.set_columns((RunColumn(PRICED.name, params=(("max_tokens", 2000),)),))
    three_times = cost()

    assert PRICED.price
    assert much - nothing == PRICED.price.of(0, 1000)
    assert three_times - 2 * nothing == 3 * PRICED.price.of(0, 1000)


def test_why_nothing_can_be_run_is_shown_when_that_lasts(models, qtbot):
    models.actions.report(models_chosen=1, messages=1, prompt_open=True)
    qtbot.waitUntil(models.panel.run.isEnabled)

    models.actions.report(template_broken=True)
    at_once = models.panel.reason.isVisible()

    assert not at_once
    qtbot.waitUntil(models.panel.reason.isVisible)
    models.actions.report(template_broken=False)
    assert not models.panel.reason.isVisible()
