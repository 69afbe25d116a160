"""Response formats as people copy them from code."""

from __future__ import annotations

import json

import pytest

from workbench.formats.response_formats import read_response_format

SCHEMA = {"type": "object", "properties": {"queue": {"type": "string"}}}
INNER = {"name": "triage", "strict": True, "schema": SCHEMA}


@pytest.mark.parametrize(
    "document",
    [
        {"type": "json_schema", "json_schema": INNER},
        {"response_format": {"type": "json_schema", "json_schema": INNER}},
        {"type": "json_schema", **INNER},
        {"format": {"type": "json_schema", **INNER}},
        {"text": {"format": {"type": "json_schema", **INNER}}},
        INNER,
    ],
)
def test_the_schema_is_taken_out_of_what_is_wrapped_around_it(document):
    output = read_response_format(json.dumps(document))

    assert (output.name, output.strict) == ("triage", True)
    assert json.loads(output.schema) == SCHEMA


def test_one_without_a_name_gets_one():
    output = read_response_format(json.dumps({"type": "json_schema", "schema": SCHEMA}))

    assert (output.name, output.strict) == ("answer", None)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SCHEMA),
        json.dumps({"properties": {"format": SCHEMA}}),
        json.dumps({"type": "object", "schema": SCHEMA}),
        json.dumps({"type": "json_object"}),
        json.dumps({"text": {"schema": 3}}),
        "{",
        "[]",
        "words",
        "",
    ],
)
def test_a_schema_itself_and_everything_else_is_left_as_it_is(text):
    assert read_response_format(text) is None
