"""What a check says of itself in a line, and what keeps it from being used."""

from __future__ import annotations

import json
from functools import lru_cache

from workbench.checks.kinds import Asks
from workbench.checks.scoring import problems_of
from workbench.checks.table import KINDS
from workbench.domain.checks import SET, Check
from workbench.domain.json_values import JsonObject, thaw
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.safe_text import safe

LONGEST = 160
"""Characters of a value that a line shows."""
JUDGING = (Asks.JUDGE, Asks.EMBEDDING, Asks.GROUP)
RUNNING_CODE = (Asks.CODE, Asks.NETWORK)


def asks_of(check: Check) -> Asks:
    kind = KINDS.get(check.kind)
    return kind.asks if kind else Asks.NOTHING


def runs_code(check: Check) -> bool:
    """It cannot say anything before the workspace is trusted."""
    return (
        bool(check.transform)
        or asks_of(check) in RUNNING_CODE
        or any(runs_code(inner) for inner in check.checks)
    )


@lru_cache(maxsize=512)
def problem_of(check: Check) -> str:
    """In words; empty for none."""
    return next(iter(problems_of(check)), "")


def value_words(check: Check) -> str:
    """Of one line, short."""
    if check.kind == SET:
        count = len(check.checks)
        return translate("1 check") if count == 1 else translate("{0} checks").format(count)
    value = check.value
    if value is None:
        return translate("from the case") if _from_case(check) else ""
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        words = ", ".join(str(each) for each in value)
    elif isinstance(value, tuple | JsonObject):
        words = json.dumps(thaw(value), ensure_ascii=False)
    else:
        words = str(value)
    return safe(" ".join(words[: 2 * LONGEST].split())[:LONGEST])


def figure_words(check: Check) -> str:
    """`tone · ×2 · from 0.5`."""
    parts = [safe(check.metric)] if check.metric else []
    if check.weight != 1:
        parts.append(f"×{check.weight:g}")
    if check.threshold is not None:
        parts.append(threshold_words(check))
    return " · ".join(parts)


def threshold_words(check: Check) -> str:
    most = check.kind in AT_MOST
    words = translate("at most {0}") if most else translate("from {0}")
    return words.format(f"{check.threshold:g}")


AT_MOST = ("latency", "cost", "perplexity", "levenshtein", "similar:euclidean")
"""Kinds whose threshold is the most that passes."""


def name_of(check: Check) -> str:
    return safe(check.name)


def title_of(check: Check) -> str:
    """What it looks for, in words."""
    if check.kind == SET:
        return translate("a set of checks")
    kind = KINDS.get(check.kind)
    title = kind.title if kind else safe(check.kind)
    return translate("not: {0}").format(title) if check.negated else title


def spoken(check: Check, problem: str = "", verdict: str = "") -> str:
    """The whole line, for screen readers."""
    parts = (name_of(check), value_words(check), figure_words(check), verdict, problem)
    return ", ".join(part for part in parts if part)


def _from_case(check: Check) -> bool:
    return check.kind in ("factuality", "context-recall")
