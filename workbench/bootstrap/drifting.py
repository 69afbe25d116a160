"""Builds the look at drift, which needs no workspace, and sentinel runs, which need one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from workbench.bootstrap.outside import utc_now
from workbench.domain.approvals import Approval
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.registered import RegistrySnapshot
from workbench.domain.runs import Run
from workbench.registry.snapshot import read_snapshot
from workbench.registry.source_tree import source_files
from workbench.services.drift import DriftService
from workbench.services.prompts import PromptService
from workbench.services.releases import ReleaseService
from workbench.services.sentinels import SentinelService


class FolderSources:
    """Registries and source code in folders of this machine."""

    def snapshot(self, folder: Path) -> RegistrySnapshot:
        return read_snapshot(folder)

    def source_files(self, folder: Path) -> Iterator[tuple[str, bytes] | NotLookedAt]:
        return source_files(folder)


def open_drift() -> DriftService:
    return DriftService(FolderSources(), utc_now)


def sentinels(
    prompts: PromptService,
    releases: ReleaseService,
    latest: Callable[[str], list[Run]],
    made: dict[str, Any],
) -> SentinelService:
    """`latest` gives the newest runs of a prompt; `made`: the services around evaluations."""

    def approvals(prompt_id: str, digest: str) -> list[Approval]:
        return releases.approvals(prompt_id, digest=digest)

    return SentinelService(
        read_snapshot, prompts, made["evaluations"], made["comparing"], approvals, latest
    )
