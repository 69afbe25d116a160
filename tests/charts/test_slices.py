from __future__ import annotations

from tests.charts.test_pareto import a_rate, a_summary
from workbench.charts.slices import ALL, heat_map
from workbench.domain.comparisons import SliceMeasure


def a_slice(label, rate):
    return SliceMeasure(label, a_rate(rate), a_rate(rate / 2))


def test_slices_are_rows_and_columns_are_columns():
    summaries = [
        a_summary(0, 0.5, slices=(a_slice("long", 0.25),)),
        a_summary(1, 0.75, slices=(a_slice("late", 1.0), a_slice("long", 0.5))),
    ]

    told = heat_map(summaries, ["v7", "v8"])

    assert (told.slices, told.columns) == ((ALL, "late", "long"), ("v7", "v8"))
    values = [[each and each.value for each in row] for row in told.rows]
    assert values == [[0.5, 0.75], [None, 1.0], [0.25, 0.5]]
    assert told.reach == (0.25, 1.0)
    assert heat_map(summaries, ["v7", "v8"], by_score=True).rows[2][1].value == 0.25


def test_a_column_that_was_not_begun_is_empty():
    told = heat_map([a_summary(0, 0.5, cells=0)], ["v7"])

    assert (told.rows, told.reach) == (((None,),), (0.0, 1.0))
