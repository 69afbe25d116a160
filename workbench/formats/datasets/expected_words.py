"""What promptfoo lets one write in a cell `__expected`: `contains: x`, `similar(0.8): y`, a text.

A text that begins with no known word is compared as it is.
"""

from __future__ import annotations

import csv
import io
import re

from workbench.domain.checks import Check

LISTS = frozenset({"contains-any", "contains-all", "icontains-any", "icontains-all"})
VALUELESS = frozenset(
    {"is-json", "is-xml", "is-html", "is-sql", "contains-json", "contains-xml", "contains-html"}
    | {"contains-sql", "is-refusal", "is-valid-openai-tools-call", "is-valid-function-call"}
    | {"latency", "cost", "perplexity"}
)
WITH_VALUE = frozenset(
    {"equals", "contains", "icontains", "starts-with", "regex", "levenshtein", "rouge-n", "bleu"}
    | {"gleu", "meteor", "similar", "word-count", "finish-reason", "tool-call-f1", "llm-rubric"}
    | {"factuality", "model-graded-closedqa", "answer-relevance", "context-faithfulness"}
    | {"context-recall", "context-relevance", "g-eval", "javascript", "python", "webhook"}
)
OTHER_NAMES = {
    "fn": "javascript",
    "eval": "javascript",
    "grade": "llm-rubric",
    "model-graded-factuality": "factuality",
}
KNOWN = LISTS | VALUELESS | WITH_VALUE | OTHER_NAMES.keys()
WORD = re.compile(
    r"(?P<negated>not-)?(?P<kind>[a-z][a-z0-9-]*)"
    r"(?:\((?P<threshold>[0-9]+(?:\.[0-9]+)?)\))?"
    r"(?::[ ]?(?P<value>.*))?",
    re.DOTALL,
)


def check_of(expected: str) -> Check:
    found = WORD.fullmatch(expected.strip())
    if found is None or found["kind"] not in KNOWN:
        return Check("equals", value=expected)
    kind = OTHER_NAMES.get(found["kind"], found["kind"])
    if found["value"] is None and kind not in VALUELESS:
        return Check("equals", value=expected)
    value = found["value"] or None
    return Check(
        kind,
        negated=bool(found["negated"]),
        value=tuple(listed(value)) if value and kind in LISTS else value,
        threshold=float(found["threshold"]) if found["threshold"] else None,
    )


def words_of(check: Check) -> str | None:
    """The cell that `check_of` reads as this check; None if there is none."""
    if check.kind == "equals" and isinstance(check.value, str):
        written = check.value
        if _reads_as(written, check):
            return written
    value = check.value
    if isinstance(value, tuple):
        if not all(isinstance(each, str) for each in value):
            return None
        value = _written_list(tuple(str(each) for each in value))
    threshold = "" if check.threshold is None else f"({check.threshold:g})"
    written = f"{check.name}{threshold}" + (f": {value}" if value is not None else "")
    return written if _reads_as(written, check) else None


def listed(text: str) -> list[str]:
    """Values between commas, as in a line of CSV."""
    row = next(csv.reader(io.StringIO(text, newline=""), skipinitialspace=True), [])
    return [value.strip() for value in row]


def _reads_as(written: str, check: Check) -> bool:
    return check_of(written) == check


def _written_list(values: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(values)
    return written.getvalue()
