"""Tools, schema and parameters of a content, as they arrive at a server."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.builders import a_content, a_job
from tests.providers.answering import ask
from workbench.domain.json_values import freeze
from workbench.domain.parameters import Support
from workbench.domain.prompts import Message, ModelChoice, OutputSchema, Role, Tool
from workbench.domain.settings import Settings
from workbench.engine.calls import model_call, taken_part
from workbench.formats.tool_documents import named_choice

SCHEMA = '{"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "number"}}}'
CONTENT = a_content(
    tools=(Tool("look_up", "Looks it up", SCHEMA, strict=True), Tool("bare")),
    tool_choice=named_choice("look_up"),
    output=OutputSchema("ticket", SCHEMA, strict=True),
    model=ModelChoice(
        params=(
            ("temperature", 0),
            ("top_p", 0.5),
            ("stop", ("END", "\n\n")),
            ("seed", 7),
            ("presence_penalty", -1),
            ("extra_body", freeze({"only_here": [1, None]})),
        )
    ),
)
UNKNOWN = Support()


def body_of(server, content, support=UNKNOWN, **job_fields):
    job = a_job("r", model="faulty/echo", **job_fields)
    call = model_call(job, content, (Message(Role.USER, "Hi"),), Settings())
    call, left_out = taken_part(call, support)
    came = ask(call, server.endpoint())
    assert came.error is None
    return json.loads(came.text), left_out


def test_everything_that_is_set_arrives_and_in_its_order(faulty_server):
    body, left_out = body_of(faulty_server, CONTENT)

    assert left_out == ()
    assert (body["temperature"], body["top_p"], body["seed"]) == (0, 0.5, 7)
    assert (body["stop"], body["presence_penalty"]) == (["END", "\n\n"], -1)
    assert body["only_here"] == [1, None]
    first, second = (tool["function"] for tool in body["tools"])
    assert (first["name"], first["strict"]) == ("look_up", True)
    assert list(first["parameters"]["properties"]) == ["b", "a"]
    assert second["name"] == "bare"
    assert body["tool_choice"] == {"type": "function", "function": {"name": "look_up"}}
    schema = body["response_format"]["json_schema"]
    assert (schema["name"], schema["strict"]) == ("ticket", True)
    assert list(schema["schema"]["properties"]) == ["b", "a"]


def test_the_parameters_of_a_model_lie_over_those_of_the_prompt(faulty_server):
    body, _left_out = body_of(faulty_server, CONTENT, params=(("temperature", 1), ("seed", None)))

    assert body["temperature"] == 1
    assert "seed" not in body


def test_what_the_model_does_not_take_is_not_sent(faulty_server):
    support = Support(("temperature", "top_p"), tools=False, schema=False)

    body, left_out = body_of(faulty_server, CONTENT, support)

    assert left_out == ("stop", "seed", "presence_penalty", "tools", "response schema")
    sent = {"stop", "seed", "presence_penalty", "tools", "tool_choice", "response_format"}
    assert not sent & set(body)
    assert body["only_here"] == [1, None]


def test_json_mode_arrives_as_a_response_format(faulty_server):
    model = ModelChoice().with_param("response_format", freeze({"type": "json_object"}))

    body, _left_out = body_of(faulty_server, replace(CONTENT, output=None, model=model))

    assert body["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize("choice", ["auto", "none", "required"])
def test_each_choice_of_tools_arrives(faulty_server, choice):
    body, _left_out = body_of(faulty_server, replace(CONTENT, tool_choice=choice))

    assert body["tool_choice"] == choice
