from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.amounts import money, percent, seconds, time_left


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "$0"),
        ("0.000012345", "$0.000012"),
        ("0.0005", "$0.0005"),
        ("0.02", "$0.02"),
        ("0.05678", "$0.057"),
        ("0.0999", "$0.10"),
        ("0.5", "$0.50"),
        ("12.345", "$12.35"),
        ("1234567.8", "$1,234,567.80"),
        ("-0.5", "-$0.50"),
    ],
)
def test_money_has_the_digits_that_say_something(amount, words):
    assert money(Decimal(amount)) == words


@given(st.decimals(min_value="1e-9", max_value="1e9", allow_nan=False))
def test_what_is_told_of_money_is_near_it_and_never_nothing(amount):
    told = Decimal(money(amount).removeprefix("$").replace(",", ""))

    assert told > 0
    assert abs(told - amount) <= max(amount / 19, Decimal("0.0000000001"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.214, "0.21 s"),
        (1, "1.0 s"),
        (59.94, "59.9 s"),
        (125.9, "2 min 05 s"),
        (7800, "2 h 10 min"),
    ],
)
def test_what_something_took_is_told_in_the_unit_that_fits(value, words):
    assert seconds(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.2, "1 s"), (59.4, "59 s"), (60, "1 min 00 s"), (3599.9, "1 h 0 min"), (3661, "1 h 1 min")],
)
def test_what_is_left_is_told_as_exactly_as_it_is_known(value, words):
    assert time_left(value) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "100 %"),
        (0.9996, "99.96 %"),
        (0.9999999, "99.99 %"),
        (0.0, "0 %"),
        (0.0004, "0.04 %"),
        (1e-9, "0.01 %"),
        (0.5, "50 %"),
    ],
)
def test_nearly_all_is_not_all_and_nearly_nothing_is_something(share, words):
    assert percent(share) == words
