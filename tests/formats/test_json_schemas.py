"""Schemas as they are typed, and answers held against them: what is wrong, and where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.json_places import line_and_column, path_words, places_in, read_json
from workbench.formats.json_schemas import pretty, schema_findings, validate_output

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "label": {"enum": ["a", "b"]},
            "items": {"type": "array", "items": {"type": "object", "required": ["n"]}},
        },
        "required": ["label"],
        "additionalProperties": False,
    }
)
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_an_answer_that_keeps_to_the_schema_has_no_findings():
    assert validate_output(SCHEMA, '{"label": "a", "items": [{"n": 1}]}') == []


def test_each_finding_names_the_value_and_its_line():
    found = validate_output(SCHEMA, '{"label": "c",\n "items": [{"n": 1}, {}],\n "more": 1}')

    assert [(each.path, each.line, each.column) for each in found] == [
        ("$.items[1]", 2, 22),
        ("$.label", 1, 11),
        ("$.more", 3, 10),
    ]
    assert "“n” is missing" in found[0].words


@pytest.mark.parametrize("answer", ["", "```json\n{}\n```", '{"label": NaN}', "{'label': 1}"])
def test_an_answer_that_is_not_json_says_so_and_where(answer):
    [found] = validate_output(SCHEMA, answer)

    assert found.message.startswith("Not JSON")
    assert (found.line, found.path) == (1, "$")


def test_a_broken_schema_accuses_itself_and_not_the_answer():
    [found] = validate_output("{", "{}")

    assert "schema" in found.message


def test_nothing_is_fetched_for_a_reference_elsewhere():
    schema = '{"$ref": "http://127.0.0.1:1/schema.json"}'

    assert "leads nowhere" in validate_output(schema, "{}")[0].message
    assert "another document" in schema_findings(schema)[0].message


def doubling():
    named = {f"a{i}": {"allOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 10} for i in range(20)}
    return json.dumps({"$defs": {**named, "a20": {}}, "$ref": "#/$defs/a0"})


@pytest.mark.parametrize("schema", ['{"$ref": "#"}', doubling()])
def test_a_schema_that_would_never_end_is_given_up(schema):
    assert "too long" in validate_output(schema, "1")[0].message


def test_a_pattern_that_would_never_end_is_given_up():
    schema = '{"patternProperties": {"^(a|aa)+$": {}}, "additionalProperties": false}'

    validate_output(schema, json.dumps({"a" * 60 + "!": 1}))


def test_fields_by_pattern_are_allowed_beside_those_by_name():
    schema = '{"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false}'

    found = validate_output(schema, '{"x-a": "1", "x-b": 2, "c": 3}')

    assert [each.path for each in found] == ["$.c", '$["x-b"]']


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "no schema"),
        ('{\n  "type": "object",\n}', 3, 1, "Not JSON"),
        ("[]", 1, 1, "is an object"),
        ('{"type":\n "strin"}', 2, 2, "none of"),
        ('{"properties": {"a": {"type": "x"}}}', 1, 31, "none of"),
        ('{"type": "object",\n "required": "a"}', 2, 14, "should be array"),
        ('{"pattern": "("}', 1, 13, "regular expression"),
        ('{"a": 1,\n "a": 2}', 2, 2, "twice"),
        ('{"properties": {"1": {}}}', 1, 16, "looks like an integer"),
        ('{"$ref": "#/$defs/gone"}', 1, 10, "leads nowhere"),
    ],
)
def test_what_is_wrong_with_a_schema_is_found_in_its_line(text, line, column, words):
    found = schema_findings(text)[0]

    assert (found.line, found.column) == (line, column)
    assert words in found.message


@pytest.mark.parametrize("text", ["{}", SCHEMA, '{"properties": {"$ref": {"type": "string"}}}'])
def test_a_schema_without_fault_has_no_findings(text):
    assert schema_findings(text) == []


@given(st.text())
def test_any_text_can_be_asked_about(text):
    schema_findings(text)
    validate_output(SCHEMA, text)
    validate_output(text, "{}")


@given(ANY_JSON, st.sampled_from((None, 1, 3)))
def test_every_value_is_found_where_it_stands(value, indent):
    text = json.dumps(value, ensure_ascii=False, indent=indent)

    places = places_in(text)

    assert read_json(text) == value
    for steps, span in places.items():
        inner = value
        for step in steps:
            inner = inner[step]
        assert json.loads(text[span.start : span.end]) == inner
        assert path_words(steps).startswith("$")
        assert line_and_column(text, span.start)[0] >= 1


@given(ANY_JSON)
def test_what_is_made_readable_stays_the_same(value):
    text = json.dumps(value)

    assert read_json(pretty(text)) == value
