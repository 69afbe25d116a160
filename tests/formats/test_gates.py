from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.domain.errors import InvalidInput
from workbench.domain.gates import Gate
from workbench.formats.gates import gate_document, read_gate


def test_a_gate_survives_its_document():
    gate = Gate(
        0.9,
        0.95,
        0.8,
        (("tone", 0.7),),
        True,
        True,
        0.02,
        3.0,
        Decimal("0.01"),
        0,
        30,
        (("de", 1),),
    )

    assert read_gate(gate_document(gate)) == gate
    assert gate_document(Gate()) == {}


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"pass_rat": 1}, "gate.pass_rat"),
        ({"pass_rate": 90}, "gate.pass_rate"),
        ({"pass_rate": True}, "gate.pass_rate"),
        ({"no_regression": 1}, "gate.no_regression"),
        ({"metrics": {"tone": "high"}}, "gate.metrics.tone"),
        ({"slices": 3}, "gate.slices"),
        ([], "gate"),
    ],
)
def test_a_condition_that_cannot_be_one_is_refused_with_its_place(document, place):
    with pytest.raises(InvalidInput) as raised:
        read_gate(document)

    assert raised.value.message.startswith(place)
