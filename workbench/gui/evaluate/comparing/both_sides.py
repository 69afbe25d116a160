"""One case of a comparison: both outputs with what differs, and both checks' reasons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from workbench.domain.checks import Check, Score
from workbench.domain.comparisons import CellChange
from workbench.domain.evaluations import Cell
from workbench.gui.evaluate.cell.verdicts import VerdictList
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.differences.json_texts import output_comparison
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.services.evaluation_figures import Side
from workbench.services.evaluations import EvaluationService
from workbench.services.two_columns import TwoColumns


@dataclass(frozen=True, slots=True)
class CellSide:
    cell: Cell
    checks: tuple[Check, ...]
    text: str

    @property
    def scores(self) -> tuple[Score, ...]:
        return self.cell.score.scores if self.cell.score else ()


@dataclass(frozen=True, slots=True)
class BothSides:
    change: CellChange
    before: CellSide
    after: CellSide
    comparison: Comparison


def read_both_sides(
    evaluations: EvaluationService, two: TwoColumns, change: CellChange, sample: int
) -> BothSides:
    """In the background: the outputs, and what differs."""
    before = _read(evaluations, two.baseline, change.baseline, sample)
    after = _read(evaluations, two.candidate, change.candidate, sample)
    comparison = output_comparison(before.text, after.text, side_by_side=True)
    return BothSides(change, before, after, comparison)


def _read(
    evaluations: EvaluationService, side: Side, numbers: tuple[int, ...], sample: int
) -> CellSide:
    evaluation = side.figures.evaluation
    number = numbers[min(sample, len(numbers) - 1)]
    cells = evaluations.cells(evaluation.id, after=number - 1, limit=1)
    runs = evaluations.runs_of(evaluation.id, [number])
    cell = cells[0] if cells else Cell(number)
    case = side.figures.cases[evaluation.place(number).case]
    text = runs[0][1].text if runs else ""
    return CellSide(cell, (*evaluation.checks, *case.checks), text or cell.failure)


class BothSidesView(QWidget):
    sample_wanted = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = ElidedLabel(theme, "text", self)
        self.title.setFont(theme.font(1.05, bold=True))
        self.words = named(QLabel(self), "compare.differs", self.tr("What differs"))
        set_tone(self.words, "muted")
        self.sample = named(ElidedBox(self), "compare.sample", self.tr("Sample"))
        self.names = (ElidedLabel(theme, "muted", self), ElidedLabel(theme, "muted", self))
        self.differences = ComparisonView(theme, self)
        self.reasons = (VerdictList(theme, icons, self), VerdictList(theme, icons, self))
        for side, (reason, name) in enumerate(
            zip(self.reasons, ("baseline", "candidate"), strict=True)
        ):
            spoken = (self.tr("Checks of the other"), self.tr("Checks of what is looked at"))
            named(reason, f"compare.reasons.{name}", spoken[side])
        self._lay_out(theme.unit)
        self.sample.activated.connect(self.sample_wanted)
        self.show_nothing()

    def show_names(self, names: tuple[str, str]) -> None:
        for label, name in zip(self.names, names, strict=True):
            label.show_text(safe(name))

    def show_nothing(self) -> None:
        self.title.show_text(self.tr("Choose a case"))
        self.words.clear()
        self.sample.hide()
        self.differences.show_comparison(Comparison())
        for reasons in self.reasons:
            reasons.show_scores((), (), "")

    def show_samples(self, change: CellChange) -> None:
        """The first of them is shown."""
        count = max(len(change.baseline), len(change.candidate))
        self.sample.clear()
        for number in range(count):
            self.sample.addItem(translate("Sample {0} of {1}").format(number + 1, count))
        self.sample.setVisible(count > 1)

    def show_both(self, both: BothSides) -> None:
        self.title.show_text(safe(both.change.case))
        self.words.setText(both.comparison.words)
        self.differences.show_comparison(both.comparison)
        nothing = self.tr("No check looks at this output.")
        for reasons, side in zip(self.reasons, (both.before, both.after), strict=True):
            reasons.show_scores(side.checks, side.scores, side.cell.failure or nothing)

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * unit, unit, 2 * unit, unit)
        head.setSpacing(2 * unit)
        head.addWidget(self.title, 1)
        head.addWidget(self.words)
        head.addWidget(self.sample)
        names = QHBoxLayout()
        names.setContentsMargins(3 * unit, 0, 3 * unit, unit)
        for label in self.names:
            names.addWidget(label, 1)
        below = QSplitter(Qt.Orientation.Horizontal, self)
        below.setObjectName("evaluate.reasons")
        below.setHandleWidth(1)
        for reasons in self.reasons:
            below.addWidget(reasons)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setObjectName("evaluate.both_sides")
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.differences)
        halves.addWidget(below)
        halves.setSizes([80 * unit, 35 * unit])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(names)
        column.addWidget(halves, 1)
