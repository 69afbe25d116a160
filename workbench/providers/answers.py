"""Puts together what arrives in pieces: text, reasoning, tool calls, usage."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.prompts import ToolCall
from workbench.domain.runs import Usage
from workbench.services.model_ports import Chunk

LONGEST_FINGERPRINT = 200


@dataclass(slots=True)
class _Call:
    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)


class Answer:
    """Everything of one answer that is not handed on at once."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.began = False
        """Whether any of the answer itself has come."""
        self.size = 0
        """Bytes of text, reasoning and tool calls so far."""
        self.resolved_model = ""
        self.system_fingerprint = ""
        self._calls: dict[Any, _Call] = {}
        self._last_call: Any = None
        self._logprobs: list[float] = []

    def read(self, piece: Any) -> Chunk:
        """A piece in the form of OpenAI's protocol; what can be shown of it."""
        self.read_usage(getattr(piece, "usage", None))
        said = getattr(piece, "system_fingerprint", None)
        if isinstance(said, str) and said:
            self.system_fingerprint = said[:LONGEST_FINGERPRINT]
        if not piece.choices:
            return Chunk()
        delta = piece.choices[0].delta
        self._read_logprobs(getattr(piece.choices[0], "logprobs", None))
        text = _text(delta, "content")
        reasoning = _text(delta, "reasoning_content") or _text(delta, "reasoning")
        for part in getattr(delta, "tool_calls", None) or ():
            self._read_call(part)
        self._count(text + reasoning)
        return Chunk(text, reasoning)

    def read_usage(self, usage: Any) -> None:
        """The provider's own counts. Zeros stand for "not said" in litellm."""
        if usage is None:
            return
        written = getattr(usage, "completion_tokens_details", None)
        read = getattr(usage, "prompt_tokens_details", None)
        self.usage = Usage(
            input_tokens=_count(usage, "prompt_tokens") or self.usage.input_tokens,
            output_tokens=_count(usage, "completion_tokens") or self.usage.output_tokens,
            reasoning_tokens=_count(written, "reasoning_tokens") or self.usage.reasoning_tokens,
            cached_tokens=_count(read, "cached_tokens") or self.usage.cached_tokens,
        )

    @property
    def logprobs(self) -> tuple[float, ...]:
        return tuple(self._logprobs)

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        return tuple(
            ToolCall(call.id, call.name, "".join(call.arguments)) for call in self._calls.values()
        )

    def _read_logprobs(self, probabilities: Any) -> None:
        """Of the tokens of the text, where they were asked for."""
        for token in getattr(probabilities, "content", None) or ():
            value = getattr(token, "logprob", None)
            if isinstance(value, int | float) and math.isfinite(value):
                self._logprobs.append(float(value))

    def _read_call(self, part: Any) -> None:
        """Fragments of one call share an index; a server without indexes starts one by its id."""
        call_id = getattr(part, "id", None) or ""
        index = getattr(part, "index", None)
        place = index if index is not None else call_id or self._last_call
        self._last_call = place
        call = self._calls.setdefault(place, _Call())
        function = getattr(part, "function", None)
        call.id = call.id or call_id
        call.name = call.name or getattr(function, "name", None) or ""
        fragment = getattr(function, "arguments", None) or ""
        call.arguments.append(fragment)
        self._count(call.name + fragment)

    def _count(self, text: str) -> None:
        if text:
            self.began = True
            self.size += len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _text(delta: Any, field_name: str) -> str:
    value = getattr(delta, field_name, None)
    return value if isinstance(value, str) else ""


def _count(counts: Any, field_name: str) -> int | None:
    value = getattr(counts, field_name, None)
    return int(value) if isinstance(value, int) else None
