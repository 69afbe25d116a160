"""Builds the look at drift, which needs no workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.bootstrap.outside import utc_now
from workbench.domain.drift import NotLookedAt
from workbench.domain.registered import RegistrySnapshot
from workbench.registry.snapshot import read_snapshot
from workbench.registry.source_tree import source_files
from workbench.services.drift import DriftService


class FolderSources:
    """Registries and source code in folders of this machine."""

    def snapshot(self, folder: Path) -> RegistrySnapshot:
        return read_snapshot(folder)

    def source_files(self, folder: Path) -> Iterator[tuple[str, bytes] | NotLookedAt]:
        return source_files(folder)


def open_drift() -> DriftService:
    return DriftService(FolderSources(), utc_now)
