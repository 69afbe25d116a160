"""The same request has the same key; anything that is sent makes another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.models import Endpoint
from workbench.domain.prompts import Attachment, Message, Role, ToolCall
from workbench.domain.settings import Timeouts
from workbench.engine.request_keys import request_key
from workbench.services.model_ports import ModelCall

SCHEMA = {"name": "a", "schema": {"properties": {"a": {}, "b": {}}}}
CALL = ModelCall("mine/model", (Message(Role.USER, "Hi"),), {"temperature": 0, "seed": 1})
HOME = (Endpoint("mine", "http://127.0.0.1:9/v1"),)
PICTURE = Attachment("a.png", "image/png", "sha256:1")


def key(call=CALL, endpoints=HOME):
    return request_key(call, endpoints)


def said(**fields):
    return {"messages": (replace(CALL.messages[0], **fields),)}


@pytest.mark.parametrize(
    "change",
    [
        {"model": "mine/other"},
        {"messages": (*CALL.messages, *CALL.messages)},
        said(text="Ho"),
        said(text="\ud800"),
        said(role=Role.SYSTEM),
        said(name="ada"),
        said(tool_call_id="1"),
        said(tool_calls=(ToolCall("1", "f", "{}"),)),
        said(attachments=(PICTURE,)),
        {"params": {"temperature": 0}},
        {"params": {"temperature": 1, "seed": 1}},
        {"params": {**CALL.params, "logprobs": True}},
        {"tools": ({"type": "function"},)},
        {"tool_choice": "auto"},
        {"response_schema": SCHEMA},
    ],
)
def test_whatever_is_sent_makes_another_request(change):
    assert key(replace(CALL, **change)) != key()


def test_the_bytes_of_a_file_count():
    one = replace(CALL, **said(attachments=(PICTURE,)))
    other = replace(CALL, **said(attachments=(replace(PICTURE, digest="sha256:2"),)))

    assert key(one) != key(other)


def test_the_order_of_properties_counts_for_models_read_it():
    turned = {"name": "a", "schema": {"properties": {"b": {}, "a": {}}}}

    assert key(replace(CALL, response_schema=SCHEMA)) != key(replace(CALL, response_schema=turned))


def test_another_server_behind_the_name_is_another_request():
    assert key(endpoints=(Endpoint("mine", "http://127.0.0.1:8/v1"),)) != key()
    assert key(endpoints=()) != key()


@pytest.mark.parametrize(
    "change",
    [
        {"timeouts": Timeouts(total=1)},
        {"output_bytes": 1},
        {"files": {"sha256:1": b"x"}},
        {"params": {"seed": 1, "temperature": 0}},
    ],
)
def test_what_is_not_sent_makes_no_difference(change):
    assert key(replace(CALL, **change)) == key()


def test_other_servers_make_no_difference():
    assert key(endpoints=(*HOME, Endpoint("else", "http://127.0.0.1:7/v1"))) == key()
