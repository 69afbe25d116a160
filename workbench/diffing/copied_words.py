"""A text as words that can be compared across languages of templates and of programs.

What a template fills in (`{{ x }}`, `{x}`, `${x}`, `%(x)s`, `%s`) is alike whatever it is called,
tags of a template (`{% … %}`) and blanks count for nothing, and so does the doubling of braces.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from workbench.diffing.tokens import WITHOUT_SPACES

FILLED_IN = "\ufffc"
"""Stands in a text for a value that is not known, as between two joined strings."""
TOKEN = re.compile(
    rf"{FILLED_IN}"
    r"|\$?\{\{-?\s*[A-Za-z_][\w.\[\]'\"|,()=: -]{0,150}\}\}"
    r"|\$\{[^{}\n]{1,150}\}"
    r"|\{[A-Za-z_]\w{0,80}(?:[.\[][^{}\s]{0,80})?(?:![rsa])?(?::[^{}\s]{0,20})?\}"
    r"|%\(\w{1,80}\)[sdrf]|%[sdrf](?!\w)"
    r"|\{%[^%{}]{0,300}%\}|\{#[^#{}]{0,300}#\}"
    rf"|[^\W{WITHOUT_SPACES}]+"
    r"|\{\{|\}\}"
    r"|\S"
)
DOUBLED = {"{{": "{", "}}": "}"}


@dataclass(slots=True)
class Vocabulary:
    """Numbers for tokens, the same in every process."""

    _known: dict[str, int] = field(default_factory=dict)

    def keys(self, tokens: Sequence[str]) -> list[int]:
        """0 for a tag, which is left out by whoever compares."""
        known = self._known
        return [known[token] if token in known else self._learned(token) for token in tokens]

    def _learned(self, token: str) -> int:
        key = self._known[token] = _key(token)
        return key


def _key(token: str) -> int:
    if token.startswith(("{%", "{#")) and len(token) > 2:
        return 0
    opened = token[0] in "{$%" and len(token) > 1 and token not in DOUBLED
    plain = FILLED_IN if opened or token == FILLED_IN else DOUBLED.get(token, token)
    return zlib.crc32(plain.encode("utf-8", "surrogatepass")) or 1


def keys_of(text: str, vocabulary: Vocabulary) -> list[int]:
    return [key for key in vocabulary.keys(TOKEN.findall(text)) if key]


def placed_keys(text: str, vocabulary: Vocabulary) -> tuple[list[int], list[tuple[int, int]]]:
    """The keys, and where each of their tokens begins and ends."""
    found = list(TOKEN.finditer(text))
    keys = vocabulary.keys([match[0] for match in found])
    kept = [(key, match.span()) for key, match in zip(keys, found, strict=True) if key]
    return [key for key, _ in kept], [span for _, span in kept]


def changed_stretches(old: str, new: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """What of one text stands as what in the other; stretches one token apart are one."""
    new = rewritten(old, new, vocabulary)
    old_keys, old_places = placed_keys(old, vocabulary)
    new_keys, new_places = placed_keys(new, vocabulary)
    joined: list[list[int]] = []
    for op in LCSseq.opcodes(old_keys, new_keys):
        if op.tag == "equal":
            continue
        if joined and op.src_start - joined[-1][1] <= 1 and op.dest_start - joined[-1][3] <= 1:
            joined[-1][1], joined[-1][3] = op.src_end, op.dest_end
        else:
            joined.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return [(_slice(old, old_places[a:b]), _slice(new, new_places[c:d])) for a, b, c, d in joined]


def rewritten(old: str, new: str, vocabulary: Vocabulary) -> str:
    """The new text with all that is alike written as the old one has it, blanks and tags, too:
    what differs between the two is then what was changed."""
    old_keys, old_places = placed_keys(old, vocabulary)
    new_keys, new_places = placed_keys(new, vocabulary)
    twins: dict[int, int] = {}
    for op in LCSseq.opcodes(old_keys, new_keys):
        if op.tag == "equal":
            twins |= {
                at: at - op.dest_start + op.src_start for at in range(op.dest_start, op.dest_end)
            }
    parts: list[str] = []
    previous: int | None = -1
    old_end = new_end = 0
    for at, (start, end) in enumerate(new_places):
        twin = twins.get(at)
        if twin is None:
            parts.append(new[new_end:end])
        else:
            place = old_places[twin]
            joined = previous is not None and twin == previous + 1
            parts.append(old[old_end : place[0]] if joined else new[new_end:start])
            parts.append(old[slice(*place)])
            old_end = place[1]
        previous, new_end = twin, end
    parts.append(old[old_end:] if previous == len(old_places) - 1 else new[new_end:])
    return "".join(parts)


def _slice(text: str, places: Sequence[tuple[int, int]]) -> str:
    return text[places[0][0] : places[-1][1]] if places else ""
