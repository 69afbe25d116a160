"""Seconds and money as they are written everywhere in the window."""

from __future__ import annotations

from decimal import Decimal


def seconds(value: float) -> str:
    if value >= 60:
        return f"{int(value) // 60} min {int(value) % 60:02d} s"
    return f"{value:.2f} s" if value < 1 else f"{value:.1f} s"


def money(amount: Decimal) -> str:
    """Two decimals from ten cents up; below, enough to say something."""
    if amount == 0:
        return "$0"
    if abs(amount) >= Decimal("0.1"):
        return f"${amount:,.2f}"
    if abs(amount) >= Decimal("0.00005"):
        return f"${amount:.4f}".rstrip("0")
    return "<$0.0001"
