from __future__ import annotations

import json

import pytest

from tests.builders import a_content
from workbench.domain.interfaces import breaking_changes, interface_number
from workbench.domain.prompts import Input, InputType, OutputSchema

TICKET = Input("ticket", required=True)


def an_output(required=(), **properties):
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return OutputSchema("triage", json.dumps(schema))


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (TICKET, None, "the input ticket is gone"),
        (None, TICKET, "the input ticket is new and required"),
        (TICKET, Input("ticket", InputType.ARRAY), "the input ticket was string and is array"),
        (Input("ticket", required=False), TICKET, "the input ticket is now required"),
        (TICKET, Input("ticket", choices=("a",)), "the input ticket takes fewer values"),
        (TICKET, Input("ticket", max_length=9), "the input ticket takes less text"),
    ],
)
def test_a_changed_input_breaks_who_passes_it(old, new, change):
    before, after = (a_content(inputs=(item,) if item else ()) for item in (old, new))

    assert breaking_changes(before, after) == (change,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, Input("ticket", required=False)),
        (None, Input("ticket", default="none")),
        (None, Input("history", InputType.MESSAGES)),
        (TICKET, Input("ticket", required=False)),
        (Input("ticket", choices=("a",)), Input("ticket", choices=("a", "b"))),
        (Input("ticket", max_length=9), Input("ticket")),
        (TICKET, Input("ticket", description="What they wrote", required=True)),
    ],
)
def test_an_input_that_asks_for_no_more_breaks_nobody(old, new):
    before, after = (a_content(inputs=(item,) if item else ()) for item in (old, new))

    assert breaking_changes(before, after) == ()


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (None, an_output(), "the output was text and is JSON"),
        (an_output(), None, "the output is text again"),
        (an_output(a={}), an_output(), "the output field a is gone"),
        (
            an_output(a={"type": "string"}),
            an_output(a={"type": "number"}),
            "the output.a was string and is number",
        ),
        (an_output(["a"], a={}), an_output(a={}), "the output field a may be missing"),
        (
            an_output(a={"type": "object", "properties": {"b": {}}}),
            an_output(a={"type": "object", "properties": {}}),
            "the output field a.b is gone",
        ),
        (
            an_output(a={"items": {"type": "string"}}),
            an_output(a={"items": {"type": "number"}}),
            "the output.a[] was string and is number",
        ),
    ],
)
def test_a_changed_output_breaks_who_reads_it(old, new, change):
    before, after = (a_content(output=output) for output in (old, new))

    assert breaking_changes(before, after) == (change,)


def test_another_output_field_breaks_nobody():
    before, after = (a_content(output=o) for o in (an_output(a={}), an_output(a={}, b={})))

    assert breaking_changes(before, after) == ()


def test_the_number_goes_up_with_each_break():
    nothing, one = a_content(), a_content(inputs=(TICKET,))

    assert interface_number([nothing]) == 1
    assert interface_number([nothing, one, one, nothing]) == 3
