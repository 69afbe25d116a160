"""Looks for drift where it was told to, and shows what was found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from workbench.diffing.copied_words import Vocabulary, rewritten
from workbench.domain.drift import (
    Copied,
    DriftArea,
    DriftFinding,
    DriftProgress,
    DriftReport,
    DriftWork,
)
from workbench.domain.errors import Cancelled, WorkbenchError
from workbench.domain.sentinels import SentinelVerdict
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.texts import text_comparison
from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.drift.page import DriftPage
from workbench.gui.release.drift.sources import BUNDLE, LOG, SOURCE
from workbench.gui.release.drift.wording import LOOKING, translate
from workbench.gui.release.facts import report
from workbench.gui.release.seams import About, Part

ENVIRONMENT = "drift.environment"
AT_ONCE = 50
"""Files between two words about how far it is."""


class DriftPresenter(QObject):
    _told = Signal(object)

    def __init__(self, page: DriftPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._looking = around.background.aside()
        self._work: DriftWork | None = None
        self._report: DriftReport | None = None
        self._source: Path | None = None
        """Where the source of the report is."""
        self._verdicts: tuple[SentinelVerdict, ...] = ()
        self._reports = LastFolder(around.memory, "drift.reports")
        self._connect()
        self._remember()
        self._read_environments()

    def look(self) -> None:
        folder = self._around.registry.folder
        if folder is None or not self._page.where.look.isEnabled():
            return
        where, services = self._page.where, self._around.services
        environment, source = where.chosen_environment, where.path(SOURCE)
        bundle, log, verdicts = where.path(BUNDLE), where.path(LOG), self._verdicts
        work = self._work = DriftWork(self._tell)
        self._on_told(DriftProgress(DriftArea.CONTENT))

        def found() -> DriftReport:
            from workbench.services.drift import DriftRequest, approved_versions

            request = DriftRequest(
                folder,
                environment,
                lambda: approved_versions(services.prompts, services.releases),
                bundle,
                log,
                source,
                sentinels=verdicts,
                answered=services.sentinels.answered_since,
            )
            return services.drift.report(request, work)

        def show(made: DriftReport) -> None:
            self._source = source
            self._show(made)

        self._looking.run(self, found, show, self._show_problem)

    def take_verdicts(self, verdicts: list[SentinelVerdict]) -> None:
        """Of a sentinel run that is over: told with all the rest."""
        self._verdicts = tuple(verdicts)
        self.look()

    def stop(self) -> None:
        if self._work:
            self._work.cancel()

    def _tell(self, progress: DriftProgress) -> None:
        """In the thread that looks."""
        if progress.count % AT_ONCE == 0:
            self._told.emit(progress)

    def _on_told(self, progress: DriftProgress) -> None:
        if self._work:
            words = translate(LOOKING[progress.area], f"{progress.count:,}")
            self._page.where.show_progress(words)

    def _show(self, made: DriftReport) -> None:
        self._end()
        self._report = made
        report(self._around.actions, drift_looked=True)
        self._page.results.show_report(made)
        self._page.show_results()

    def _show_problem(self, error: WorkbenchError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._page.said.emit(self.tr("Stopped looking for drift."))
        else:
            self._page.show_problem(error)

    def _end(self) -> None:
        self._work = None
        self._page.where.show_progress("")

    def _show_finding(self, finding: DriftFinding) -> None:
        self._page.results.detail.show_finding(
            finding, has_folder=bool(finding.file), has_answers=bool(self._evaluation(finding))
        )
        copied = finding.copied
        if copied and copied.share < 1:
            self._compare(finding, copied)

    def _compare(self, finding: DriftFinding, copied: Copied) -> None:
        def show(made: Comparison) -> None:
            if self._page.results.current is finding:
                self._page.results.detail.show_differences(made, copied.version)

        def compare() -> Comparison:
            registered = copied.registered
            text = rewritten(registered, copied.text, Vocabulary())
            return text_comparison(registered, text, side_by_side=False, fold=True)

        self._around.reading.run(self, compare, show)

    def _evaluation(self, finding: DriftFinding) -> str:
        """Of the sentinel run that the finding tells of."""
        if finding.area is not DriftArea.WORLD or finding.file:
            return ""
        subjects = ((each.subject.prompt, each.evaluation_id) for each in self._verdicts)
        return next((found for prompt, found in subjects if prompt == finding.prompt), "")

    def _open_folder(self) -> None:
        finding = self._page.results.current
        if finding is None or not finding.file:
            return
        registry = self._around.registry.folder or Path()
        in_code = finding.area is DriftArea.CODE
        base = (self._source or registry) if in_code else registry
        QDesktopServices.openUrl(QUrl.fromLocalFile(str((base / finding.file).parent)))

    def _open_prompt(self) -> None:
        if finding := self._page.results.current:
            digest = finding.copied.digest if finding.copied else ""
            self._page.prompt_wanted.emit(finding.prompt, digest)

    def _see_answers(self) -> None:
        finding = self._page.results.current
        if finding and (evaluation := self._evaluation(finding)):
            self._page.evaluation_wanted.emit(evaluation)

    def _copy(self) -> None:
        made = self._report
        if made is None:
            return
        from workbench.formats.drift_report import drift_markdown

        def keep(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._page.said.emit(self.tr("The report about drift is in the clipboard."))

        self._around.reading.run(self, lambda: drift_markdown(made), keep)

    def _save(self) -> None:
        made = self._report
        if made is None:
            return
        start = self._reports.path / "drift.md"
        kinds = self.tr("Markdown (*.md);;JSON (*.json)")
        path = self._around.ask.save_file(self.tr("Save the report about drift"), start, kinds)
        if path is None:
            return

        def done(_nothing: None) -> None:
            self._reports.keep(path.parent)
            self._page.said.emit(self.tr("Saved as {0}.").format(safe(path.name)))
            self._page.file_written.emit(path)

        save = self._around.services.drift.save
        self._around.background.run(
            self, lambda: save(made, path), done, self._around.ask.show_error
        )

    def _choose(self, name: str) -> None:
        ask, where = self._around.ask, self._page.where
        start = where.path(name) or Path.home()
        if name == SOURCE:
            path = ask.folder(self.tr("The folder of the source code"), start)
        elif name == BUNDLE:
            path = ask.open_file(self.tr("The bundle"), start.parent, self.tr("JSON (*.json)"))
        else:
            kinds = self.tr("Log (*.jsonl *.log *.json);;All files (*)")
            path = ask.open_file(self.tr("The log"), start.parent, kinds)
        if path:
            where.show_path(name, path)
            self._keep()

    def _keep(self) -> None:
        """In what this workspace remembers."""
        memory, where = self._around.memory, self._page.where
        if memory:
            for name in (SOURCE, BUNDLE, LOG):
                memory.keep(f"drift.{name}", str(where.path(name) or ""))
            memory.keep(ENVIRONMENT, where.chosen_environment)

    def _remember(self) -> None:
        memory = self._around.memory
        for name in (SOURCE, BUNDLE, LOG):
            kept = memory.text(f"drift.{name}") if memory else ""
            self._page.where.show_path(name, Path(kept) if kept else None)

    def _read_environments(self) -> None:
        folder, memory = self._around.registry.folder, self._around.memory
        self._page.where.setEnabled(folder is not None)
        if folder is None:
            if self._around.registry.known:
                self._page.show_no_registry()
            return
        if self._report is None:
            self._page.show_not_looked()
        chosen = memory.text(ENVIRONMENT) if memory else ""
        releases = self._around.services.releases

        def show(names: tuple[str, ...]) -> None:
            self._page.where.show_environments(names, chosen)

        self._around.reading.run(self, lambda: releases.environments(folder), show)

    def _on_moved(self) -> None:
        """What was found is of another registry."""
        self.stop()
        self._report, self._verdicts = None, ()
        report(self._around.actions, drift_looked=False)
        self._read_environments()

    def _go_and_look(self) -> None:
        """Also from another place: what is found is to be seen."""
        self._around.actions.run("go.release")
        self._page.part_wanted.emit(Part.DRIFT, About())
        self.look()

    def _connect(self) -> None:
        page, actions = self._page, self._around.actions
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        page.where.look_requested.connect(self.look)
        page.where.cancel_requested.connect(self.stop)
        page.where.path_wanted.connect(self._choose)
        page.where.changed.connect(self._keep)
        page.results.finding_chosen.connect(self._show_finding)
        page.results.detail.folder_wanted.connect(self._open_folder)
        page.results.detail.prompt_wanted.connect(self._open_prompt)
        page.results.detail.answers_wanted.connect(self._see_answers)
        self._around.registry.moved.connect(self._on_moved)
        actions.on("drift.look", self._go_and_look)
        actions.on("drift.copy", self._copy)
        actions.on("drift.save", self._save)
        page.results.use_actions([actions["drift.copy"], actions["drift.save"]])
