"""Which folder the registry is: chosen, made, or read again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from workbench.gui.release.around import Around
from workbench.gui.release.matrix.empty import EmptyMatrix

TEAM = "registry.open"
"""The command that brings a team's registry with all that is in it; offered when it is there."""


class RegistryChoosing(QObject):
    def __init__(self, empty: EmptyMatrix, around: Around) -> None:
        super().__init__(empty)
        self._around = around
        actions = around.actions
        actions.on("registry.choose", self.choose)
        actions.on("registry.make", self.make)
        actions.on("registry.read", around.registry.changed.emit)
        if actions.has_handler(TEAM):
            empty.offer_team(actions[TEAM])
        empty.folder_requested.connect(self.choose)
        empty.registry_requested.connect(self.make)

    def choose(self) -> None:
        start = self._around.registry.folder or Path.home()
        if folder := self._around.ask.folder(self.tr("The registry's folder"), start):
            self._around.registry.choose(folder)

    def make(self) -> None:
        around = self._around
        start = around.registry.folder or Path.home()
        folder = around.ask.folder(self.tr("A folder for the new registry"), start)
        if folder is None:
            return
        name = around.ask.text(self.tr("New registry"), self.tr("Its name"), folder.name)
        if name:
            around.background.run(
                self,
                lambda: around.services.releases.init(folder, name),
                lambda _commit: around.registry.choose(folder),
                around.ask.show_error,
            )
