from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.statistics.redrawn import redrawn


def means(sums):
    return sums[:, :1] / sums[:, 1:]


def test_the_interval_of_a_mean_of_many_is_that_of_the_normal_distribution():
    values = np.random.default_rng(2).normal(size=400)
    parts = np.column_stack([values, np.ones(400)])

    [(low, high)] = redrawn(parts, means)

    error = values.std(ddof=1) / math.sqrt(400)
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.15 * error)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.15 * error)


def test_draws_without_a_figure_are_left_out():
    parts = np.array([[1.0, 1.0], [3.0, 1.0], [2.0, 1.0]])

    def only_the_high_ones(sums):
        return np.where(means(sums) >= 2, means(sums), np.nan)

    [(low, high)] = redrawn(parts, only_the_high_ones)

    assert 2 <= low <= high <= 3


def test_where_no_draw_has_a_figure_nothing_is_known():
    [ends] = redrawn(np.ones((4, 2)), lambda sums: np.full((len(sums), 1), np.nan))

    assert ends == (-math.inf, math.inf)


def test_items_that_add_the_same_give_the_same_interval_as_when_drawn_apart():
    values = np.array([0.0, 1.0] * 30)
    alike = np.column_stack([values, np.ones(60)])
    apart = np.column_stack([values, np.ones(60), np.arange(60.0)])

    [(low, high)] = redrawn(alike, means)
    [(low_apart, high_apart)] = redrawn(apart, lambda sums: means(sums[:, :2]))

    assert (low, high) == pytest.approx((low_apart, high_apart), abs=0.03)
