from __future__ import annotations

from workbench.domain.checks import CellScore, Score, Verdict


def a_score(value, metric="tone", *, weight=1.0, parts=()):
    return Score(Verdict.PASSED, value, metric=metric, weight=weight, parts=parts)


def test_a_metric_is_the_mean_of_its_scores_by_their_weights():
    cell = CellScore(
        Verdict.PASSED, 1.0, (a_score(1.0, weight=3.0), a_score(0.0), a_score(0.5, ""))
    )

    assert cell.metrics() == {"tone": 0.75}


def test_scores_inside_a_set_count_by_the_weight_of_the_set_too():
    inside = (a_score(1.0, weight=0.5), a_score(0.0, "facts"))
    cell = CellScore(
        Verdict.PASSED, 1.0, (a_score(0.9, "", weight=2.0, parts=inside), a_score(0.0))
    )

    assert cell.metrics() == {"tone": 0.5, "facts": 0.0}


def test_a_metric_of_checks_without_weight_is_nothing():
    assert CellScore(Verdict.PASSED, 1.0, (a_score(1.0, weight=0.0),)).metrics() == {"tone": 0.0}
