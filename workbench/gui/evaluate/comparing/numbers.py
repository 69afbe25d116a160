"""What stands behind the sentence: a line for each measure, or for each label of the cases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from workbench.domain.comparisons import Comparison
from workbench.gui.evaluate.comparing.figures import (
    MeasureLine,
    counts_words,
    difference_words,
    finding_words,
    measure_name,
    p_words,
    value_words,
)
from workbench.gui.evaluate.comparing.whiskers import LINE_UNITS, WhiskerDelegate
from workbench.gui.evaluate.grid.comparison_strip import number_lines
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.naming import named
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone


class Numbers(QSplitter):
    """A table, and below it all that is known of the line that is chosen."""

    def __init__(self, theme: Theme, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName(f"evaluate.{name}")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._theme = theme
        self.table = NumbersTable(theme, name, spoken, self)
        self._whiskers = WhiskerDelegate(theme, self.table)
        self.details = named(QScrollArea(self), f"{name}.details", self.tr("All its numbers"))
        self.details.setWidgetResizable(True)
        self.addWidget(self.table)
        self.addWidget(self.details)
        self.setSizes([60 * theme.unit, 45 * theme.unit])
        self._comparisons: tuple[Comparison, ...] = ()
        self.table.row_changed.connect(self._show_details)

    def show_measures(self, lines: Sequence[MeasureLine], names: tuple[str, str]) -> None:
        heads = (translate("Measure"), *_heads(), safe(names[1]), safe(names[0]))
        rows = [
            (
                measure_name(line.comparison.what),
                *_figures(line.comparison),
                value_words(line.comparison.what, line.after),
                value_words(line.comparison.what, line.before),
            )
            for line in lines
        ]
        self._show(heads, rows, [line.comparison for line in lines], one_scale=False)

    def show_slices(self, comparisons: Sequence[Comparison]) -> None:
        heads = (translate("Cases with the label"), *_heads(corrected=True), translate("Cases"))
        rows = [
            (safe(each.label), *_figures(each, corrected=True), f"{each.paired:,}")
            for each in comparisons
        ]
        self._show(heads, rows, comparisons, one_scale=True)

    def _show(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        comparisons: Sequence[Comparison],
        *,
        one_scale: bool,
    ) -> None:
        table, row = self.table, max(self.table.currentIndex().row(), 0)
        self._comparisons = tuple(comparisons)
        self._whiskers.show_comparisons(comparisons, one_scale=one_scale)
        table.show_numbers(heads, rows)
        column = list(heads).index(translate("95 % interval"))
        table.setItemDelegateForColumn(column, self._whiskers)
        widest = max((row[column] for row in rows), key=len, default="")
        wanted = table.fontMetrics().horizontalAdvance(widest)
        table.setColumnWidth(column, wanted + (LINE_UNITS + 4) * self._theme.unit)
        if rows:
            table.choose(min(row, len(rows) - 1))
        self._show_details(table.currentIndex().row())

    def _show_details(self, row: int) -> None:
        inside = QWidget()
        if 0 <= row < len(self._comparisons):
            comparison = self._comparisons[row]
            self._fill(inside, comparison)
            self.details.setAccessibleDescription(safe(comparison.sentence))
        self.details.setWidget(inside)

    def _fill(self, inside: QWidget, comparison: Comparison) -> None:
        unit = self._theme.unit
        column = QVBoxLayout(inside)
        column.setContentsMargins(4 * unit, 2 * unit, 4 * unit, 2 * unit)
        column.setSpacing(2 * unit)
        sentence = _plain(comparison.sentence, inside)
        set_tone(sentence, "title")
        column.addWidget(sentence)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * unit)
        grid.setVerticalSpacing(unit // 2)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, words) in enumerate(number_lines(comparison)):
            label = _plain(name, inside, wrapped=False)
            set_tone(label, "muted")
            grid.addWidget(label, row, 0, top)
            grid.addWidget(_plain(words, inside), row, 1, top)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)


def _plain(words: str, parent: QWidget, *, wrapped: bool = True) -> QLabel:
    label = QLabel(safe(words), parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrapped)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heads(*, corrected: bool = False) -> tuple[str, ...]:
    return (
        translate("Finding"),
        translate("Difference"),
        translate("95 % interval"),
        translate("Better · worse · same"),
        translate("Corrected p") if corrected else translate("p"),
    )


def _figures(comparison: Comparison, *, corrected: bool = False) -> tuple[str, ...]:
    p_value = comparison.adjusted_p if corrected else comparison.p_value
    return (
        finding_words(comparison),
        *difference_words(comparison),
        counts_words(comparison),
        p_words(p_value) if comparison.paired else "–",
    )
