"""A judge that really scored an evaluation, held against people who judged the same outputs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.gui.review.learned.open_learned import QUESTIONS
from workbench import console
from workbench.cli.exit_codes import DONE
from workbench.domain.agreements import StandIn
from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.reviews import ReviewPlan
from workbench.domain.rubrics import Rubric
from workbench.gui.review.learned.confusion import ConfusionView

TONE, TRUE = QUESTIONS[:2]
CASES = 60
JUDGE = Check("llm-rubric", value="Grants the refund.", judge="demo/detailed")
RULE = Check("icontains", value="refund")


@pytest.fixture
def evaluation(learned, monkeypatch, tmp_path, capsys):
    """Sixty tickets, every other about a refund, answered and judged by the engine itself."""
    for folder in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / folder))
    monkeypatch.setenv("WORKBENCH_DEMO_PAUSE", "0")
    cases = tuple(
        Case(id=f"ticket-{n}", name=f"Ticket {n}", values=(("ticket", ticket(n)),))
        for n in range(CASES)
    )
    learned.services.datasets.save(Dataset("", "Judged", cases=cases, checks=(JUDGE, RULE)))
    command = ("eval", "support/refund", "--dataset", "Judged", "-m", "demo/brief")
    assert console.main(["-w", str(learned.services.workspace), *command, "--json"]) == DONE
    capsys.readouterr()
    [summary] = learned.services.evaluations.summaries()
    return summary.evaluation


def ticket(number):
    wish = "Grant a refund for" if number % 2 else "Say where to find"
    return f"{wish} parcel {number} of customer {number * 7}."


@pytest.fixture
def review(learned, evaluation):
    """Ada and Bo find true what the judge passes, and right in tone nearly everything."""
    plan = ReviewPlan(
        name="Refunds",
        rubric=Rubric("quality", "Quality", 1, (TONE, TRUE)),
        reviewers=("ada", "bo"),
        needed=2,
        evaluation_id=evaluation.id,
        prompt_id=learned.prompt.prompt.id,
    )
    candidates = learned.services.review_choosing.of_evaluation(evaluation.id)
    made = learned.services.reviews.create(plan, candidates, author="ada")
    for reviewer in plan.reviewers:
        items = learned.services.reviews.queue(made.id, reviewer)
        seen = learned.services.reviews.shown(made.id, reviewer, items)
        for item, shown in zip(items, seen, strict=True):
            text = shown.outputs[0].text
            answers = {"true": "refund" in text, "tone": 1 if "parcel 1" in text else 5}
            learned.services.reviews.judge(made.id, item, reviewer, answers)
    return made


def test_each_check_is_held_against_what_people_said_of_what_it_scored(qtbot, learned, review):
    page = learned.shown(qtbot, review)

    found = {
        (each.check, each.question.id): each
        for each in learned.services.review_figures.figures(review.id).calibrations
    }
    judge, rule = 'llm-rubric "Grants the refund."', 'icontains "refund"'
    assert set(found) == {(check, asked) for check in (judge, rule) for asked in ("tone", "true")}
    ones = [n for n in range(CASES) if str(n).startswith("1")]
    odd = CASES // 2
    harsh = sum(n % 2 for n in ones)
    passed = {"tone": (odd - harsh, harsh), "true": (odd, 0)}
    failed = {"tone": (odd - len(ones) + harsh, len(ones) - harsh), "true": (0, odd)}
    for (check, asked), each in found.items():
        assert each.confusion == passed[asked] + failed[asked]
        assert each.model_graded is (check == judge)
        assert each.verdict is (StandIn.YES if asked == "true" else StandIn.NO)
    told = [label.text() for label in page.sections.findChildren(QLabel)]
    assert all(each.sentence in told for each in found.values())
    assert told.count("may stand in for people") == told.count("may not stand in for people") == 2
    views = [view.accessibleDescription() for view in page.findChildren(ConfusionView)]
    same = "both pass: 30; judge is kinder: 0; judge is stricter: 0; both fail: 30"
    assert views.count(same) == 2
