from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.evaluate.plots.content import MOST_TICKS, axis_of, round_ticks, share_axis
from workbench.gui.evaluate.plots.label_places import Box, label_places

FINITE = st.floats(-1e9, 1e9)


@given(FINITE, FINITE)
def test_ticks_are_few_round_and_on_the_axis(one, other):
    low, high = sorted((one, other))

    ticks = round_ticks(low, high)

    assert ticks
    assert len(ticks) <= MOST_TICKS + 2
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert all(low - slack <= tick <= high + slack for tick in ticks)


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=20))
def test_an_axis_holds_every_value(values):
    axis = axis_of("Cost", values, str)

    assert all(axis.low <= axis.place(value) <= axis.high for value in values)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_no_tick_stands_below_nothing_where_no_value_does(values):
    assert all(place >= 0 for place, _ in axis_of("Cost", values, str).ticks if min(values) == 0)


def test_values_far_apart_stand_on_a_scale_of_powers():
    axis = axis_of("Cost", [0.001, 1.0], lambda value: f"{value:g}")

    assert axis.powers
    assert axis.place(0.01) == -2
    assert [words for _, words in axis.ticks if "3" not in words] == ["0.001", "0.01", "0.1", "1"]


def test_an_axis_of_one_value_still_has_a_reach():
    axis = axis_of("Time", [2.0], str)

    assert axis.low < 2.0 < axis.high


def test_rates_that_are_all_high_are_shown_enlarged_and_low_ones_from_nought():
    assert share_axis("Pass rate", [0.9, 0.95], str).low > 0.7
    assert share_axis("Pass rate", [0.1, 0.95], str).low <= 0


def test_labels_of_points_side_by_side_do_not_cover_each_other():
    points = [(100.0, 100.0), (110.0, 100.0), (100.0, 104.0)]

    boxes = label_places(points, [(60.0, 12.0)] * 3, (400.0, 300.0), 5.0)

    covered = [one.covers(other) for one in boxes for other in boxes if one is not other]
    assert max(covered) == 0


@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), min_size=1, max_size=12),
    st.floats(1, 200),
)
def test_no_label_leaves_the_chart(points, width):
    boxes = label_places(points, [(width, 12.0)] * len(points), (300.0, 200.0), 5.0)

    assert all(box.left >= 0 and box.left + box.width <= 300 + 1e-6 for box in boxes)
    assert all(box.top >= 0 and box.top + box.height <= 200 + 1e-6 for box in boxes)


def test_boxes_that_only_touch_cover_nothing():
    assert Box(0, 0, 10, 10).covers(Box(10, 0, 10, 10)) == 0
    assert math.isclose(Box(0, 0, 10, 10).covers(Box(5, 5, 10, 10)), 25)
