"""Export a version: the exact files and the commit message before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from workbench.domain.environments import ChangeRefused, Mend, Reason
from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import Version
from workbench.domain.releases import ExportDone, ExportPlan
from workbench.domain.syncing import branch_name
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.release.export_form import ExportForm
from workbench.gui.release.fields import show_environments


@dataclass(frozen=True, slots=True)
class ExportWish:
    number: int
    folder: Path
    environment: str
    callers_ready: bool = False


class ExportDialog(QDialog):
    plan_requested = Signal(object)
    """`ExportWish`: show what it would write."""
    export_requested = Signal(object)
    """The `ExportPlan` that is shown."""
    folder_requested = Signal()
    new_registry_requested = Signal()
    approve_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export")
        self.setWindowTitle(self.tr("Export to the registry"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = ExportForm(theme, self)
        self.form.fill(self)
        self.plan: ExportPlan | None = None
        self._folder: Path | None = None
        self._written: ExportPlan | None = None
        self._connect()
        self._show_ready(None)
        self.resize(self.fontMetrics().averageCharWidth() * 156, self.fontMetrics().height() * 38)

    @property
    def folder(self) -> Path | None:
        return self._folder

    def show_prompt(self, path: str, versions: Sequence[Version], chosen: int | None) -> None:
        self.setWindowTitle(self.tr("Export {0}").format(path))
        self.form.version.blockSignals(True)
        self.form.version.show_versions(versions, chosen)
        self.form.version.blockSignals(False)

    def show_folder(self, folder: Path | None, environments: Sequence[str] = ()) -> None:
        """The registry to write to, and what it calls its environments; its preview is asked
        for."""
        self._folder = folder
        if environments:
            show_environments(self.form.environment, environments)
        self.form.folder.setText(str(folder) if folder else "")
        self.ask_for_plan()

    def ask_for_plan(self) -> None:
        self._show_ready(None)
        self.form.foot.steps.put_away()
        self.form.export.show()
        self.form.branch.setEnabled(True)
        number = self.form.version.number
        if self._folder is None or number is None:
            self.form.foot.say(self.tr("Choose the registry's folder, or make a new registry."))
            return
        self.form.foot.say(self.tr("Looking at the registry…"))
        environment = self.form.environment.currentText()
        ready = self.form.callers.isVisible() and self.form.callers.isChecked()
        self.plan_requested.emit(ExportWish(number, self._folder, environment, ready))

    def show_plan(self, plan: ExportPlan) -> None:
        """What will be written; nothing is written yet."""
        self._show_ready(plan)
        self.form.preview.show_written(plan.message, plan.files, plan.attachments)
        self.form.branch.suggest(branch_name("release", plan.path, f"v{plan.number}"))
        if plan.commit_needed:
            self._say_where(plan)
        else:
            self.form.foot.say(
                self.tr("The registry holds this release already. Nothing to write.")
            )

    def _say_where(self, plan: ExportPlan) -> None:
        words = self.tr("{0} files in one commit on {1}. Nothing is written yet.")
        branch = self.form.branch.name or plan.branch.removeprefix("refs/heads/")
        told = words.format(len(plan.files) + len(plan.attachments), safe(branch))
        by = self.tr("The log will name {0}.").format(safe(plan.actor))
        self.form.foot.say("\n".join((*map(safe, plan.notes), told, by)))

    def _on_branch(self) -> None:
        """The files are the same on either; a name that was refused is given up with its plan."""
        self.form.problem.show_error(None)
        if self.plan is None:
            self.ask_for_plan()
        elif self.plan.commit_needed:
            self._say_where(self.plan)
            self.form.export.setEnabled(self.form.branch.complete)

    def show_error(self, error: WorkbenchError, *, unapproved: bool = False) -> None:
        """In place: what stands in the way, file by file where it is files.

        What is not approved is approved here, so the terminal's way is not told.
        """
        self._show_ready(None)
        if isinstance(error, ChangeRefused):
            self._ask_about_callers(error.reasons)
        if unapproved:
            error = WorkbenchError(error.message)
        self.form.foot.say("")
        self.form.problem.show_error(error)
        self.form.approve.setVisible(unapproved)

    def _ask_about_callers(self, reasons: Sequence[Reason]) -> None:
        for reason in reasons:
            if reason.mend is Mend.ALLOW_INTERFACE:
                words = self.tr("Callers in {0} are ready for the other interface")
                self.form.show_callers(words.format(safe(reason.environment)))

    def show_done(self, done: ExportDone) -> None:
        """What was written stays to be seen."""
        self.plan = None
        on_branch = self._written.onto if self._written else ""
        words = self.tr("Exported in commit {0}. Push it in Release when it is to be shared.")
        if on_branch:
            words = self.tr("Exported in commit {0} on the new branch {1}.")
        self.form.foot.say(words.format(done.commit[:12], safe(on_branch)), tone="passed")
        self.form.branch.setEnabled(False)
        if self._written and on_branch:
            self.form.foot.offer_to_push(Path(self._written.directory), on_branch)
        else:
            self.form.foot.end()

    def _show_ready(self, plan: ExportPlan | None) -> None:
        self.plan = plan
        self.form.problem.show_error(None)
        self.form.approve.hide()
        ready = bool(plan and plan.commit_needed and self.form.branch.complete)
        self.form.export.setEnabled(ready)
        if plan is None:
            self.form.preview.show_nothing()

    def _on_subject(self, _index: int) -> None:
        """Who is ready for one version or environment is not for another."""
        self.form.callers.blockSignals(True)
        self.form.callers.setChecked(False)
        self.form.callers.blockSignals(False)
        self.form.show_callers("")
        self.ask_for_plan()

    def _on_export(self) -> None:
        if self.plan and self.form.export.isEnabled():
            self.form.export.setEnabled(False)
            self.form.foot.say(self.tr("Writing the commit…"))
            self._written = replace(self.plan, onto=self.form.branch.name)
            self.export_requested.emit(self._written)

    def _connect(self) -> None:
        form = self.form
        form.version.currentIndexChanged.connect(self._on_subject)
        form.environment.currentIndexChanged.connect(self._on_subject)
        form.callers.toggled.connect(lambda _ready: self.ask_for_plan())
        form.choose.clicked.connect(lambda: self.folder_requested.emit())
        form.make.clicked.connect(lambda: self.new_registry_requested.emit())
        form.approve.clicked.connect(lambda: self.approve_requested.emit())
        form.foot.submitted.connect(self._on_export)
        form.branch.changed.connect(self._on_branch)
        form.foot.steps.failed.connect(form.problem.show_error)
