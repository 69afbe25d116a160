"""The messages of a call, and how a provider is told to go on from the last one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.domain.examples import is_prefilled
from workbench.domain.prompts import Message
from workbench.formats.message_parts import Files, message_document

CONTINUING = frozenset({"deepseek", "mistral", "codestral"})
"""Providers that continue the last message only where they are told to, by `prefix`."""


def message_documents(
    messages: Sequence[Message], files: Files, provider: str
) -> list[dict[str, Any]]:
    documents = [message_document(message, files) for message in messages]
    if is_prefilled(messages) and provider in CONTINUING:
        documents[-1]["prefix"] = True
    return documents
