from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.gui.test_accessibility import nameless
from workbench.domain.checks import Verdict
from workbench.domain.evaluations import EvaluationEstimate, EvaluationState
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.kit.summaries_model import SummaryRole

PASSED, FAILED = Verdict.PASSED, Verdict.FAILED


def test_before_anything_was_evaluated_one_click_evaluates_the_open_prompt(qtbot, evaluate):
    empty = evaluate.place.empty
    qtbot.waitUntil(lambda: "Names" in empty.text.text())
    assert evaluate.place.page is empty
    assert "demo/brief, demo/detailed" in empty.text.text()

    qtbot.mouseClick(empty.now, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(evaluate.engine.started_evaluations))
    assert evaluate.place.page is evaluate.grid
    assert [column.model for column in evaluate.shown.columns] == ["demo/brief", "demo/detailed"]
    assert evaluate.shown.checks[0].metric == "says so"


def test_a_prompt_without_cases_says_how_to_get_some(qtbot, evaluate):
    (dataset,) = evaluate.services.datasets.all()
    evaluate.services.datasets.set_archived(dataset.id, True)

    evaluate.place.subject_changed.emit()

    qtbot.waitUntil(lambda: "has no case yet" in evaluate.place.empty.text.text())
    assert not evaluate.place.empty.now.isEnabled()


def test_an_evaluation_above_the_limit_is_asked_about_first(qtbot, evaluate):
    evaluate.engine.estimate_of = EvaluationEstimate(8, 0, 100, 50, Decimal(3))
    evaluate.ask.confirm = lambda _title, text, _action: evaluate.ask.questions.append(text)

    evaluate.actions.run("evaluation.prompt")

    qtbot.waitUntil(lambda: bool(evaluate.ask.questions))
    assert "about $3.00" in evaluate.ask.questions[0]
    assert evaluate.engine.started_evaluations == []


def test_the_newest_evaluation_is_shown_and_another_one_when_it_is_chosen(qtbot, evaluate):
    first, second = evaluate.planned("First"), evaluate.planned("Second")

    evaluate.show(qtbot, first)

    assert evaluate.grid.top.title.text() == "First"
    evaluate.show(qtbot, second)
    assert evaluate.grid.top.title.text() == "Second"
    assert "4 calls" in evaluate.grid.top.facts.text()


def test_only_evaluations_of_the_open_prompt_are_listed_when_that_is_wanted(qtbot, evaluate):
    evaluate.planned("First")
    other = evaluate.services.prompts.open_path("support/refund").prompt.id
    qtbot.waitUntil(lambda: evaluate.lists.evaluations.rowCount() == 1)

    evaluate.subject = type(evaluate.subject)(other, "support/refund", ("demo/brief",))
    evaluate.place.subject_changed.emit()
    evaluate.lists.filter.setCurrentIndex(1)
    evaluate.lists.filter.activated.emit(1)

    qtbot.waitUntil(lambda: evaluate.lists.evaluations.rowCount() == 0)


def test_what_the_engine_tells_is_seen_at_once(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)

    evaluate.engine.finish(evaluation, [PASSED, FAILED, None])

    qtbot.waitUntil(lambda: "3 of 8 cells" in evaluate.grid.top.facts.text())
    assert evaluate.grid.top.state.text() == "running"
    qtbot.waitUntil(lambda: "The output of 0" in evaluate.words(0, 0))
    assert evaluate.words(0, 0).startswith("passed, score 1.00")
    assert evaluate.words(0, 1).startswith("failed, score 0.00")
    assert evaluate.words(1, 0).startswith("no output: The server did not answer.")
    assert evaluate.words(3, 1) == "not begun"


def test_when_it_is_over_each_column_says_what_it_came_to(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)

    evaluate.engine.finish(evaluation, [PASSED, FAILED] * 4)

    qtbot.waitUntil(lambda: "Pass rate 100 %" in _head(evaluate, 1), timeout=10_000)
    assert "Pass rate 0 %" in _head(evaluate, 2)
    assert "Errors none" in _head(evaluate, 1)
    assert evaluate.grid.top.bar.isHidden()


def test_running_is_paused_and_stopped_and_failed_cells_are_retried(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)
    qtbot.waitUntil(lambda: evaluate.actions["evaluation.start"].isEnabled())
    evaluate.actions.run("evaluation.start")
    qtbot.waitUntil(lambda: bool(evaluate.engine.started_evaluations))
    evaluate.engine.finish(evaluation, [PASSED])

    evaluate.actions.run("evaluation.pause")
    evaluate.actions.run("evaluation.stop")
    evaluate.engine.finish(evaluation, [PASSED, None] * 4)
    evaluate.actions.run("evaluation.retry_failed")

    assert evaluate.engine.paused_evaluations == [evaluation.id]
    assert evaluate.engine.stopped_evaluations == [evaluation.id]
    assert evaluate.engine.started_evaluations == [
        (evaluation.id, False, []),
        (evaluation.id, True, []),
    ]


