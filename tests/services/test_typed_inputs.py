from __future__ import annotations

from tests.builders import a_case, a_content
from workbench.domain.json_values import freeze
from workbench.domain.prompts import Input, InputType
from workbench.services.typed_inputs import with_typed_inputs


def case(**values):
    return a_case(values=tuple((name, freeze(value)) for name, value in values.items()))


def test_lists_and_objects_have_their_types_and_texts_need_no_word():
    content = a_content("{{ text }} {{ many }} {{ thing }} {{ number }}")

    typed = with_typed_inputs(content, [case(text="x", many=[1], thing={"a": 1}, number=3)])

    assert [(item.name, item.type) for item in typed.inputs] == [
        ("many", InputType.ARRAY), ("thing", InputType.OBJECT),
    ]  # fmt: skip


def test_what_a_tag_looks_at_keeps_its_type():
    content = a_content("{% if number > 2 and flag %}x{% endif %}")

    typed = with_typed_inputs(content, [case(number=3, flag=True), case(number=3.5, flag=False)])

    assert {item.name: item.type for item in typed.inputs} == {
        "number": InputType.NUMBER,
        "flag": InputType.BOOLEAN,
    }


def test_what_some_case_has_no_value_for_may_be_left_out():
    typed = with_typed_inputs(a_content("{{ a }} {{ b }}"), [case(a="x"), case(a="x", b="y")])

    assert typed.inputs == (Input("b", required=False, default=""),)


def test_what_cannot_be_read_is_left_as_it_is():
    content = a_content("{{ a ")

    assert with_typed_inputs(content, [case()]) == content
