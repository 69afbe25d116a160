"""Differences between two columns as they are written in the table."""

from __future__ import annotations

import pytest

from workbench.domain.comparisons import COST, LATENCY, PASS_RATE, Comparison, Finding, Measure
from workbench.gui.evaluate.comparing.figures import difference_words


def a_comparison(what, value, low, high):
    difference, told = Measure(value, low, high, 40), Finding.CANNOT_TELL
    return Comparison(
        "v1", "v2", what, 40, 9, 4, difference, 0.2, 0.2, 0.1, "d", "bootstrap", told, 60, "A gain."
    )


@pytest.mark.parametrize(
    ("what", "value", "low", "high", "written"),
    [
        (COST, 0.0, 0.0, 0.0, ("$0", "$0 to $0")),
        (COST, 0.00042, -0.001, 0.002, ("+$0.00042", "-$0.001 to $0.002")),
        (COST, -1.5, -2, -1, ("-$1.50", "-$2.00 to -$1.00")),
        (PASS_RATE, 0.12, 0.01, 0.23, ("+12 points", "1 to 23")),
        (LATENCY, 0.5, -0.25, 1.25, ("+0.50 s", "-0.25 to 1.25")),
    ],
)
def test_a_difference_is_written_in_the_unit_of_what_is_compared(what, value, low, high, written):
    assert difference_words(a_comparison(what, value, low, high)) == written
