"""Two pickers: an evaluation and one of its columns, to hold against another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from workbench.domain.comparisons import ColumnOf
from workbench.domain.evaluations import EvaluationSummary
from workbench.gui.evaluate.comparing.figures import Pair
from workbench.gui.evaluate.wording import column_words
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.kit.when import ago


class ColumnPicker(QWidget):
    """One of the two; its boxes stand in the layout of `Pickers`."""

    picked = Signal()

    def __init__(self, name: str, spoken: str, of_column: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.evaluation = named(ElidedBox(parent), f"compare.{name}", spoken)
        self.column = named(ElidedBox(parent), f"compare.{name}.column", of_column)
        for box in (self.evaluation, self.column):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self._summaries: tuple[EvaluationSummary, ...] = ()
        self.evaluation.activated.connect(self._on_evaluation)
        self.column.activated.connect(lambda _index: self.picked.emit())

    @property
    def place(self) -> ColumnOf | None:
        summary, column = self._summary, self.column.currentIndex()
        return ColumnOf(summary.evaluation.id, column) if summary and column >= 0 else None

    @property
    def _summary(self) -> EvaluationSummary | None:
        index = self.evaluation.currentIndex()
        return self._summaries[index] if 0 <= index < len(self._summaries) else None

    def show_evaluations(
        self, summaries: Sequence[EvaluationSummary], words: Callable[[EvaluationSummary], str]
    ) -> None:
        """What was picked stays picked where it is still there."""
        place = self.place
        self._summaries = tuple(summaries)
        self.evaluation.clear()
        for summary in summaries:
            self.evaluation.addItem(words(summary))
        self.pick(place)

    def pick(self, place: ColumnOf | None) -> None:
        ids = [summary.evaluation.id for summary in self._summaries]
        there = place is not None and place.evaluation_id in ids
        index = ids.index(place.evaluation_id) if place and there else -1
        self.evaluation.setCurrentIndex(index)
        self._show_columns()
        if place and there and place.column < self.column.count():
            self.column.setCurrentIndex(place.column)

    def _show_columns(self) -> None:
        self.column.clear()
        if summary := self._summary:
            for column in summary.evaluation.columns:
                self.column.addItem(column_words(column))

    def _on_evaluation(self, _index: int) -> None:
        """The column with the same words stays picked."""
        words = self.column.currentText()
        self._show_columns()
        self.column.setCurrentIndex(max(0, self.column.findText(words)))
        self.picked.emit()


class Pickers(QWidget):
    picked = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.candidate = ColumnPicker(
            "candidate", self.tr("Evaluation to look at"), self.tr("Its column"), self
        )
        self.baseline = ColumnPicker(
            "baseline", self.tr("Evaluation to hold it against"), self.tr("The other column"), self
        )
        swap = self.tr("Swap the two")
        self.swap = icon_button(self, icons, "compare.swap", "swap", swap)
        self._lay_out(theme.unit)
        self.swap.clicked.connect(self._swap)
        self.baseline.picked.connect(self.picked)
        self.candidate.picked.connect(self.picked)
        self.setFocusProxy(self.candidate.evaluation)

    @property
    def pair(self) -> Pair | None:
        before, after = self.baseline.place, self.candidate.place
        return Pair(before, after) if before and after else None

    def show_evaluations(self, summaries: Sequence[EvaluationSummary]) -> None:
        """Those with a cell that is over, newest first."""
        now = datetime.now(UTC)

        def words(summary: EvaluationSummary) -> str:
            parts = [safe(summary.evaluation.name), ago(summary.evaluation.created_at, now)]
            if summary.baseline:
                parts.append(self.tr("baseline"))
            return " · ".join(parts)

        for picker in (self.candidate, self.baseline):
            picker.show_evaluations(summaries, words)

    def show_pair(self, pair: Pair | None) -> None:
        self.baseline.pick(pair.baseline if pair else None)
        self.candidate.pick(pair.candidate if pair else None)

    def _swap(self) -> None:
        if pair := self.pair:
            self.show_pair(pair.swapped)
            self.picked.emit()

    def _lay_out(self, unit: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(4 * unit, 2 * unit, 4 * unit, unit)
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit)
        for row, (words, picker) in enumerate(
            ((self.tr("Is"), self.candidate), (self.tr("better than"), self.baseline))
        ):
            label = QLabel(words, self)
            label.setBuddy(picker.evaluation)
            set_tone(label, "muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(picker.evaluation, row, 1)
            grid.addWidget(picker.column, row, 2)
        grid.addWidget(self.swap, 0, 3, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
