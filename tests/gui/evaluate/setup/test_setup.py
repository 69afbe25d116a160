from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.builders import a_case, a_dataset
from workbench.domain.datasets import Dataset, Split
from workbench.domain.models import Model
from workbench.gui.evaluate.setup.choices import CHECKED, Choice, Choices
from workbench.gui.evaluate.setup.plan import Plan, PromptVersion, default_name

DRAFT = PromptVersion("prompt")


def begun(qtbot, evaluate):
    evaluate.actions.run("evaluation.new")
    setup = evaluate.setup
    qtbot.waitUntil(lambda: setup.versions.choices.rowCount() > 0 and setup.dataset.count() > 0)
    return setup


def ticks(view):
    model = view.choices
    rows = range(model.rowCount())
    role = Qt.ItemDataRole.CheckStateRole
    return [model.index(r).data() for r in rows if model.index(r).data(role) == CHECKED]


def test_columns_are_versions_beside_each_other_on_each_model_the_draft_last():
    plan = Plan(versions=(DRAFT, PromptVersion("prompt", 2), PromptVersion("prompt", 1)))
    plan = Plan(versions=plan.versions, models=("a", "b"))

    columns = [(column.model, column.version) for column in plan.columns]

    assert columns == [("a", 1), ("a", 2), ("a", None), ("b", 1), ("b", 2), ("b", None)]


def test_cells_are_counted_of_the_cases_that_count():
    cases = (
        a_case("Ada", split=Split.TRAIN),
        a_case("Bo", labels=("north",)),
        a_case("Cy", enabled=False),
    )
    dataset = Dataset("d", "Names", cases=cases)
    plan = Plan(versions=(DRAFT,), models=("a", "b"), samples=3)

    assert plan.cells(dataset) == 12
    assert Plan(versions=(DRAFT,), models=("a",), split=Split.TRAIN).cells(dataset) == 1
    assert Plan(versions=(DRAFT,), models=("a",), label="north").cells(dataset) == 1


def test_what_is_missing_is_said_one_thing_after_the_other():
    dataset = a_dataset()

    assert Plan().missing(dataset) == "versions"
    assert Plan(versions=(DRAFT,)).missing(dataset) == "models"
    assert Plan(versions=(DRAFT,), models=("a",)).missing(None) == "dataset"
    assert Plan(versions=(DRAFT,), models=("a",), label="none").missing(dataset) == "cases"
    assert Plan(versions=(DRAFT,), models=("a",)).missing(dataset) == ""


def test_a_version_is_found_again_by_its_key():
    for version in (DRAFT, PromptVersion("prompt@odd", 12)):
        assert PromptVersion.of(version.key) == version


def test_ticks_stay_while_something_else_is_listed(qtbot):
    choices = Choices()
    tester = QAbstractItemModelTester(choices, QAbstractItemModelTester.FailureReportingMode.Fatal)
    choices.tick(["b", "c"])

    choices.show_choices([Choice("a", "A"), Choice("b", "B")])
    choices.setData(choices.index(0), CHECKED, Qt.ItemDataRole.CheckStateRole)

    assert choices.ticked == ("a", "b", "c")
    choices.show_choices([Choice("c", "C")])
    assert choices.ticked == ("c", "b", "a")
    assert tester.model() is choices


def test_it_begins_with_the_open_prompt_its_dataset_and_the_ticked_models(qtbot, evaluate):
    setup = begun(qtbot, evaluate)

    assert evaluate.place.page is setup
    assert ticks(setup.versions) == ["draft"]
    assert ticks(setup.models) == ["demo/brief", "demo/detailed"]
    assert setup.dataset.currentText() == "Names · 4 cases"
    assert setup.words.text() == "8 cells: 1 version × 2 models × 4 cases"
    assert setup.start.isEnabled()


def test_a_model_without_a_key_is_said_to_have_none(qtbot, evaluate):
    setup = begun(qtbot, evaluate)

    setup.models.choices.tick(["openai/gpt-4o-mini"])

    assert "openai/gpt-4o-mini cannot be used yet" in setup.facts.text()


def test_nothing_starts_before_a_version_is_ticked(qtbot, evaluate):
    setup = begun(qtbot, evaluate)

    setup.versions.choices.tick([])

    assert setup.facts.text() == "Tick a version, or the draft."
    assert not setup.start.isEnabled()


