"""What strict providers ask of a schema, and the change that gives it to them."""

from __future__ import annotations

import json

import pytest

from workbench.formats.json_schemas import schema_findings, validate_output
from workbench.formats.strict_schemas import made_strict, strict_hints

LOOSE = json.dumps(
    {
        "type": "object",
        "properties": {
            "a": {"type": "string"},
            "b": {"type": "array", "items": {"type": "object", "properties": {"c": {}}}},
            "d": {"$ref": "#/$defs/d"},
        },
        "required": ["a"],
        "$defs": {"d": {"type": "object", "properties": {"e": {"type": "null"}}}},
    },
    indent=2,
)


def test_every_object_that_allows_more_is_named_with_its_line():
    hints = strict_hints(LOOSE)

    assert {hint.path for hint in hints} == {"$", "$.properties.b.items", '$["$defs"].d'}
    assert all(hint.line for hint in hints)
    assert any("b, d is not" in hint.message for hint in hints)


def test_the_fix_leaves_nothing_to_hint_at():
    fixed = made_strict(LOOSE)

    assert strict_hints(fixed) == []
    assert schema_findings(fixed) == []
    assert json.loads(fixed)["required"] == ["a", "b", "d"]
    assert validate_output(fixed, '{"a": "", "b": [], "d": {"e": null}}') == []
    assert validate_output(fixed, '{"a": "", "b": [], "d": {}}') != []


def test_the_fix_leaves_what_is_no_schema_alone():
    text = '{"type": "object", "properties": {"type": {"enum": [{"type": "object"}]}}}'

    assert json.loads(made_strict(text))["properties"]["type"] == {"enum": [{"type": "object"}]}
    assert made_strict("{") == "{"


@pytest.mark.parametrize("keyword", ["allOf", "not", "if", "patternProperties"])
def test_what_is_never_taken_is_named(keyword):
    schema = json.dumps({**json.loads(made_strict(LOOSE)), keyword: {}})

    assert [hint.path for hint in strict_hints(schema)] == [f"$.{keyword}"]


def test_a_list_cannot_be_the_whole():
    assert "whole" in strict_hints('{"type": "array"}')[0].message
