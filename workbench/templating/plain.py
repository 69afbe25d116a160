"""The short way for plain prompts: nothing but `{{ name }}`, filled in with text or numbers.

Four prompts in five are like that. They need no Jinja2 and no worker: filling one in takes
time in proportion to the result, whose size is known beforehand. What is not certain to come
out as Jinja2 would render it is left to Jinja2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from workbench.domain.errors import TemplateTooCostly
from workbench.domain.prompts import Engine, Input, Message, PromptContent, Role
from workbench.formats.content import as_hashed
from workbench.templating.values import SCALARS, checked_values

TAG = re.compile(r"\{[{%#]")
PLAIN = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
# fmt: off
TAKEN = frozenset({
    "and", "block", "call", "caller", "cycler", "dict", "else", "elif", "extends", "False",
    "false", "filter", "for", "from", "if", "import", "in", "include", "is", "joiner", "kwargs",
    "lipsum", "loop", "namespace", "None", "none", "not", "or", "pluralize", "print", "range",
    "raw", "recursive", "scoped", "self", "set", "super", "trans", "True", "true", "varargs",
    "with", "without",
})
# fmt: on
"""Words that mean something to Jinja2, or may."""
LARGEST_INTEGER = 2**63
KEPT = 8
"""Contents: an evaluation fills in the same few again and again."""


def plain_messages(
    content: PromptContent, values: Mapping[str, Any], *, largest: int
) -> tuple[Message, ...] | None:
    """The messages as sent, or None for a prompt that is not plain.

    Raises `MissingValues`, `InvalidInput` or `TemplateTooCostly`, as rendering would.
    """
    plan = _plan(content)
    if plan is None or not all(_scalar(values.get(item.name)) for item in plan.used):
        return None
    checked = checked_values(content.inputs, plan.used, values)
    texts = {name: str(value) for name, value in checked.items()}
    messages = []
    for index, (message, parts) in enumerate(zip(plan.messages, plan.parts, strict=True)):
        pieces = [texts.get(part, "") if i % 2 else part for i, part in enumerate(parts)]
        largest -= sum(map(size, pieces))
        if largest < 0:
            raise TemplateTooCostly("The rendered prompt is too large.", message_index=index)
        messages.append(replace(message, text="".join(pieces)))
    return tuple(messages)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a plain content is filled in, whatever the values."""

    messages: tuple[Message, ...]
    parts: tuple[tuple[str, ...], ...]
    """Of each message: text and names by turns."""
    used: tuple[Input, ...]


@lru_cache(maxsize=KEPT)
def _plan(content: PromptContent) -> _Plan | None:
    if any(item.type not in SCALARS for item in content.inputs):
        return None
    messages = as_hashed(content).messages
    split = [_split(message, content.engine) for message in messages]
    parts = tuple(tuple(each) for each in split if each is not None)
    if len(parts) < len(messages):
        return None
    used = dict.fromkeys(name for each in parts for name in each[1::2])
    return _Plan(messages, parts, tuple(map(Input, used)))


def size(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _split(message: Message, engine: Engine) -> list[str] | None:
    """Text and names by turns; None if there is more to the template than that."""
    if message.role is Role.PLACEHOLDER:
        return None
    if engine is Engine.NONE:
        return [message.text]
    parts = []
    position = 0
    while tag := TAG.search(message.text, position):
        plain = PLAIN.match(message.text, tag.start())
        if not plain or plain[1] in TAKEN:
            return None
        parts += [message.text[position : tag.start()], plain[1]]
        position = plain.end()
    return [*parts, message.text[position:]]


def _scalar(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < LARGEST_INTEGER
    return value is None or isinstance(value, str | float)
