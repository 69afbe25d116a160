"""Reads an evaluation for its grid: piece by piece, so that its first rows are there at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.domain.datasets import Dataset
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import Cell, Evaluation, Standing
from workbench.gui.evaluate.grid.model import PAGE, GridModel, shown_text
from workbench.gui.kit.background import Background
from workbench.services.evaluations import EvaluationService

PIECE = 4000
"""Cells that are read and put at a time."""


class GridReading(QObject):
    begun = Signal(object)
    """`Evaluation`: its cases are there, its cells come."""
    grown = Signal()
    """Some of its cells were put."""
    finished = Signal()
    """All of them."""

    def __init__(
        self,
        model: GridModel,
        evaluations: EvaluationService,
        background: Background,
        failed: Callable[[WorkbenchError], None],
    ) -> None:
        super().__init__(model)
        self._model, self._evaluations = model, evaluations
        self._background, self._failed = background, failed
        self._wanted = ""
        self._told: set[int] = set()
        """Cells an event told of while the others were read: what is read of them is older."""
        self._complete = True
        model.texts_wanted.connect(self._read_texts)

    @property
    def evaluation_id(self) -> str:
        """Of the one that is shown or about to be."""
        return self._wanted

    @property
    def complete(self) -> bool:
        return self._complete

    def read(self, evaluation_id: str) -> None:
        """The last one asked for is the one that is shown; empty for none."""
        self._wanted = evaluation_id
        if not evaluation_id:
            self._model.show_evaluation(None)
            return
        self._background.run(self, partial(self._opened, evaluation_id), self._begin, self._failed)

    def read_card(self, then: Callable[[Evaluation], None]) -> None:
        """Its name, state and budget again."""
        wanted = self._wanted

        def show(evaluation: Evaluation) -> None:
            if wanted == self._wanted and self._model.evaluation:
                self._model.rename(evaluation)
                then(evaluation)

        if wanted:
            self._background.run(
                self, partial(self._evaluations.evaluation, wanted), show, self._failed
            )

    def take(self, cells: tuple[Cell, ...]) -> None:
        """What an event tells."""
        if not self._complete:
            self._told.update(cell.number for cell in cells)
        self._model.put(cells)

    def _opened(self, evaluation_id: str) -> tuple[Evaluation, Dataset]:
        evaluation = self._evaluations.evaluation(evaluation_id)
        return evaluation, self._evaluations.cases_of(evaluation)

    def _begin(self, opened: tuple[Evaluation, Dataset]) -> None:
        evaluation, dataset = opened
        if evaluation.id != self._wanted:
            return
        self._complete = False
        self._told.clear()
        self._model.show_evaluation(evaluation, dataset.cases)
        self.begun.emit(evaluation)
        self._read_piece(evaluation.id, -1)

    def _read_piece(self, evaluation_id: str, after: int) -> None:
        def put(cells: list[Standing]) -> None:
            if evaluation_id != self._wanted:
                return
            self._model.put_standings([cell for cell in cells if cell.number not in self._told])
            if len(cells) == PIECE:
                self._read_piece(evaluation_id, cells[-1].number)
            else:
                self._complete = True
            self.grown.emit()
            if self._complete:
                self.finished.emit()

        read = partial(self._evaluations.standings, evaluation_id, after=after, limit=PIECE)
        self._background.run(self, read, put, self._failed)

    def _read_texts(self, page: int) -> None:
        results, evaluation_id = self._model.results, self._wanted
        if results is None:
            return
        first = page * PAGE * results.per_case
        count = PAGE * results.per_case

        def read() -> dict[int, str]:
            cells = self._evaluations.cells(evaluation_id, after=first - 1, limit=count)
            return {cell.number: shown_text(cell) for cell in cells if cell.number < first + count}

        def put(texts: dict[int, str]) -> None:
            if evaluation_id == self._wanted:
                self._model.put_texts(page, texts)

        self._background.run(self, read, put, self._failed)
