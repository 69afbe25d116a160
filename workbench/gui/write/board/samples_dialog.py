"""How the samples of one cell vary: groups with their shares and one text of each, and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.diffing.samples import SampleGroup, SampleSummary, Spread, spread, summarised
from workbench.domain.amounts import money, seconds
from workbench.domain.runs import Outcome, Run
from workbench.gui.kit.naming import named
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.board.wording import translate

WIDTH_IN_CHARACTERS, HEIGHT_IN_LINES = 96, 44
START = 80
"""Characters of an answer in the list of groups."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What is told of all runs of one case in one column."""

    asked: int
    summary: SampleSummary
    figures: tuple[tuple[str, str, str, str], ...]
    """Name, smallest, median, largest."""


def samples_of(runs: Sequence[Run], asked: int) -> Samples:
    """`asked` counts those too that failed or are not over, and say nothing of the answers."""
    ended = [run for run in runs if run.outcome is Outcome.FINISHED]
    costs = spread(None if run.cost_usd is None else float(run.cost_usd) for run in ended)
    rows = (
        (translate("length"), spread(float(len(run.text)) for run in ended), _characters),
        (translate("first token"), spread(run.timings.first_token for run in ended), seconds),
        (translate("total time"), spread(run.timings.total for run in ended), seconds),
        (translate("cost"), costs, _money),
    )
    figures = tuple(
        (name, show(found.smallest), show(found.median), show(found.largest))
        for name, found, show in rows
        if isinstance(found, Spread)
    )
    return Samples(asked, summarised([run.text for run in ended]), figures)


def in_words(samples: Samples) -> str:
    """With the number of answers, which says how much it is worth."""
    summary = samples.summary
    if not summary.answers:
        return translate("None of {0} samples has finished.").format(samples.asked)
    parts = [translate("{0} of {1} samples finished").format(summary.answers, samples.asked)]
    if summary.answers > 1:
        parts.append(translate("{0} distinct").format(len(summary.exact)))
        if len(summary.near) < len(summary.exact):
            parts.append(translate("{0} if nearly the same count as one").format(len(summary.near)))
        if summary.similarity is not None:
            parts.append(
                translate("mean similarity {0} %").format(f"{100 * summary.similarity:.0f}")
            )
    return " · ".join(parts)


class SamplesDialog(QDialog):
    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("samples")
        self.setWindowTitle(self.tr("Samples of {0}").format(safe(title)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._groups: tuple[SampleGroup, ...] = ()
        self.words = named(QLabel(self), "samples.words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.doubt = QLabel(self)
        self.doubt.setWordWrap(True)
        set_tone(self.doubt, "muted")
        self.groups = self._table("samples.groups", self.tr("Distinct answers"))
        self.text = OutputView(self)
        named(self.text.text, "samples.text", self.tr("Answer of the group"))
        self.text.text.setFont(theme.code_font())
        self.figures = self._table("samples.figures", self.tr("Spread of figures"))
        self._lay_out()
        self.groups.currentCellChanged.connect(self._on_group)

    def show_samples(self, samples: Samples) -> None:
        summary = samples.summary
        self._groups = summary.near
        self.words.setText(in_words(samples))
        few = self.tr("Few samples say little: shares may be far from what many would show.")
        self.doubt.setText(few if 0 < summary.answers < 20 else "")
        self.doubt.setVisible(bool(self.doubt.text()))
        heads = (self.tr("answers"), self.tr("share"), self.tr("distinct"), self.tr("begins with"))
        rows = [
            (
                str(len(group.members)),
                f"{100 * group.share(summary.answers):.0f} %",
                str(group.distinct),
                safe(" ".join(group.text[: 2 * START].split())[:START]) or self.tr("(empty)"),
            )
            for group in self._groups
        ]
        _fill(self.groups, heads, rows)
        figure_heads = ("", self.tr("smallest"), self.tr("median"), self.tr("largest"))
        _fill(self.figures, figure_heads, samples.figures)
        self.figures.setVisible(bool(samples.figures))
        self._parts.setVisible(bool(rows))
        if rows:
            self.groups.setCurrentCell(0, 0)
        else:
            self.adjustSize()

    def _on_group(self, row: int) -> None:
        if 0 <= row < len(self._groups):
            self.text.show_text(self._groups[row].text)

    def _table(self, name: str, title: str) -> QTableWidget:
        table = named(QTableWidget(self), name, title)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        return table

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self._parts = parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        for part in (self.groups, self.text, self.figures):
            parts.addWidget(part)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.doubt)
        layout.addWidget(parts, 1)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        line = metrics.lineSpacing()
        self.resize(metrics.averageCharWidth() * WIDTH_IN_CHARACTERS, line * HEIGHT_IN_LINES)
        parts.setSizes([line * 13, line * 12, line * 12])


def _fill(table: QTableWidget, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table.setColumnCount(len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.setRowCount(len(rows))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.setItem(y, x, QTableWidgetItem(text))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)


def _characters(value: float) -> str:
    return translate("{0} characters").format(f"{value:,.0f}")


def _money(value: float) -> str:
    from decimal import Decimal

    return money(Decimal(str(value)))
