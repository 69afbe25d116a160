"""Looking after the workspace file: copies, and whether all of it is sound."""

from __future__ import annotations

from pathlib import Path

from workbench.services.ports import Fault, WorkspaceFile


class MaintenanceService:
    def __init__(self, file: WorkspaceFile) -> None:
        self._file = file

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def read_only(self) -> bool:
        return self._file.read_only

    def back_up(self, target: Path) -> None:
        """A consistent copy, made while the workspace is in use. Replaces no file."""
        self._file.back_up(target)

    def check(self) -> list[Fault]:
        """Integrity, references, every digest computed again, the search index. Empty is good."""
        return self._file.faults()
