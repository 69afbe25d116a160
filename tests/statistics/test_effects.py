from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

from workbench.statistics.effects import cohens_g, matched_odds, rank_biserial


@given(st.integers(1, 40), st.integers(1, 40))
def test_matched_odds_are_the_pooled_odds_ratio_with_each_pair_as_a_stratum(gains, losses):
    """Mantel and Haenszel's estimate over tables of one pair each."""
    gain, loss = np.array([[1, 0], [0, 1]]), np.array([[0, 1], [1, 0]])
    tables = StratifiedTable([gain] * gains + [loss] * losses)

    assert matched_odds(gains, losses) == pytest.approx(tables.oddsratio_pooled)


def test_without_a_loss_the_odds_have_no_end():
    assert matched_odds(3, 0) == math.inf
    assert matched_odds(0, 0) == 1.0


def test_cohens_g_is_the_share_of_gains_above_a_half():
    assert cohens_g(8, 2) == pytest.approx(0.3)
    assert cohens_g(0, 5) == -0.5
    assert cohens_g(0, 0) == 0.0


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=60))
def test_the_rank_correlation_is_made_from_wilcoxons_sums(differences):
    different = np.array([each for each in differences if each], dtype=float)
    ranks = stats.rankdata(np.abs(different)) if len(different) else np.array([])
    expected = (ranks * np.sign(different)).sum() / ranks.sum() if len(ranks) else 0.0

    assert rank_biserial(differences) == pytest.approx(expected)
