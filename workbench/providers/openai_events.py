"""OpenAI's protocol of streamed answers, as far as an answer needs it.

The names are the protocol's. What servers fill in freely is taken as it comes.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from workbench.formats import typed


class Said(msgspec.Struct):
    """The delta of a choice."""

    content: Any = None
    reasoning_content: Any = None
    reasoning: Any = None
    tool_calls: list[CallPart] | None = None


class CallPart(msgspec.Struct):
    id: str | None = None
    index: int | None = None
    function: FunctionPart | None = None


class FunctionPart(msgspec.Struct):
    name: str | None = None
    arguments: str | None = None


class TokenProbability(msgspec.Struct):
    logprob: float | None = None


class Probabilities(msgspec.Struct):
    content: list[TokenProbability] | None = None


class Choice(msgspec.Struct):
    delta: Said | None = None
    finish_reason: str | None = None
    logprobs: Probabilities | None = None


class Details(msgspec.Struct):
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None


class Counts(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: Details | None = None
    completion_tokens_details: Details | None = None


class Piece(msgspec.Struct):
    choices: list[Choice] | None = None
    usage: Counts | None = None
    model: str | None = None
    error: Any = None
    system_fingerprint: Any = None


DECODER: msgspec.json.Decoder[Piece] = typed.decoder(Piece)
NOTHING_ELSE = (None, None, None)


class BrokenPiece(ValueError):
    """A piece of the answer that does not keep to the protocol."""


class ServerError(Exception):
    """The server says in the middle of its answer that it failed."""


def read_piece(data: bytes) -> Piece:
    """Raises `BrokenPiece` or `ServerError`."""
    try:
        piece = DECODER.decode(data)
    except ValueError:
        piece = _read_leniently(data)
    if piece.error is not None:
        raise ServerError(_words(piece.error))
    return piece


def only_said(piece: Piece) -> Said | None:
    """The delta of a piece that does nothing but add text to the answer."""
    if piece.usage is not None or not piece.choices or len(piece.choices) > 1:
        return None
    choice = piece.choices[0]
    said = choice.delta
    if said is None or choice.finish_reason is not None or choice.logprobs is not None:
        return None
    others = said.reasoning_content, said.reasoning, said.tool_calls
    return said if others == NOTHING_ELSE and isinstance(said.content, str) else None


def _read_leniently(data: bytes) -> Piece:
    """With halves of surrogate pairs, which some models produce."""
    try:
        return typed.convert(json.loads(data), Piece)
    except (ValueError, RecursionError) as error:
        raise BrokenPiece(str(error)) from None


def _words(error: Any) -> str:
    message = error.get("message") if isinstance(error, dict) else error
    return message if isinstance(message, str) else json.dumps(error)


class EventReader:
    """Takes the bytes of an event stream as they arrive; gives the data of each event."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []

    def read(self, data: bytes) -> list[bytes]:
        end = data.rfind(b"\n") + 1
        if not end:
            self._rest.append(data)
            return []
        lines = b"".join((*self._rest, data[:end])).splitlines()
        self._rest = [data[end:]] if data[end:] else []
        return [found for line in lines if (found := _data_of(line))]

    def end(self) -> list[bytes]:
        """What a last line without an end holds."""
        return self.read(b"\n")


def _data_of(line: bytes) -> bytes:
    data = line[5:].strip() if line.startswith(b"data:") else b""
    return b"" if data == b"[DONE]" else data
