"""Takes secrets out of a text that is about to be shown, stored or logged.

A secret is looked for as it is and as it looks inside JSON, a URL, base64 and a `repr`,
and where only a longer part of it was echoed.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote, quote_plus

REDACTED = "[key]"
SHORTEST = 6
"""What is shorter is a word, not a secret: taking it out would garble the text."""
SHORTEST_PART = 12
SECRET_VARIABLE = re.compile(
    r"(^|_)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|ACCESS_KEY|CREDENTIALS?)($|_\d+$)"
)
SHORTEST_IN_A_VARIABLE = 8


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text with `[key]` in place of every secret."""
    kept = tuple(sorted({secret for secret in secrets if len(secret) >= SHORTEST}))
    if not kept or not text:
        return text
    return _pattern(kept).sub(REDACTED, text)


def environment_secrets(environment: Mapping[str, str]) -> frozenset[str]:
    """Every value that a variable's name gives away as a secret."""
    return frozenset(
        value.strip()
        for name, value in environment.items()
        if SECRET_VARIABLE.search(name.upper()) and len(value.strip()) >= SHORTEST_IN_A_VARIABLE
    )


@lru_cache(maxsize=64)
def _pattern(secrets: tuple[str, ...]) -> re.Pattern[str]:
    forms = {form for secret in secrets for form in _forms(secret)}
    whole = [re.escape(form) for form in sorted(forms, key=len, reverse=True)]
    parts = [part for secret in secrets if len(secret) > SHORTEST_PART for part in _parts(secret)]
    return re.compile("|".join(whole + parts))


def _forms(secret: str) -> Iterator[str]:
    data = secret.encode("utf-8", "surrogatepass")
    for written in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]):
        yield written
        yield json.dumps(written)[1:-1]
    yield quote(data, safe="")
    yield quote(data)
    yield quote_plus(data)
    yield data.hex()
    for shift in range(3):
        encoded = _base64_inside(data, shift)
        if len(encoded) >= SHORTEST:
            yield encoded
            yield encoded.replace("+", "-").replace("/", "_")


def _base64_inside(data: bytes, shift: int) -> str:
    """How `data` is written after `shift` other bytes, without what the neighbours change."""
    encoded = b64encode(b"\0" * shift + data).decode().rstrip("=")
    start = (0, 2, 3)[shift]
    return encoded[start:] if (shift + len(data)) % 3 == 0 else encoded[start:-1]


def _parts(secret: str) -> Iterator[str]:
    """Patterns of a beginning and of an end of the secret, at least `SHORTEST_PART` long."""
    yield re.escape(secret[:SHORTEST_PART]) + _optional(secret[SHORTEST_PART:])
    for start in range(len(secret) - SHORTEST_PART):
        yield re.escape(secret[start + 1 :])


def _optional(rest: str) -> str:
    """As much of `rest` as is there."""
    pattern = ""
    for character in reversed(rest[:80]):
        pattern = f"(?:{re.escape(character)}{pattern})?"
    return pattern
