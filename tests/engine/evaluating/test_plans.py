from __future__ import annotations

import pytest

from workbench.checks.output import Output
from workbench.domain.checks import Check, Score, Verdict
from workbench.engine.evaluating.plans import Plan
from workbench.engine.evaluating.scoring import Checklist

MANY = 50


@pytest.mark.parametrize("weight", [1.0, 2.0])
def test_each_output_gets_its_own_score_whatever_the_check_weighs(weight):
    check = Check("llm-rubric", value="kind", weight=weight)
    checklist = Checklist((check,))
    plan = Plan(checklist, checklist)

    def page(start):
        recorded = [Score(Verdict.PASSED, (start + n) / 1000) for n in range(MANY)]
        made = [plan.score(Output("x"), (each,)).value for each in recorded]
        assert made == [each.value for each in recorded]

    # As outputs are read: the scores of one page are gone when the next one comes
    for start in range(0, 10 * MANY, MANY):
        page(start)
