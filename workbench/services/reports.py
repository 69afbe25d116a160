"""Reports of evaluations: put together from what is stored, without running anything again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.evaluations import Cell, Evaluation, EvaluationColumn
from workbench.domain.gates import GateReport
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.formats.reports.json_report import json_report
from workbench.formats.reports.junit import junit_report
from workbench.formats.reports.markdown import markdown_report
from workbench.formats.reports.metrics_csv import metrics_csv
from workbench.formats.reports.page import html_report
from workbench.services.comparing import ComparisonService
from workbench.services.human_labels import HumanLabelService
from workbench.services.ports import EvaluationStore
from workbench.services.preferring import preference_words
from workbench.services.prompts import PromptService
from workbench.services.sharing import write_whole

WRITERS: dict[str, Callable[[EvaluationReport], Iterable[str]]] = {
    ".html": html_report,
    ".md": markdown_report,
    ".json": json_report,
    ".xml": junit_report,
    ".csv": metrics_csv,
}
"""By the ending of the file's name."""
AT_ONCE = 200
"""Cells whose outputs are in memory at the same time."""


class ReportService:
    def __init__(
        self,
        prompts: PromptService,
        evaluations: EvaluationStore,
        comparing: ComparisonService,
        labels: HumanLabelService,
        now: Callable[[], datetime],
    ) -> None:
        self._prompts, self._evaluations = prompts, evaluations
        self._comparing, self._labels, self._now = comparing, labels, now

    def report(self, evaluation_id: str, gates: Sequence[GateReport] = ()) -> EvaluationReport:
        """Of the cells that are recorded so far. Takes seconds where there are very many."""
        evaluation = self._evaluations.evaluation(evaluation_id)
        columns = self.column_names(evaluation)
        return EvaluationReport(
            evaluation,
            self._now(),
            columns,
            tuple(self._comparing.summaries(evaluation_id)),
            lambda: self._lines(evaluation),
            tuple(self._comparing.strip(evaluation_id)),
            tuple(gates),
            preferences=preference_words(evaluation, columns, self._cells(evaluation_id)),
        )

    def column_names(self, evaluation: Evaluation) -> tuple[str, ...]:
        """Each different from the others in what differs: prompt, version, model."""
        paths = {
            prompt_id: self._prompts.open(prompt_id).prompt.path
            for prompt_id in dict.fromkeys(column.prompt_id for column in evaluation.columns)
        }
        return tuple(_name(column, paths[column.prompt_id]) for column in evaluation.columns)

    def check(self, path: Path) -> None:
        """Before anything is paid for: raises what `write` would, as far as it can be known."""
        _ending(path)
        if not path.absolute().parent.is_dir():
            raise FileProblem("there is no such folder", file=str(path.absolute().parent))

    def write(self, report: EvaluationReport, path: Path) -> Path:
        """In the format that the name's ending says, whole or not at all.

        Raises `InvalidInput` for another ending, `FileProblem` where it cannot be written.
        """
        ending = _ending(path)
        # Spreadsheets take UTF-8 for what it is only behind a byte-order mark
        encoding = "utf-8-sig" if ending == ".csv" else "utf-8"
        return write_whole(path, WRITERS[ending](report), replacing=True, encoding=encoding)

    def _cells(self, evaluation_id: str) -> Iterator[Cell]:
        after = -1
        while cells := self._evaluations.cells(evaluation_id, after=after, limit=AT_ONCE):
            after = cells[-1].number
            yield from cells

    def _lines(self, evaluation: Evaluation) -> Iterator[ReportLine]:
        cases = self._evaluations.frozen_dataset(evaluation.dataset_digest).cases
        after = -1
        while cells := self._evaluations.cells(evaluation.id, after=after, limit=AT_ONCE):
            after = cells[-1].number
            outputs = self._outputs(evaluation, cells)
            labels = self._labels.labels_of([cell.run_id for cell in cells])
            for cell in cells:
                place = evaluation.place(cell.number)
                people = tuple(label for label in labels if label.run_id == cell.run_id)
                output = outputs.get(cell.number, "")
                yield ReportLine(place, cases[place.case], cell, output, people)

    def _outputs(self, evaluation: Evaluation, cells: Sequence[Cell]) -> dict[int, str]:
        runs = self._evaluations.runs_of(evaluation.id, [cell.number for cell in cells])
        return {number: run.text for number, run in runs}


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in WRITERS:
        known = ", ".join(WRITERS)
        raise InvalidInput(
            f"{path}: no report is written as {ending or 'a file without an ending'}.",
            hint=f"End the name with one of {known}.",
        )
    return ending


def _name(column: EvaluationColumn, path: str) -> str:
    if column.label:
        return column.label
    version = "draft" if column.version is None else f"v{column.version}"
    return f"{path} {version} · {column.model}"
