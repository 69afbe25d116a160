from __future__ import annotations

from PySide6.QtCore import Qt

from workbench.domain.checks import Check, Verdict
from workbench.gui.evaluate.grid.model import CellRole

PASSED, FAILED, PENDING = Verdict.PASSED, Verdict.FAILED, Verdict.PENDING


def shown(checking, row, column):
    model = checking.evaluate.grid.model
    return model.index(row, column + 1).data(CellRole)


def recorded(checking, evaluation):
    cells = checking.services.evaluations.cells(evaluation.id)
    return [cell.score.verdict for cell in cells]


def test_outputs_are_scored_again_as_a_check_is_typed_and_nothing_is_recorded(checking):
    evaluation = checking.open()

    checking.type("of 1")
    checking.until_scored()

    words = checking.strip.words.text()
    assert "1 of 8 pass (before 8)" in words
    assert "0 fixed, 7 broken" in words
    assert shown(checking, 0, 0).change == "broken"
    assert shown(checking, 0, 1).change == ""
    assert recorded(checking, evaluation) == [PASSED] * 8
    checking.qtbot.waitUntil(lambda: "25 %" in heads(checking))


def heads(checking):
    model = checking.evaluate.grid.model
    role = Qt.ItemDataRole.AccessibleTextRole
    columns = range(1, model.columnCount())
    horizontal = Qt.Orientation.Horizontal
    texts = [str(model.headerData(column, horizontal, role)) for column in columns]
    return " ".join(texts)


def test_the_open_cell_says_what_the_edited_check_says(checking):
    checking.set_checks(Check("icontains", value="output"))
    checking.open()
    checking.actions.run("result.open")
    checking.type("of 1")

    checking.qtbot.waitUntil(
        lambda: checking.evaluate.pane.verdicts.words == ["icontains: failed. “of 1” is not in it."]
    )


def test_discard_goes_back_to_what_is_on_record_and_undo_brings_the_edit_back(checking):
    checking.open()
    checking.type("of 1")
    checking.until_scored()

    checking.actions.run("checks.discard")
    assert not checking.strip.isVisible()
    assert checking.editor.value.text.exact_text() == "output"
    assert shown(checking, 0, 0).change == ""
    checking.actions.run("check.undo")
    assert checking.editor.value.text.exact_text() == "of 1"


def test_keep_records_the_checks_and_their_scores(checking):
    evaluation = checking.open()
    checking.type("of 1")
    checking.until_scored()

    checking.actions.run("checks.keep")
    checking.qtbot.waitUntil(lambda: not checking.strip.isVisible())

    kept = checking.services.evaluations.evaluation(evaluation.id)
    assert kept.checks[0].value == "of 1"
    assert recorded(checking, evaluation) == [FAILED, PASSED, *[FAILED] * 6]
    assert shown(checking, 0, 0).change == ""
    (dataset,) = checking.services.datasets.all()
    assert dataset.checks[0].value == "output"


def test_the_dataset_is_given_the_checks_where_that_is_wanted(checking):
    checking.open()
    checking.type("of 1")
    checking.until_scored()
    checking.qtbot.waitUntil(checking.strip.in_dataset.isVisible)

    checking.strip.in_dataset.click()
    checking.actions.run("checks.keep")
    checking.qtbot.waitUntil(lambda: not checking.strip.isVisible())

    (dataset,) = checking.services.datasets.all()
    assert dataset.checks[0].value == "of 1"


def test_nothing_is_kept_while_the_evaluation_runs(checking):
    evaluation = checking.open([PASSED] * 8)
    checking.type("of 1")
    checking.until_scored()

    checking.engine.tell(evaluation, [])

    assert not checking.actions["checks.keep"].isEnabled()
    assert "running" in checking.actions.reason("checks.keep")


def test_a_threshold_of_all_checks_together_is_previewed_too(checking):
    checking.set_checks(Check("icontains", value="output"), Check("contains", value="of 1"))
    checking.open([FAILED] * 8)
    rule = checking.panel.rule

    rule.box.setCurrentIndex(1)
    rule.box.activated.emit(1)
    checking.until_scored()

    assert "8 of 8 pass (before 0)" in checking.strip.words.text()
    assert checking.engine.rescored[-1][1] == 0.5


def test_while_a_check_has_a_problem_nothing_is_scored(checking):
    checking.set_checks(Check("regex", value="out"))
    checking.open()
    checking.type("(")

    assert "has a problem" in checking.strip.words.text()
    assert not checking.actions["checks.keep"].isEnabled()
    assert checking.engine.rescored == []


def test_judges_are_asked_only_where_somebody_says_so(checking):
    checking.set_checks(Check("llm-rubric", value="Is polite."))
    checking.open()
    checking.type("Is kind.")
    checking.until_scored()

    assert "8 judgments not asked" in checking.strip.words.text()
    assert [judge for _checks, _threshold, judge in checking.engine.rescored] == [False]
    checking.strip.ask.click()
    checking.qtbot.waitUntil(lambda: "8 of 8 pass" in checking.strip.words.text())
    assert checking.engine.rescored[-1][2] is True
    assert not checking.strip.ask.isVisible()


def test_the_cost_of_judgments_is_told_once_one_was_asked(checking):
    checking.set_checks(Check("llm-rubric", value="Is polite."))
    checking.open()
    strip = checking.panel.try_strip
    checking.qtbot.waitUntil(strip.ask.isVisible)
    assert strip.ask.text() == "Ask the judge"

    strip.ask.click()
    checking.qtbot.waitUntil(lambda: "passed" in strip.verdict.text())
    assert "$0.002" in strip.verdict.text()
    checking.type("Is kind.")
    checking.until_scored()

    assert "8 judgments not asked: about $0.016" in checking.strip.words.text()


def test_a_check_is_tried_on_the_current_cell_while_it_is_typed(checking):
    evaluation = checking.open()
    strip = checking.panel.try_strip
    checking.qtbot.waitUntil(lambda: strip.verdict.text() == "passed · 1.00")
    assert strip.where.text() == "Ada · draft · demo/brief"

    checking.type("of 1")
    checking.qtbot.waitUntil(lambda: strip.verdict.text() == "failed · 0.00")
    checking.evaluate.grid.view.make_current(0, 1)

    checking.qtbot.waitUntil(lambda: strip.verdict.text() == "passed · 1.00")
    assert checking.engine.tried[-1][1] == f"{evaluation.id}-1"
