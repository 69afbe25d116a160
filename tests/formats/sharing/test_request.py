"""What is copied is what was sent, without keys."""

from __future__ import annotations

import pytest

from tests.builders import a_job, a_run
from tests.formats.sharing.requests import CONTENT, HOUSE, a_request
from workbench.domain.attachments import attachment_of
from workbench.domain.errors import InvalidInput
from workbench.domain.models import Endpoint
from workbench.domain.parameters import SCHEMA, TOOLS
from workbench.domain.prompts import Message, PromptContent, Role, ToolCall
from workbench.domain.settings import Settings
from workbench.engine.calls import model_call
from workbench.formats.sharing.addresses import LOCAL_ADDRESSES, key_variable
from workbench.formats.sharing.curl_command import curl_command
from workbench.formats.sharing.promptfoo_test import promptfoo_test
from workbench.formats.sharing.python_snippet import litellm_snippet, openai_snippet
from workbench.formats.sharing.request import shared_request
from workbench.providers.local_servers import LOCAL_SERVERS
from workbench.providers.requests import acompletion_arguments
from workbench.providers.routes import Route
from workbench.secrets.environment import VARIABLES, variables_of
from workbench.services.keys import PROVIDERS

SPOKEN = (
    Message(Role.USER, "Look it up"),
    Message(Role.ASSISTANT, "", tool_calls=(ToolCall("call-1", "look_up", '{"x": 1}'),)),
    Message(Role.TOOL, "found", name="look_up", tool_call_id="call-1"),
)


def test_the_body_is_what_the_gateway_sends():
    run = a_run(job=a_job(model="openai/gpt-4o-mini"), messages=SPOKEN)

    body = shared_request(run, CONTENT, ()).body

    call = model_call(run.job, CONTENT, SPOKEN, Settings())
    sent = acompletion_arguments(call, Route("openai", "openai/gpt-4o-mini"), "key")
    same = ("messages", "temperature", "top_k", "tools", "tool_choice", "response_format")
    assert {name: body[name] for name in same} == {name: sent[name] for name in same}
    assert (body["model"], body["guided"]) == ("gpt-4o-mini", True)


def test_what_the_model_does_not_take_is_left_out_as_it_was():
    request = a_request(not_sent=("temperature", TOOLS, SCHEMA))

    assert sorted(request.params) == ["extra_body", "top_k"]


def test_a_demo_model_exists_only_here():
    with pytest.raises(InvalidInput, match="exists only here"):
        a_request(model="demo/brief")


def test_a_run_that_was_never_sent_cannot_be_copied():
    run = a_run(job=a_job(model="openai/gpt-4o-mini"))

    with pytest.raises(InvalidInput, match="Nothing was sent"):
        shared_request(run, PromptContent(), ())


def test_a_server_of_the_persons_own_is_named_by_its_address():
    request = a_request(model="house/llama-3")

    assert (request.base_url, request.name) == (HOUSE.base_url, "llama-3")
    assert (request.model, request.key_variable) == ("openai/llama-3", "HOUSE_API_KEY")


def test_a_server_that_wants_no_key_is_given_none():
    run = a_run(job=a_job(model="lab/llama-3"), messages=SPOKEN)
    open_server = Endpoint("lab", "http://lab.example.org/v1")

    assert shared_request(run, PromptContent(), (open_server,)).key_variable == ""


def test_a_provider_with_a_protocol_of_its_own_is_left_to_litellm():
    request = a_request(model="bedrock/claude")

    with pytest.raises(InvalidInput, match="no address"):
        _ = request.address


def test_no_parameter_takes_the_place_of_the_messages():
    content = PromptContent(model=CONTENT.model.with_param("messages", "other"))

    assert a_request(content=content).body["messages"][0]["content"] == "Be brief."


def test_local_servers_are_where_the_gateway_finds_them():
    assert {server.name: server.base_url for server in LOCAL_SERVERS} == LOCAL_ADDRESSES


@pytest.mark.parametrize("provider", [*PROVIDERS, "house", "my.own-server"])
def test_keys_are_named_as_they_are_looked_for(provider):
    assert key_variable(provider) == variables_of(provider)[0]


def test_no_provider_that_is_offered_has_another_first_variable():
    offered = [name for name in PROVIDERS if name in VARIABLES]

    assert [key_variable(name) for name in offered] == [VARIABLES[name][0] for name in offered]


def test_what_is_attached_is_copied_as_it_was_sent_or_refused():
    data = b"\x89PNG\r\n\x1a\n"
    image = attachment_of("plan.png", data)
    looking = (Message(Role.USER, "Look.", attachments=(image,)),)
    run = a_run(job=a_job(model="openai/gpt-4o-mini"), messages=looking)

    request = shared_request(run, PromptContent(), (), {image.digest: data})
    words, picture = request.messages[0]["content"]
    with pytest.raises(InvalidInput, match="Files are attached"):
        shared_request(run, PromptContent(), ())

    assert words["text"] == "Look."
    assert picture["image_url"]["url"].startswith("data:image/png;base64,")
    for write in (curl_command, litellm_snippet, openai_snippet, promptfoo_test):
        assert picture["image_url"]["url"] in write(request).replace('\\"', '"')
