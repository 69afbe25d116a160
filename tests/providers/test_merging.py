"""Events are merged without anything being lost, added or held back."""

from __future__ import annotations

import asyncio
import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.providers.merging import Merger
from workbench.providers.pacing import Pace
from workbench.providers.wire import WatchedBytes, Wire

TEXTS = {"content", "reasoning_content", "reasoning"}
TEXT = st.text(st.characters(codec=None), max_size=5)


def an_event(delta, *, ascii_only=True, choice=None, **members) -> bytes:
    choices = [{"index": 0, "delta": delta, "finish_reason": None} | (choice or {})]
    document = {"id": "1", "object": "chat.completion.chunk", "model": "m", "choices": choices}
    written = json.dumps(document | members, ensure_ascii=ascii_only)
    return b"data: " + written.encode("utf-8", "surrogatepass") + b"\n\n"


def adding(text: str, **members) -> bytes:
    return an_event({"content": text}, **members)


def with_line_ends(event: bytes, end: bytes) -> bytes:
    return event.replace(b"\n", end)


PLAIN = st.builds(
    lambda member, text, **how: an_event({member: text}, **how),
    st.sampled_from(sorted(TEXTS)),
    TEXT,
    ascii_only=st.booleans(),
    created=st.integers(1, 2),
    obfuscation=st.sampled_from(["a", "bc"]),
    usage=st.none(),
)
SPECIAL = st.sampled_from(
    [
        an_event({"role": "assistant", "content": ""}),
        an_event({"role": "assistant", "content": "with its role"}),
        an_event({"content": "both", "reasoning_content": "at once"}),
        an_event({"content": None}),
        an_event({"content": 3}),
        an_event({"tool_calls": [{"index": 0, "function": {"arguments": "{"}}]}),
        an_event({"content": "last"}, choice={"finish_reason": "stop"}),
        an_event({"content": "likely"}, choice={"logprobs": {"content": []}}),
        an_event({"content": "second"}, choice={"index": 1}),
        an_event({}, usage={"prompt_tokens": 1}),
        adding("counted", usage={"prompt_tokens": 1}),
        adding("of another", model="n"),
        adding("more said", x_groq={"id": "1"}),
        an_event({"content": "none"}, choices=[]),
        an_event({"content": "other"}, object="text_completion"),
        b"data: [DONE]\n\n",
        b"data: \n\n",
        b"\n",
        b": a comment\n\n",
        b": a comment before\n" + adding("text"),
        b"event: message\n" + adding("named"),
        adding("with an id").replace(b"\n\n", b"\nid: 3\n\n"),
        b'data: {"object": "chat.completion.chunk",\ndata: "choices": []}\n\n',
        b'data: {"choices": [{"delta"\n\n',
        b"data: " + b"[" * 5_000 + b"\n\n",
        b'data: {"object": []}\n\n',
        b'data: {"choices": "\xff\xfe"}\n\n',
        b'data: {"error": {"message": "unloaded"}}\n\n',
        adding("no blank line").removesuffix(b"\n"),
    ]
)
ONE = st.one_of(PLAIN, PLAIN, PLAIN, SPECIAL)
STREAMS = st.lists(
    st.builds(with_line_ends, ONE, st.sampled_from([b"\n", b"\n", b"\r\n"])), max_size=12
).map(b"".join)


def said(stream: bytes) -> list:
    """What a reader of events is told, neighbours that add to the same text taken together."""
    told: list = []
    for data in events(stream):
        rest, member, text = without_text(data)
        if member and told and told[-1][:2] == [rest, member]:
            told[-1][2] += text
        else:
            told.append([rest, member, text])
    return told


def events(stream: bytes) -> list[bytes]:
    found, data = [], []
    for line in stream.split(b"\n"):
        line = line.removesuffix(b"\r")
        if line.startswith(b"data:"):
            data.append(line[5:].removeprefix(b" "))
        elif not line:
            found += [b"\n".join(data)] if data else []
            data = []
    return [*found, *data]


def without_text(data: bytes) -> tuple:
    """The event as it is unless it may be merged; then the text apart, and no time."""
    try:
        document = json.loads(data)
        delta = document["choices"][0]["delta"]
        [(member, text)] = ((m, t) for m, t in delta.items() if (m, t) != ("role", "assistant"))
        if member in TEXTS and isinstance(text, str) and text:
            del delta[member]
            document.pop("created", None), document.pop("obfuscation", None)
            return json.dumps(document, sort_keys=True), member, text
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass
    return data, "", ""


class Packets:
    """The body of an answer, in pieces."""

    def __init__(self, pieces):
        self._pieces = pieces

    async def __aiter__(self):
        for piece in self._pieces:
            yield piece

    async def aclose(self):
        pass


class NoPause(Pace):
    interval = 0.0


def through_the_wire(pieces: list[bytes]) -> list[bytes]:
    async def read():
        wire = Wire(1, 1_000_000, NoPause())
        wire.answered(200, {"content-type": "text/event-stream"})
        return [piece async for piece in WatchedBytes(Packets(pieces), wire)]

    return asyncio.run(read())


def pieces_of(stream: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    return [stream[start:end] for start, end in itertools.pairwise(places)]


@given(STREAMS, st.lists(st.integers(0, 10_000), max_size=8))
def test_whatever_comes_in_whatever_pieces_says_the_same(stream, cuts):
    handed_on = through_the_wire(pieces_of(stream, cuts))

    assert said(b"".join(handed_on)) == said(stream)


@given(STREAMS, st.lists(st.integers(0, 10_000), max_size=8))
def test_every_whole_line_is_handed_on_with_the_read_it_came_in(stream, cuts):
    merger, waiting, come, gone = Merger(), b"", b"", b""
    for piece in pieces_of(stream, cuts):
        lines, newline, waiting = (waiting + piece).rpartition(b"\n")
        come += lines + newline
        gone += merger.merged(lines + newline)

        assert said(gone) == said(come)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_neighbours_that_only_add_text_become_one(end):
    stream = b"".join(adding(text, created=n) for n, text in enumerate(("Grü", "ße, ", "世界")))

    merged = Merger().merged(with_line_ends(stream, end))

    assert merged.count(b"data:") == 1
    [[_, member, text]] = said(merged)
    assert (member, text) == ("content", "Grüße, 世界")


def test_text_and_reasoning_stay_in_order():
    stream = b"".join(
        an_event({member: text})
        for member, text in (
            ("reasoning_content", "Let me "),
            ("reasoning_content", "think."),
            ("content", "4"),
            ("content", "2"),
            ("reasoning_content", "Right."),
        )
    )

    assert [told[1:] for told in said(Merger().merged(stream))] == [
        ["reasoning_content", "Let me think."],
        ["content", "42"],
        ["reasoning_content", "Right."],
    ]


def test_what_is_alone_passes_byte_for_byte():
    alone = b'data:{ "object":"chat.completion.chunk","choices":[{"delta":{"content":"a"}}] }\r\n\n'

    assert Merger().merged(alone) == alone


def test_an_event_that_ends_in_a_later_read_is_not_torn_from_its_end():
    merger, event = Merger(), adding("a")

    first, second = merger.merged(event[:-1]), merger.merged(b"\n" + event + event)

    assert first == event[:-1]
    assert second.startswith(b"\n")
    assert [told[2] for told in said(first + second)] == ["aaa"]


def test_many_answers_at_once_are_read_less_often_each():
    pace = Pace()
    alone = pace.interval
    pace.arriving = 64

    assert alone == pytest.approx(0.03)
    assert alone < pace.interval < 0.11
