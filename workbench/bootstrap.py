"""Builds the product from its parts: the only file that knows every adapter.

What a front end may never use, it never loads: adapters are imported where they are built.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.domain.errors import NotFound
from workbench.services.datasets import DatasetService
from workbench.services.events import EventBus
from workbench.services.maintenance import MaintenanceService
from workbench.services.opened import Services
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService
from workbench.services.search import SearchService
from workbench.store.approvals import SqliteApprovals
from workbench.store.database import Workspace
from workbench.store.datasets import SqliteDatasets
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns
from workbench.store.search import SqliteSearch

__all__ = ["Services", "close_services", "open_services"]


@dataclass(frozen=True, slots=True)
class _OpenServices(Services):
    resources: ExitStack


def open_services(
    workspace: Path, *, read_only: bool = False, empty: bool = False, window: bool = False
) -> Services:
    """The services over the workspace, which is made if it is not there yet.

    A new one holds the samples unless `empty`. A `window` takes the workspace for itself and
    raises `WorkspaceBusy` if another has it; the terminal and the engine work beside one.
    """
    with ExitStack() as resources:
        if window and not read_only:
            resources.callback(_locked(workspace))
        opened = _opened(workspace, read_only=read_only, empty=empty)
        resources.callback(opened.close)
        return _services(opened, resources.pop_all())


def close_services(services: Services) -> None:
    """Give back the workspace. What uses the services must have ended."""
    if isinstance(services, _OpenServices):
        services.resources.close()


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """Ids in the order of time."""
    from uuid6 import uuid7

    return str(uuid7())


def _locked(workspace: Path) -> Callable[[], None]:
    from workbench.store.window_lock import WindowLock

    lock = WindowLock(workspace)
    lock.take()
    return lock.release


def _opened(path: Path, *, read_only: bool, empty: bool) -> Workspace:
    try:
        return open_workspace(path, read_only=read_only)
    except NotFound:
        if read_only:
            raise
    make_workspace(path, _left_empty if empty else _filled_with_samples)
    return open_workspace(path)


def _left_empty(workspace: Workspace) -> None:
    """Nothing is put in."""


def _filled_with_samples(workspace: Workspace) -> None:
    from workbench.services.samples import add_samples

    with workspace.writing():
        add_samples(SqlitePrompts(workspace), SqliteDatasets(workspace), utc_now(), new_id)