def test_ctrl_enter_plans_and_starts_what_was_chosen(qtbot, evaluate):
    setup = begun(qtbot, evaluate)
    setup.name.setText("By hand")
    setup.samples.setValue(3)
    setup.budget.setValue(1.5)
    setup.label.setCurrentIndex(setup.label.findData("south"))

    qtbot.keyClick(setup.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: bool(evaluate.engine.started_evaluations))
    shown = evaluate.shown
    assert (shown.name, shown.samples, shown.cases) == ("By hand", 3, 2)
    assert shown.budget_usd == Decimal("1.5")


def test_what_is_only_planned_shows_its_estimate_and_waits(qtbot, evaluate):
    setup = begun(qtbot, evaluate)

    qtbot.mouseClick(setup.plan, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "4 calls · free" in evaluate.grid.top.facts.text())
    assert evaluate.engine.started_evaluations == []


def test_versions_of_another_prompt_can_be_added(qtbot, evaluate):
    setup = begun(qtbot, evaluate)

    setup.more.setCurrentIndex(1)
    setup.more.activated.emit(1)

    qtbot.waitUntil(lambda: setup.versions.choices.rowCount() == 2)
    assert ticks(setup.versions) == ["support/triage · draft", "support/refund · draft"]


def test_models_are_filtered_by_some_letters(qtbot, evaluate):
    setup = begun(qtbot, evaluate)

    setup.filter.setText("gpt")

    listed = [setup.models.choices.index(r).data() for r in range(setup.models.choices.rowCount())]
    assert listed == ["openai/gpt-4o-mini"]
    assert setup.chosen.models == ("demo/brief", "demo/detailed")


def test_one_like_an_earlier_one_begins_with_its_choices(qtbot, evaluate):
    evaluation = evaluate.planned("Earlier", models=("demo/detailed",), samples=2)
    evaluate.show(qtbot, evaluation)

    evaluate.actions.run("evaluation.again")

    setup = evaluate.setup
    qtbot.waitUntil(lambda: ticks(setup.models) == ["demo/detailed"])
    assert setup.name.text() == "Earlier"
    assert setup.samples.value() == 2


def test_cancel_goes_back_to_what_was_shown(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)
    setup = begun(qtbot, evaluate)

    qtbot.mouseClick(setup.cancel, Qt.MouseButton.LeftButton)

    assert evaluate.place.page is evaluate.grid


def test_the_batch_api_is_offered_only_where_a_chosen_model_has_one(qtbot, evaluate):
    batched = Model("openai/batched", "openai", batches=True)
    evaluate.engine.model_list = [*evaluate.engine.model_list, batched]
    setup = begun(qtbot, evaluate)
    assert setup.batch.isHidden()

    setup.models.choices.tick(["demo/brief", batched.name])
    setup.batch.setChecked(True)

    assert not setup.batch.isHidden()
    assert setup.batched.text() == batched.name
    assert setup.chosen.options.batch_api
    setup.models.choices.tick(["demo/brief"])
    assert setup.batch.isHidden()
    assert not setup.chosen.options.batch_api


def test_an_evaluation_like_a_batched_one_is_batched(qtbot, evaluate):
    setup = begun(qtbot, evaluate)

    setup.show_plan(Plan(batch_api=True))

    assert setup.batch.isChecked()


@pytest.mark.parametrize(
    ("versions", "name"),
    [
        ((("a", None),), "Tickets · draft"),
        ((("a", None), ("a", 3)), "Tickets · v3 and draft"),
        ((("a", 3), ("a", 1), ("a", 2)), "Tickets · v1, v2 and v3"),
        (tuple(("a", number) for number in range(6)), "Tickets · 6 versions"),
        ((("a", 3), ("b", None), ("a", 2)), "Tickets · triage v2 and v3, brief draft"),
        (tuple((letter, 1) for letter in "abcde"), "Tickets · 5 prompts"),
        ((), "Tickets"),
    ],
)
def test_an_evaluation_is_named_after_its_dataset_and_versions(qapp, versions, name):
    paths = {"a": "support/triage", "b": "brief"}

    assert default_name("Tickets", [PromptVersion(*each) for each in versions], paths) == name


def test_the_name_it_gets_is_shown_and_one_like_it_gets_its_own(qtbot, evaluate):
    setup = begun(qtbot, evaluate)
    qtbot.waitUntil(lambda: setup.name.placeholderText() == "Names · draft")

    qtbot.keyClick(setup.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: evaluate.shown is not None)
    assert evaluate.shown.name == "Names · draft"
    evaluate.actions.run("evaluation.again")
    assert setup.name.text() == ""
