"""The numbers in docs/agreement.md are those that the code gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.domain.agreements import StandIn
from workbench.services import review_agreement, review_preferences
from workbench.statistics import ranking, redrawn, standing_in
from workbench.statistics.agreement import kappa, observed
from workbench.statistics.answer_tables import AnswerTable
from workbench.statistics.means import FEW
from workbench.statistics.ranking import Bout, chance_of_even, win_rate

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


@pytest.mark.parametrize(
    ("yes", "no", "differing", "words"),
    [(20, 12, 8, "both no on 12"), (34, 0, 6, "both no on none")],
)
def test_agreement_and_kappa(yes, no, differing, words):
    rows = [(1, 1)] * yes + [(0, 0)] * no + [(0, 1), (1, 0)] * (differing // 2)
    answers = AnswerTable(("ada", "bo"), tuple(rows), 2)
    found = kappa(answers).measure
    figures = " to ".join(f"{end:.2f}" for end in (found.low, found.high)).replace("-0.00", "0.00")

    assert (
        f"| both yes on {yes}, {words}, different on {differing} |"
        f" {observed(answers).measure.value * 100:.0f} % | {found.value:.2f} ({figures}) |"
    ) in PAGE


@pytest.mark.parametrize(("won", "n", "said"), [(14, 20, "can't tell yet"), (28, 40, "preferred")])
def test_win_rates(won, n, said):
    bouts = [Bout(1, 1)] * won + [Bout(0, 1)] * (n - won)
    rate = win_rate(bouts)

    assert (
        f"| {won} of {n} | 70 % | {rate.low * 100:.0f} to {rate.high * 100:.0f} % | {said} |"
        in PAGE
    )
    assert (chance_of_even(bouts) < 0.05) == (said == "preferred")


@pytest.mark.parametrize(("n", "standing"), [(30, StandIn.CANNOT_TELL), (40, StandIn.YES)])
def test_a_judge_that_is_right_on_all(n, standing):
    people = [(True, True), (False, False)] * (n // 2)
    known = standing_in.held([said[0] for said in people], people)

    assert standing_in.verdict(known)[0] is standing
    assert "right on all of 30 outputs is not through yet, on all of 40 it is" in WORDS


def test_the_rule_and_the_settings_of_the_methods():
    assert f"At least {standing_in.FEWEST} outputs" in WORDS
    assert f"passed at least {standing_in.FEWEST_OF_A_KIND} of the outputs" in WORDS
    assert f"surely at least {standing_in.LEAST_KAPPA}:" in WORDS
    assert f"harsher by more than {standing_in.MOST_BIAS * 100:.0f} points" in WORDS
    assert f"at least {standing_in.LEAST_AMONG_PEOPLE}, and" in WORDS
    assert f"not more than {standing_in.BELOW_PEOPLE} below theirs" in WORDS
    assert f"| at least {review_agreement.RELIABLE} |" in WORDS
    assert f"| at least {review_agreement.TENTATIVE} |" in WORDS
    low, high = review_preferences.EQUAL
    assert f"between {low * 100:.0f} and {high * 100:.0f} %" in WORDS
    assert f"{redrawn.DRAWS:,} draws" in WORDS
    assert f"{ranking.DRAWS} draws" in WORDS
    assert f"fewer than {FEW} outputs differ" in WORDS
