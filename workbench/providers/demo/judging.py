"""How a demo model answers a judge's prompt: it counts words, and says so.

It knows a judge's prompt by the schema of the verdict and by the marked tags around what is
judged. What it says depends on the texts, and is good for learning and for tests; it is not a
judgment of anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.providers.demo.embedding import stems
from workbench.providers.demo.summaries import STOP_WORDS, sentences_of

TAG = re.compile(r"<[a-z][a-z0-9-]*-([0-9a-f]{16})>")
SCALE_STEP = re.compile(r"^- (-?\d+(?:\.\d+)?): ", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"\d+")
BY_RULE = "By a fixed rule, not by a language model:"
ENOUGH, MOSTLY, HARDLY = 0.5, 0.6, 0.3
"""Shares of words."""

Blocks = Mapping[str, str]
Verdict = dict[str, Any]


def judged(messages: Sequence[Mapping[str, Any]], schema: Any) -> Verdict | None:
    """The verdict, or None for what is no judge's prompt."""
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    if not isinstance(properties, Mapping):
        return None
    decide = VERDICTS.get(frozenset(properties))
    system = _said(messages, "system")
    mark = TAG.search(system)
    if decide is None or mark is None:
        return None
    inside = re.compile(rf"<([a-z][a-z0-9-]*)-{mark[1]}>\n(.*?)\n?</\1-{mark[1]}>", re.DOTALL)
    blocks = {found[1]: found[2] for found in inside.finditer(_said(messages, "user"))}
    return decide(blocks, system) if blocks else None


def _rubric(blocks: Blocks, system: str) -> Verdict:
    score, share, reason = _scored(blocks, "rubric", system)
    return {"reason": reason, "score": score, "pass": share >= ENOUGH}


def _graded(blocks: Blocks, system: str) -> Verdict:
    score, _share, reason = _scored(blocks, "criteria", system)
    return {"reason": reason, "score": score}


def _meets(blocks: Blocks, _system: str) -> Verdict:
    share, reason = _shared(blocks.get("criteria", ""), blocks.get("output", ""), "the criterion")
    return {"reason": reason, "meets": share >= ENOUGH}


def _category(blocks: Blocks, _system: str) -> Verdict:
    expected, output = blocks.get("expected", ""), blocks.get("output", "")
    share, reason = _shared(expected, output, "the reference")
    wanted, said = set(stems(expected)), set(stems(output))
    numbers = set(NUMBER.findall(output))
    contradicted = bool(numbers) and bool(set(NUMBER.findall(expected)) - numbers)
    if contradicted or share < HARDLY:
        category = "disagree"
    elif wanted - said:
        category = "subset"
    else:
        category = "superset" if len(said - wanted) > len(wanted) else "agree"
    return {"reason": reason, "category": category}


def _questions(blocks: Blocks, _system: str) -> Verdict:
    words = [word for word in WORD.findall(blocks.get("output", "")) if word not in STOP_WORDS]
    common = [word for word, _count in Counter(words).most_common(3)] or ["this"]
    first, last = common[0], common[-1]
    return {
        "reason": f"{BY_RULE} the words that the answer says most often are {', '.join(common)}.",
        "questions": [
            f"What is there to say about {' and '.join(common)}?",
            f"What has {first} to do with {last}?",
            f"What about {first}?",
        ],
    }


def _statements(blocks: Blocks, _system: str) -> Verdict:
    source, context = blocks.get("output", blocks.get("expected", "")), blocks.get("context", "")
    found = []
    for sentence in filter(None, sentences_of(source)):
        share, reason = _shared(sentence, context, "the statement")
        found.append({"statement": sentence, "reason": reason, "supported": share >= MOSTLY})
    return {"statements": found}


def _relevant(blocks: Blocks, _system: str) -> Verdict:
    query, parts = blocks.get("query", ""), _numbered(blocks, "part")
    numbers = [number for number, part in parts.items() if _share(query, part)]
    reason = f"{BY_RULE} {len(numbers)} of {len(parts)} parts share a word with the question."
    return {"reason": reason, "relevant": numbers}


def _steps(blocks: Blocks, _system: str) -> Verdict:
    wishes = sentences_of(blocks.get("criteria", ""))[:4] or ["Read it."]
    reason = f"{BY_RULE} a step for each sentence of the criteria."
    return {"reason": reason, "steps": [f"Look whether this holds: {wish}" for wish in wishes]}


def _best(blocks: Blocks, _system: str) -> Verdict:
    outputs = _numbered(blocks, "output")
    shares = {number: _share(blocks.get("criteria", ""), text) for number, text in outputs.items()}
    best = max(shares, key=lambda number: (shares[number], -number), default=1)
    reason = f"{BY_RULE} number {best} has the most words of the criterion."
    return {"reason": reason, "best": best}


def _better(blocks: Blocks, _system: str) -> Verdict:
    criteria = blocks.get("criteria", "")
    first, second = (_share(criteria, blocks.get(name, "")) for name in ("first", "second"))
    better = "neither" if first == second else "first" if first > second else "second"
    reason = f"{BY_RULE} {first:.0%} and {second:.0%} of the words of the criterion occur."
    return {"reason": reason, "better": better}


VERDICTS: Mapping[frozenset[str], Callable[[Blocks, str], Verdict]] = {
    frozenset({"reason", "score", "pass"}): _rubric,
    frozenset({"reason", "score"}): _graded,
    frozenset({"reason", "meets"}): _meets,
    frozenset({"reason", "category"}): _category,
    frozenset({"reason", "questions"}): _questions,
    frozenset({"statements"}): _statements,
    frozenset({"reason", "relevant"}): _relevant,
    frozenset({"reason", "steps"}): _steps,
    frozenset({"reason", "best"}): _best,
    frozenset({"reason", "better"}): _better,
}
"""By the members of the schema."""


def _scored(blocks: Blocks, wanted: str, system: str) -> tuple[float, float, str]:
    share, reason = _shared(blocks.get(wanted, ""), blocks.get("output", ""), f"the {wanted}")
    steps = [float(step) for step in SCALE_STEP.findall(system)] or [0.0, 10.0]
    least, most = min(steps), max(steps)
    score = float(round(least + share * (most - least)))
    if share >= ENOUGH and score <= least:
        score = most
    return max(least, min(score, most)), share, reason


def _shared(wanted: str, text: str, name: str) -> tuple[float, str]:
    words = set(stems(wanted))
    there = words & set(stems(text))
    share = len(there) / len(words) if words else 0.0
    return share, f"{BY_RULE} {len(there)} of {len(words)} words of {name} occur."


def _share(wanted: str, text: str) -> float:
    return _shared(wanted, text, "")[0]


def _numbered(blocks: Blocks, name: str) -> dict[int, str]:
    pattern = re.compile(rf"{name}-(\d+)")
    found = ((pattern.fullmatch(key), text) for key, text in blocks.items())
    return {int(match[1]): text for match, text in found if match}


def _said(messages: Sequence[Mapping[str, Any]], role: str) -> str:
    texts = (m.get("content") for m in messages if m.get("role") == role)
    return "\n".join(text for text in texts if isinstance(text, str))
