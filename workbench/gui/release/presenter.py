"""Approving, exporting and verifying, from the menu to the commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import Prompt, Version
from workbench.domain.releases import ExportDone, ExportPlan
from workbench.domain.settings import Settings
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.release.approving import Approving
from workbench.gui.release.branch_pushing import BranchPushing
from workbench.gui.release.evidence_pages import open_in_browser
from workbench.gui.release.export_dialog import ExportDialog, ExportWish
from workbench.gui.release.file_differences import differences_of
from workbench.gui.release.files_model import Written
from workbench.gui.release.registry_making import RegistryMaking
from workbench.gui.release.verify_dialog import VerifyDialog
from workbench.services.evidence import EvidenceService
from workbench.services.prompts import PromptService
from workbench.services.releases import ReleaseService
from workbench.services.runs import RunService
from workbench.services.syncing import SyncService


@dataclass(frozen=True, slots=True)
class Chosen:
    """The prompt the commands are about, and the version chosen in its history."""

    prompt: Prompt
    number: int | None = None


class ReleasePresenter(QObject):
    said = Signal(str)
    """What was done, for the status line."""
    registry_chosen = Signal(object)
    """`Path` of the registry, to be remembered in the settings."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        prompts: PromptService,
        runs: RunService,
        releases: ReleaseService,
        background: Background,
        actions: Actions,
        ask: Ask,
        settings: Callable[[], Settings],
        chosen: Callable[[], Chosen | None],
        evidence: EvidenceService,
        syncing: SyncService,
        open_page: Callable[[Path], None] = open_in_browser,
    ) -> None:
        super().__init__(window)
        self._syncing = syncing
        self._talking = background.aside()
        self._window, self._theme = window, theme
        self._prompts, self._releases = prompts, releases
        self._background, self._ask = background, ask
        self._settings, self._chosen = settings, chosen
        self._approving = Approving(
            window, prompts, runs, releases, evidence, background, settings, open_page, self
        )
        self._approving.said.connect(self.said)
        actions.on("release.approve", self.approve)
        actions.on("release.export", self.export)
        actions.on("registry.verify", self.verify)

    def approve(self) -> None:
        if chosen := self._chosen():
            self._approving.approve(chosen.prompt, chosen.number)

    def approve_version(self, prompt: Prompt, number: int) -> None:
        """Of any prompt, whatever is chosen in Write."""
        self._approving.approve(prompt, number)

    def export(self) -> None:
        """Preview first; what is written is what was shown."""
        chosen = self._chosen()
        if chosen is None:
            return
        dialog = ExportDialog(self._theme, self._window)
        dialog.plan_requested.connect(partial(self._plan, dialog, chosen.prompt))
        dialog.form.preview.file_chosen.connect(partial(self._compare, dialog))
        dialog.export_requested.connect(partial(self._write, dialog))
        if self._syncing:
            BranchPushing(dialog.form.foot.steps, self._syncing, self._background, self._talking)
        dialog.folder_requested.connect(partial(self._choose_folder, dialog))
        dialog.new_registry_requested.connect(partial(self._make_registry, dialog))
        dialog.approve_requested.connect(
            lambda: self._approving.approve(
                chosen.prompt, dialog.form.version.number, dialog.ask_for_plan
            )
        )

        registry = self._settings().registry
        folder = Path(registry) if registry else None

        def read() -> tuple[list[Version], tuple[str, ...]]:
            return self._prompts.versions(chosen.prompt.id), self._releases.environments(folder)

        def show(found: tuple[list[Version], tuple[str, ...]]) -> None:
            versions, environments = found
            dialog.show_prompt(chosen.prompt.path, versions, chosen.number)
            dialog.show_folder(folder, environments)
            dialog.open()
            (dialog.form.version if registry else dialog.form.choose).setFocus()

        self._background.run(dialog, read, show)

    def verify(self) -> None:
        folder = self._settings().registry
        dialog = VerifyDialog(self._window)
        dialog.show_working(folder)
        dialog.open()
        self._background.run(
            dialog,
            lambda: self._releases.verify(Path(folder)),
            lambda findings: dialog.show_findings(folder, findings),
            dialog.show_error,
        )

    def _plan(self, dialog: ExportDialog, prompt: Prompt, wish: ExportWish) -> None:
        def asked_still() -> bool:
            form = dialog.form
            now = (form.version.number, dialog.folder, form.environment.currentText())
            ready = form.callers.isChecked() is wish.callers_ready
            return ready and now == (wish.number, wish.folder, wish.environment)

        def plan() -> tuple[ExportPlan | WorkbenchError, bool]:
            approvals = self._releases.approvals(prompt.id)
            approved = {(a.version, a.environment) for a in approvals}
            try:
                made: ExportPlan | WorkbenchError = self._releases.plan_export(
                    prompt.id,
                    wish.number,
                    wish.folder,
                    author=self._releases.person(wish.folder),
                    environment=wish.environment,
                    allow_interface_change=wish.callers_ready,
                )
            except WorkbenchError as error:
                made = error
            return made, (wish.number, wish.environment) in approved

        def show(found: tuple[ExportPlan | WorkbenchError, bool]) -> None:
            made, approved = found
            if not asked_still():
                return
            if isinstance(made, WorkbenchError):
                dialog.show_error(made, unapproved=not approved)
            else:
                dialog.show_plan(made)

        self._background.run(dialog, plan, show)

    def _compare(self, dialog: ExportDialog, file: Written) -> None:
        show = partial(dialog.form.preview.show_differences, file)
        self._background.run(dialog, partial(differences_of, file), show)

    def _write(self, dialog: ExportDialog, plan: ExportPlan) -> None:
        def done(exported: ExportDone) -> None:
            dialog.show_done(exported)
            self.registry_chosen.emit(Path(plan.directory))
            words = self.tr("{0} v{1} was exported in commit {2}.")
            self.said.emit(words.format(plan.path, plan.number, exported.commit[:12]))

        self._background.run(dialog, lambda: self._releases.export(plan), done, dialog.show_error)

    def _choose_folder(self, dialog: ExportDialog) -> None:
        start = dialog.folder or Path.home()
        if folder := self._ask.folder(self.tr("The registry's folder"), start):
            self._background.run(
                dialog,
                lambda: self._releases.environments(folder),
                lambda names: dialog.show_folder(folder, names),
            )

    def _make_registry(self, dialog: ExportDialog) -> None:
        making = RegistryMaking(self._releases, self._background, self._ask, dialog)
        making.make(dialog.folder, dialog.show_folder, dialog.show_error)
