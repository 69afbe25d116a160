"""Writes the report of the review that is shown, as a web page or as Markdown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.reviews import Review
from workbench.gui.kit.background import Background
from workbench.gui.kit.file_names import file_name
from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.kit.safe_text import safe
from workbench.gui.review.around import Around
from workbench.gui.review.learned.page import LearnedPage
from workbench.gui.review.learned.presenter import LearnedPresenter
from workbench.gui.review.wording import translate
from workbench.services.review_reports import ReviewReportService
from workbench.services.sharing import write_whole

KINDS = "Web page (*.html);;Markdown (*.md)"
FOLDER = "report.folder"


class Reporting(QObject):
    def __init__(
        self, page: LearnedPage, learned: LearnedPresenter, around: Around, working: Background
    ) -> None:
        super().__init__(page)
        self._page, self._learned = page, learned
        self._around, self._working = around, working
        around.actions.on("review.report", self._write)

    def _write(self) -> None:
        learned, folder = self._learned.learned, LastFolder(self._around.memory, FOLDER)
        if learned is None:
            return
        start = folder.path / f"{file_name(learned.review.plan.name)}.html"
        path = self._around.ask.save_file(translate("Write a report"), start, KINDS)
        if path is None:
            return
        folder.keep(path.parent)
        self._page.said.emit(translate("Writing {0}…").format(safe(path.name)))
        work = partial(_written, self._around.services.review_reports, learned.review, path)
        self._working.run(self, work, self._tell, self._around.ask.show_error)

    def _tell(self, path: Path) -> None:
        words = translate("The report was written to {0}.").format(safe(str(path)))
        self._page.said.emit(words)
        self._page.file_written.emit(path)


def _written(reports: ReviewReportService, review: Review, path: Path) -> Path:
    """In the background. The dialog has asked whether to replace what is there."""
    report = reports.write(review.id)
    text = report.markdown if path.suffix.lower() in (".md", ".markdown") else report.html
    return write_whole(path, text, replacing=True)
