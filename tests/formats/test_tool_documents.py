"""Tools that were written elsewhere are read as they were meant."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Tool
from workbench.formats.json_schemas import pretty
from workbench.formats.tool_documents import chosen_name, looks_like_tools, named_choice, read_tools

SCHEMA = {"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "number"}}}
OPENAI = {
    "type": "function",
    "function": {"name": "look", "description": "Looks", "parameters": SCHEMA, "strict": True},
}
FLAT = {"type": "function", "name": "look", "description": "Looks", "parameters": SCHEMA}
ANTHROPIC = {"name": "look", "description": "Looks", "input_schema": SCHEMA}
MCP = {"name": "look", "description": "Looks", "inputSchema": SCHEMA}
TOOLS = st.builds(
    Tool,
    name=st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    description=st.text(),
    parameters=st.sampled_from(("", "{}", pretty(json.dumps(SCHEMA)))),
    strict=st.none() | st.booleans(),
)


@pytest.mark.parametrize("document", [OPENAI, FLAT, ANTHROPIC, MCP])
@pytest.mark.parametrize("wrapped", [lambda d: d, lambda d: [d], lambda d: {"tools": [d]}])
def test_every_form_is_read_and_recognised(document, wrapped):
    text = json.dumps(wrapped(document))

    [tool] = read_tools(text)

    assert looks_like_tools(text)
    assert (tool.name, tool.description) == ("look", "Looks")
    assert json.loads(tool.parameters) == SCHEMA
    assert list(json.loads(tool.parameters)["properties"]) == ["b", "a"]


def test_strict_is_kept_and_never_made_up():
    assert read_tools(json.dumps(OPENAI))[0].strict is True
    assert read_tools(json.dumps(FLAT))[0].strict is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Not JSON"),
        ("[{]", "line 1, column 3"),
        ("[]", "no tool"),
        ("[1]", "no object"),
        ('{"type": "web_search"}', "runs itself"),
        ('{"type": "function", "function": {}}', "no name"),
        ('{"name": "x", "parameters": []}', "no object"),
        (json.dumps([FLAT] * 201), "more than 200"),
    ],
)
def test_what_is_no_tool_is_refused_in_words(text, words):
    with pytest.raises(InvalidInput, match=words):
        read_tools(text)


@pytest.mark.parametrize("text", ["", "{{ name }}", '{"type": "object"}', '{"name": "Ada"}', "[]"])
def test_other_json_is_not_taken_for_tools(text):
    assert not looks_like_tools(text)


@given(st.lists(TOOLS, min_size=1, max_size=4))
def test_what_is_written_out_is_read_back(tools):
    documents = []
    for tool in tools:
        function = {"name": tool.name, "description": tool.description}
        if tool.parameters:
            function["parameters"] = json.loads(tool.parameters)
        if tool.strict is not None:
            function["strict"] = tool.strict
        documents.append({"type": "function", "function": function})

    assert read_tools(json.dumps(documents)) == tuple(tools)


@given(st.text() | st.from_regex(r"[\[{].*[\]}]"))
def test_any_text_is_read_or_refused(text):
    looks_like_tools(text)
    with contextlib.suppress(InvalidInput):
        assert read_tools(text)


def test_a_choice_by_name_is_found_again():
    assert chosen_name(named_choice("look")) == "look"
    assert chosen_name("auto") == chosen_name(None) == ""
