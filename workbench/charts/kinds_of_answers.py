"""The samples of one cell grouped into kinds of answer: `3 kinds: 14/5/1`.

Answers are of one kind if they are the same but for white space and case, or the same JSON
whatever the order of its members, or nearly the same text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

NEARLY = 92.0
"""Of 100: the likeness by Levenshtein's insertions and deletions (rapidfuzz's `ratio`) from which
two answers are one kind. Single words may differ in a long answer, but not its numbers, and not
the words that turn its sense around."""
TURNING = re.compile(
    r"\d+|\b(?:no|not|never|none|cannot|without|yes|true|false|nicht|kein\w*|nie|ohne|pas|sans)\b"
    r"|n['’]t\b"
)
LONGEST = 20_000
"""Signs. Longer answers are only compared exactly: likeness takes the square of the length."""
MOST_COMPARED = 300
"""Kinds that an answer is compared with for likeness; past them only exactly."""


@dataclass(frozen=True, slots=True)
class AnswerKind:
    example: str
    """The first answer of the kind, as it was given."""
    answers: tuple[int, ...]
    """Indices of those of this kind, in their order."""


def kinds(answers: Sequence[str]) -> tuple[AnswerKind, ...]:
    """The commonest kind first; of two that are as common, that which came first."""
    exact: dict[str, list[int]] = {}
    for index, answer in enumerate(answers):
        exact.setdefault(_normal(answer), []).append(index)
    groups: list[tuple[str, list[int]]] = []
    for form, indices in sorted(exact.items(), key=lambda each: -len(each[1])):
        alike = _alike(form, groups)
        if alike is None:
            groups.append((form, list(indices)))
        else:
            alike.extend(indices)
    found = [AnswerKind(answers[min(indices)], tuple(sorted(indices))) for _, indices in groups]
    return tuple(sorted(found, key=lambda kind: (-len(kind.answers), kind.answers[0])))


def told(found: Sequence[AnswerKind]) -> str:
    """`3 kinds: 14/5/1`."""
    if not found:
        return "no answers"
    counts = "/".join(str(len(kind.answers)) for kind in found)
    return f"{len(found)} {'kind' if len(found) == 1 else 'kinds'}: {counts}"


def _normal(answer: str) -> str:
    """The same for answers that are equal."""
    document = _json(answer)
    return f"json {document}" if document else "text " + " ".join(answer.split()).casefold()


def _json(answer: str) -> str:
    """The object or list that an answer is, in a fence or without, written one way; empty if it
    is none."""
    text = answer.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text.removesuffix("```").partition("\n")[2].strip()
    if text[:1] not in ("{", "["):
        return ""
    try:
        return json.dumps(json.loads(text, parse_float=_number), sort_keys=True)
    except (ValueError, RecursionError):
        return ""


def _number(text: str) -> float | int:
    """1.0 and 1 are the same number."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _alike(form: str, groups: Sequence[tuple[str, list[int]]]) -> list[int] | None:
    """The group of the likest form that is near enough. JSON is one kind only if it is equal."""
    if form.startswith("json ") or len(form) > LONGEST:
        return None
    from rapidfuzz.fuzz import ratio

    nearest, most = None, NEARLY
    for known, indices in groups[:MOST_COMPARED]:
        if known.startswith("json ") or TURNING.findall(known) != TURNING.findall(form):
            continue
        likeness = ratio(known, form, score_cutoff=most)
        if likeness >= most:
            nearest, most = indices, likeness
    return nearest
