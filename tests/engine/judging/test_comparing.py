"""A judge that sees several outputs: it must not matter to anybody which column stands first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import a_column, a_job, a_run
from tests.engine.judging.conftest import a_check, an_asked, says
from workbench.checks.preferences import preferences
from workbench.domain.checks import Verdict
from workbench.engine.evaluating.asking import Asked

BEST = {"type": "select-best", "value": "The friendliest."}
PAIR = {"type": "pairwise-preference", "value": "The clearer one."}
FIRST, SECOND, NEITHER = (says(reason="r", better=name) for name in ("first", "second", "neither"))


def test_the_best_output_passes_and_the_others_fail(make_court):
    court = make_court(says(reason="Kind.", best=1))

    scores = court.scores(BEST, "Hi.", "Good morning to you!", "What?")

    user = court.sent()[0][1]
    shown = sorted(("Hi.", "Good morning to you!", "What?"), key=user.index)
    passed = [score.passed for score in scores]
    assert passed == [text == shown[0] for text in ("Hi.", "Good morning to you!", "What?")]
    assert [score.value for score in scores] == [float(each) for each in passed]
    assert len({score.judgment for score in scores}) == 1


def test_the_order_in_which_outputs_are_shown_is_not_that_of_the_columns(make_court):
    texts = ("Hi.", "Good morning to you!", "What?", "Hello there.")
    court = make_court(says(reason="r", best=1))

    court.scores(BEST, *texts)
    court.scores(BEST, *reversed(texts))

    assert len(court.bench.gateway.calls) == 1


def test_one_judgment_of_many_outputs_is_paid_for_once(make_court):
    court = make_court(says(reason="r", best=1))
    prices = court.bench.parts.catalogue.prices
    prices["court/judge"] = prices["demo/brief"]

    scores = court.scores(BEST, "Hi.", "Hello.", "What?")

    assert scores[0].cost_usd > 0
    assert [score.cost_usd for score in scores[1:]] == [Decimal(0), Decimal(0)]


def test_outputs_that_say_the_same_share_the_verdict(make_court):
    court = make_court(says(reason="r", best=1))

    scores = court.scores(BEST, "Hi.", "Hi.")

    assert all(score.passed for score in scores)


@pytest.mark.parametrize("answer", [{"reason": "r", "best": 0}, {"reason": "r", "best": 4}, {}])
def test_a_best_that_is_not_there_is_an_error_for_all(make_court, answer):
    scores = make_court(says(**answer)).scores(BEST, "Hi.", "Hello.", "What?")

    assert {score.verdict for score in scores} == {Verdict.ERROR}


def test_the_best_of_one_is_an_error(make_court):
    (score,) = make_court().scores(BEST, "Hi.")

    assert score.verdict is Verdict.ERROR


def pair(make_court, *answers, **more):
    court = make_court(*answers)
    return court, court.scores({**PAIR, **more}, "Press it.", "The red button has to be pressed.")


def test_the_other_columns_are_compared_with_the_first_in_both_orders(make_court):
    court, (reference, score) = pair(make_court, FIRST, SECOND)

    assert (reference.verdict, reference.value) == (Verdict.PASSED, 0.5)
    assert (score.value, score.verdict) in ((1.0, Verdict.PASSED), (0.0, Verdict.FAILED))
    assert len(court.bench.gateway.calls) == 2
    places = [user.index("Press it.") < user.index("The second") for _, user in court.sent()]
    assert sorted(places) == [False, True]


def test_a_judge_that_always_prefers_the_first_is_a_tie_and_counted_as_bias(make_court):
    _court, (_reference, score) = pair(make_court, FIRST)

    assert (score.value, score.verdict) == (0.5, Verdict.PASSED)
    assert "bias of position" in score.reason
    found = preferences([score])
    assert (found.ties, found.position_bias, found.first_share) == (1, 1.0, 1.0)


def test_a_tie_in_both_orders_is_a_tie_without_bias(make_court):
    _court, (_reference, score) = pair(make_court, NEITHER)

    assert score.value == 0.5
    found = preferences([score])
    assert (found.ties, found.position_bias, found.first_share) == (1, 0.0, None)


def test_with_a_threshold_of_1_only_a_win_passes_and_the_reference_still_does(make_court):
    _court, (reference, score) = pair(make_court, NEITHER, threshold=1)

    assert (reference.verdict, score.verdict) == (Verdict.PASSED, Verdict.FAILED)


def test_the_very_same_output_is_a_tie_and_nobody_is_asked(make_court):
    court = make_court()

    _reference, score = court.scores(PAIR, "Press it.", "Press it.")

    assert score.value == 0.5
    assert preferences([score]).ties == 1
    assert court.bench.gateway.calls == []


def in_columns(check, *columns):
    """The outputs of some columns, given as (number, version, label)."""
    group = []
    for number, version, label in columns:
        asked = an_asked(f"Output {number}")
        run = a_run(job=a_job(version=version, model=f"model/{number}"), text=f"Output {number}")
        column = a_column(version=version, label=label)
        group.append(Asked(run, asked.output, asked.case, "e", True, column, number))
    return a_check(**PAIR, **check), group


@pytest.mark.parametrize(
    ("against", "reference"),
    [("house style", 1), ("v3", 2), (2, 2), ("model/1", 1), (None, 0), (0, 0)],
)
def test_against_names_the_column_by_label_version_model_or_number(make_court, against, reference):
    check, group = in_columns({"against": against}, (0, 1, ""), (1, 2, "house style"), (2, 3, ""))
    court = make_court(NEITHER)

    scores = court.run(lambda askers: askers.scores(check, group))

    assert [bool(score.parts) for score in scores] == [i != reference for i in range(3)]


def test_without_the_first_columns_output_nothing_is_compared_with_another(make_court):
    check, group = in_columns({}, (1, 2, ""), (2, 3, ""))

    scores = make_court(NEITHER).run(lambda askers: askers.scores(check, group))

    assert {score.verdict for score in scores} == {Verdict.ERROR}
    assert "the first column" in scores[0].reason


@pytest.mark.parametrize("judge", ["select-best", "pairwise-preference"])
def test_without_asking_what_is_not_known_waits(make_court, judge):
    court = make_court(NEITHER)

    scores = court.scores({"type": judge, "value": "Better."}, "Hi.", "Hello.", ask=False)

    assert Verdict.PENDING in {score.verdict for score in scores}
    assert court.bench.gateway.calls == []
