from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.domain.checks import Verdict
from workbench.domain.evaluations import Cell
from workbench.domain.runs import Outcome
from workbench.gui.evaluate.cell.output import View
from workbench.gui.kit.differences.comparison_view import ComparisonView
from workbench.gui.kit.outputs.json_view import JsonView

PASSED, FAILED = Verdict.PASSED, Verdict.FAILED


def opened(qtbot, evaluate, verdicts=(PASSED, FAILED) * 4, **options):
    """The first cell of an evaluation that is over, open beside the grid."""
    evaluation = evaluate.planned(**options)
    evaluate.show(qtbot, evaluation)
    evaluate.engine.finish(evaluation, list(verdicts))
    qtbot.waitUntil(lambda: evaluate.grid.model.results.left == 0)
    evaluate.grid.view.setFocus()
    go(qtbot, evaluate, 0, 0)
    qtbot.keyClick(evaluate.grid.view.results, Qt.Key.Key_Return)
    return evaluation


def go(qtbot, evaluate, row, column):
    evaluate.grid.view.make_current(row, column)
    evaluate.actions.run("result.open")
    qtbot.waitUntil(lambda: evaluate.actions.context.result_current)


def output(evaluate):
    return evaluate.pane.output.text.exact_text


def test_a_cell_opens_to_its_checks_its_output_and_its_figures(qtbot, evaluate):
    opened(qtbot, evaluate)

    qtbot.waitUntil(lambda: output(evaluate) == "The output of 0")
    assert evaluate.pane.title.text() == "Ada"
    assert evaluate.pane.verdict.text() == "passed · 1.00"
    assert evaluate.pane.verdicts.words == ["says so: passed. It is there."]
    assert "0.50 s · $0.001" in evaluate.pane.facts.text()


def test_it_follows_the_current_cell_and_escape_closes_it(qtbot, evaluate):
    opened(qtbot, evaluate)

    evaluate.grid.view.make_current(1, 1)

    qtbot.waitUntil(lambda: output(evaluate) == "The output of 3")
    assert "demo/detailed" in evaluate.pane.column.text()
    assert evaluate.pane.verdicts.words == ["says so: failed. It is not there."]
    qtbot.keyClick(evaluate.pane.tabs.tabBar(), Qt.Key.Key_Escape)
    assert evaluate.pane.isHidden()
    assert evaluate.grid.view.results.hasFocus()


def test_a_cell_without_an_output_says_why(qtbot, evaluate):
    opened(qtbot, evaluate, [None] * 8)

    qtbot.waitUntil(lambda: output(evaluate) == "The server did not answer.")
    assert evaluate.pane.verdict.text() == "no output"
    assert not evaluate.actions["result.copy"].isEnabled()


def test_an_output_is_compared_with_that_of_another_column(qtbot, evaluate):
    opened(qtbot, evaluate)
    against = evaluate.pane.output.against
    qtbot.waitUntil(lambda: against.count() == 2)

    against.setCurrentIndex(1)
    against.activated.emit(1)

    views = evaluate.pane.output.comparison.parentWidget()
    qtbot.waitUntil(lambda: isinstance(views.currentWidget(), ComparisonView))
    assert not evaluate.pane.output.view_box.isEnabled()
    assert "1" in evaluate.pane.output.comparison.inline.toPlainText()


def test_an_output_is_shown_as_a_tree_of_json(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)
    evaluate.engine.finish(evaluation, [PASSED] * 8, text='{{"number": {0}}}')
    go(qtbot, evaluate, 0, 0)
    qtbot.waitUntil(lambda: "number" in output(evaluate))

    evaluate.pane.output.choose_view(View.JSON)
    evaluate.pane.output.wanted.emit()

    views = evaluate.pane.output.json.parentWidget()
    qtbot.waitUntil(lambda: isinstance(views.currentWidget(), JsonView))


