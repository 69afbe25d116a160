"""What models are sent of attachments and of the beginning of an answer."""

from __future__ import annotations

import base64
import json

import pytest

from tests.providers.answering import a_call, ask
from workbench.domain.attachments import attachment_of
from workbench.domain.prompts import Message, Role
from workbench.providers.demo.continuing import continued
from workbench.providers.message_parts import message_documents
from workbench.providers.requests import acompletion_arguments
from workbench.providers.routes import route_to

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"
NOTES = b"Dear team,\n```\ncode\n```\nbye"
IMAGE, TEXT = attachment_of("plan.png", PNG), attachment_of("notes.txt", NOTES)
FILES = {IMAGE.digest: PNG, TEXT.digest: NOTES}
PREFILLED = (Message(Role.USER, "Hello?"), Message(Role.ASSISTANT, "The answer is"))


def looking(*attached, role=Role.USER, text="Look."):
    return Message(role, text, attachments=attached)


def test_an_image_reaches_the_server_as_a_data_url(faulty_server):
    ask(a_call("faulty/echo;files=2", looking(IMAGE, TEXT), files=FILES), faulty_server.endpoint())

    [request] = faulty_server.requests("echo;files=2")
    words, image, notes = request["body"]["messages"][0]["content"]
    assert words == {"type": "text", "text": "Look."}
    kind, _, data = image["image_url"]["url"].partition(",")
    assert (image["type"], kind) == ("image_url", "data:image/png;base64")
    assert base64.b64decode(data) == PNG
    assert notes["text"].startswith("File “notes.txt”:\n````\nDear team,")


def test_a_text_file_is_part_of_the_text_in_a_fence_longer_than_its_own():
    [document] = message_documents((looking(TEXT),), FILES, "openai")

    assert document["content"] == (
        "Look.\n\nFile “notes.txt”:\n````\nDear team,\n```\ncode\n```\nbye\n````"
    )


def test_an_image_alone_needs_no_words():
    [document] = message_documents((looking(IMAGE, text=""),), FILES, "openai")

    assert [part["type"] for part in document["content"]] == ["image_url"]


@pytest.mark.parametrize("model", ["deepseek/deepseek-chat", "mistral/mistral-small-latest"])
def test_providers_that_must_be_told_are_told_to_go_on(model):
    arguments = acompletion_arguments(a_call(model, *PREFILLED), route_to(model), "key")

    assert arguments["messages"][-1]["prefix"] is True
    assert "prefix" not in arguments["messages"][0]


@pytest.mark.parametrize("model", ["anthropic/claude-haiku-4-5", "openai/gpt-4o-mini"])
def test_others_get_the_beginning_as_the_last_message(model):
    arguments = acompletion_arguments(a_call(model, *PREFILLED), route_to(model), "key")

    assert arguments["messages"][-1] == {"role": "assistant", "content": "The answer is"}


def test_a_demo_model_goes_on_from_the_beginning_of_its_answer():
    order = Message(Role.USER, "Answer with exactly one of: billing, bug.\n\nI was charged twice.")

    whole = ask(a_call("demo/brief", order))
    rest = ask(a_call("demo/brief", order, Message(Role.ASSISTANT, "Category: bil")))
    after = ask(a_call("demo/brief", order, Message(Role.ASSISTANT, "Category:")))

    assert whole.text == "billing"
    assert rest.text == "ling"
    assert after.text == " billing"


def test_a_demo_model_goes_on_within_json():
    order = Message(Role.USER, "Answer in JSON with the keys name and city.\n\nAda lives in Bern.")

    rest = ask(a_call("demo/json", order, Message(Role.ASSISTANT, "{")))

    assert json.loads("{" + rest.text)


def test_a_demo_model_says_what_came_along():
    came = ask(
        a_call("demo/brief", looking(IMAGE, IMAGE, TEXT, text="Say hello to Ada."), files=FILES)
    )

    assert "2 images and 1 file came along" in came.text


@pytest.mark.parametrize(
    ("beginning", "answer", "rest"),
    [
        ("", "Hello", "Hello"),
        ("Hello", "Hello, Ada", ", Ada"),
        ("The attention", "not now", " not now"),
        ("{", '{"a": 1}', '"a": 1}'),
        ("List:\n", "- one", "- one"),
        ("Yes ", "it is", "it is"),
    ],
)
def test_an_answer_goes_on_where_it_was_begun(beginning, answer, rest):
    assert continued(beginning, answer) == rest
