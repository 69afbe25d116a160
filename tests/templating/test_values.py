from __future__ import annotations

import pytest

from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import JsonObject
from workbench.domain.prompts import Input, InputType
from workbench.templating.values import checked_value, checked_values

TALK = [{"role": "user", "content": "hi"}]


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("string", "x", "x"),
        ("string", 3, "3"),
        ("string", True, "true"),
        ("integer", "42", 42),
        ("integer", 42.0, 42),
        ("number", "1.5", 1.5),
        ("number", "2", 2),
        ("boolean", "Yes", True),
        ("boolean", "off", False),
        ("boolean", False, False),
        ("array", '["a", 1]', ["a", 1]),
        ("array", "one\ntwo", ["one", "two"]),
        ("array", [1], [1]),
        ("object", '{"a": 1}', {"a": 1}),
        ("object", {"a": 1}, {"a": 1}),
        ("messages", '[{"role": "user", "content": "hi"}]', TALK),
        ("messages", TALK, TALK),
    ],
)
def test_a_value_is_read_as_its_type_from_json_or_from_typed_text(kind, given, read):
    value = checked_value(Input("x", InputType(kind)), given)

    assert (value, type(value)) == (read, type(read))


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("string", ["x"]),
        ("integer", "4.5"),
        ("integer", True),
        ("integer", 1.5),
        ("integer", "9" * 5000),
        ("number", "inf"),
        ("number", "many"),
        ("number", True),
        ("boolean", "perhaps"),
        ("boolean", 1),
        ("array", 3),
        ("object", "[1]"),
        ("object", "[" * 100_000),
        ("messages", "hello"),
        ("messages", [{"role": "placeholder", "content": "x"}]),
        ("messages", [{"role": "user", "content": 3}]),
        ("messages", [{"role": "user"}]),
        ("messages", ["hello"]),
        ("messages", [{"role": "assistant", "tool_calls": [{}]}]),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(kind, given):
    with pytest.raises(InvalidInput, match="ticket"):
        checked_value(Input("ticket", InputType(kind)), given)


def test_a_value_that_is_too_long_is_refused():
    item = Input("x", max_length=3)

    assert checked_value(item, "abc") == "abc"
    with pytest.raises(InvalidInput, match="4 long"):
        checked_value(item, "abcd")


def test_an_undeclared_input_takes_anything_and_frozen_values_are_thawed():
    used = [Input("x"), Input("y")]

    checked = checked_values((), used, {"x": ("a", JsonObject((("b", 1),))), "y": 3})

    assert checked == {"x": ["a", {"b": 1}], "y": 3}
