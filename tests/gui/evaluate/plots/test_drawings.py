from __future__ import annotations

from workbench.charts.over_versions import ModelSeries, VersionPoint
from workbench.charts.pareto import ColumnPoint
from workbench.charts.slices import ALL, HeatMap
from workbench.domain.comparisons import Measure
from workbench.gui.evaluate.plots.chart import Chart
from workbench.gui.evaluate.plots.drawings import (
    against_cost,
    against_time,
    over_versions,
    times,
)
from workbench.gui.evaluate.plots.heat_map import HeatMapTable

HIGH, LOW = Measure(0.9, 0.8, 0.95, 60), Measure(0.5, 0.4, 0.6, 60)


def a_point(column, quality, cost, latency, *, front):
    measure = None if cost is None else Measure(cost, cost, cost, 60)
    return ColumnPoint(column, f"v{column}", quality, measure, latency, front, front, front)


def test_columns_on_the_front_are_filled_and_joined_by_a_line():
    points = [
        a_point(0, LOW, 0.001, 0.5, front=True),
        a_point(1, HIGH, 0.004, 2.0, front=True),
        a_point(2, LOW, 0.005, 3.0, front=False),
    ]

    plot = against_cost(points, by_score=False)

    assert [mark.filled for mark in plot.content.marks] == [True, True, False]
    [front] = plot.content.lines
    assert len(front.points) == 2
    assert plot.numbers.rows[1] == ("v1", "90 % (80 to 95)", "$0.0040", "2.0 s", "on the front")
    assert plot.numbers.rows[2][-1] == "beaten"
    assert "v1\n90 %" in plot.content.marks[1].words


def test_without_a_price_it_says_what_is_missing():
    plot = against_cost([a_point(0, HIGH, None, 1.0, front=False)], by_score=False)

    assert plot.content is None
    assert plot.missing.startswith("Needs a price")
    assert against_time([], by_score=False).missing.startswith("Needs an answer")


def test_a_column_without_a_price_is_counted_as_left_out():
    points = [a_point(0, HIGH, 0.1, 1.0, front=True), a_point(1, HIGH, None, 1.0, front=False)]

    assert "not known: 1" in against_cost(points, by_score=False).note


def test_versions_stand_in_their_order_with_the_draft_at_the_end():
    points = [
        VersionPoint(None, "draft", HIGH, "e", 0),
        VersionPoint(2, "v2", LOW, "e", 1),
        VersionPoint(10, "v10", LOW, "e", 2),
    ]

    plot = over_versions([ModelSeries("demo/brief", tuple(points))], by_score=False)

    assert [words for _, words in plot.content.x.ticks] == ["v2", "v10", "draft"]
    assert plot.content.marks[0].low == 0.8
    assert plot.numbers.heads == ("Version", "Model", "Pass rate", "Cases")


def test_one_version_is_no_line():
    line = ModelSeries("demo/brief", (VersionPoint(1, "v1", HIGH, "e", 0),))

    assert over_versions([line], by_score=False).missing.startswith("Needs two versions")


def test_times_have_their_percentiles_in_the_table():
    plot = times([[0.5, 1.0, 2.0], []], ["v1", "v2"])

    assert plot.numbers.rows == (("v1", "3", "1.0 s", "1.8 s", "1.9 s", "2.0 s"),)
    assert plot.content.lines[0].points[-1][1] == 1.0
    assert times([[]], ["v1"]).missing.startswith("Needs an answer")


def test_a_chart_is_drawn_in_both_themes_at_any_size_and_leaves_nothing(qtbot, theme):
    chart = Chart(theme)
    qtbot.addWidget(chart)
    points = [a_point(0, LOW, 0.001, 0.5, front=True), a_point(1, HIGH, 0.04, 2.0, front=True)]
    plot = against_cost(points, by_score=False)
    chart.resize(600, 400)
    chart.show()

    chart.show_content(plot.content)
    light = chart.grab().toImage()
    theme.choose("dark")
    theme.set_text_scale(1.5)
    dark = chart.grab().toImage()
    chart.choose(1)
    chosen = chart.grab().toImage()

    assert light.pixelColor(590, 5).lightness() > 200 > 60 > dark.pixelColor(590, 5).lightness()
    assert dark != chosen


def test_the_heat_map_says_each_rate_as_a_number(qtbot, theme):
    table = HeatMapTable(theme)
    qtbot.addWidget(table)
    heat = HeatMap((ALL, "refund"), ("v1", "v2"), ((HIGH, LOW), (None, HIGH)))

    table.show_map(heat, by_score=False)
    table.resize(600, 300)
    table.show()
    table.grab()

    assert table.numbers.rows == (
        ("All cases", "90 % (80 to 95), 60 cases", "50 % (40 to 60), 60 cases"),
        ("refund", "–", "90 % (80 to 95), 60 cases"),
    )
    assert table.numbers.text([]).startswith("Cases with the label\tv1\tv2\nAll cases\t90 %")