def test_why_it_paused_is_said_in_words(qtbot, evaluate):
    evaluation = evaluate.planned(budget_usd=Decimal("0.50"))
    evaluate.show(qtbot, evaluation)
    reason = "The budget of $0.50 would be passed."

    evaluate.engine.tell(evaluation, [], EvaluationState.PAUSED, reason=reason)

    assert evaluate.grid.top.reason.text() == reason
    assert evaluate.grid.top.reason.isVisible()
    assert "of a budget of $0.50" in evaluate.grid.top.facts.text()


def test_an_evaluation_is_renamed_given_another_budget_and_removed(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)
    evaluate.ask.texts = ["Another name", "2,50"]

    evaluate.actions.run("evaluation.rename")
    qtbot.waitUntil(lambda: evaluate.grid.top.title.text() == "Another name")
    evaluate.actions.run("evaluation.raise_budget")
    qtbot.waitUntil(lambda: evaluate.shown.budget_usd == Decimal("2.5"))
    evaluate.actions.run("evaluation.remove")

    qtbot.waitUntil(lambda: evaluate.place.page is evaluate.place.empty)
    assert "Another name" in evaluate.ask.questions[0]
    assert evaluate.services.evaluations.summaries() == []


def test_a_budget_that_is_no_amount_is_refused(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)
    evaluate.ask.texts = ["much"]

    evaluate.actions.run("evaluation.raise_budget")

    assert "much" in evaluate.ask.errors[0].message


def test_keys_of_write_do_not_change_a_draft_that_is_not_seen(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)
    done = []
    for command_id in ("draft.undo", "run.start"):
        evaluate.actions.on(command_id, lambda: done.append(1))
    evaluate.grid.view.setFocus()
    qtbot.waitUntil(lambda: evaluate.actions["evaluation.start"].isEnabled())

    qtbot.keyClick(evaluate.grid.view.results, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(
        evaluate.grid.view.results, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )

    qtbot.waitUntil(lambda: bool(evaluate.engine.started_evaluations))
    assert done == []


def test_a_dataset_that_is_chosen_takes_the_place_of_the_grid(qtbot, evaluate):
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)

    evaluate.lists.dataset_list.setCurrentIndex(evaluate.lists.datasets.index(0))

    qtbot.waitUntil(lambda: evaluate.place.page not in (evaluate.grid, evaluate.place.empty))
    assert not evaluate.lists.list.currentIndex().isValid()
    evaluate.show(qtbot, evaluation)
    assert evaluate.place.page is evaluate.grid


def test_every_focusable_widget_has_a_name(qtbot, evaluate):
    evaluation = evaluate.planned(samples=2)
    evaluate.show(qtbot, evaluation)
    evaluate.engine.finish(evaluation, [PASSED, FAILED] * 8)
    evaluate.actions.run("result.open")
    assert nameless(evaluate.place) == []

    evaluate.actions.run("evaluation.new")

    assert nameless(evaluate.place) == []


def test_the_lists_are_models_as_qt_wants_them(qtbot, evaluate):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, fatal)
        for model in (evaluate.lists.evaluations, evaluate.lists.datasets, evaluate.grid.model)
    ]
    evaluation = evaluate.planned()
    evaluate.show(qtbot, evaluation)

    evaluate.engine.finish(evaluation, [PASSED, FAILED] * 4)

    qtbot.waitUntil(lambda: "50 %" in _told(evaluate))
    assert testers


def _head(evaluate, section):
    role = Qt.ItemDataRole.AccessibleTextRole
    return evaluate.grid.model.headerData(section, Qt.Orientation.Horizontal, role)


def _told(evaluate):
    index = evaluate.lists.evaluations.index(0)
    return index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_enter_evaluates_the_open_prompt_where_nothing_was_evaluated_yet(qtbot, evaluate):
    empty = evaluate.place.empty
    qtbot.waitUntil(lambda: empty.now.isEnabled())

    qtbot.keyClick(empty.now, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(evaluate.engine.started_evaluations))


def test_a_dataset_that_is_put_aside_is_not_shown_any_more(qtbot, evaluate):
    evaluate.show(qtbot, evaluate.planned())
    [dataset] = evaluate.services.datasets.all()
    evaluate.lists.dataset_chosen.emit(dataset.id)
    qtbot.waitUntil(lambda: evaluate.place.page.objectName() == "dataset")

    evaluate.actions.run("dataset.archive")

    qtbot.waitUntil(lambda: evaluate.place.page is evaluate.grid)


def test_a_finished_evaluation_opens_with_its_counts(qtbot, evaluate):
    first, other = evaluate.planned("First"), evaluate.planned("Other")
    evaluate.engine.finish(first, [PASSED] * first.total, tell=False)
    evaluate.show(qtbot, other)
    evaluate.lists.prompt_filter_changed.emit()
    lines = evaluate.lists.evaluations
    line = QPersistentModelIndex(lines.index(lines.row_of(first.id)))
    qtbot.waitUntil(lambda: line.data(SummaryRole).done == first.total)
    seen = []
    presenter = evaluate.grid.findChild(GridPresenter)
    presenter.shown.connect(lambda _shown: seen.append(evaluate.grid.top.facts.text()))

    evaluate.show(qtbot, first)

    assert seen[0].startswith(f"{first.total} of {first.total} cells")
