"""The conditions that a gate may have, each as a sentence with a number in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from workbench.domain.gates import Gate
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a sentence. `times` turns what is stored into what is typed."""

    usual: float
    least: float
    most: float
    decimals: int = 0
    step: float = 1.0
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One switch. `{0}` in the sentence is its number; one of a label or a metric has it as its
    `name`, at `{1}`."""

    field: str
    sentence: str
    amount: Amount | None = None
    name: str = ""
    under: str = ""
    """The field without which it says nothing."""


PERCENT = Amount(90, 0, 100, 1, 1.0, 100.0)
SCORE = Amount(0.8, -1000, 1000, 2, 0.05)
PLAIN = (
    Asked("pass_rate", QT_TRANSLATE_NOOP("evaluate", "At least {0} % of the cases pass"), PERCENT),
    Asked(
        "confidence",
        QT_TRANSLATE_NOOP("evaluate", "and that is {0} % sure of all such cases"),
        Amount(95, 50, 99.9, 1, 1.0, 100.0),
        under="pass_rate",
    ),
    Asked("score", QT_TRANSLATE_NOOP("evaluate", "The mean score is at least {0}"), SCORE),
    Asked(
        "no_critical_failures",
        QT_TRANSLATE_NOOP("evaluate", "No critical case fails, in any sample"),
    ),
    Asked(
        "no_regression",
        QT_TRANSLATE_NOOP("evaluate", "It is not worse than the baseline beyond chance"),
    ),
    Asked(
        "max_drop",
        QT_TRANSLATE_NOOP("evaluate", "It passes at most {0} points less than the baseline"),
        Amount(2, 0, 100, 1, 1.0, 100.0),
    ),
    Asked(
        "latency_p95",
        QT_TRANSLATE_NOOP("evaluate", "95 of 100 answers are there within {0} s"),
        Amount(3, 0.01, 36000, 2, 0.5),
    ),
    Asked(
        "cost_per_run_usd",
        QT_TRANSLATE_NOOP("evaluate", "An answer costs at most ${0}"),
        Amount(0.01, 0.000001, 1000, 6, 0.001),
    ),
    Asked(
        "max_errors",
        QT_TRANSLATE_NOOP("evaluate", "At most {0} outputs are missing or not to be judged"),
        Amount(0, 0, 1_000_000),
    ),
    Asked(
        "min_cases",
        QT_TRANSLATE_NOOP("evaluate", "There are at least {0} cases"),
        Amount(50, 1, 1_000_000),
    ),
)
OF_LABEL = QT_TRANSLATE_NOOP("evaluate", "Of the cases labelled {1} at least {0} % pass")
OF_METRIC = QT_TRANSLATE_NOOP("evaluate", "The mean of {1} is at least {0}")
WHOLE = ("max_errors", "min_cases")


def asked_of(labels: tuple[str, ...], metrics: tuple[str, ...], gate: Gate) -> list[Asked]:
    """All there are for an evaluation with these labels and metrics; what the gate asks for
    already is among them."""
    labels = tuple(dict.fromkeys((*labels, *(name for name, _ in gate.slices))))
    metrics = tuple(dict.fromkeys((*metrics, *(name for name, _ in gate.metrics))))
    found = [*PLAIN]
    found += [Asked("slices", OF_LABEL, PERCENT, label) for label in labels]
    found += [Asked("metrics", OF_METRIC, SCORE, metric) for metric in metrics]
    return found


def value_of(gate: Gate, asked: Asked) -> float | None:
    """The number as it is typed; None where it is not asked for. Of a switch alone, 1."""
    value: Any = getattr(gate, asked.field)
    if asked.name:
        value = dict(value).get(asked.name)
    if value is None or value is False:
        return None
    times = asked.amount.times if asked.amount else 1.0
    return round(float(value) * times, 9)


def with_value(gate: Gate, asked: Asked, typed: float | None) -> Gate:
    """The gate with this condition as it was typed."""
    value: Any = None
    if asked.amount is None:
        value = typed is not None
    elif typed is not None:
        value = round(typed / asked.amount.times, 9)
        if asked.field in WHOLE:
            value = int(value)
        elif asked.field == "cost_per_run_usd":
            value = Decimal(str(value))
    if asked.name:
        known = {name: each for name, each in getattr(gate, asked.field) if name != asked.name}
        if value is not None:
            known[asked.name] = value
        value = tuple(known.items())
    fields: dict[str, Any] = {asked.field: value}
    return replace(gate, **fields)
