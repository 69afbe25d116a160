"""Answers without keys: a server may say back what it was sent, and what it says is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.domain.prompts import ToolCall
from workbench.domain.redaction import redacted
from workbench.services.ports import KeyStore

SHORTEST_KEY = 16
"""Characters. What is shorter may be a word that an answer means."""


def without_keys(text: str, keys: KeyStore) -> str:
    if not text:
        return text
    said = [key for key in keys.known_secrets() if len(key) >= SHORTEST_KEY and key in text]
    return redacted(text, said)


def calls_without_keys(calls: Iterable[ToolCall], keys: KeyStore) -> tuple[ToolCall, ...]:
    """A model may hand on in an argument what it was told."""
    return tuple(replace(call, arguments=without_keys(call.arguments, keys)) for call in calls)
