"""What a judge is shown, as text: what was asked, what was found to answer it with, and by what
the answer is judged."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from workbench.checks.output import Output
from workbench.domain.checks import Check
from workbench.domain.json_values import thaw
from workbench.domain.prompts import Message
from workbench.engine.judging.undecided import Undecided

SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+")
QUERY, CONTEXT = "query", "context"
"""Variables of a case, named as promptfoo has them."""


def asked_text(messages: Sequence[Message]) -> str:
    """The messages that were sent, each under its role; a single one by itself."""
    if len(messages) == 1:
        return messages[0].text
    return "\n\n".join(f"{message.role}:\n{message.text}" for message in messages)


def criterion(check: Check) -> str:
    """The check's value as text. Raises `Undecided` where there is none."""
    value = thaw(check.value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if value is None or not text.strip():
        raise Undecided(f"{check.name} needs a value: what the output is judged by.")
    return text


def reference(check: Check, output: Output) -> str:
    """The check's value, or the answer that the case expects."""
    if check.value is None and output.expected.strip():
        return output.expected
    if check.value is None:
        raise Undecided(f"{check.name} needs a value, or a case with an expected answer.")
    return criterion(check)


def query_of(check: Check, output: Output) -> str:
    value = output.values.get(QUERY)
    if not isinstance(value, str) or not value.strip():
        raise Undecided(f"{check.name} needs a case with the variable {QUERY}: the question.")
    return value


def context_of(check: Check, output: Output, otherwise: str = "") -> list[str]:
    """Its pieces. Raises `Undecided`."""
    if "contextTransform" in dict(check.config.items):
        raise Undecided("contextTransform is not known here: give the context as a variable.")
    value = output.values.get(CONTEXT) or otherwise
    pieces = value if isinstance(value, list) else [value]
    if not value or not all(isinstance(piece, str) for piece in pieces):
        raise Undecided(
            f"{check.name} needs a case with the variable {CONTEXT}: a text, or a list of texts."
        )
    return [piece for piece in pieces if piece.strip()]


def parts_of(pieces: Sequence[str]) -> list[str]:
    """What is counted: the pieces of a list, the lines of a text, or else its sentences."""
    if len(pieces) != 1:
        return list(pieces)
    lines = [line.strip() for line in pieces[0].splitlines() if line.strip()]
    if len(lines) > 1:
        return lines
    return [each.strip() for each in SENTENCE_END.split(pieces[0]) if each.strip()]
