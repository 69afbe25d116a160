from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.builders import (
    NOON,
    a_column,
    a_dataset,
    a_job,
    a_run,
    an_evaluation,
)
from tests.fakes import MemoryEvaluations, MemoryHumanLabels, MemoryPrompts, MemoryRuns, counting
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.evaluations import Cell
from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.domain.runs import Outcome
from workbench.services.comparing import ComparisonService
from workbench.services.events import EventBus
from workbench.services.human_labels import HumanLabelService
from workbench.services.prompts import PromptService
from workbench.services.reports import ReportService

LONG = "Hello, Ada. " * 100


@pytest.fixture
def evaluation():
    dataset = a_dataset("Ada", "Bo")
    columns = (a_column(version=1), a_column(version=2, label="shorter"))
    return an_evaluation(dataset, columns=columns, checks=(Check("contains", value="Hello"),))


@pytest.fixture
def reports(evaluation):
    runs, labels = MemoryRuns(), MemoryHumanLabels()
    store = MemoryEvaluations(runs)
    prompts = PromptService(MemoryPrompts(runs), EventBus(), lambda: NOON, counting())
    opened = prompts.create("greetings/hello")
    prompt_id = opened.prompt.id
    columns = tuple(replace(column, prompt_id=prompt_id) for column in evaluation.columns)
    evaluation = replace(evaluation, columns=columns)
    store.add(evaluation, a_dataset("Ada", "Bo"))
    for number in range(4):
        runs.record(a_run(f"run-{number}", job=a_job(f"run-{number}"), text=LONG))
        verdict = Verdict.PASSED if number else Verdict.FAILED
        score = CellScore(verdict, float(number > 0), (Score(verdict, 1.0, "why"),))
        cell = Cell(number, f"run-{number}", Outcome.FINISHED, output_start="Hello", score=score)
        store.record_cells(evaluation.id, [cell])
    labels.save(HumanLabel("run-0", "ada", Thumb.UP))
    people = HumanLabelService(labels, lambda: NOON)
    return ReportService(prompts, store, ComparisonService(store), people, lambda: NOON)


def test_a_report_holds_whole_outputs_and_what_people_said(reports, evaluation):
    report = reports.report(evaluation.id)
    lines = list(report.lines())

    assert [line.output for line in lines] == [LONG] * 4
    assert lines[0].labels[0].thumb is Thumb.UP
    assert [line.labels for line in lines[1:]] == [()] * 3
    assert list(report.lines()) == lines


def test_columns_are_named_by_prompt_version_and_model_or_as_they_were_called(reports, evaluation):
    assert reports.report(evaluation.id).columns == ("greetings/hello v1 · demo/brief", "shorter")


@pytest.mark.parametrize("ending", [".json", ".xml", ".md", ".html", ".csv"])
def test_the_name_of_the_file_says_how_it_is_written(reports, evaluation, tmp_path, ending):
    target = tmp_path / f"report{ending}"

    assert reports.write(reports.report(evaluation.id), target) == target

    text = target.read_text(encoding="utf-8-sig")
    assert "why" in text
    if ending == ".json":
        assert len(json.loads(text)["cells"]) == 4


def test_a_report_that_cannot_be_written_leaves_nothing_behind(reports, evaluation, tmp_path):
    report = reports.report(evaluation.id)

    with pytest.raises(InvalidInput):
        reports.write(report, tmp_path / "report.docx")
    with pytest.raises(FileProblem):
        reports.write(report, tmp_path / "no-such-folder" / "report.md")

    assert list(tmp_path.iterdir()) == []


def test_a_report_that_breaks_half_way_replaces_nothing(reports, evaluation, tmp_path):
    target = tmp_path / "report.json"
    target.write_text("old", encoding="utf-8")

    def broken():
        yield from list(reports.report(evaluation.id).lines())[:1]
        raise FileProblem("The workspace is gone.")

    report = replace(reports.report(evaluation.id), lines=broken)
    with pytest.raises(FileProblem):
        reports.write(report, target)

    assert [file.name for file in tmp_path.iterdir()] == ["report.json"]
    assert target.read_text(encoding="utf-8") == "old"
