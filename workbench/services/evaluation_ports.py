"""What is kept of evaluations: a part of `ports`, from where it is imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from workbench.domain.comparisons import CellFigures
from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Cell, Evaluation, EvaluationSummary, Standing
from workbench.domain.gates import Gate
from workbench.domain.provider_batches import ProviderBatch
from workbench.domain.runs import Run


class EvaluationReader(Protocol):
    """What figures and comparisons are worked out from."""

    def evaluation(self, evaluation_id: str) -> Evaluation:
        """Raises `NotFound`."""
        ...

    def frozen_dataset(self, digest: str) -> Dataset: ...

    def figures(self, evaluation_id: str) -> list[CellFigures]:
        """Of all cells recorded so far, by number, read in one pass without their texts."""
        ...

    def output_starts(self, evaluation_id: str) -> list[tuple[int, str]]:
        """Number and beginning of the output of all cells recorded so far."""
        ...

    def metrics(self, evaluation_id: str) -> list[tuple[int, str, float]]:
        """Number of the cell, name and mean score of each named metric of each scored cell."""
        ...

    def runs_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[tuple[int, Run]]:
        """The runs behind some cells, in the order asked for; a cell without one is left out."""
        ...

    def baseline(self, prompt_id: str) -> str:
        """Id of the evaluation that is the prompt's baseline; empty if none is pinned."""
        ...


class EvaluationStore(EvaluationReader, Protocol):
    """Evaluations are plans and cells; the outputs are runs."""

    def add(self, evaluation: Evaluation, frozen: Dataset) -> None:
        """`frozen`: the cases that count, as they are now, kept under their digest."""
        ...

    def save(self, evaluation: Evaluation) -> None:
        """Replace all but its columns and cases."""
        ...

    def change(self, evaluation_id: str, changed: Callable[[Evaluation], Evaluation]) -> Evaluation:
        """Save what `changed` makes of it as it is now: what others changed meanwhile stays."""
        ...

    def claim(self, evaluation_id: str) -> Evaluation | None:
        """Record it as running, by this process; None where somebody runs it already."""
        ...

    def own(self, evaluation_id: str, *, running: bool) -> None:
        """Say that this process works on it, or no longer does."""
        ...

    def pause_abandoned(self, reason: str) -> list[str]:
        """Pause those recorded as running whose process is gone; their ids."""
        ...

    def summaries(self, prompt_id: str = "") -> list[EvaluationSummary]:
        """Newest first; of one prompt if given."""
        ...

    def cells(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Cell]:
        """Those recorded so far, by number. A limit of -1 is none."""
        ...

    def standings(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Standing]:
        """As `cells`, without their texts."""
        ...

    def cells_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[Cell]: ...

    def record_cells(self, evaluation_id: str, cells: Sequence[Cell]) -> None:
        """Insert or replace them, all or none."""
        ...

    def set_baseline(self, prompt_id: str, evaluation_id: str) -> None:
        """An empty id: none."""
        ...

    def gate(self, prompt_id: str) -> Gate | None: ...

    def set_gate(self, prompt_id: str, gate: Gate) -> None: ...

    def remove(self, evaluation_id: str) -> None:
        """With its cells; the runs stay."""
        ...


class ProviderBatchStore(Protocol):
    """What of an evaluation is with providers: written before it is sent."""

    def of(self, evaluation_id: str) -> list[ProviderBatch]:
        """Oldest first."""
        ...

    def keep(self, evaluation_id: str, batch: ProviderBatch) -> None:
        """Insert it, or replace what is there under its mark. Raises `NotFound`."""
        ...
