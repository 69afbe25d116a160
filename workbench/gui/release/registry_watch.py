"""Which folder the team's registry is, and when something in it changed: watched for all pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.services.events import RegistryChanged, SettingsChanged
from workbench.services.settings import SettingsService


class RegistryWatch(QObject):
    moved = Signal()
    """It is another folder, or none."""
    changed = Signal()
    """Something was committed in it, here or by somebody else; or it is another folder."""
    failed = Signal(object)
    """The `WorkbenchError` for which the folder cannot be told or kept."""

    def __init__(
        self,
        settings: SettingsService,
        background: Background,
        relay: EventRelay,
        head: Callable[[Path], str],
        parent: QObject | None = None,
    ) -> None:
        """`head` tells cheaply what is checked out in a folder; it never raises."""
        super().__init__(parent)
        self._settings, self._background, self._head = settings, background, head
        self._folder: Path | None = None
        self._known = False
        self._seen = ""
        """What was checked out when it was looked at last."""
        relay.published.connect(self._on_event)
        self.load()

    @property
    def folder(self) -> Path | None:
        """None while it is not known yet, and where none was chosen."""
        return self._folder

    @property
    def known(self) -> bool:
        """The settings were read."""
        return self._known

    def load(self) -> None:
        self._background.run(self, self._read, self._take, self.failed.emit)

    def choose(self, folder: Path) -> None:
        """It is the team's registry from now on: kept in the settings."""

        def keep() -> None:
            self._settings.save(replace(self._settings.load(), registry=str(folder)))

        self._background.run(self, keep, None, self.failed.emit)

    def look(self) -> None:
        """Whether something else is checked out than before, as after a pull in a terminal."""
        folder = self._folder
        if folder is not None:
            self._background.run(self, lambda: (folder, self._head(folder)), self._compare)

    def _read(self) -> tuple[Path | None, str]:
        registry = self._settings.load().registry
        folder = Path(registry) if registry else None
        return folder, self._head(folder) if folder else ""

    def _take(self, found: tuple[Path | None, str]) -> None:
        folder, head = found
        if self._known and folder == self._folder:
            return
        self._known, self._folder, self._seen = True, folder, head
        self.moved.emit()
        self.changed.emit()

    def _compare(self, found: tuple[Path, str]) -> None:
        folder, head = found
        if folder == self._folder and head != self._seen:
            self._seen = head
            self.changed.emit()

    def _on_event(self, event: object) -> None:
        if isinstance(event, SettingsChanged):
            self.load()
        elif isinstance(event, RegistryChanged) and self._is_this(event.directory):
            self.changed.emit()
            self._remember_head()

    def _is_this(self, directory: str) -> bool:
        return self._folder is not None and Path(directory) == self._folder

    def _remember_head(self) -> None:
        """What was told already is not told again when it is looked at next."""
        folder = self._folder
        if folder is not None:
            self._background.run(
                self, lambda: (folder, self._head(folder)), lambda found: self._keep(*found)
            )

    def _keep(self, folder: Path, head: str) -> None:
        if folder == self._folder:
            self._seen = head
