"""Estimates how many tokens a text is, offline.

litellm's own counter may fetch a tokenizer of a model from the network, and its tokenizers
take quadratic time for long texts without blanks: here one tokenizer that comes with litellm
counts short pieces, and of a very long text only a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.domain.prompts import Message

PIECE = 2_000
COUNTED = 200_000
"""Characters; beyond them the rest is taken to be like the beginning."""
PER_MESSAGE = 4
"""Tokens that stand around each message."""
CHARACTERS_PER_TOKEN = 4


def count_tokens(messages: Sequence[Message]) -> int:
    return sum(PER_MESSAGE + tokens_in(text) for text in map(_text, messages))


def tokens_in(text: str) -> int:
    if not text:
        return 0
    counted = text[:COUNTED]
    encoding = _encoding()
    pieces = (counted[start : start + PIECE] for start in range(0, len(counted), PIECE))
    if encoding is None:
        tokens = len(counted.encode("utf-8", "replace")) / CHARACTERS_PER_TOKEN
    else:
        tokens = sum(len(encoding.encode(_sound(p), disallowed_special=())) for p in pieces)
    return max(1, round(tokens * len(text) / len(counted)))


def _encoding() -> Any:
    """cl100k_base, which lies in litellm's folder; None if it does not."""
    from workbench.providers.litellm_import import load_litellm

    try:
        return load_litellm().encoding
    except Exception:
        return None


def _sound(piece: str) -> str:
    """Without lone surrogates, which no tokenizer takes."""
    return piece.encode("utf-8", "replace").decode()


def _text(message: Message) -> str:
    calls = "".join(call.name + call.arguments for call in message.tool_calls)
    return message.text + message.name + calls
