"""What live mode may spend in an hour."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from workbench.domain.live import LiveSpending
from workbench.domain.settings import Limits

LIMITS = replace(Limits(), live_usd_per_hour=Decimal("0.50"), live_calls_per_hour=10)


def test_there_is_room_until_the_calls_are_used_up():
    assert LiveSpending(9).room(LIMITS)
    assert not LiveSpending(10).room(LIMITS)


def test_a_call_that_would_pass_the_limit_has_no_room():
    spending = LiveSpending(1, Decimal("0.45"))

    assert spending.room(LIMITS, Decimal("0.05"))
    assert not spending.room(LIMITS, Decimal("0.06"))


def test_models_that_cost_nothing_have_room_where_nothing_may_be_spent():
    assert LiveSpending(3).room(replace(LIMITS, live_usd_per_hour=Decimal(0)))
