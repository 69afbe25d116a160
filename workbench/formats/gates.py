"""Gates as documents: the members of a gate file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from workbench.domain.errors import InvalidInput
from workbench.domain.gates import Gate

FLAGS = frozenset({"no_critical_failures", "no_regression"})
COUNTS = frozenset({"max_errors", "min_cases"})
TABLES = frozenset({"metrics", "slices"})
SHARES = frozenset({"pass_rate", "confidence", "max_drop"})


def gate_document(gate: Gate) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for field in fields(Gate):
        value = getattr(gate, field.name)
        if value == field.default:
            continue
        if field.name in TABLES:
            value = dict(value)
        document[field.name] = float(value) if isinstance(value, Decimal) else value
    return document


def read_gate(document: Any, place: str = "gate") -> Gate:
    """Raises `InvalidInput` naming the field."""
    if not isinstance(document, Mapping):
        raise InvalidInput(f"{place}: a gate is a table of thresholds.")
    known = {field.name for field in fields(Gate)}
    if unknown := [str(name) for name in document if name not in known]:
        raise InvalidInput(
            f"{place}.{unknown[0]}: a gate has no such condition.",
            hint=f"Known are: {', '.join(sorted(known))}.",
        )
    return Gate(**{name: _value(name, value, place) for name, value in document.items()})


def _value(name: str, value: Any, place: str) -> Any:
    where = f"{place}.{name}"
    if name in FLAGS:
        if not isinstance(value, bool):
            raise InvalidInput(f"{where}: true or false is expected.")
        return value
    if name in TABLES:
        if not isinstance(value, Mapping):
            raise InvalidInput(f"{where}: a table of names and numbers is expected.")
        return tuple((str(each), _number(f"{where}.{each}", v)) for each, v in value.items())
    number = _number(where, value)
    if name in SHARES and not 0 <= number <= 1:
        raise InvalidInput(f"{where}: a share between 0 and 1 is expected.")
    if name in COUNTS:
        return int(number)
    return Decimal(str(value)) if name == "cost_per_run_usd" else number


def _number(where: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise InvalidInput(f"{where}: a number of at least 0 is expected.")
    return float(value)