def test_each_sample_can_be_looked_at(qtbot, evaluate):
    opened(qtbot, evaluate, [PASSED, PASSED, FAILED, PASSED] * 4, samples=2)
    box = evaluate.pane.samples
    qtbot.waitUntil(lambda: box.count() == 2 and output(evaluate) == "The output of 0")
    assert [box.itemText(n) for n in range(2)] == ["Sample 1: passed", "Sample 2: failed"]

    box.setCurrentIndex(1)
    box.activated.emit(1)

    qtbot.waitUntil(lambda: output(evaluate) == "The output of 2")


def test_the_output_is_copied_exactly(qtbot, evaluate):
    opened(qtbot, evaluate)
    qtbot.waitUntil(lambda: evaluate.actions["result.copy"].isEnabled())

    evaluate.actions.run("result.copy")

    assert QGuiApplication.clipboard().text() == "The output of 0"


def test_what_there_is_of_a_broken_off_output_is_copied(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)
    broken_off = Cell(0, f"{evaluation.id}-0", Outcome.CANCELLED, output_start="The out")
    evaluate.engine.record(evaluation, [broken_off])
    evaluate.engine.tell(evaluation, [broken_off])
    go(qtbot, evaluate, 0, 0)
    qtbot.waitUntil(lambda: evaluate.actions["result.copy"].isEnabled())

    with qtbot.waitSignal(evaluate.place.said) as said:
        evaluate.actions.run("result.copy")

    assert QGuiApplication.clipboard().text() == "The out"
    assert said.args == ["What there is of the output was copied."]
    assert not evaluate.actions["result.expect"].isEnabled()


def test_an_output_becomes_what_is_expected_of_its_case(qtbot, evaluate):
    opened(qtbot, evaluate)
    qtbot.waitUntil(lambda: evaluate.actions["result.expect"].isEnabled())

    with qtbot.waitSignal(evaluate.place.said):
        evaluate.actions.run("result.expect")

    (dataset,) = evaluate.services.datasets.all()
    assert [case.expected for case in dataset.cases] == ["The output of 0", "", "", ""]


def test_a_case_that_is_gone_from_the_dataset_keeps_nothing(qtbot, evaluate):
    opened(qtbot, evaluate)
    (dataset,) = evaluate.services.datasets.all()
    evaluate.services.datasets.save(type(dataset)(dataset.id, dataset.name, dataset.prompt_id))
    qtbot.waitUntil(lambda: evaluate.actions["result.expect"].isEnabled())

    evaluate.actions.run("result.expect")

    qtbot.waitUntil(lambda: bool(evaluate.ask.errors))
    assert "no longer in the dataset" in evaluate.ask.errors[0].message


def test_a_cell_is_run_again_with_all_its_samples(qtbot, evaluate):
    evaluation = opened(qtbot, evaluate, [PASSED] * 16, samples=2)

    evaluate.grid.view.make_current(1, 1)
    evaluate.actions.run("result.retry")

    assert evaluate.engine.started_evaluations == [(evaluation.id, True, [5, 7])]


def test_an_answer_can_be_forgotten(qtbot, evaluate):
    opened(qtbot, evaluate)
    qtbot.waitUntil(lambda: evaluate.actions["result.forget"].isEnabled())

    with qtbot.waitSignal(evaluate.place.said) as said:
        evaluate.actions.run("result.forget")

    assert "not given again" in said.args[0]


def test_its_prompt_is_wanted_in_write_as_it_ran(qtbot, evaluate):
    evaluation = opened(qtbot, evaluate)

    with qtbot.waitSignal(evaluate.place.prompt_wanted) as wanted:
        evaluate.actions.run("result.write")

    assert wanted.args == [evaluate.prompt_id, evaluation.columns[0].digest]


def test_n_in_the_grid_goes_to_the_next_failed_cell_and_opens_it_there(qtbot, evaluate):
    opened(qtbot, evaluate)

    qtbot.keyClick(evaluate.grid.view.results, Qt.Key.Key_N)

    qtbot.waitUntil(lambda: output(evaluate) == "The output of 1")
