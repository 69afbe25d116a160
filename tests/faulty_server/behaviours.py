"""What the server can do, by the name of the model that is asked for.

A model is named `behaviour`, or `behaviour;name=value;…` to set a figure or to keep
two tests that use the same behaviour apart.
"""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from time import time
from typing import Any

from tests.faulty_server.answer import Answer


@dataclass(frozen=True)
class Asked:
    """One request for a completion."""

    model: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    attempt: int
    """From 1, counted for each model name."""
    options: Mapping[str, str]

    def number(self, name: str, default: float) -> float:
        return float(self.options.get(name, default))


Behaviour = Callable[[Answer, Asked], Awaitable[None]]
BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(function: Behaviour) -> Behaviour:
    BEHAVIOURS[function.__name__.replace("_", "-")] = function
    return function


async def finish(answer: Answer, reason: str = "stop") -> None:
    await answer.delta(reason)
    await answer.usage()
    await answer.done()
    await answer.end()


@behaviour
async def ok(answer: Answer, asked: Asked) -> None:
    await answer.start()
    for text in ("Hel", "lo", "."):
        await answer.delta(content=text)
    await finish(answer)


@behaviour
async def echo(answer: Answer, asked: Asked) -> None:
    """Says what it was sent, as JSON."""
    await answer.start()
    await answer.delta(content=json.dumps(asked.body))
    await finish(answer)


@behaviour
async def slow(answer: Answer, asked: Asked) -> None:
    await answer.start()
    for number in range(int(asked.number("pieces", 5))):
        await asyncio.sleep(asked.number("delay", 0.05))
        await answer.delta(content=f"{number} ")
    await finish(answer)


@behaviour
async def status(answer: Answer, asked: Asked) -> None:
    """`status;code=503`."""
    code = int(asked.number("code", 500))
    await answer.error(code, f"the server says {code}", asked.options.get("name", ""))


@behaviour
async def rate_limited(answer: Answer, asked: Asked) -> None:
    """429 for `times` attempts, then well. `as=date` words the wait as a date."""
    if asked.attempt > asked.number("times", 1):
        return await ok(answer, asked)
    seconds = asked.number("seconds", 1)
    wait = formatdate(time() + seconds, usegmt=True)
    value = wait if asked.options.get("as") == "date" else f"{seconds:g}"
    return await answer.error(429, "slow down", "rate_limit_exceeded", Retry_After=value)


AT_ONCE: dict[str, int] = {}


@behaviour
async def crowded(answer: Answer, asked: Asked) -> None:
    """Answers `most` at a time; the others get 429, or `code`."""
    if AT_ONCE.get(asked.model, 0) >= asked.number("most", 1):
        return await answer.error(int(asked.number("code", 429)), "too many at once")
    AT_ONCE[asked.model] = AT_ONCE.get(asked.model, 0) + 1
    try:
        await asyncio.sleep(asked.number("delay", 0.01))
        return await ok(answer, asked)
    finally:
        AT_ONCE[asked.model] -= 1


@behaviour
async def no_quota(answer: Answer, asked: Asked) -> None:
    await answer.error(429, "You exceeded your current quota.", "insufficient_quota")


@behaviour
async def too_long(answer: Answer, asked: Asked) -> None:
    message = "This model's maximum context length is 10 tokens; you asked for 99."
    await answer.error(400, message, "context_length_exceeded")


@behaviour
async def bad_key(answer: Answer, asked: Asked) -> None:
    """401, with the key in the message as some providers do."""
    key = asked.headers.get("authorization", "").removeprefix("Bearer ")
    await answer.error(401, f"Incorrect API key provided: {key}.", "invalid_api_key")


@behaviour
async def cut(answer: Answer, asked: Asked) -> None:
    """A clean end of the answer in the middle of the text."""
    await answer.start(until_close=asked.options.get("how") == "close")
    await answer.delta(content="half an ans")
    await answer.end()


@behaviour
async def drop(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="half an ans")
    answer.drop()


@behaviour
async def reset(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="half an ans")
    await asyncio.sleep(0.05)
    answer.reset()


@behaviour
async def drop_before_headers(answer: Answer, asked: Asked) -> None:
    answer.drop()


