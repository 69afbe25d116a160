from __future__ import annotations

import pytest

from tests.builders import a_column, a_dataset, an_evaluation
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.evaluations import Cell
from workbench.domain.runs import Outcome
from workbench.services.preferring import preference_words

CLEARER = Check("pairwise-preference", value="the clearer one")
COLUMNS = ("v1", "v2")


@pytest.fixture
def evaluation():
    columns = (a_column(version=1), a_column(version=2))
    return an_evaluation(
        a_dataset("Ada", "Bo"), columns=columns, checks=(Check("is-json"), CLEARER)
    )


def a_cell(number, *parts):
    """Scored by a check that compares nothing, then by one that does."""
    inside = tuple(Score(Verdict.PASSED, part) for part in parts)
    scores = (Score(Verdict.PASSED, 1.0), Score(Verdict.PASSED, 1.0, parts=inside))
    return Cell(
        number, f"run-{number}", Outcome.FINISHED, score=CellScore(Verdict.PASSED, 1.0, scores)
    )


def second_column(evaluation, *pairs):
    numbers = [n for n in range(evaluation.total) if evaluation.place(n).column == 1]
    return [a_cell(number, *pair) for number, pair in zip(numbers, pairs, strict=True)]


def test_what_was_preferred_and_how_often_the_order_decided_is_told(evaluation):
    [words] = preference_words(
        evaluation, COLUMNS, second_column(evaluation, (1.0, 1.0), (1.0, 0.0))
    )

    assert words == (
        'v2, pairwise-preference "the clearer one": preferred in 75 % of 2 pairs, a tie counting '
        "half. With the order, the judge changed its mind in 50 %; it chose the first of the two "
        "in 75 % of its choices. That is too often to rely on it."
    )


def test_a_judge_that_minds_only_the_answers_is_not_warned_of(evaluation):
    [words] = preference_words(
        evaluation, COLUMNS, second_column(evaluation, (0.5, 0.5), (0.5, 0.5))
    )

    assert words.endswith("the judge changed its mind in 0 %.")


def test_a_column_that_was_compared_with_nothing_is_left_out(evaluation):
    cells = [a_cell(0), Cell(1, "run-1", Outcome.FAILED)]

    assert preference_words(evaluation, COLUMNS, cells) == ()


def test_cells_are_not_read_where_nothing_compares():
    def cells():
        raise AssertionError
        yield

    evaluation = an_evaluation(a_dataset("Ada"), checks=(Check("is-json"),))
    assert preference_words(evaluation, ("v1",), cells()) == ()
