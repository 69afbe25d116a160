"""Kinds of assertion as promptfoo names them, and what a text stands for where one is expected."""

from __future__ import annotations

import re
from typing import Any

PROMPTFOO_KINDS = frozenset(
    """
    agent-rubric answer-relevance bleu classifier contains contains-all contains-any
    contains-html contains-json contains-sql contains-xml context-faithfulness context-recall
    context-relevance conversation-relevance cost equals factuality finish-reason g-eval gleu
    guardrails icontains icontains-all icontains-any is-html is-json is-refusal is-sql
    is-valid-function-call is-valid-openai-function-call is-valid-openai-tools-call is-xml
    javascript latency levenshtein llm-rubric pi meteor model-graded-closedqa
    model-graded-factuality moderation perplexity perplexity-score python regex rouge-n ruby
    similar similar:cosine similar:dot similar:euclidean starts-with tool-call-f1 skill-used
    trajectory:goal-success trajectory:tool-args-match trajectory:step-count
    trajectory:tool-sequence trajectory:tool-used trace-error-spans trace-span-count
    trace-span-duration search-rubric webhook word-count select-best human max-score assert-set
    """.split()  # noqa: SIM905 - read as a list of words
)
"""All that promptfoo knows: what is not among them does not exist there either."""
OTHER_NAMES = {
    "is-valid-openai-function-call": "is-valid-function-call",
    "model-graded-factuality": "factuality",
    "similar:cosine": "similar",
}
NOT_HERE = {
    "moderation": "it asks a moderation service, and no such service is asked here",
    "classifier": "it asks a classifier of Hugging Face, and none is asked here",
    "guardrails": "it reads what a provider's guardrail said, which is not kept here",
    "human": "people give their judgment under Review",
    "ruby": "programs in Ruby are not run here",
    "pi": "it asks a service of its own, which is not asked here",
    "search-rubric": "its judge searches the web, and no judge does so here",
    "agent-rubric": "its judge uses tools, and no judge does so here",
    "conversation-relevance": "it looks at the turns of a conversation; here a case is one turn",
    "max-score": "it compares the scores of columns, which the comparison of columns shows here",
}
FAMILIES_NOT_HERE = {
    "trajectory:": "it looks at the steps of an agent, which are not recorded here",
    "trace-": "it looks at a trace, and none is recorded here",
    "skill-": "it looks at the skills of an agent, which are not recorded here",
}
CODE_KINDS = frozenset({"javascript", "python"})
LISTS = ("contains-all", "contains-any", "icontains-all", "icontains-any")
WITH_THRESHOLD = frozenset(
    """
    answer-relevance classifier context-faithfulness context-recall context-relevance cost
    latency levenshtein perplexity-score perplexity rouge-n similar starts-with
    """.split()  # noqa: SIM905 - read as a list of words
)
"""Those that get a threshold of 0.75 where a text names none."""
CODE_STARTS = {"javascript:": "javascript", "fn:": "javascript", "eval:": "javascript"}
STARTS = {"grade:": "llm-rubric", "llm-rubric:": "llm-rubric", "python:": "python"}
WRITTEN = re.compile(
    r"(not-)?("
    + "|".join(sorted(map(re.escape, PROMPTFOO_KINDS - {"assert-set"}), key=len, reverse=True))
    + r")(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?"
)
ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|\Z)')


def why_not_here(kind: str, known: frozenset[str], written: str) -> str:
    """Why a kind cannot be taken; empty where it can. `written`: with its `not-`."""
    if kind in known:
        return ""
    if kind not in PROMPTFOO_KINDS:
        return f"promptfoo has no kind of assertion called {written}"
    for start, why in FAMILIES_NOT_HERE.items():
        if kind.startswith(start):
            return why
    return NOT_HERE.get(kind, f"the kind {kind} does not exist here")


def assertion_of(text: str) -> dict[str, Any]:
    """What a text such as `contains-any: a, b` stands for; a text without a kind is `equals`."""
    for start, kind in (CODE_STARTS | STARTS).items():
        if text.startswith(start):
            value = text.removeprefix(start)
            return {"type": kind, "value": value if kind == "llm-rubric" else value.strip()}
    if text.startswith("file://"):
        return {"type": "python" if re.search(r"\.py(:|$)", text) else "javascript", "value": text}
    found = WRITTEN.fullmatch(text)
    if not found:
        return {"type": "equals", "value": text}
    negation, kind, threshold, value = found.groups()
    assertion: dict[str, Any] = {"type": f"{negation or ''}{kind}"}
    if kind in LISTS:
        assertion["value"] = items_of(value or "")
    elif value is not None:
        assertion["value"] = value.strip()
    if kind in WITH_THRESHOLD:
        assertion["threshold"] = float(threshold) if threshold else 0.75
    return assertion


def items_of(text: str) -> list[str]:
    """Parts between commas; in double quotes a part may hold a comma."""
    items, position = [], 0
    while position < len(text):
        found = ITEM.match(text, position)
        if found is None or found.end() == position:
            break
        quoted, plain = found.groups()
        items.append(quoted.replace('""', '"') if quoted is not None else plain.strip())
        position = found.end()
    return items
