"""What promptfoo said of the same outputs, and where we say something else on purpose.

`golden/checks/promptfoo_verdicts.json` was made by `ask_promptfoo.mjs` beside it, with promptfoo
0.121.20. A case with `ours` says what we say instead, and `because` why.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from workbench.checks.output import Output
from workbench.checks.scoring import cell_score, scorer_of
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Tool, ToolCall
from workbench.formats.checks import read_check, read_checks

GOLDEN = Path(__file__).parents[1] / "golden/checks/promptfoo_verdicts.json"
CASES = json.loads(GOLDEN.read_text(encoding="utf-8"))


def by_kind():
    found = defaultdict(list)
    for case in CASES:
        if "check" in case:
            found[case["check"]["type"]].append(case)
    return found


@pytest.mark.parametrize(("name", "cases"), by_kind().items(), ids=by_kind())
def test_a_check_says_what_promptfoo_says(name, cases):
    different = [(case, said) for case in cases if (said := ours(case)) != wanted(case)]

    assert different == []


@pytest.mark.parametrize("case", [case for case in CASES if "checks" in case])
def test_checks_together_say_what_promptfoo_says(case):
    checks = read_checks(case["checks"])

    scores = [scorer_of(check)(Output(case["output"])) for check in checks]
    whole = cell_score(checks, scores, case.get("threshold"))

    assert (whole.verdict.value, whole.value) == (case["verdict"], pytest.approx(case["score"]))
    assert whole.metrics() == pytest.approx(case["named"])


def wanted(case):
    if "ours" in case:
        return case["ours"], {"passed": 1.0}.get(case["ours"], 0.0)
    return case["verdict"], pytest.approx(case["score"])


def ours(case):
    try:
        score = scorer_of(read_check(case["check"]))(output_of(case))
    except InvalidInput:
        return "error", 0.0
    return score.verdict.value, score.value


def output_of(case):
    functions = [tool["function"] for tool in case.get("tools", ())]
    return Output(
        case["output"],
        case.get("vars", {}),
        tool_calls=tuple(ToolCall("1", *call) for call in case.get("tool_calls", ())),
        tools=tuple(Tool(each["name"], "", json.dumps(each["parameters"])) for each in functions),
        finish_reason=case.get("finish_reason", ""),
        latency=case.get("latency"),
        cost=case.get("cost"),
        logprobs=tuple(case.get("logprobs", ())),
    )
