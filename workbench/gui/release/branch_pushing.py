"""Gives a branch that was just made to the remote, and opens the page for a pull request."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from workbench.domain.errors import WorkbenchError
from workbench.domain.syncing import PushDone, SyncProgress, SyncWork
from workbench.gui.kit.background import Background
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.branch_steps import BranchSteps
from workbench.services.syncing import SyncService


class BranchPushing(QObject):
    """Belongs to the dialog, and ends with it: what is under way is cancelled."""

    _told = Signal(object)

    def __init__(
        self,
        steps: BranchSteps,
        syncing: SyncService,
        background: Background,
        talking: Background,
    ) -> None:
        super().__init__(steps)
        self._steps, self._syncing = steps, syncing
        self._talking = talking
        self._work: SyncWork | None = None
        self._told.connect(self._on_told)
        steps.push_requested.connect(self.push)
        steps.page_requested.connect(_open)
        steps.dialog.finished.connect(self.cancel)
        background.closing.connect(self.cancel)

    def push(self, folder: Path, branch: str) -> None:
        work = self._work = SyncWork(self._told.emit)

        def give() -> tuple[PushDone, str]:
            done = self._syncing.push(folder, work, branch=branch)
            return done, self._syncing.pull_request_url(folder, branch)

        self._steps.show_pushing(self.tr("Asking the remote…"))
        self._talking.run(self, give, self._on_pushed, self._on_failed)

    def cancel(self) -> None:
        if self._work:
            self._work.cancel()

    def _on_told(self, progress: SyncProgress) -> None:
        if self._work and progress.percent is not None:
            self._steps.show_pushing(self.tr("Pushing… {0} %").format(progress.percent))

    def _on_pushed(self, pushed: tuple[PushDone, str]) -> None:
        self._work = None
        done, page = pushed
        words = self.tr("{0} was pushed to {1}.")
        self._steps.show_pushed(words.format(safe(done.branch), safe(done.address)), page)

    def _on_failed(self, error: WorkbenchError) -> None:
        self._work = None
        self._steps.show_push_failed(error)


def _open(page: str) -> None:
    QDesktopServices.openUrl(QUrl(page, QUrl.ParsingMode.StrictMode))
