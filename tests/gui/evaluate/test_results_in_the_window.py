"""Plots, comparisons, baseline, gate, reports and what people say, over real services."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tests.builders import a_content
from tests.gui.evaluate.fake_evaluation_engine import a_cell
from workbench.domain.checks import Verdict
from workbench.domain.evaluations import EvaluationState
from workbench.domain.gates import Gate
from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.gui.evaluate.grid.filtering import Show
from workbench.gui.evaluate.plots.page import Kind
from workbench.gui.kit.file_names import file_name
from workbench.services.evaluations import ColumnChoice, EvaluationOptions

PASSED, FAILED = Verdict.PASSED, Verdict.FAILED


def finished(evaluate, verdicts, name="First", *, text="The output of {0}", **options):
    evaluation = evaluate.planned(name, **options)
    evaluate.engine.finish(evaluation, verdicts, tell=False, text=text)
    return evaluation


def shown(qtbot, evaluate, evaluation):
    evaluate.show(qtbot, evaluation)
    qtbot.waitUntil(lambda: evaluate.grid.model.results.left == 0)
    qtbot.waitUntil(lambda: evaluate.actions.context.evaluation_finished)


@pytest.fixture
def two(qtbot, evaluate):
    """An earlier evaluation, and a later one in which Ada broke and Bo is mended."""
    before = finished(evaluate, [PASSED, PASSED, FAILED, PASSED] * 2, "Before")
    after = finished(
        evaluate, [FAILED, PASSED, PASSED, PASSED] + [FAILED, PASSED] * 2, "After", text="New {0}"
    )
    return before, after


def part(evaluate, name):
    return evaluate.place.findChild(QWidget, name)


def turned(qtbot, evaluate, view):
    evaluate.actions.run(f"evaluation.{view}")
    name = {"plots": "plots", "compare": "compare", "gate": "gate"}[view]
    qtbot.waitUntil(lambda: part(evaluate, name) is not None)
    return part(evaluate, name)


def test_every_plot_has_a_table_of_its_numbers(qtbot, evaluate):
    shown(qtbot, evaluate, finished(evaluate, [PASSED, FAILED] * 4))

    plots = turned(qtbot, evaluate, "plots")
    qtbot.waitUntil(lambda: plots.numbers.numbers.rowCount() == 2)
    cost = plots.numbers.numbers.rows
    plots.choose(Kind.TIMES)
    qtbot.waitUntil(lambda: plots.numbers.numbers.heads[0:2] == ("Column", "Answers"))
    plots.choose(Kind.SLICES)
    qtbot.waitUntil(lambda: plots.slices.numbers.rowCount() == 4)
    plots.choose(Kind.VERSIONS)
    qtbot.waitUntil(lambda: plots.missing.text().startswith("Needs two versions"))

    assert cost[0][0] == "draft · demo/brief"
    assert "100 %" in cost[0][1]
    assert [row[0] for row in plots.slices.numbers.rows] == [
        "All cases",
        "critical",
        "north",
        "south",
    ]
    assert plots.missing.isVisible()


def test_the_table_chooses_the_point_and_is_copied_whole(qtbot, evaluate):
    shown(qtbot, evaluate, finished(evaluate, [PASSED, FAILED] * 4))
    plots = turned(qtbot, evaluate, "plots")
    qtbot.waitUntil(lambda: plots.numbers.numbers.rowCount() == 2)
    plots.grab()

    plots.chart.chosen.emit(1)

    assert plots.numbers.currentIndex().row() == 1
    assert plots.numbers.numbers.text([]).count("\n") == 2


def test_the_newest_is_compared_with_the_one_before_in_a_sentence(qtbot, evaluate, two):
    before, after = two
    shown(qtbot, evaluate, after)

    compare = turned(qtbot, evaluate, "compare")
    qtbot.waitUntil(lambda: compare.changes.rowCount() > 0)

    pair = compare.pickers.pair
    assert (pair.baseline.evaluation_id, pair.candidate.evaluation_id) == (before.id, after.id)
    assert "better" in compare.sentence.text()
    assert [row[0] for row in compare.numbers.table.numbers.rows][:2] == ["Pass rate", "Score"]
    qtbot.waitUntil(lambda: not compare.progress.isVisible())


def test_a_changed_case_opens_both_outputs_with_what_differs(qtbot, evaluate, two):
    shown(qtbot, evaluate, two[1])
    compare = turned(qtbot, evaluate, "compare")
    compare.tabs.setCurrentIndex(2)

    qtbot.waitUntil(lambda: compare.both.title.text() not in ("", "Choose a case"))

    left, right = compare.both.differences.left, compare.both.differences.right
    qtbot.waitUntil(lambda: "The output" in left.toPlainText())
    assert "New" in right.toPlainText()
    assert compare.both.reasons[1].words


def test_choosing_others_compares_them_and_swapping_turns_them_round(qtbot, evaluate, two):
    shown(qtbot, evaluate, two[1])
    compare = turned(qtbot, evaluate, "compare")
    qtbot.waitUntil(lambda: compare.changes.rowCount() > 0)
    pair = compare.pickers.pair

    compare.pickers.swap.click()

    assert compare.pickers.pair == pair.swapped
    qtbot.waitUntil(lambda: compare.numbers.table.numbers.heads[-1].endswith("After"))


def test_a_single_column_alone_says_what_it_needs(qtbot, evaluate):
    shown(qtbot, evaluate, finished(evaluate, [PASSED] * 4, models=("demo/brief",)))

    compare = turned(qtbot, evaluate, "compare")

    qtbot.waitUntil(lambda: compare.sentence.text().startswith("Needs two columns"))


def test_pinning_marks_what_changed_since_and_unpinning_takes_it_back(qtbot, evaluate, two):
    before, after = two
    shown(qtbot, evaluate, before)
    pin = evaluate.actions["evaluation.pin_baseline"]

    pin.trigger()
    qtbot.waitUntil(lambda: evaluate.services.evaluations.baseline(evaluate.prompt_id) is not None)
    shown(qtbot, evaluate, after)
    qtbot.waitUntil(lambda: "broken" in evaluate.words(0, 0))

    assert "fixed" in evaluate.words(1, 0)
    assert "held against Before" in evaluate.grid.top.about.text()
    evaluate.grid.filter.choose(Show.BROKEN)
    assert evaluate.grid.model.case_at(0) == 0
    evaluate.grid.filter.choose(Show.ALL)
    evaluate.grid.filter.order.setCurrentIndex(1)
    evaluate.grid.filter.order.activated.emit(1)
    assert {evaluate.grid.model.case_at(row) for row in range(3)} == {0, 1, 2}
    shown(qtbot, evaluate, before)
    qtbot.waitUntil(pin.isChecked)
    pin.trigger()
    qtbot.waitUntil(lambda: evaluate.services.evaluations.baseline(evaluate.prompt_id) is None)


def test_the_gate_is_kept_as_it_is_typed_and_judged_at_once(qtbot, evaluate):
    shown(qtbot, evaluate, finished(evaluate, [PASSED, FAILED] * 4))
    gate = turned(qtbot, evaluate, "gate")
    qtbot.waitUntil(lambda: bool(gate.form.rows))

    gate.form.row("pass_rate").switch.click()

    qtbot.waitUntil(lambda: len(gate.judged.words) == 1)
    qtbot.waitUntil(lambda: evaluate.services.evaluations.gate(evaluate.prompt_id) is not None)
    assert evaluate.services.evaluations.gate(evaluate.prompt_id) == Gate(pass_rate=0.9)
    chip = part(evaluate, "grid.gate")
    assert chip.text() == "Gate: 1 of 2 columns hold"
    assert gate.judged.words[0].startswith("fails: The pass rate must be at least 90 %")


def test_a_case_the_gate_failed_on_is_opened_in_the_grid(qtbot, evaluate):
    evaluate.services.evaluations.keep_gate(evaluate.prompt_id, Gate(pass_rate=0.9))
    shown(qtbot, evaluate, finished(evaluate, [PASSED, PASSED, PASSED, FAILED] + [PASSED] * 4))
    gate = turned(qtbot, evaluate, "gate")
    qtbot.waitUntil(lambda: bool(gate.judged.findChildren(QPushButton, "gate.case")))

    gate.judged.findChildren(QPushButton, "gate.case")[0].click()

    view = evaluate.grid.view
    assert (view.current.row(), view.current.column()) == (1, 2)
    qtbot.waitUntil(evaluate.pane.isVisible)


def test_a_gate_goes_to_a_file_and_comes_back(qtbot, evaluate, tmp_path):
    kept = Gate(pass_rate=0.5, no_critical_failures=True)
    evaluate.services.evaluations.keep_gate(evaluate.prompt_id, kept)
    shown(qtbot, evaluate, finished(evaluate, [PASSED] * 8))
    qtbot.waitUntil(lambda: evaluate.actions.context.gate_asks)
    file = tmp_path / "gate.yaml"
    evaluate.ask.files = [file, file]

    evaluate.actions.run("gate.write")
    qtbot.waitUntil(file.exists)
    evaluate.services.evaluations.keep_gate(evaluate.prompt_id, Gate())
    evaluate.actions.run("gate.read")

    qtbot.waitUntil(lambda: evaluate.services.evaluations.gate(evaluate.prompt_id) == kept)


@pytest.mark.parametrize("ending", [".html", ".md", ".json", ".xml", ".csv"])
def test_a_report_is_written_as_its_ending_says(qtbot, evaluate, tmp_path, ending):
    shown(qtbot, evaluate, finished(evaluate, [PASSED] * 8))
    evaluate.ask.files = [tmp_path / f"report{ending}"]

    with qtbot.waitSignal(evaluate.place.file_written, timeout=10_000) as told:
        evaluate.actions.run("evaluation.report")

    assert told.args[0] == tmp_path / f"report{ending}"
    assert (tmp_path / f"report{ending}").stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("CON", "CON report"),
        ("a\u202ecod.exe\n", "a cod.exe"),
        ("...", "report"),
        ("x" * 500, "x" * 80),
    ],
)
def test_hostile_names_become_names_of_files(name, expected):
    assert file_name(name) == expected
    assert Path(file_name(name)).name == file_name(name)


def test_plus_and_minus_say_what_one_finds_and_again_takes_it_back(qtbot, evaluate):
    evaluation = finished(evaluate, [PASSED] * 8)
    shown(qtbot, evaluate, evaluation)
    evaluate.grid.view.make_current(0, 0)
    qtbot.waitUntil(lambda: evaluate.actions["result.good"].isEnabled())
    run_id = f"{evaluation.id}-0"
    labels = evaluate.services.human_labels.labels_of

    qtbot.keyClick(evaluate.grid.view.results, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: "found good" in evaluate.words(0, 0))
    first = [label.thumb for label in labels([run_id])]
    qtbot.keyClick(evaluate.grid.view.results, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: "found bad" in evaluate.words(0, 0))
    second = [label.thumb for label in labels([run_id])]
    qtbot.keyClick(evaluate.grid.view.results, Qt.Key.Key_Minus)

    qtbot.waitUntil(lambda: labels([run_id]) == [])
    assert (first, second) == ([Thumb.UP], [Thumb.DOWN])
    qtbot.waitUntil(lambda: "found" not in evaluate.words(0, 0))


def test_a_note_is_kept_and_what_others_said_is_seen(qtbot, evaluate):
    evaluation = finished(evaluate, [PASSED] * 8)
    run_id = f"{evaluation.id}-0"
    evaluate.services.human_labels.give(HumanLabel(run_id, "Bo", Thumb.DOWN, "too long"))
    shown(qtbot, evaluate, evaluation)
    evaluate.grid.view.make_current(0, 0)
    evaluate.actions.run("result.open")
    bar = evaluate.pane.opinion
    qtbot.waitUntil(lambda: bar.others.text() == "Bo: bad, “too long”")

    bar.note.setFocus()
    qtbot.keyClicks(bar.note, "Fine by me")
    qtbot.keyClick(bar.note, Qt.Key.Key_Return)

    own = evaluate.services.settings.author()
    labels = evaluate.services.human_labels.labels_of
    qtbot.waitUntil(lambda: len(labels([run_id])) == 2)
    notes = {label.author: label.note for label in labels([run_id])}
    assert notes == {"Bo": "too long", own: "Fine by me"}


def test_samples_are_grouped_into_kinds_of_answer(qtbot, evaluate):
    evaluation = evaluate.planned(models=("demo/brief",), samples=3)
    texts = ("It is a refund.", "No.", "it  is a refund.")
    cells = [a_cell(evaluation, number, PASSED, texts[number % 3]) for number in range(12)]
    evaluate.engine.record(evaluation, cells)
    evaluate.engine.set_state(evaluation, EvaluationState.FINISHED)
    shown(qtbot, evaluate, evaluation)

    evaluate.grid.view.make_current(0, 0)
    evaluate.actions.run("result.open")

    kinds = evaluate.pane.kinds
    qtbot.waitUntil(kinds.isVisible)
    assert kinds.words.text() == "2 kinds of answer"
    buttons = [evaluate.pane.findChild(QWidget, f"cell.kind.{place}") for place in range(2)]
    assert [button.text() for button in buttons] == ["2×", "1×"]
    buttons[1].click()
    qtbot.waitUntil(lambda: evaluate.pane.output.text.exact_text == "No.")


def test_score_over_versions_needs_evaluations_of_two_versions(qtbot, evaluate):
    services, dataset = evaluate.services, None
    dataset = services.datasets.datasets_for(evaluate.prompt_id)[0]
    for number, verdict in ((1, FAILED), (2, PASSED)):
        services.prompts.journal(
            _edited(services, evaluate.prompt_id, f"Try {number} {{{{ name }}}}")
        )
        services.prompts.commit(evaluate.prompt_id, note="", author="me")
        choice = ColumnChoice(evaluate.prompt_id, "demo/brief", number)
        evaluation = services.evaluations.plan(f"v{number}", dataset, [choice], EvaluationOptions())
        evaluate.engine.finish(evaluation, [verdict] * 4, tell=False)
    shown(qtbot, evaluate, evaluation)

    plots = turned(qtbot, evaluate, "plots")
    plots.choose(Kind.VERSIONS)

    qtbot.waitUntil(lambda: plots.numbers.numbers.heads[:1] == ("Version",))
    assert [row[0] for row in plots.numbers.numbers.rows] == ["v1", "v2"]


def _edited(services, prompt_id, text):
    from dataclasses import replace

    return replace(services.prompts.open(prompt_id).draft, content=a_content(text))


def test_every_view_can_be_used_without_seeing_it(qtbot, evaluate, two):
    from tests.gui.test_accessibility import nameless

    shown(qtbot, evaluate, two[1])
    for view in ("plots", "compare", "gate"):
        turned(qtbot, evaluate, view)
    qtbot.waitUntil(lambda: bool(part(evaluate, "gate").form.rows))

    assert nameless(evaluate.place) == []
