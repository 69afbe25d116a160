"""Approving a version: what speaks for it is shown, can be read, and is named in the approval."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.approvals import Approval, Evidence, EvidenceOffer
from workbench.domain.prompts import Prompt, Version
from workbench.domain.runs import Run
from workbench.domain.settings import Settings
from workbench.gui.kit.background import Background
from workbench.gui.release.approve_dialog import ApprovalWish, ApproveDialog
from workbench.gui.release.evidence_pages import EvidencePages
from workbench.gui.release.fields import show_environments
from workbench.services.evidence import EvidenceService
from workbench.services.prompts import PromptService
from workbench.services.releases import ReleaseService
from workbench.services.runs import RunService


class Approving(QObject):
    said = Signal(str)
    """What was done, for the status line."""

    def __init__(
        self,
        window: QWidget,
        prompts: PromptService,
        runs: RunService,
        releases: ReleaseService,
        evidence: EvidenceService,
        background: Background,
        settings: Callable[[], Settings],
        open_page: Callable[[Path], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._settings = window, settings
        self._prompts, self._runs = prompts, runs
        self._releases, self._evidence = releases, evidence
        self._background, self._aside = background, background.aside()
        self._pages = EvidencePages(open_page)

    def approve(
        self, prompt: Prompt, number: int | None, then: Callable[[], None] | None = None
    ) -> None:
        """Ask for it; `then` is called once it is recorded."""
        dialog = ApproveDialog(self._window)
        dialog.version_chosen.connect(partial(self._show_evidence, dialog, prompt))
        dialog.approve_requested.connect(partial(self._record, dialog, prompt, then))
        dialog.read_requested.connect(partial(self._read, dialog))

        def read() -> tuple[list[Version], tuple[str, ...], str]:
            person = self._releases.person(self._registry())
            return self._prompts.versions(prompt.id), self._environments(), person

        def show(found: tuple[list[Version], tuple[str, ...], str]) -> None:
            versions, environments, person = found
            show_environments(dialog.environment, environments)
            dialog.show_prompt(prompt.path, versions, number)
            dialog.show_approver(person)
            dialog.open()

        self._background.run(dialog, read, show)

    def _environments(self) -> tuple[str, ...]:
        return self._releases.environments(self._registry())

    def _registry(self) -> Path | None:
        registry = self._settings().registry
        return Path(registry) if registry else None

    def _show_evidence(self, dialog: ApproveDialog, prompt: Prompt, number: int) -> None:
        """The runs at once; reports and evaluations when they were looked through."""
        dialog.show_offers(())

        def read() -> tuple[list[Run], list[Approval]]:
            digest = self._digest(prompt, number)
            approvals = self._releases.approvals(prompt.id, digest=digest)
            return self._runs.of_digest(prompt.id, digest), approvals

        def offers() -> list[EvidenceOffer]:
            return self._evidence.of_version(prompt.id, self._digest(prompt, number))

        def show(found: tuple[list[Run], list[Approval]]) -> None:
            if dialog.version.number == number:
                dialog.show_evidence(*found)

        def offer(found: list[EvidenceOffer]) -> None:
            if dialog.version.number == number:
                dialog.show_offers(found)

        self._background.run(dialog, read, show, dialog.show_error)
        self._aside.run(dialog, offers, offer, dialog.show_error)

    def _digest(self, prompt: Prompt, number: int) -> str:
        return next(v.digest for v in self._prompts.versions(prompt.id) if v.number == number)

    def _read(self, dialog: ApproveDialog, evidence: Evidence) -> None:
        self._aside.run(
            dialog,
            lambda: self._pages.written(evidence.digest, self._evidence.page(evidence)),
            self._pages.open,
            dialog.show_error,
        )

    def _record(
        self,
        dialog: ApproveDialog,
        prompt: Prompt,
        then: Callable[[], None] | None,
        wish: ApprovalWish,
    ) -> None:
        def approve() -> Approval:
            return self._releases.approve(
                prompt.id,
                wish.number,
                note=wish.note,
                approver=wish.approver,
                environment=wish.environment,
                environments=self._environments(),
                evidence=wish.evidence,
            )

        def done(approval: Approval) -> None:
            dialog.accept()
            words = self.tr("{0} v{1} is approved for {2}.")
            self.said.emit(words.format(prompt.path, approval.version, approval.environment))
            if then:
                then()

        self._background.run(dialog, approve, done, dialog.show_error)
