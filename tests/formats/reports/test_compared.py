from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import a_column, a_dataset, an_evaluation
from tests.formats.reports.test_reports import a_comparison, a_report, written
from workbench.domain.comparisons import ColumnOf
from workbench.formats.reports.compared import comparison_words
from workbench.formats.reports.markdown import markdown_report
from workbench.formats.reports.page import html_report

TOLD = "v2 is better than v1 on 9 of 9 cases."


def a_report_on(*models):
    columns = tuple(a_column(model=model) for model in models)
    dataset = a_dataset("Ada", "Bo")
    evaluation = an_evaluation(dataset, columns=columns)
    comparisons = tuple(
        a_comparison(
            sentence=TOLD, between=(ColumnOf("before", index), ColumnOf(evaluation.id, index))
        )
        for index in range(len(models))
    )
    return replace(a_report(), evaluation=evaluation, comparisons=comparisons)


def test_a_sentence_names_its_model_where_there_are_several():
    report = a_report_on("demo/brief", "demo/detailed")

    told = [comparison_words(report, each) for each in report.comparisons]

    assert told == [f"demo/brief: {TOLD}", f"demo/detailed: {TOLD}"]


def test_one_model_is_not_named_again():
    report = a_report_on("demo/brief")

    assert comparison_words(report, report.comparisons[0]) == TOLD


def test_a_sentence_that_names_its_models_stays_as_it_is():
    report = a_report_on("demo/brief", "demo/detailed")
    across = replace(report.comparisons[1], candidate="v2 on demo/detailed")

    assert comparison_words(report, across) == TOLD


@pytest.mark.parametrize("writer", [markdown_report, html_report])
def test_reports_tell_it_so(writer):
    text = written(writer, a_report_on("demo/brief", "demo/detailed"))

    assert f"demo/detailed: {TOLD}" in text.replace("\\", "")