@behaviour
async def bad_json(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="so far")
    await answer.raw(b'data: {"id": "chatcmpl-1", "choices": [{"delta"\n\n')
    if asked.options.get("then") == "hang":
        await asyncio.Event().wait()
    await finish(answer)


@behaviour
async def error_event(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="so far")
    await answer.event({"error": {"message": "the model was unloaded", "code": 500}})
    await answer.end()


@behaviour
async def not_sse(answer: Answer, asked: Asked) -> None:
    await answer.start(content_type=asked.options.get("type", "text/html"))
    await answer.raw(b"<html><body>Sign in to the \x1b[31mguest network</body></html>")
    await answer.end()


@behaviour
async def wrong_type(answer: Answer, asked: Asked) -> None:
    """Good events under a wrong content type."""
    await answer.start(content_type="text/plain")
    await answer.delta(content="Hello.")
    await finish(answer)


@behaviour
async def empty(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.end()


@behaviour
async def never_finish(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="so far")
    await asyncio.Event().wait()


@behaviour
async def never_first(answer: Answer, asked: Asked) -> None:
    if asked.options.get("after") != "nothing":
        await answer.start()
        await answer.delta(role="assistant", content="")
    await asyncio.Event().wait()


@behaviour
async def drip(answer: Answer, asked: Asked) -> None:
    """One byte at a time, for ever: never an event."""
    await answer.start()
    await answer.delta(content="so far")
    while True:
        await answer.raw(b":")
        await asyncio.sleep(asked.number("delay", 0.02))


@behaviour
async def megabyte(answer: Answer, asked: Asked) -> None:
    """`bytes` of text in events of `event` bytes."""
    await answer.start()
    size, event = int(asked.number("bytes", 1_000_000)), int(asked.number("event", 1_000))
    for _ in range(size // event):
        await answer.delta(content="x" * event)
    await finish(answer)


@behaviour
async def endless_line(answer: Answer, asked: Asked) -> None:
    """One event of `bytes` bytes, after a short one."""
    await answer.start()
    await answer.delta(content="so far")
    size = int(asked.number("bytes", 20_000_000))
    line = b"data: " + json.dumps(answer.chunk(content="x" * size)).encode() + b"\n\n"
    for start in range(0, len(line), 1 << 16):
        await answer.raw(line[start : start + (1 << 16)])
    await finish(answer)


@behaviour
async def split_utf8(answer: Answer, asked: Asked) -> None:
    """Every byte of the answer in a packet of its own."""
    await answer.start()
    document = json.dumps(answer.chunk(content="Grüße, 世界 👩‍🚀"), ensure_ascii=False)
    for byte in b"data: " + document.encode() + b"\n\n":
        await answer.raw(bytes([byte]))
        await asyncio.sleep(0)
    await finish(answer)


@behaviour
async def bad_utf8(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="so far")
    document = json.dumps(answer.chunk(content="@")).encode().replace(b"@", b"\xff\xfe\xc3")
    await answer.raw(b"data: " + document + b"\n\n")
    await finish(answer)


@behaviour
async def null_content(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(role="assistant", content=None)
    await answer.delta(content="Hello.")
    await answer.delta(content=None)
    await finish(answer)


@behaviour
async def two_dones(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="Hello.")
    await answer.delta("stop")
    await answer.done()
    await answer.done()
    await answer.end()


@behaviour
async def no_usage(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="Hello.")
    await answer.delta("stop")
    await answer.done()
    await answer.end()


@behaviour
async def full_usage(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="Hello.")
    await answer.delta("stop")
    await answer.usage(
        completion_tokens_details={"reasoning_tokens": 2},
        prompt_tokens_details={"cached_tokens": 5},
    )
    await answer.done()
    await answer.end()


@behaviour
async def no_finish_reason(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(content="Hello.")
    await answer.usage()
    await answer.done()
    await answer.end()


@behaviour
async def cut_short(answer: Answer, asked: Asked) -> None:
    """Ends well, for another reason than being done."""
    await answer.start()
    await answer.delta(content="Hello, this is")
    await finish(answer, asked.options.get("reason", "length"))


@behaviour
async def odd_text(answer: Answer, asked: Asked) -> None:
    """Lone surrogates, NUL, escape and bidi characters."""
    await answer.start()
    await answer.delta(content="a\ud800b\x00c\x1b[31md\u202ee\u2028f\ufeff")
    await finish(answer)


@behaviour
async def repeating(answer: Answer, asked: Asked) -> None:
    await answer.start()
    for _ in range(int(asked.number("times", 200))):
        await answer.delta(content="again ")
    await finish(answer)


@behaviour
async def tools(answer: Answer, asked: Asked) -> None:
    """Two calls, their arguments in fragments that arrive in turns."""
    await answer.start()
    first, second = {"index": 0}, {"index": 1}
    await answer.delta(role="assistant", tool_calls=[_call(first, "call-a", "weather")])
    await answer.delta(tool_calls=[{**first, "function": {"arguments": '{"city": '}}])
    await answer.delta(tool_calls=[_call(second, "call-b", "clock")])
    await answer.delta(tool_calls=[{**first, "function": {"arguments": '"Zürich"}'}}])
    await answer.delta(tool_calls=[{**second, "function": {"arguments": "{}"}}])
    await finish(answer, "tool_calls")


def _call(index: dict[str, int], call_id: str, name: str) -> dict[str, Any]:
    function = {"name": name, "arguments": ""}
    return {**index, "id": call_id, "type": "function", "function": function}


@behaviour
async def reasoning(answer: Answer, asked: Asked) -> None:
    await answer.start()
    await answer.delta(reasoning_content="Let me ")
    await answer.delta(reasoning_content="think.")
    await answer.delta(content="42")
    await finish(answer)


@behaviour
async def probable(answer: Answer, asked: Asked) -> None:
    """With the logarithms of the probabilities of its tokens, if they are asked for."""
    await answer.start()
    for text, logprob in (("Hel", -0.25), ("lo", -1.5), (".", 0.0)):
        chunk = answer.chunk(content=text)
        if asked.body.get("logprobs"):
            token = {"token": text, "logprob": logprob, "bytes": None, "top_logprobs": []}
            chunk["choices"][0]["logprobs"] = {"content": [token], "refusal": None}
        await answer.event(chunk)
    await finish(answer)


@behaviour
async def redirect(answer: Answer, asked: Asked) -> None:
    """To `to`, or to itself for `times` requests; without either, for ever."""
    if asked.attempt > asked.number("times", 1_000):
        return await ok(answer, asked)
    target = asked.options.get("to", "/v1/chat/completions")
    await answer.start(307, content_type="text/plain", Location=target)
    return await answer.end()


BEHAVIOURS["gpt-4o-mini"], BEHAVIOURS["gpt-4o"] = ok, drop
"""Names that have a price, for those who ask what it cost."""


@behaviour
async def says(answer: Answer, asked: Asked) -> None:
    """`says;text=…`: that text, in base64url; from the second request on that of `then`."""
    first = asked.attempt == 1 or "then" not in asked.options
    data = asked.options["text" if first else "then"]
    await answer.start()
    await answer.delta(content=urlsafe_b64decode(data).decode())
    await finish(answer, asked.options.get("reason", "stop"))


@behaviour
async def embedding(answer: Answer, asked: Asked) -> None:
    """Of each text how often a, b and c stand in it. `numbers=none` and `numbers=text` are
    wrong; after `times` refusals."""
    if asked.attempt <= asked.number("times", 0):
        return await answer.error(429, "slow down", "rate_limit_exceeded", Retry_After="0")
    texts = asked.body["input"]
    texts = [texts] if isinstance(texts, str) else texts
    vectors: list[Any] = [[float(text.count(letter)) for letter in "abc"] for text in texts]
    odd = {"none": [], "text": "many", "nan": ["NaN", 1.0]}
    if (wrong := asked.options.get("numbers", "")) in odd:
        vectors = [odd[wrong] for _ in texts]
    data = [
        {"object": "embedding", "index": index, "embedding": vector}
        for index, vector in enumerate(vectors)
    ]
    usage = {"prompt_tokens": 5 * len(texts), "total_tokens": 5 * len(texts)}
    return await answer.json(
        200, {"object": "list", "data": data, "model": asked.model, "usage": usage}
    )
