"""What the demo models make of a beginning that they are to continue, and of attachments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

FILE = re.compile(r"^File “[^”\n]+”:\n`{3,}$", re.MULTILINE)


def beginning_of(messages: Sequence[Mapping[str, Any]]) -> str:
    """What the answer is to go on from; empty where it begins by itself."""
    last = messages[-1] if len(messages) > 1 else {}
    text = last.get("content")
    called = last.get("tool_calls")
    return text if last.get("role") == "assistant" and isinstance(text, str) and not called else ""


def continued(beginning: str, answer: str) -> str:
    """The answer without what is said already, so that both read as one."""
    said = beginning.rstrip()
    if not said:
        return answer
    for length in range(min(len(said), len(answer)), 0, -1):
        if said[-length:].casefold() == answer[:length].casefold() and _whole(said, length):
            return answer[length:]
    blank = "" if beginning != said or said[-1] in "([{“\"'" else " "
    return blank + answer


def seen_in(messages: Sequence[Mapping[str, Any]]) -> str:
    """How many images and files came along: `2 images and 1 file`; empty for none."""
    parts = [
        part
        for message in messages
        if isinstance(message.get("content"), list)
        for part in message["content"]
        if isinstance(part, Mapping)
    ]
    texts = [message["content"] for message in messages if isinstance(message.get("content"), str)]
    texts += [str(part.get("text", "")) for part in parts]
    images = sum(1 for part in parts if part.get("type") == "image_url")
    files = sum(len(FILE.findall(text)) for text in texts)
    counts = ((images, "image"), (files, "file"))
    return " and ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)


def _whole(said: str, length: int) -> bool:
    """Whether the overlap begins a word: `cat` does not overlap `attention` by its `t`."""
    before = said[-length - 1 : -length]
    return not (before.isalnum() and said[-length].isalnum())
