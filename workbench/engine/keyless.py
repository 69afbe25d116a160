"""Answers without keys: a server may say back what it was sent, and what it says is recorded."""

from __future__ import annotations

from workbench.domain.redaction import redacted
from workbench.services.ports import KeyStore

SHORTEST_KEY = 16
"""Characters. What is shorter may be a word that an answer means."""


def without_keys(text: str, keys: KeyStore) -> str:
    if not text:
        return text
    said = [key for key in keys.known_secrets() if len(key) >= SHORTEST_KEY and key in text]
    return redacted(text, said)
