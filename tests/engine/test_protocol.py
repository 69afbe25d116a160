"""Messages survive the border exactly, and nonsense is told apart from them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content, a_job, a_run
from workbench.domain import errors
from workbench.domain.datasets import Case
from workbench.domain.errors import (
    InvalidContent,
    MissingValues,
    ProviderError,
    TemplateTooCostly,
    WorkbenchError,
)
from workbench.domain.estimates import Estimate, JobEstimate
from workbench.domain.json_values import freeze
from workbench.domain.models import Endpoint, Missing, Model, Price
from workbench.domain.problems import Analysis, Preview, Problem, RenderedMessage, Severity
from workbench.domain.prompts import Input, InputType, Message, Role, ToolCall
from workbench.domain.run_events import RunEnded, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Failure, FailureKind, Outcome, Run, Timings, Usage
from workbench.domain.settings import Limits, Settings
from workbench.engine import protocol, wire
from workbench.engine.answers import joined
from workbench.engine.protocol import NotUnderstood, decode_answer, decode_request, encode
from workbench.formats.content import draft_document, read_content

DOCUMENT = Path(__file__).parents[2] / "docs" / "engine-protocol.md"
ANY_TEXT = st.text(st.characters(exclude_categories=()))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FULL_RUN = a_run(
    outcome=Outcome.FAILED,
    messages=(Message(Role.USER, "Hi", tool_calls=(ToolCall("1", "f", "{"),)),),
    text="half",
    reasoning="why",
    tool_calls=(ToolCall("2", "g", "{}"),),
    finish_reason="length",
    usage=Usage(1, 2, 3, 4, estimated=True),
    cost_usd=Decimal("0.0000123"),
    timings=Timings(0.1, 0.2, 0.3),
    resolved_model="m-2",
    system_fingerprint="fp_2",
    attempts=3,
    failure=Failure(FailureKind.TIMEOUT, "slow", "wait", 504, 1, 2),
    cached_from="run-0",
)


def through_the_pipe(message):
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    decode = decode_request if isinstance(message, protocol.Request) else decode_answer
    return decode(line)


@given(text=ANY_TEXT, reasoning=ANY_TEXT)
def test_any_text_arrives_as_it_was(text, reasoning):
    event = TextArrived("run-1", text, reasoning, 0.5)

    answer = through_the_pipe(protocol.RunEvents((wire.event_record(event),)))

    arrived = wire.read_event(answer.events[0])
    assert arrived == replace(event, text=joined(text), reasoning=joined(reasoning))


@given(st.text(st.characters(categories=["Cs"]), min_size=1, max_size=1), st.text())
def test_a_lone_surrogate_arrives_as_it_was(surrogate, text):
    answer = through_the_pipe(protocol.Misunderstood(text + surrogate))

    assert answer.message == text + surrogate


@given(st.dictionaries(st.text(), JSON))
def test_values_of_a_case_arrive_as_they_were(values):
    job = a_job(case=Case("1", "Ada", tuple((k, freeze(v)) for k, v in values.items())))

    request = through_the_pipe(protocol.Start((wire.job_record(job),)))

    assert wire.read_job(request.jobs[0]) == job


@pytest.mark.parametrize(
    "event",
    [
        RunStarted("run-1"),
        RunRetrying("run-1", 2, 1.5, "busy"),
        TextArrived("run-1", "text", "reasoning"),
        RunEnded(a_run()),
        RunEnded(FULL_RUN),
    ],
)
def test_an_event_arrives_as_it_was(event):
    answer = through_the_pipe(protocol.RunEvents((wire.event_record(event),)))

    assert wire.read_event(answer.events[0]) == event


def test_turns_of_a_conversation_arrive_as_they_were():
    turns = (Message(Role.TOOL, "\ud800 {{ x }}", "look_up", tool_call_id="1"),)
    job = a_job(turns=turns, continues="run-0", use_cache=True, live=True)

    request = through_the_pipe(protocol.Start((wire.job_record(job),)))

    assert wire.read_job(request.jobs[0]) == job


def test_every_field_of_a_run_crosses():
    assert set(wire.RunRecord.__struct_fields__) == {field.name for field in fields(Run)}


def test_a_content_arrives_as_it_was():
    content = a_content(
        "Say {{ x }} \ud800", inputs=(Input("x", InputType.ARRAY, default=(1, "a")),)
    )

    request = through_the_pipe(protocol.Analyse(7, draft_document(content)))

    assert (request.id, read_content(request.content)) == (7, content)


@pytest.mark.parametrize(
    "answer",
    [
        protocol.Ready(1, "0.1.0"),
        protocol.Previewed(
            2,
            Preview(
                (RenderedMessage("user", "Hi Ada", ((3, 6),)),),
                Problem("template", Severity.ERROR, "no", 0, 1, 2),
            ),
        ),
        protocol.Estimated(3, Estimate((JobEstimate("run-1", "m", 10, 20, Decimal("0.01")),))),
        protocol.ModelsFound(
            4, (Model("a/b", "a", "A", Missing.KEY, "A_KEY", Price(Decimal(1), Decimal(2))),)
        ),
        protocol.Dropped(5),
        protocol.Misunderstood("what?"),
    ],
)
def test_an_answer_arrives_as_it_was(answer):
    assert through_the_pipe(answer) == answer


@pytest.mark.parametrize(
    "request_",
    [
        protocol.Hello(1),
        protocol.Stop(("a", "b")),
        protocol.ShowPreview(1, {"schema": "x"}, {"name": [1, None, {"a": True}]}),
        protocol.ListModels(9),
        protocol.Configure(
            Settings(models=("m",), endpoints=(Endpoint("e", "u"),), limits=Limits(attempts=9))
        ),
        protocol.KeepKey("openai", "sk-1"),
        protocol.ForgetKey("openai"),
        protocol.ShutDown(),
    ],
)
def test_a_request_arrives_as_it_was(request_):
    assert through_the_pipe(request_) == request_


def test_an_analysis_arrives_as_it_was():
    item = Input("n", InputType.INTEGER, "how many", False, 3, (1, 2, 3), 9, "trusted")
    analysis = Analysis((item,), ("a/b",), (Problem("x", Severity.HINT, "y"),), 12)

    answer = through_the_pipe(protocol.Analysed(1, wire.analysis_record(analysis)))

    assert wire.read_analysis(answer.analysis) == analysis


@pytest.mark.parametrize(
    "error",
    [
        InvalidContent("not a number", place="inputs.n"),
        MissingValues(["b", "a"]),
        TemplateTooCostly("too long", message_index=2, line=7, component="tone", hint="less"),
        ProviderError("no", kind="rate limited", status=429, retry_after=3.5),
        errors.WorkspaceReadOnly("no"),
    ],
)
def test_an_error_arrives_with_its_class_and_place(error):
    answer = through_the_pipe(protocol.Failed(1, wire.error_record(error)))

    arrived = wire.read_error(answer.error)
    assert type(arrived) is type(error)
    assert (arrived.message, arrived.hint, vars(arrived)) == (
        error.message,
        error.hint,
        vars(error),
    )


def test_an_error_of_a_later_release_is_still_an_error():
    error = wire.read_error(wire.ErrorRecord("Unheard", "what", "hint"))

    assert type(error) is WorkbenchError
    assert str(error) == "what"


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"type": "unheard of"}',
        b'{"type": "stop"}',
        b'{"type": "stop", "run_ids": "a"}',
        b'{"type": "stop", "run_ids": ["\\ud800", 1]}',
        b'{"type": "analyse", "id": 1, "content": {"a": NaN, "b": "\\ud800"}}',
        b'{"type": "hello", "protocol": 1',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"type": "stop", "run_ids": ["\xc3"]}',
    ],
)
def test_nonsense_is_told_apart(line):
    with pytest.raises(NotUnderstood):
        decode_request(line)


@given(st.binary())
def test_no_line_does_worse_than_not_being_understood(line):
    with suppress(NotUnderstood):
        decode_request(line)


def test_a_key_is_not_in_the_text_of_its_message():
    assert "sk-planted" not in repr(protocol.KeepKey("openai", "sk-planted"))


def test_the_document_of_the_protocol_names_every_message():
    text = DOCUMENT.read_text(encoding="utf-8")

    tags = [
        kind.__struct_config__.tag
        for union in (
            protocol.AnyRequest,
            protocol.AnyAnswer,
            wire.AnyEvent,
            wire.AnyEvaluationEvent,
        )
        for kind in union.__args__
    ]
    assert [tag for tag in tags if f"`{tag}`" not in text] == []


def test_every_example_in_the_document_is_understood():
    examples = [
        line
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith(("→ {", "← {"))
    ]

    assert len(examples) > 10
    for example in examples:
        decode = decode_request if example[0] == "→" else decode_answer
        decode(example[2:].encode())
        json.loads(example[2:])
