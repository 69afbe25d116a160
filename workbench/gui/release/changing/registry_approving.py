"""Approving what the registry holds, and what is still needed before it may be used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.prompt_records import PromptRecord
from workbench.domain.releases import ApprovalRequest, ExportDone
from workbench.domain.standing import Standing
from workbench.gui.release.around import Around
from workbench.gui.release.changing.needed_dialog import NeededDialog
from workbench.gui.release.changing.newest import Newest
from workbench.gui.release.changing.registry_approve_dialog import RegistryApproveDialog
from workbench.gui.release.seams import ChosenCell

Then = Callable[[], None]


class RegistryApproving(QObject):
    said = Signal(str)
    """What was done, for the status line."""

    def __init__(self, around: Around, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._around, self._window = around, window

    def approve(
        self,
        cell: ChosenCell,
        environment: str,
        version: int | None,
        *,
        over: QWidget | None = None,
        then: Then | None = None,
    ) -> None:
        """Ask for it; `then` is called once it is recorded."""
        folder = self._around.registry.folder
        if folder is None:
            return
        dialog = RegistryApproveDialog(self._around.theme, self._around.icons, over or self._window)
        dialog.approve_requested.connect(partial(self._record, dialog, folder, then))
        self._begin(dialog, folder, cell, environment, version)

    def show_needed(
        self,
        cell: ChosenCell,
        environment: str,
        version: int | None,
        *,
        over: QWidget | None = None,
    ) -> None:
        folder = self._around.registry.folder
        if folder is None:
            return
        dialog = NeededDialog(self._around.theme, self._around.icons, over or self._window)
        dialog.approve_requested.connect(
            lambda number, place: self.approve(cell, place, number, over=dialog, then=dialog.ask)
        )
        self._begin(dialog, folder, cell, environment, version)

    def _begin(
        self,
        dialog: RegistryApproveDialog | NeededDialog,
        folder: Path,
        cell: ChosenCell,
        environment: str,
        version: int | None,
    ) -> None:
        newest = Newest[Standing](
            self._around.reading, dialog.show_standing, dialog.show_error, dialog
        )
        services = self._around.services

        def ask(number: int, place: str) -> None:
            standing = services.standings.standing
            newest.ask(partial(standing, folder, cell.prompt, number, place))

        def show(record: PromptRecord) -> None:
            order = cell.environments
            dialog.show_prompt(cell.prompt, record.versions, order, version, environment)
            dialog.open()

        dialog.standing_wanted.connect(ask)
        read = partial(services.released.record, folder, cell.prompt)
        self._around.reading.run(dialog, read, show, self._around.ask.show_error)

    def _record(
        self,
        dialog: RegistryApproveDialog,
        folder: Path,
        then: Then | None,
        request: ApprovalRequest,
    ) -> None:
        def done(written: ExportDone) -> None:
            dialog.accept()
            signed = any(path.endswith(".sig") for path in written.files)
            words = self.tr("{0} v{1} is approved for {2}: commit {3}. Nothing was pushed.")
            if signed:
                words = self.tr(
                    "{0} v{1} is approved for {2}, signed: commit {3}. Nothing was pushed."
                )
            told = (request.prompt, request.version, request.environment, written.commit[:12])
            self.said.emit(words.format(*told))
            if then:
                then()

        approve = partial(self._around.services.releases.approve_in_registry, folder, request)
        self._around.background.run(dialog, approve, done, dialog.show_error)
