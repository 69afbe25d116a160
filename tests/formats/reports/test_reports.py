from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, a_column, a_dataset, an_evaluation
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.comparisons import ColumnSummary, Comparison, Finding, Measure
from workbench.domain.evaluations import Cell
from workbench.domain.gates import GateCondition, GateReport
from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.domain.runs import Outcome
from workbench.formats.reports.json_report import json_report
from workbench.formats.reports.junit import junit_report
from workbench.formats.reports.markdown import markdown_report
from workbench.formats.reports.metrics_csv import metrics_csv
from workbench.formats.reports.page import html_report

HOSTILE = '</pre><script>alert(1)</script>\n```\n=cmd\u202e\x00 "<&\ud83d'
WRITERS = (json_report, junit_report, markdown_report, metrics_csv, html_report)


def a_cell(number, verdict=Verdict.PASSED, reason="fine", **fields):
    score = CellScore(verdict, float(verdict is Verdict.PASSED), (Score(verdict, 1.0, reason),))
    known = {
        "number": number,
        "run_id": f"run-{number}",
        "outcome": Outcome.FINISHED,
        "cost_usd": Decimal("0.001"),
        "latency": 1.5,
        "output_start": "Hello",
        "score": score,
    }
    return Cell(**{**known, **fields})


def a_measure(value=0.5):
    return Measure(value, max(0.0, value - 0.2), min(1.0, value + 0.2), 2)


def a_comparison(**fields):
    known = {
        "baseline": "v1",
        "candidate": "v2",
        "what": "pass rate",
        "paired": 2,
        "better": 1,
        "worse": 0,
        "difference": a_measure(),
        "p_value": 0.5,
        "adjusted_p": float("nan"),
        "effect": 0.5,
        "effect_name": "Cohen's g",
        "method": "exact McNemar",
        "finding": Finding.CANNOT_TELL,
        "more_cases": 20,
        "sentence": "Can't tell yet.",
    }
    return Comparison(**{**known, **fields})


def a_report(*cells, names=("Ada", "Bo"), gates=(), **fields):
    """One column; each case has one cell."""
    dataset = a_dataset(*names)
    evaluation = an_evaluation(
        dataset, checks=(Check("contains", value="Hello"),), **fields.pop("evaluation", {})
    )
    cells = cells or (a_cell(0), a_cell(1, Verdict.FAILED, "it is not there"))

    def lines():
        for cell in cells:
            place = evaluation.place(cell.number)
            yield ReportLine(place, dataset.cases[place.case], cell, **fields)

    summary = ColumnSummary(0, len(cells), 0, a_measure(), a_measure(), cost_usd=Decimal("0.002"))
    return EvaluationReport(
        evaluation, NOON, ("greetings/hello v1",), (summary,), lines, (a_comparison(),), gates
    )


def written(writer, report):
    return "".join(writer(report))


def test_the_json_report_is_one_document_with_every_cell():
    document = json.loads(written(json_report, a_report()))

    assert document["report"] == "workbench-evaluation/1"
    assert [cell["verdict"] for cell in document["cells"]] == ["passed", "failed"]
    assert document["cells"][1]["checks"][0]["reason"] == "it is not there"
    assert document["cells"][0]["cost_usd"] == "0.001"
    assert document["comparisons"][0]["adjusted_p"] is None
    assert document["evaluation"]["checks"] == [{"type": "contains", "value": "Hello"}]


def test_an_evaluation_without_any_cell_is_a_document_too():
    report = a_report()
    empty = EvaluationReport(report.evaluation, NOON, report.columns, (), lambda: iter(()))

    assert json.loads(written(json_report, empty))["cells"] == []
    for writer in WRITERS:
        assert written(writer, empty)


def test_junit_counts_failures_and_errors_apart():
    cells = (
        a_cell(0),
        a_cell(1, Verdict.FAILED, "it is not there"),
        a_cell(2, outcome=Outcome.FAILED, failure="The key was refused.", score=None),
        a_cell(3, Verdict.PENDING),
    )
    root = ElementTree.fromstring(written(junit_report, a_report(*cells, names="abcd")))
    suite = root.find("testsuite")

    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    failure, error = suite.find("testcase/failure"), suite.find("testcase/error")
    assert failure.get("message") == 'contains "Hello": it is not there'
    assert error.get("message") == "The key was refused."
    assert suite.find("testcase[@name='a']").get("time") == "1.500"


