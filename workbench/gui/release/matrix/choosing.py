"""Which folder the registry is: chosen, made, or read again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from workbench.gui.release.around import Around
from workbench.gui.release.matrix.empty import EmptyMatrix
from workbench.gui.release.registry_making import RegistryMaking

TEAM = "registry.open"
"""The command that brings a team's registry with all that is in it; offered when it is there."""


class RegistryChoosing(QObject):
    def __init__(self, empty: EmptyMatrix, around: Around) -> None:
        super().__init__(empty)
        self._around = around
        services = around.services
        self._making = RegistryMaking(services.releases, around.background, around.ask, self)
        actions = around.actions
        actions.on("registry.choose", self.choose)
        actions.on("registry.make", self.make)
        actions.on("registry.read", around.registry.changed.emit)
        if actions.has_handler(TEAM):
            empty.offer_team(actions[TEAM])
        empty.offer_first_release(actions["release.approve"], actions["release.export"])
        empty.folder_requested.connect(self.choose)
        empty.registry_requested.connect(self.make)

    def choose(self) -> None:
        start = self._around.registry.folder or Path.home()
        if folder := self._around.ask.folder(self.tr("The registry's folder"), start):
            self._around.registry.choose(folder)

    def make(self) -> None:
        registry = self._around.registry
        self._making.make(registry.folder, registry.choose, self._around.ask.show_error)
