"""Agreement, against statsmodels and the krippendorff package on random answers."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats import inter_rater

from workbench.domain.rubrics import FIRST, SECOND, TIE, Question, QuestionKind
from workbench.statistics import agreement
from workbench.statistics.agreement import (
    cohens_kappa,
    fleiss_kappa,
    kappa,
    krippendorffs_alpha,
    observed,
)
from workbench.statistics.answer_tables import (
    MISSING,
    AnswerTable,
    Level,
    categories_of,
    level_of,
    table,
)

PEOPLE = ("ada", "bo", "cy", "di", "eve")


@st.composite
def tables(draw, *, most=5, missing=False, levels=tuple(Level)):
    many, k = draw(st.integers(2, most)), draw(st.integers(2, 5))
    answer = st.integers(MISSING if missing else 0, k - 1)
    row = st.tuples(*[answer] * many).filter(lambda r: sum(a != MISSING for a in r) > 1)
    rows = draw(st.lists(row, min_size=2, max_size=25))
    known = AnswerTable(PEOPLE[:many], tuple(rows), k, draw(st.sampled_from(levels)))
    assume(len(known.used) > 1)
    return known


def ratings(known):
    return np.array(known.rows, dtype=float).T


def rows(*said, level=Level.NOMINAL, categories=2):
    many = max(map(len, said), default=2)
    return AnswerTable(PEOPLE[:many], tuple(said), categories, level)


@settings(deadline=None, max_examples=60)
@given(tables(most=2))
def test_cohens_kappa_is_that_of_statsmodels(known):
    counts = np.zeros((known.categories, known.categories))
    for one, other in known.rows:
        counts[one, other] += 1
    weights = None if known.level is Level.NOMINAL else "quadratic"

    theirs = inter_rater.cohens_kappa(counts, wt=weights, return_results=False)

    measure = cohens_kappa(known).measure
    assert measure.value == pytest.approx(theirs, abs=1e-9)
    assert -1 <= measure.low <= measure.value <= measure.high <= 1


@settings(deadline=None, max_examples=60)
@given(tables(levels=(Level.NOMINAL,)))
def test_fleiss_kappa_is_that_of_statsmodels(known):
    counts = [[row.count(k) for k in range(known.categories)] for row in known.rows]

    theirs = inter_rater.fleiss_kappa(np.array(counts))

    assert fleiss_kappa(known).measure.value == pytest.approx(theirs, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(tables(levels=(Level.INTERVAL,)))
def test_weighted_fleiss_kappa_is_alpha_without_its_correction_for_few(known):
    n = len(known.rows) * len(known.people)

    alpha = krippendorffs_alpha(known).measure.value

    ours = fleiss_kappa(known).measure.value
    assert 1 - alpha == pytest.approx((1 - ours) * (n - 1) / n, abs=1e-9)


@settings(deadline=None, max_examples=150)
@given(tables(missing=True))
def test_alpha_is_that_of_the_krippendorff_package_with_answers_missing(known):
    data = ratings(known)
    data[data == MISSING] = np.nan

    theirs = krippendorff.alpha(
        data, level_of_measurement=str(known.level), value_domain=list(range(known.categories))
    )

    measure = krippendorffs_alpha(known).measure
    assert measure.value == pytest.approx(theirs, abs=1e-9)
    assert measure.low <= measure.value <= measure.high
    assert measure.n == len(known.rows)


@settings(deadline=None, max_examples=60)
@given(tables(missing=True))
def test_the_share_of_pairs_that_are_the_same_is_counted(known):
    shares = []
    for row in known.rows:
        said = [a for a in row if a != MISSING]
        pairs = [(a, b) for i, a in enumerate(said) for b in said[i + 1 :]]
        shares.append(sum(a == b for a, b in pairs) / len(pairs))

    measure = observed(known).measure

    assert measure.value == pytest.approx(np.mean(shares))
    assert 0 <= measure.low <= measure.value <= measure.high <= 1


@pytest.mark.parametrize("figure", [observed, kappa, krippendorffs_alpha, fleiss_kappa])
def test_where_nobody_overlaps_there_is_no_figure(figure):
    found = figure(AnswerTable((), (), 2))

    assert found == (None, agreement.NOBODY_OVERLAPS)


@pytest.mark.parametrize("figure", [kappa, krippendorffs_alpha])
def test_one_item_says_nothing_of_chance(figure):
    assert figure(rows((0, 1))) == (None, agreement.ONE_ITEM)


@pytest.mark.parametrize("figure", [kappa, krippendorffs_alpha, fleiss_kappa])
def test_where_everybody_always_says_the_same_chance_explains_it(figure):
    always = rows(*[(1, 1)] * 12)

    assert figure(always) == (None, agreement.ALWAYS_THE_SAME)
    assert observed(always).measure.value == 1


@pytest.mark.parametrize("figure", [cohens_kappa, fleiss_kappa])
def test_kappa_needs_everybodys_answer_and_alpha_does_not(figure):
    gaps = rows((0, 0), (1, 1), (1, 0), (0, 1), (MISSING, 1), (0, 0))

    assert figure(gaps) == (None, agreement.INCOMPLETE)
    assert krippendorffs_alpha(gaps).measure is not None


def test_cohens_kappa_is_of_two_people():
    assert cohens_kappa(rows((0, 0, 1), (1, 1, 1))) == (None, agreement.NOT_TWO)


def test_perfect_agreement_on_few_items_is_not_taken_for_certain():
    few, many = (kappa(rows(*[(0, 0), (1, 1)] * n)).measure for n in (5, 100))

    assert few.value == many.value == few.high == 1
    assert few.low < 0.5
    assert many.low > 0.9


def test_the_same_answers_always_give_the_same_interval():
    known = rows((0, 0), (1, 1), (1, 0), (0, 1), (1, 1), (0, 0), (0, 0), (0, 1))

    assert krippendorffs_alpha(known) == krippendorffs_alpha(known)


@pytest.mark.parametrize("figure", [kappa, krippendorffs_alpha, fleiss_kappa])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(figure):
    """Two people who both say what is so with 85 %, and guess else: kappa is 0.85²."""
    numbers, truth, held = np.random.default_rng(3), 0.85**2, 0
    for _ in range(150):
        real = numbers.integers(0, 2, 60)
        said = [
            np.where(numbers.random(60) < 0.85, real, numbers.integers(0, 2, 60)) for _ in range(2)
        ]
        measure = figure(rows(*zip(*said, strict=True))).measure
        held += measure.low <= truth <= measure.high

    assert held / 150 > 0.9


def test_a_table_keeps_what_two_people_answered_and_leaves_out_what_is_no_answer():
    scale = Question("tone", "Tone", QuestionKind.SCALE, least=1, most=3)
    said = [{"ada": 1, "bo": 3}, {"ada": 2}, {"ada": 2, "bo": 9}, {"cy": 2, "bo": True, "ada": 2}]

    known = table(said, categories_of(scale), level_of(scale))

    assert known.people == ("ada", "bo", "cy")
    assert known.rows == ((0, 2, MISSING), (1, MISSING, 1))
    assert known.level is Level.ORDINAL


def test_a_tie_lies_between_the_two():
    preference = Question("preference", "Which?", QuestionKind.PREFERENCE)
    known = table(
        [{"ada": FIRST, "bo": TIE}, {"ada": SECOND, "bo": SECOND}, {"ada": FIRST, "bo": FIRST}],
        categories_of(preference),
        level_of(preference),
    )

    assert known.rows == ((0, 1), (2, 2), (0, 0))
    assert kappa(known).measure.value > 0.75


@pytest.mark.parametrize("kind", [QuestionKind.TEXT, QuestionKind.CORRECTION])
def test_texts_are_not_compared(kind):
    question = Question("why", "Why?", kind)

    assert level_of(question) is None
    assert categories_of(question) == ()


def test_nothing_is_ever_not_a_number():
    known = rows((0, 0), (0, 1))

    for figure in (observed, kappa, krippendorffs_alpha, fleiss_kappa):
        measure = figure(known).measure
        assert all(map(math.isfinite, (measure.value, measure.low, measure.high)))