def test_a_gate_is_a_suite_whose_conditions_are_tests():
    conditions = (
        GateCondition("pass_rate", False, "90 % asked for, 50 % seen", ("Bo",)),
        GateCondition("min_cases", True, "2 of 2"),
    )
    report = a_report(gates=(GateReport(0, "v1", conditions),))
    root = ElementTree.fromstring(written(junit_report, report))

    suite = root.find("testsuite[@name='gate']")
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "Bo" in suite.find("testcase/failure").text
    assert "does not hold" in written(markdown_report, report)
    assert r"- [ ] 90 % asked for, 50 % seen\: Bo" in written(markdown_report, report)
    assert "does not hold" in written(html_report, report)


def test_markdown_and_the_page_show_what_did_not_pass_and_why():
    for writer in (markdown_report, html_report):
        text = written(writer, a_report())

        assert "it is not there" in text
        assert "Bo" in text
        assert "Ada ·" not in text
        assert "50 %" in text


def test_of_very_many_failures_the_first_are_listed_and_it_is_said():
    names = [f"case {number}" for number in range(1200)]
    cells = [a_cell(number, Verdict.FAILED) for number in range(1200)]
    report = a_report(*cells, names=names)

    assert "More than 200 did not pass" in written(markdown_report, report)
    assert "More than 1000 did not pass" in written(html_report, report)


def test_each_metric_is_a_line_with_what_people_said():
    labels = (HumanLabel("run-0", "ada", Thumb.UP, "kind"), HumanLabel("run-0", "bo", Thumb.DOWN))
    text = written(metrics_csv, a_report(labels=labels, output="Hello, Ada"))
    head, first, second, *_others = csv.reader(io.StringIO(text))
    overall, contains = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))

    assert (overall["metric"], contains["metric"]) == ("overall", 'contains "Hello"')
    assert (contains["people up"], contains["people down"]) == ("1", "1")
    assert contains["people's notes"] == "ada: kind"
    assert contains["output"] == "Hello, Ada"


def test_a_formula_in_an_output_is_none_in_a_spreadsheet():
    text = written(metrics_csv, a_report(output="=HYPERLINK(1)"))

    rows = list(csv.reader(io.StringIO(text)))
    assert {row[-1] for row in rows[1:]} == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize("writer", WRITERS)
def test_hostile_text_stays_text(writer):
    cells = (a_cell(0, Verdict.FAILED, HOSTILE, output_start=HOSTILE, failure=""),)
    report = a_report(*cells, names=(HOSTILE,), evaluation={"name": HOSTILE})
    text = written(writer, report)

    if writer is html_report:
        assert "<script" not in text
        assert "\u202e" not in text
    if writer is junit_report:
        assert ElementTree.fromstring(text).find("testsuite/testcase/failure") is not None
    if writer is json_report:
        assert json.loads(text)["cells"][0]["output"] == HOSTILE
    if writer is not json_report:
        text.encode("utf-8", "surrogatepass")


@given(st.text())
def test_any_output_makes_a_well_formed_file(output):
    report = a_report(a_cell(0, Verdict.ERROR, output, output_start=output))

    assert json.loads(written(json_report, report))["cells"][0]["output"] == output
    ElementTree.fromstring(written(junit_report, report))
    assert len(list(csv.reader(io.StringIO(written(metrics_csv, report), newline="")))) == 3


def test_the_columns_of_a_report_follow_the_evaluation():
    dataset = a_dataset("Ada")
    columns = (a_column(), a_column(model="demo/detailed", version=2))
    evaluation = an_evaluation(dataset, columns=columns)
    lines = [
        ReportLine(evaluation.place(number), dataset.cases[0], a_cell(number)) for number in (0, 1)
    ]
    report = EvaluationReport(evaluation, NOON, ("one", "two"), (), lambda: iter(lines))

    root = ElementTree.fromstring(written(junit_report, report))
    assert [suite.get("name") for suite in root] == ["one", "two"]
    assert [suite.get("tests") for suite in root] == ["1", "1"]


@pytest.mark.parametrize("writer", [markdown_report, html_report, json_report])
def test_what_judges_preferred_is_told(writer):
    report = replace(a_report(), preferences=("v2: preferred in 75 % of 2 pairs.",))

    assert "preferred in 75 % of 2 pairs" in written(writer, report)


@pytest.mark.parametrize("writer", [markdown_report, html_report])
def test_of_several_samples_it_is_told_how_often_one_passes_and_how_often_all(writer):
    report = a_report(a_cell(0), a_cell(1))
    one_each = "".join(writer(report))
    [summary] = report.summaries
    several = replace(summary, pass_at_k=((1, 0.5), (3, 0.9)), pass_hat_k=((1, 0.5), (3, 0.25)))

    text = "".join(writer(replace(report, summaries=(several,))))

    assert "of 3 samples at least one passes in 90 %" in text
    assert "all pass in 25 %" in text
    assert "samples at least one" not in one_each
