from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.checks import Verdict
from workbench.domain.comparisons import CellFigures
from workbench.statistics.summaries import CaseFigures, by_case, percentile, summary

LETTERS = {"p": Verdict.PASSED, "f": Verdict.FAILED, "e": Verdict.ERROR, "w": Verdict.PENDING}


def a_figure(number=0, verdict="p", **fields):
    value = {"p": 1.0, "f": 0.25}.get(verdict)
    known = {"value": value, "price_usd": 0.001, "spent_usd": 0.001, "latency": 1.0, "run_id": ""}
    return CellFigures(number=number, verdict=LETTERS[verdict], **{**known, **fields})


def cases(*samples, **fields):
    """A case for each word, a sample for each of its letters."""
    return {
        index: CaseFigures(tuple(a_figure(0, letter, **fields) for letter in letters))
        for index, letters in enumerate(samples)
    }


def test_cells_are_told_apart_by_column_and_case_and_those_that_wait_are_left_out():
    figures = [a_figure(number, "w" if number == 5 else "p") for number in range(8)]

    columns = by_case(figures, columns=2, samples=2)

    numbers = [
        {case: [cell.number for cell in cells] for case, cells in column.items()}
        for column in columns
    ]
    assert numbers == [{0: [0, 2], 1: [4, 6]}, {0: [1, 3], 1: [7]}]


def test_an_error_is_no_pass_and_has_no_score():
    told = summary(0, cases("p", "f", "e"), 1, {})

    assert (told.cells, told.errors) == (3, 1)
    assert told.pass_rate.value == pytest.approx(1 / 3)
    assert told.score.value == pytest.approx(1.25 / 3)


def test_flaky_cases_and_tries_are_told_where_there_are_several_samples():
    told = summary(0, cases("pp", "pf", "ff"), 2, {})

    assert told.flaky == (1,)
    assert told.pass_at_k == ((1, pytest.approx(0.5)), (2, pytest.approx(2 / 3)))
    assert told.pass_hat_k == ((1, pytest.approx(0.5)), (2, pytest.approx(1 / 3)))


def test_slices_are_told_where_they_have_cases_that_are_over():
    slices = {"long": frozenset({1, 2}), "late": frozenset({7})}

    told = summary(0, cases("p", "f", "p"), 1, slices)

    [only] = told.slices
    assert (only.label, only.pass_rate.value, only.pass_rate.n) == ("long", 0.5, 2)


def test_money_and_time_are_those_that_are_known():
    known = cases("p", "p", spent_usd=0.1, price_usd=0.2, latency=2.0)
    unknown = CaseFigures((a_figure(0, "e", spent_usd=0.0, price_usd=None, latency=None),))

    told = summary(0, {**known, 2: unknown}, 1, {})

    assert told.cost_usd == Decimal("0.2")
    assert told.cost_per_run.value == pytest.approx(0.2)
    assert (told.latency_p50, told.latency_p95) == (2.0, 2.0)
    nothing = summary(0, {0: unknown}, 1, {})
    assert nothing.cost_per_run is nothing.latency_p95 is None


def test_named_metrics_are_the_means_over_the_cases_that_have_them():
    rated = {
        0: CaseFigures((a_figure(),), {"tone": 0.5}),
        1: CaseFigures((a_figure(),), {"tone": 1.0, "length": 3.0}),
    }

    told = dict(summary(0, rated, 1, {}).metrics)

    assert (told["tone"].value, told["tone"].n) == (0.75, 2)
    assert (told["length"].value, told["length"].n) == (3.0, 1)


def test_a_column_that_was_not_begun_knows_nothing():
    told = summary(3, {}, 1, {"long": frozenset({0})})

    assert (told.column, told.cells, told.pass_rate.n, told.slices) == (3, 0, 0, ())
    assert (told.pass_rate.low, told.pass_rate.high) == (0.0, 1.0)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.floats(0, 1))
def test_percentiles_are_those_of_numpy(values, share):
    assert percentile(sorted(values), share) == pytest.approx(np.quantile(values, share))


def test_of_nothing_there_is_no_percentile():
    assert percentile([], 0.95) is None
