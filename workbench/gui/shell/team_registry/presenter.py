"""Clones, reads and brings in what the dialog asks for, beside what the window does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.restoring import Restored, RestorePlan, RestoreWork
from workbench.domain.syncing import CloneDone, SyncWork
from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.shell.parts import Parts
from workbench.gui.shell.team_registry.dialog import RegistryDialog
from workbench.gui.shell.team_registry.plan_words import done_words
from workbench.services.opened import Services


class OpeningRegistry(QObject):
    said = Signal(str)
    _told = Signal(object)
    """Progress, from the thread that works."""

    def __init__(self, parts: Parts, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._services = parts, services
        self._aside = parts.background.aside()
        self._folder = LastFolder(parts.memory, "registries")
        self._dialog: RegistryDialog | None = None
        self._work: SyncWork | RestoreWork | None = None
        self._told.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        parts.background.closing.connect(self._stop)
        parts.window.actions_.on("registry.open", self.open)

    def open(self) -> None:
        dialog = RegistryDialog(self._parts.window.theme, self._parts.window)
        dialog.form.put_beside(self._folder.path)
        dialog.look_requested.connect(self.look)
        dialog.bring_requested.connect(self.bring)
        dialog.stop_requested.connect(self._stop)
        dialog.folder_requested.connect(self._choose_folder)
        dialog.target_requested.connect(self._choose_target)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def look(self, address: str, folder: Path) -> None:
        """What it would bring; an address is cloned first."""
        if self._dialog is None:
            return
        if not address:
            self._read(folder)
            return
        self._dialog.show_working(self.tr("Asking the server…"))
        work = self._work = SyncWork(self._told.emit)
        clone = self._services.syncing.clone
        self._aside.run(self, lambda: clone(address, folder, work), self._on_cloned, self._fail)

    def bring(self, plan: RestorePlan) -> None:
        if self._dialog is None:
            return
        self._dialog.show_working(self.tr("Bringing it in…"))
        work = self._work = RestoreWork(self._told.emit)
        restore = self._services.restoring.restore
        name = plan.registry.name
        self._aside.run(
            self, lambda: restore(plan, work), lambda done: self._on_brought(name, done), self._fail
        )

    def _read(self, folder: Path) -> None:
        if self._dialog is None:
            return
        self._dialog.show_working(self.tr("Reading the registry…"))
        work = self._work = RestoreWork(self._told.emit)
        plan = self._services.restoring.plan
        self._aside.run(self, lambda: plan(folder, work), self._show_plan, self._fail)

    def _on_cloned(self, cloned: CloneDone) -> None:
        """From now on it is a folder of this machine."""
        folder = Path(cloned.folder)
        self._folder.keep(folder.parent)
        if self._dialog is not None:
            self._dialog.form.show_place(cloned.folder)
            self._read(folder)

    def _show_plan(self, plan: RestorePlan) -> None:
        if self._dialog is not None:
            self._dialog.show_plan(plan)

    def _on_brought(self, name: str, done: Restored) -> None:
        words = done_words(name, done)
        self.said.emit(words)
        self._parts.window.notices.show_notice("team_registry", words)
        if self._dialog is not None:
            self._dialog.show_asking()
            self._dialog.accept()

    def _fail(self, error: WorkbenchError) -> None:
        """What was stopped on purpose is no failure."""
        if self._dialog is None:
            return
        if self._work is not None and self._work.cancelled:
            self._dialog.show_asking()
        else:
            self._dialog.show_error(error)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _show_progress(self, progress: object) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(progress)  # type: ignore[arg-type]

    def _choose_folder(self) -> None:
        title = self.tr("The registry's folder")
        folder = self._parts.ask.folder(title, self._folder.path)
        if folder is not None and self._dialog is not None:
            self._folder.keep(folder.parent)
            self._dialog.form.show_place(str(folder))

    def _choose_target(self) -> None:
        title = self.tr("Where the clone gets its folder")
        folder = self._parts.ask.folder(title, self._folder.path)
        if folder is not None and self._dialog is not None:
            self._dialog.form.choose_target(folder)

    def _forget(self, _result: int) -> None:
        self._stop()
        self._dialog = None
