from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content
from workbench.domain.errors import (
    InvalidContent,
    InvalidInput,
    MissingValues,
    TemplateError,
    TemplateTooCostly,
)
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.templating import wire

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=20)
BOUNDS = {"seconds": 1.0, "bytes": 10}


@given(ANYTHING, ANYTHING)
def test_any_text_passes_as_one_line(text, value):
    content = a_content(text)

    line = wire.request("render", content, {"c": content}, {"x": value}, **BOUNDS)

    assert line.count(b"\n") == 1
    assert wire.read_request(json.loads(line)) == (content, {"c": content}, {"x": value})


@given(ANYTHING)
def test_messages_come_back_whole(text):
    messages = (Message(Role.ASSISTANT, text, "n", (ToolCall("1", "f", text),), "2"),)

    line = wire.encoded(wire.messages_document(messages))

    assert wire.read_messages(json.loads(line)) == messages


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TemplateError("m", message_index=1, line=2, component="c", hint="h"), TemplateError),
        (TemplateTooCostly("m", message_index=1), TemplateTooCostly),
        (MissingValues(["b", "a"]), MissingValues),
        (InvalidInput("m", hint="h"), InvalidInput),
        (InvalidContent("m", place="p"), InvalidInput),
    ],
)
def test_errors_come_back_with_their_kind_and_place(error, kind):
    read = wire.read_error(json.loads(wire.encoded(wire.error_document(error))))

    assert type(read) is kind
    for name in ("message", "hint", "message_index", "line", "component", "names"):
        if hasattr(read, name):
            assert getattr(read, name) == getattr(error, name)


def test_a_value_that_is_no_json_is_refused_by_name():
    with pytest.raises(InvalidInput, match="ticket"):
        wire.request("render", a_content(), {}, {"ticket": {1, 2}}, **BOUNDS)
