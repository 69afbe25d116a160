from __future__ import annotations

from decimal import Decimal

from workbench.domain.estimates import Estimate, JobEstimate
from workbench.domain.models import Price


def test_a_price_is_exact():
    assert Price(Decimal("0.00000015"), Decimal("0.0000006")).of(3, 7) == Decimal("0.00000465")


def test_an_estimate_sums_what_is_known_and_names_the_rest_once():
    estimate = Estimate(
        (
            JobEstimate("1", "a", 10, 10, Decimal("0.1")),
            JobEstimate("2", "b", 10, 10),
            JobEstimate("3", "a", 10, 10, Decimal("0.2")),
            JobEstimate("4", "b", 10, 10),
        )
    )

    assert estimate.cost_usd == Decimal("0.3")
    assert estimate.unpriced == ("b",)
    assert Estimate().cost_usd == 0
