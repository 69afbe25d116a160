"""Money, time and shares as they are written everywhere: window, terminal and reports."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

DIME = Decimal("0.1")
LEAST_SHOWN = 0.0001
"""Of a share, and of what is missing to all of it."""


def money(amount: Decimal) -> str:
    """US dollars: two decimals from ten cents up, below as many as say something."""
    if not amount:
        return "$0"
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    if size >= DIME:
        return f"{sign}${size.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    rounded = size.quantize(Decimal(1).scaleb(size.adjusted() - 1), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    return f"{sign}${whole}.{decimals.rstrip('0'):0<2}"


def seconds(value: float) -> str:
    """What something took: `0.21 s`, `12.3 s`, `2 min 05 s`."""
    if value < 1:
        return f"{value:.2f} s"
    return f"{value:.1f} s" if value < 60 else time_left(int(value))


def time_left(value: float) -> str:
    """`13 s`, `4 min 05 s`, `2 h 10 min`: as exact as it can be known."""
    whole = max(1, round(value))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return (
        f"{minutes} min {rest:02d} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
    )


def percent(share: float) -> str:
    """99.96 % is not 100 %, and neither is 0.04 % nothing."""
    rounded = round(share * 100)
    if rounded == 0 and share > 0:
        return f"{max(share, LEAST_SHOWN) * 100:.2f} %"
    if rounded == 100 and share < 1:
        return f"{min(share, 1 - LEAST_SHOWN) * 100:.2f} %"
    return f"{rounded} %"
