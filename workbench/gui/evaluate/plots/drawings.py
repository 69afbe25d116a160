"""Figures to what each chart shows: quality against cost and time, versions, times of answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from math import log10

from workbench.charts.distribution import shares_below
from workbench.charts.over_versions import ModelSeries, VersionPoint
from workbench.charts.pareto import ColumnPoint
from workbench.domain.amounts import money, percent, seconds
from workbench.domain.comparisons import Measure
from workbench.formats.reports.words import number, share
from workbench.gui.evaluate.plots.content import (
    Axis,
    Content,
    Line,
    Mark,
    Numbers,
    Plot,
    axis_of,
    shape_of,
    share_axis,
    token_of,
)
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.safe_text import safe
from workbench.statistics.summaries import percentile

SHARES = (0.5, 0.9, 0.95, 0.99)


def against_cost(points: Sequence[ColumnPoint], *, by_score: bool) -> Plot:
    """Quality against what one answer costs."""
    known = [each for each in points if each.cost is not None]
    if not known:
        missing = translate(
            "Needs a price: of none of these models it is known what an answer costs."
        )
        return Plot(None, missing=missing)
    title = translate("Cost of one answer")
    return _front(
        known, len(points), title, _cost, _dollars, lambda each: each.best_for_cost, by_score
    )


def against_time(points: Sequence[ColumnPoint], *, by_score: bool) -> Plot:
    """Quality against the time within which half of the answers were there."""
    known = [each for each in points if each.latency is not None]
    if not known:
        return Plot(None, missing=translate("Needs an answer: no time is known yet."))
    title = translate("Time of an answer (median)")
    return _front(
        known, len(points), title, _time, seconds, lambda each: each.best_for_time, by_score
    )


def over_versions(lines: Sequence[ModelSeries], *, by_score: bool, note: str = "") -> Plot:
    """One line for each model, from the oldest version to the newest."""
    points = [point for line in lines for point in line.points]
    labels = _versions(points)
    if len(labels) < 2:
        missing = translate(
            "Needs two versions: evaluate another version of the prompt on the same dataset."
        )
        return Plot(None, missing=missing)
    place = {label: float(index) for index, label in enumerate(labels)}
    ticks = tuple((place[label], label) for label in labels)
    x = Axis(translate("Version"), -0.5, len(labels) - 0.5, ticks)
    marks, drawn, rows = [], [], []
    spread = 0.12
    for index, line in enumerate(lines):
        aside = (index - (len(lines) - 1) / 2) * spread if len(lines) > 1 else 0.0
        path = [(place[each.label] + aside, each.measure.value) for each in line.points]
        token, model = token_of(index), safe(line.model)
        drawn.append(Line(tuple(path), token, label=model))
        for point, (at, _value) in zip(line.points, path, strict=True):
            row = (point.label, model, _measure(point.measure, by_score), f"{point.measure.n:,}")
            rows.append(row)
            marks.append(_mark(at, point.measure, _told(row[:3]), index))
    y = share_axis(_quality(by_score), _reach(marks), percent)
    heads = (translate("Version"), translate("Model"), _quality(by_score), translate("Cases"))
    return Plot(Content(x, y, tuple(marks), tuple(drawn)), Numbers(heads, tuple(rows)), note=note)


def times(columns: Sequence[Sequence[float]], labels: Sequence[str]) -> Plot:
    """The share of the answers that were there within each time, a line for each column."""
    values = [value for column in columns for value in column]
    if not values:
        return Plot(None, missing=translate("Needs an answer: no time is known yet."))
    x = axis_of(translate("Time since the request"), values, seconds, from_zero=True)
    y = share_axis(translate("Answers that were there"), [0.0], percent)
    marks, lines, rows = [], [], []
    for index, (column, label) in enumerate(zip(columns, labels, strict=True)):
        if not column:
            continue
        steps = [(x.place(value), part) for value, part in shares_below(column)]
        start = (steps[0][0], 0.0)
        lines.append(Line((start, *steps), token_of(index), steps=True))
        ordered = sorted(column)
        known = [percentile(ordered, part) or 0.0 for part in SHARES]
        rows.append((label, f"{len(column):,}", *(seconds(value) for value in known)))
        words = _told((label, translate("half within {0}").format(seconds(known[0]))))
        at = x.place(known[0])
        marks.append(Mark(at, 0.5, words, token_of(index), shape_of(index), label=label))
    heads = (
        translate("Column"),
        translate("Answers"),
        *(translate("{0} within").format(percent(part)) for part in SHARES),
    )
    return Plot(Content(x, y, tuple(marks), tuple(lines)), Numbers(heads, tuple(rows)))


def _front(
    points: Sequence[ColumnPoint],
    all_columns: int,
    title: str,
    value: Callable[[ColumnPoint], float],
    words: Callable[[float], str],
    on_front: Callable[[ColumnPoint], bool],
    by_score: bool,
) -> Plot:
    x = axis_of(title, [value(each) for each in points], words)
    marks, rows = [], []
    for each in points:
        best = translate("on the front") if on_front(each) else ""
        quality = _measure(each.quality, by_score)
        cost = _dollars(each.cost.value) if each.cost else "–"
        time = seconds(each.latency) if each.latency is not None else "–"
        rows.append((each.label, quality, cost, time, best or translate("beaten")))
        at = x.place(value(each))
        mark = _mark(at, each.quality, _told((each.label, quality, cost, time, best)), each.column)
        marks.append(replace(mark, filled=bool(best), label=each.label))
    y = share_axis(_quality(by_score), _reach(marks), percent)
    best_marks = sorted(
        (mark for mark, each in zip(marks, points, strict=True) if on_front(each)),
        key=lambda mark: mark.x,
    )
    front = Line(tuple((mark.x, mark.y) for mark in best_marks), "muted", dashed=True, steps=True)
    heads = (
        translate("Column"),
        _quality(by_score),
        translate("Cost"),
        translate("Time"),
        translate("Front"),
    )
    note = translate(
        "Filled points are on the front: no other column is as good for less. "
        "A whisker holds the true figure in 95 of 100 such experiments."
    )
    if left := all_columns - len(points):
        note += " " + translate("Left out, because it is not known: {0}.").format(left)
    return Plot(Content(x, y, tuple(marks), (front,)), Numbers(heads, tuple(rows)), note=note)


def _mark(x: float, measure: Measure, words: str, number_of: int) -> Mark:
    return Mark(
        x,
        measure.value,
        words,
        token_of(number_of),
        shape_of(number_of),
        low=measure.low,
        high=measure.high,
    )


def _reach(marks: Sequence[Mark]) -> list[float]:
    return [each.y if each.low is None else each.low for each in marks]


def _versions(points: Sequence[VersionPoint]) -> list[str]:
    """In the order of their numbers; the draft at the end."""
    numbers = sorted({each.version for each in points if each.version is not None})
    labels = [f"v{each}" for each in numbers]
    return labels + [each.label for each in points if each.version is None][:1]


def _quality(by_score: bool) -> str:
    return translate("Score") if by_score else translate("Pass rate")


def _measure(measure: Measure, by_score: bool) -> str:
    return number(measure) if by_score else share(measure)


def _told(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)


def _cost(point: ColumnPoint) -> float:
    return point.cost.value if point.cost else 0.0


def _time(point: ColumnPoint) -> float:
    return point.latency or 0.0


def _dollars(value: float) -> str:
    """Two figures that say something, however little it is."""
    if value <= 0:
        return money(Decimal(0))
    digits = max(2, 1 - int(log10(value) // 1))
    return f"${value:.{digits}f}"
