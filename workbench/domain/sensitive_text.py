"""What must not stand in a text that others will get: keys, and characters that hide or mislead.

Patterns are for keys that can be told from other text by their shape. Bidirectional controls
and invisible characters are found wherever they do not belong to a script or an emoji.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from workbench.domain.redaction import REDACTED, redacted


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of key looks like. `signs` are words one of which it always holds, in just these
    letters or, where the pattern is for any case, in theirs once both are folded."""

    kind: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]

    @property
    def any_case(self) -> bool:
        return bool(self.pattern.flags & re.IGNORECASE)

    def may_stand_in(self, text: str) -> bool:
        looked_at = text.casefold() if self.any_case else text
        return any(sign in looked_at for sign in self.signs)


def _shape(kind: str, signs: str, pattern: str) -> Shape:
    return Shape(kind, tuple(signs.split()), re.compile(pattern))


SECRETS = (
    _shape(
        "a private key",
        "-----BEGIN",
        r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----",
    ),
    _shape("an Anthropic key", "sk-ant-", r"\bsk-ant-[A-Za-z0-9_-]{16,}"),
    _shape("an OpenRouter key", "sk-or-", r"\bsk-or-[A-Za-z0-9_-]{16,}"),
    _shape(
        "an OpenAI key",
        "sk-",
        r"\bsk-(?:proj-|svcacct-|admin-)?(?=[A-Za-z_-]{0,80}[0-9])[A-Za-z0-9_-]{20,}",
    ),
    _shape(
        "a GitHub token",
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})",
    ),
    _shape("a GitLab token", "glpat-", r"\bglpat-[A-Za-z0-9_-]{20,}"),
    _shape("an AWS key", "AKIA ASIA", r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    _shape("a Google key", "AIza", r"\bAIza[A-Za-z0-9_-]{35}"),
    _shape("a Groq key", "gsk_", r"\bgsk_[A-Za-z0-9]{30,}"),
    _shape("a Hugging Face token", "hf_", r"\bhf_[A-Za-z0-9]{30,}"),
    _shape("a Replicate token", "r8_", r"\br8_[A-Za-z0-9]{30,}"),
    _shape("an xAI key", "xai-", r"\bxai-[A-Za-z0-9]{30,}"),
    _shape("a Slack token", "xox", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    _shape("a Stripe key", "k_live_ k_test_", r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    _shape(
        "a signed token",
        "eyJ",
        r"\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    ),
    _shape(
        "a password in an address",
        "://",
        r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@{}]{1,80}:[^\s/@{}]{3,80}@",
    ),
    _shape(
        "a key or password",
        "key secret token passw",
        r"(?i)\b(?:[a-z0-9]{1,20}[_-]){0,3}(?:api[_-]?key|secret|token|password|passwd|access[_-]?key)"
        r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?"
        r"(?=[A-Za-z0-9+/_-]{0,200}[0-9])(?=[A-Za-z0-9+/_-]{0,200}[A-Za-z])"
        r"[A-Za-z0-9+/_-]{20,200}",
    ),
)
SIGNS = tuple((sign, shape) for shape in SECRETS if not shape.any_case for sign in shape.signs)
OF_ANY_CASE = tuple(shape for shape in SECRETS if shape.any_case)
PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z0-9 ]{0,60}PRIVATE KEY-----[^-]*(?:-----END[^-]*-----)?")
BIDIRECTIONAL = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
JOINERS = "\u200c\u200d"
INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
) | frozenset(JOINERS)
BLACK_FLAG = "\U0001f3f4"
DOUBTFUL = re.compile(f"[{''.join(BIDIRECTIONAL | INVISIBLE)}\U000e0000-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that was seen in a text; `line` counts from 1. The text itself is not repeated."""

    kind: str
    line: int


def secrets_in(text: str, known: Collection[str] = ()) -> list[Sighting]:
    """Keys by their shape, and any of the `known` ones. Each place once."""
    found: dict[int, Sighting] = {}
    for secret in known:
        if len(secret) >= 8 and (start := text.find(secret)) >= 0:
            found[start] = Sighting("a key of this workbench", _line(text, start))
    taken: list[tuple[int, int]] = []
    for shape in _hinted(text):
        for match in shape.pattern.finditer(text):
            start, end = match.span()
            if not any(start < other_end and other < end for other, other_end in taken):
                taken.append((start, end))
                found.setdefault(start, Sighting(shape.kind, _line(text, start)))
    return [found[start] for start in sorted(found)]


def _hinted(text: str) -> list[Shape]:
    """Those whose signs stand in the text, in their order."""
    found = {shape for sign, shape in SIGNS if sign in text}
    found.update(shape for shape in OF_ANY_CASE if shape.may_stand_in(text))
    return [shape for shape in SECRETS if shape in found] if found else []


def without_secrets(text: str, known: Collection[str] = ()) -> str:
    """The text with `[key]` in place of every key, known or told by its shape."""
    shown = redacted(text, known)
    for shape in SECRETS:
        if shape.may_stand_in(shown):
            shown = shape.pattern.sub(REDACTED, PRIVATE_KEY.sub(REDACTED, shown))
    return shown


def hidden_in(text: str) -> list[Sighting]:
    """Characters a reader of the text cannot see, each kind once a line."""
    if text.isascii():
        return []
    seen = {Sighting(name, _line(text, index)): None for index, name in _hidden(text)}
    return list(seen)


def with_hidden_named(text: str) -> str:
    """As it is, but for characters that a reader cannot see: each as its number."""
    characters = list(text)
    for index, _name in _hidden(text):
        characters[index] = f"⟨U+{ord(text[index]):04X}⟩"
    return "".join(characters)


def is_composed(text: str) -> bool:
    """Whether the text is NFC: another form looks the same and has another digest."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def _hidden(text: str) -> Iterator[tuple[int, str]]:
    for found in DOUBTFUL.finditer(text):
        index, character = found.start(), found[0]
        if character in BIDIRECTIONAL:
            yield index, f"a bidirectional control character, {_named(character)}"
        elif _is_invisible(text, index):
            yield index, f"an invisible character, {_named(character)}"


def _is_invisible(text: str, index: int) -> bool:
    if "\U000e0000" <= text[index] <= "\U000e007f":
        return not _in_flag(text, index)
    return text[index] in INVISIBLE and not _joins(text, index)


def _joins(text: str, index: int) -> bool:
    """A joiner between two letters of its script, or between two emoji."""
    if text[index] not in JOINERS or not 0 < index < len(text) - 1:
        return False
    before, after = unicodedata.category(text[index - 1]), unicodedata.category(text[index + 1])
    if before in ("So", "Sk", "Mn") and after == "So":
        return True
    return (
        not (text[index - 1] + text[index + 1]).isascii() and before[0] in "LM" and after[0] in "LM"
    )


def _in_flag(text: str, index: int) -> bool:
    start = index
    while start > 0 and "\U000e0000" <= text[start] <= "\U000e007f":
        start -= 1
    return text[start] == BLACK_FLAG and index - start <= 8


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} {name}".rstrip()


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1
