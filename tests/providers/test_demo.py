"""The demo models answer to what a prompt asks for, the same each time."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.providers.answering import a_call, answer, ask, keys
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.runs import FailureKind
from workbench.formats.json_schemas import validate_output
from workbench.providers.demo.answers import answer_of
from workbench.providers.demo.models import DEMO_MODELS
from workbench.providers.gateway import LitellmGateway

TICKET = (
    "Hello, I was charged twice for November: two times 12.00 EUR on my card, both on the 3rd. "
    "I have one account. Please refund one of them."
)
MEETING = """\
Launch sync, Tuesday. Present: Priya, Jonas.
- The load test failed again at 800 users. Jonas needs two more weeks.
- We decided to move the launch from 17 December to 14 January.
- Finance wants a price of 35 EUR. Not decided, Elif asks again next week.
"""
INVOICE = """\
Nordlicht GmbH, Hafenstr. 2, Hamburg
Invoice number: RE-00417
Date: 30.09.2026
Contact: billing@nordlicht.example
VAT 19 %            2.371,20 EUR
Total              14.851,20 EUR
"""


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch):
    monkeypatch.setenv("WORKBENCH_DEMO_PAUSE", "0")


def said(model: str, *texts: str, schema=None) -> str:
    roles = ["system"] * (len(texts) - 1) + ["user"]
    messages = [{"role": r, "content": t} for r, t in zip(roles, texts, strict=True)]
    return answer_of(f"demo/{model}", messages, schema)


def test_a_label_is_chosen_from_those_that_are_named():
    order = "Sort the ticket. Answer with one of: billing, bug, question, other."

    assert said("brief", order, TICKET) == "billing"
    assert said("brief", order, "The app crashes with an error when I export.") == "bug"
    assert said("brief", order, "Nice weather today.") == "other"


def test_what_the_prompt_says_of_a_label_counts():
    order = "Choose.\n- fish: salmon, trout, nets\n- bread: flour, ovens\nOne of: fish, bread."

    assert said("brief", order, "We are out of flour and the ovens are cold.") == "bread"


def test_the_detailed_model_gives_its_reasons():
    answered = said("detailed", "Answer with one of: billing, bug.", TICKET)

    assert answered.startswith("billing\n\nReasons: ")
    assert "“refund”" in answered


def test_the_json_model_answers_in_json_whatever_is_asked():
    for order in ("Answer with one of: billing, bug.", "Summarise it.", "Write three bullets."):
        assert json.loads(said("json", order, TICKET))


def test_keys_that_a_sentence_names_are_filled_from_the_text():
    order = (
        'Return a JSON object with the keys "supplier", "invoice_number", "date", "email", '
        '"currency", "tax" and "total".\n- "date" is written as YYYY-MM-DD.'
    )

    assert json.loads(said("brief", order, INVOICE)) == {
        "supplier": "Nordlicht GmbH",
        "invoice_number": "RE-00417",
        "date": "2026-09-30",
        "email": "billing@nordlicht.example",
        "currency": "EUR",
        "tax": 2371.2,
        "total": 14851.2,
    }


def test_a_schema_names_keys_types_and_choices():
    schema = {
        "properties": {
            "queue": {"enum": ["billing", "bug"]},
            "refund": {"type": "boolean"},
            "iban": {"type": ["string", "null"]},
        }
    }

    answered = json.loads(said("json", "Triage the ticket.", TICKET, schema=schema))

    assert answered == {"queue": "billing", "refund": True, "iban": None}


DEMANDING = {
    "type": "object",
    "properties": {
        "label": {"type": "string", "enum": ["x", "y"]},
        "since": {"type": "string", "format": "date"},
        "count": {"type": "integer", "minimum": 3, "maximum": 9},
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 3},
        "who": {"anyOf": [{"$ref": "#/$defs/person"}, {"type": "null"}]},
        "people": {"type": "array", "items": {"$ref": "#/$defs/person"}, "minItems": 1},
        "kind": {"const": "ticket"},
    },
    "required": ["label", "since", "count", "tags", "who", "people", "kind"],
    "additionalProperties": False,
    "$defs": {
        "person": {
            "type": "object",
            "properties": {"name": {"type": "string", "minLength": 2}, "age": {"type": "number"}},
            "required": ["name", "age"],
            "additionalProperties": False,
        }
    },
}


@pytest.mark.parametrize("model", ["json", "brief", "detailed"])
@pytest.mark.parametrize("text", [TICKET, MEETING, INVOICE, ""])
@pytest.mark.parametrize(
    "schema",
    [
        DEMANDING,
        {"type": "array", "items": {"type": "object", "required": ["a"], "properties": {"a": {}}}},
        {"$defs": {"a": {"type": "object", "properties": {"n": {}}}}, "$ref": "#/$defs/a"},
        {"type": "object", "properties": {"deep": {"$ref": "#"}}, "additionalProperties": False},
    ],
)
def test_an_answer_keeps_to_the_schema(model, text, schema):
    answered = said(model, "Triage the ticket.", text, schema=schema)

    assert validate_output(json.dumps(schema), answered) == []


def test_a_schema_without_end_gets_an_answer_all_the_same():
    names = "abcdefghij"
    endless = {"type": "object", "properties": {n: {"$ref": "#"} for n in names}}

    for schema in (endless, {**endless, "required": list(names)}):
        assert said("json", "Triage the ticket.", TICKET, schema=schema)


WEATHER = {
    "name": "get_weather",
    "description": "The weather in a city",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "unit": {"enum": ["C", "F"]}},
        "required": ["city", "unit"],
        "additionalProperties": False,
    },
}
REFUND = {"name": "refund", "description": "Refund a charge to the card"}


def tool_calls(model, text, *more, **fields):
    came = ask(a_call(model, Message(Role.USER, text), *more, **fields))
    assert came.error is None
    return came.ending.tool_calls


def test_a_tool_is_called_with_arguments_that_its_schema_takes():
    [call] = tool_calls("demo/json", "What is the weather in Bern?", tools=(WEATHER,))

    assert call.name == "get_weather"
    assert call.id
    assert json.loads(call.arguments)["city"] == "Bern"
    assert validate_output(json.dumps(WEATHER["parameters"]), call.arguments) == []


def test_the_tool_that_fits_the_prompt_is_called():
    [call] = tool_calls("demo/brief", TICKET, tools=(WEATHER, REFUND))

    assert call.name == "refund"


def test_a_tool_that_has_nothing_to_do_with_the_prompt_is_not_called():
    assert tool_calls("demo/brief", "Say hello to Ada.", tools=(WEATHER,)) == ()


@pytest.mark.parametrize(
    ("choice", "called"),
    [
        ("required", ["get_weather"]),
        ("none", []),
        ({"type": "function", "function": {"name": "refund"}}, ["refund"]),
    ],
)
def test_the_choice_of_tools_is_followed(choice, called):
    calls = tool_calls("demo/brief", "Hi.", tools=(WEATHER, REFUND), tool_choice=choice)

    assert [call.name for call in calls] == called


def test_the_result_of_a_tool_is_followed_by_an_answer():
    call = ToolCall("call-1", "get_weather", "{}")
    turns = (
        Message(Role.ASSISTANT, tool_calls=(call,)),
        Message(Role.TOOL, "Sunny, 21 degrees.", tool_call_id="call-1"),
    )

    assert tool_calls("demo/json", "The weather in Bern?", *turns, tools=(WEATHER,)) == ()


def test_an_example_object_names_keys_and_choices():
    order = 'Answer as JSON: {"queue": "billing | bug", "urgency": "low | normal | high"}'

    assert json.loads(said("brief", order, TICKET)) == {"queue": "billing", "urgency": "high"}


@pytest.mark.parametrize("model", ["brief", "detailed"])
def test_bullet_points_are_counted(model):
    answered = said(model, f"Summarise in at most 2 bullet points.\n\nNotes:\n{MEETING}")

    lines = answered.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("- ") for line in lines)
    assert "14 January" in answered


def test_a_number_of_words_is_kept_to():
    for count in (5, 12):
        answered = said("detailed", f"Summarise it in {count} words.", MEETING)

        assert len(answered.split()) <= count


def test_one_sentence_is_one_sentence():
    answered = said("detailed", "Summarise the notes in one sentence.", MEETING)

    assert answered.count(".") <= 1


def test_readers_get_different_summaries():
    notes = "The API was slow. We deploy the fix on Monday. The budget is approved. Lunch was good."
    orders = [f"Summarise for {reader} in one sentence." for reader in ("executives", "engineers")]

    executives, engineers = (said("brief", order, notes) for order in orders)

    assert "budget" in executives
    assert executives != engineers


def test_models_differ_in_style():
    answers = {said(model, "What is it about?", MEETING) for model in ("brief", "detailed", "json")}

    assert len(answers) == 3


def test_a_greeting_is_one_in_the_language_that_is_asked_for():
    assert said("brief", "Say hello to Ada.") == "Hello, Ada."
    assert said("brief", "Say hello to Ada in German.").startswith("Hallo, Ada")


def test_the_same_prompt_gets_the_same_answer_through_litellm():
    call = a_call("demo/detailed", Message(Role.USER, f"Summarise this.\n\nText:\n{MEETING}"))

    first, second = ask(call), ask(call)

    assert first.text == second.text != ""
    assert first.ending.finish_reason == "stop"
    assert first.ending.usage.output_tokens == len(first.chunks)
    assert len(first.chunks) > 5


def test_a_schema_reaches_the_demo_models():
    schema = {"type": "object", "properties": {"queue": {"enum": ["billing", "bug"]}}}
    call = a_call("demo/json", Message(Role.USER, TICKET), response_schema=schema)

    assert json.loads(ask(call).text) == {"queue": "billing"}


def test_a_token_limit_cuts_the_answer_short():
    call = a_call("demo/detailed", Message(Role.USER, MEETING), params={"max_tokens": 3})

    came = ask(call)

    assert (len(came.chunks), came.ending.finish_reason) == (3, "length")


def test_the_failing_model_says_something_and_fails_on_purpose():
    came = ask(a_call("demo/failing", Message(Role.USER, MEETING)))

    assert came.text
    assert came.kind == FailureKind.PROVIDER
    assert "on purpose" in came.error.message


def test_an_unknown_demo_model_is_not_found():
    assert ask(a_call("demo/clever")).kind == FailureKind.NOT_FOUND


def test_the_slow_model_can_be_stopped(monkeypatch):
    monkeypatch.setenv("WORKBENCH_DEMO_PAUSE", "1000")

    async def run():
        task = asyncio.ensure_future(answer(LitellmGateway(keys()), a_call("demo/slow")))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())


@pytest.mark.parametrize("model", [demo.name for demo in DEMO_MODELS])
@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00\ud800", "x" * 100_000, "a: " * 20_000, "-" * 50_000, "|" * 20_000, "one of: "],
)
def test_any_prompt_is_answered_in_time(model, text):
    messages = [{"role": "user", "content": text}]

    assert isinstance(answer_of(model, messages), str)
    assert isinstance(answer_of(model, [{"role": "system", "content": "JSON"}, *messages]), str)
