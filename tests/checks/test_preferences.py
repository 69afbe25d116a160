from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.checks.preferences import LOSS, TIE, WIN, Preferences, pair_value, preferences
from workbench.domain.checks import Score, Verdict

VALUES = st.sampled_from([WIN, TIE, LOSS])


def a_pair(first: float, second: float, verdict: Verdict = Verdict.PASSED) -> Score:
    parts = tuple(Score(Verdict.PASSED, each) for each in (first, second))
    return Score(verdict, pair_value(first, second), parts=parts)


def test_wins_ties_losses_and_bias_are_counted():
    scores = [a_pair(WIN, WIN), a_pair(WIN, LOSS), a_pair(LOSS, LOSS), a_pair(TIE, TIE)]

    found = preferences(scores)

    assert (found.wins, found.ties, found.losses, found.disagreements) == (1, 2, 1, 1)
    assert (found.win_rate, found.position_bias) == (0.5, 0.25)
    assert found.first_share == 4 / 6


def test_the_reference_errors_and_what_is_pending_do_not_count():
    scores = [
        Score(Verdict.PASSED, 0.5),
        a_pair(WIN, WIN, Verdict.ERROR),
        a_pair(WIN, WIN, Verdict.PENDING),
    ]

    assert preferences(scores) == Preferences()
    assert preferences(scores).win_rate is None
    assert preferences(scores).position_bias is None


@given(st.lists(st.tuples(VALUES, VALUES)))
def test_a_judge_that_minds_only_the_texts_shows_no_bias(pairs):
    fair = preferences(a_pair(value, value) for value, _other in pairs)

    assert fair.disagreements == 0
    assert fair.first_share in (None, 0.5)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1))
def test_turning_the_comparison_around_turns_the_win_rate_around(pairs):
    here = preferences(a_pair(*pair) for pair in pairs)
    there = preferences(a_pair(1 - second, 1 - first) for first, second in pairs)

    assert here.win_rate + there.win_rate == 1.0
    assert here.first_share == there.first_share
    assert here.pairs == len(pairs)
