from __future__ import annotations

from datetime import timedelta

from tests.builders import NOON, a_column, an_evaluation
from tests.charts.test_pareto import a_summary
from workbench.charts.over_versions import series

PROMPT = a_column().prompt_id


def test_each_model_has_a_line_from_the_oldest_version_to_the_draft():
    columns = (
        a_column(model="b", version=None),
        a_column(model="b", version=10),
        a_column(model="b", version=9),
        a_column(model="a", version=9),
        a_column(model="a", version=9, prompt_id="another"),
    )
    summaries = [a_summary(index, index / 10) for index in range(5)]

    first, second = series([(an_evaluation(columns=columns), summaries)], PROMPT)

    assert (first.model, [each.measure.value for each in first.points]) == ("a", [0.3])
    assert [each.label for each in second.points] == ["v9", "v10", "draft"]
    assert second.points[0].column == 2


def test_the_newest_evaluation_of_a_version_counts():
    old = an_evaluation(id="old", columns=(a_column(version=1),))
    new = an_evaluation(
        id="new", columns=(a_column(version=1),), created_at=NOON + timedelta(days=1)
    )
    begun = an_evaluation(
        id="begun", columns=(a_column(version=1),), created_at=NOON + timedelta(days=2)
    )
    evaluated = [
        (begun, [a_summary(0, 0.0, cells=0)]),
        (new, [a_summary(0, 0.8)]),
        (old, [a_summary(0, 0.2)]),
    ]

    [line] = series(evaluated, PROMPT, by_score=True)

    assert [(each.evaluation_id, each.measure.value) for each in line.points] == [("new", 0.4)]
