"""Writes reports of the evaluation that is shown, in the format that the file's ending says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.domain.evaluations import Evaluation
from workbench.domain.gates import GateReport
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.background import Background
from workbench.gui.kit.file_names import file_name
from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.kit.safe_text import safe

KINDS = "Web page (*.html);;Markdown (*.md);;Data (*.json);;JUnit (*.xml);;Table of metrics (*.csv)"
FOLDER = "report.folder"


class Reporting(QObject):
    said = Signal(str)
    written = Signal(object)
    """`Path` of a report that is there now."""

    def __init__(
        self,
        around: Around,
        working: Background,
        shown: Callable[[], Evaluation | None],
        gates: Callable[[], Sequence[GateReport]],
        parent: QObject,
    ) -> None:
        """`gates`: what the gate says of the evaluation that is shown."""
        super().__init__(parent)
        self._around, self._working = around, working
        self._shown, self._gates = shown, gates
        around.actions.on("evaluation.report", self._write)

    def _write(self) -> None:
        evaluation, folder = self._shown(), LastFolder(self._around.memory, FOLDER)
        if evaluation is None:
            return
        start = folder.path / f"{file_name(evaluation.name)}.html"
        path = self._around.ask.save_file(translate("Write a report"), start, KINDS)
        if path is None:
            return
        folder.keep(path.parent)
        self.said.emit(translate("Writing {0}…").format(safe(path.name)))
        work = partial(self._wrote, evaluation, tuple(self._gates()), path)
        self._working.run(self, work, self._tell, self._around.ask.show_error)

    def _wrote(self, evaluation: Evaluation, gates: Sequence[GateReport], path: Path) -> Path:
        reports = self._around.services.reports
        return reports.write(reports.report(evaluation.id, gates), path)

    def _tell(self, path: Path) -> None:
        self.said.emit(translate("The report was written to {0}.").format(safe(str(path))))
        self.written.emit(path)
