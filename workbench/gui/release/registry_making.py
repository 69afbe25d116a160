"""A new registry: where its folder is to be made, and how it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.services.releases import ReleaseService


class RegistryMaking(QObject):
    def __init__(
        self, releases: ReleaseService, background: Background, ask: Ask, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._releases, self._background, self._ask = releases, background, ask

    def make(
        self,
        beside: Path | None,
        then: Callable[[Path], None],
        failed: Callable[[WorkbenchError], None],
    ) -> None:
        """Ask for it; `then` is called with its folder. `beside`: the registry that is used."""
        start = beside.parent if beside else Path.home()
        parent = self._ask.folder(self.tr("Where to make the registry's folder"), start)
        if parent is None:
            return
        label = self.tr("Its name: a folder called so is made in {0}").format(parent)
        name = (self._ask.text(self.tr("New registry"), label, "prompts") or "").strip()
        if not name:
            return
        folder = parent / name

        def made(_commit: str) -> None:
            then(folder)

        self._background.run(self, lambda: self._releases.init(folder, name), made, failed)
