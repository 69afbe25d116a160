"""A content is sent only if its tools and its schema can be."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from workbench.domain.errors import InvalidSchema
from workbench.domain.prompts import OutputSchema, Tool
from workbench.formats.content import as_hashed
from workbench.formats.sendable import check_sendable, faults_of
from workbench.formats.tool_documents import named_choice

FINE = Tool("look_up", "", '{"type": "object"}')


def places(**fields) -> list[str]:
    return [fault.place for fault in faults_of(a_content(**fields))]


def test_a_content_without_fault_can_be_sent():
    content = a_content(
        tools=(FINE, Tool("other")),
        tool_choice=named_choice("other"),
        output=OutputSchema("answer", "{}"),
    )

    assert faults_of(content) == []
    check_sendable(content)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"tools": (Tool(""),)}, "tools[0].name"),
        ({"tools": (FINE, Tool("look up"))}, "tools[1].name"),
        ({"tools": (Tool("x", parameters="{"),)}, "tools[0].parameters"),
        ({"output": OutputSchema("", "{}")}, "output.name"),
        ({"output": OutputSchema("a", "")}, "output.schema"),
        ({"tools": (FINE,), "tool_choice": named_choice("gone")}, "tool_choice"),
        ({"tool_choice": "required"}, "tool_choice"),
    ],
)
def test_each_fault_names_its_place(fields, place):
    assert places(**fields) == [place]


def test_how_a_schema_is_laid_out_makes_no_difference_to_a_version():
    tool, output = Tool("x", parameters='{\n "type": "object"\n}'), OutputSchema("a", "{ }")

    hashed = as_hashed(a_content(tools=(tool,), output=output))

    assert hashed.tools[0].parameters == '{"type":"object"}'
    assert hashed.output.schema == "{}"
    assert as_hashed(a_content(output=OutputSchema("a", "{ "))).output.schema == "{ "


def test_two_tools_of_one_name_are_both_named():
    assert places(tools=(FINE, FINE)) == ["tools[0].name", "tools[1].name"]


def test_the_error_says_which_schema_and_where_in_it():
    content = a_content(tools=(Tool("look_up", parameters='{\n "type": "strin"}'),))

    with pytest.raises(InvalidSchema, match="Tool look_up: line 2, column 10") as caught:
        check_sendable(content)

    assert (caught.value.place, caught.value.line) == ("tools[0].parameters", 2)
