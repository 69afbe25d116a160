"""Writes what is shown of the logs to a file of somebody's choice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from workbench.domain.errors import WorkbenchError
from workbench.gui.release.around import Around
from workbench.gui.release.audit import page as pages
from workbench.gui.release.audit.presenter import AuditPresenter
from workbench.services.sharing import write_whole

KINDS = {".jsonl": "jsonl", ".csv": "csv", ".md": "markdown"}


class Exporting(QObject):
    def __init__(self, page: pages.AuditPage, presenter: AuditPresenter, around: Around) -> None:
        super().__init__(page)
        self._page, self._presenter, self._around = page, presenter, around
        self._thread = around.background.aside()
        page.bar.export.clicked.connect(lambda: self.export())

    def export(self) -> None:
        kinds = self.tr(
            "JSON Lines, with every hash (*.jsonl);;Table, CSV (*.csv);;Markdown (*.md)"
        )
        folder = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(folder)) / "audit-log.jsonl"
        path = self._around.ask.save_file(self.tr("Export the audit log"), start, kinds)
        if path is None:
            return
        if path.suffix.lower() not in KINDS:
            path = path.with_name(f"{path.name}.jsonl")
        self._page.bar.export.setEnabled(False)
        lines = partial(
            self._around.services.audit.lines,
            KINDS[path.suffix.lower()],
            self._presenter.query,
            self._presenter.folder,
        )
        self._thread.run(
            self,
            lambda: write_whole(path, lines(), replacing=True),
            self._show,
            self._on_failed,
        )

    def _show(self, path: Path) -> None:
        self._page.bar.export.setEnabled(True)
        self._page.file_written.emit(path)
        self._page.said.emit(self.tr("The audit log is in {0}.").format(path.name))

    def _on_failed(self, error: WorkbenchError) -> None:
        self._page.bar.export.setEnabled(True)
        self._around.ask.show_error(error)
