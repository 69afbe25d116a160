"""Builds what keeps registries in step with their remotes; it needs no workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from workbench.bootstrap.when_used import WhenUsed
from workbench.services.events import Acted
from workbench.services.syncing import SyncService

if TYPE_CHECKING:
    from workbench.services.sync_ports import Remotes


def open_syncing(
    changed: Callable[[str], None] = lambda _directory: None,
    tell: Callable[[Acted], None] = lambda _acted: None,
) -> SyncService:
    """`changed` is called with the directory of a registry whose branch was moved, `tell` with
    what the audit log keeps of it."""
    return SyncService(cast("Remotes", WhenUsed(_remotes)), changed, tell)


def _remotes() -> Remotes:
    from workbench.registry.git_remotes import GitRemotes

    return GitRemotes()
