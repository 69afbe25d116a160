"""Keeps what a person says of outputs, and shows what everybody said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.domain.evaluations import Evaluation
from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.cell.detail import Detail
from workbench.gui.evaluate.cell.opinion import OpinionBar
from workbench.gui.evaluate.cell.presenter import CellPresenter
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.grid.view import ResultsTable
from workbench.gui.evaluate.wording import translate

COMMANDS = {"result.good": Thumb.UP, "result.bad": Thumb.DOWN}
Labels = tuple[str, list[HumanLabel]]
"""Who is asking, and what everybody said of one output."""


class Opining(QObject):
    said = Signal(str)
    told = Signal(object)
    """Opinions by the number of the cell, of the evaluation that is shown."""

    def __init__(
        self,
        bar: OpinionBar,
        cell: CellPresenter,
        grid: GridPresenter,
        table: ResultsTable,
        around: Around,
    ) -> None:
        super().__init__(bar)
        self._bar, self._grid, self._around = bar, grid, around
        self._labels = around.services.human_labels
        self._detail: Detail | None = None
        self._own = HumanLabel("", "")
        actions = around.actions
        bar.use_actions([actions[each] for each in COMMANDS])
        for command_id, thumb in COMMANDS.items():
            actions.on(command_id, partial(self._judge, thumb))
        actions.on("result.note", self._ask_note)
        table.command_wanted.connect(actions.run)
        bar.noted.connect(self._note)
        cell.read.connect(self._on_read)
        grid.reading.begun.connect(self._read_all)

    def _on_read(self, detail: Detail | None) -> None:
        before, self._detail = self._detail, detail
        run_id = detail.cell.run_id if detail else ""
        if before is None or before.cell.run_id != run_id:
            self._show(("", []))
        if run_id:
            self._read(run_id)

    def _read(self, run_id: str) -> None:
        settings, labels = self._around.services.settings, self._labels

        def read() -> Labels:
            return settings.author(), labels.labels_of([run_id])

        def show(found: Labels) -> None:
            if self._detail and self._detail.cell.run_id == run_id:
                self._show(found)

        self._around.background.run(self, read, show, self._around.ask.show_error)

    def _show(self, found: Labels) -> None:
        author, labels = found
        own = next((label for label in labels if label.author == author), None)
        run_id = self._detail.cell.run_id if self._detail else ""
        self._own = own or HumanLabel(run_id, author)
        self._bar.show_labels(labels, author)
        self._bar.setEnabled(bool(run_id) and not self._around.services.read_only)
        for command_id, thumb in COMMANDS.items():
            self._around.actions[command_id].setChecked(self._own.thumb is thumb)

    def _judge(self, thumb: Thumb) -> None:
        """Once more takes it back."""
        words = {Thumb.UP: translate("Found good."), Thumb.DOWN: translate("Found bad.")}
        back = translate("What you found is taken back.")

        def change(own: HumanLabel) -> HumanLabel:
            wanted = Thumb.NONE if own.thumb is thumb else thumb
            return HumanLabel(own.run_id, own.author, wanted, own.note)

        self._change(change, lambda given: words.get(given.thumb, back))

    def _ask_note(self) -> None:
        title, label = translate("Note on this output"), translate("Note; empty takes it back")
        text = self._around.ask.text(title, label, self._own.note)
        if text is not None:
            self._note(text.strip())

    def _note(self, text: str) -> None:
        def change(own: HumanLabel) -> HumanLabel:
            return HumanLabel(own.run_id, own.author, own.thumb, text)

        kept, gone = translate("The note is kept."), translate("The note is gone.")
        self._change(change, lambda given: kept if given.note else gone)

    def _change(
        self,
        change: Callable[[HumanLabel], HumanLabel],
        words: Callable[[HumanLabel], str],
    ) -> None:
        """On what is on record, so that a quick second key does not work on what was."""
        run_id = self._detail.cell.run_id if self._detail else ""
        if not run_id:
            return
        settings, labels = self._around.services.settings, self._labels

        def give() -> HumanLabel:
            author = settings.author()
            known = [each for each in labels.labels_of([run_id]) if each.author == author]
            return labels.give(change(known[0] if known else HumanLabel(run_id, author)))

        def tell(given: HumanLabel) -> None:
            self.said.emit(words(given))
            self._read(run_id)
            if evaluation := self._grid.evaluation:
                self._read_all(evaluation)

        self._around.background.run(self, give, tell, self._around.ask.show_error)

    def _read_all(self, evaluation: Evaluation) -> None:
        def show(found: list[tuple[int, HumanLabel]]) -> None:
            shown = self._grid.evaluation
            if shown and shown.id == evaluation.id:
                self.told.emit(opinions(found))

        work = partial(self._labels.labels_in, evaluation.id)
        self._around.background.run(self, work, show, self._around.ask.show_error)


def opinions(found: list[tuple[int, HumanLabel]]) -> dict[int, str]:
    """`up`, `down` or `note` by the number of the cell; of several people, the worst."""
    told: dict[int, str] = {}
    for number, label in found:
        word = label.thumb.value or "note"
        ranks = ("note", "up", "down")
        if number not in told or ranks.index(word) > ranks.index(told[number]):
            told[number] = word
    return told
