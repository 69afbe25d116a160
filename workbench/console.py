"""The `workbench` command: hands the arguments to the command line, opens the window for none.

What only some commands need is loaded by them: the window paints before SQLite is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import parser
from workbench.cli.program import Program, RunEngine, WindowRequest
from workbench.domain.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.services.audit_ports import RegistryLog
    from workbench.services.drift import DriftService
    from workbench.services.merging import MergeService
    from workbench.services.opened import Services
    from workbench.services.ports import Registry
    from workbench.services.syncing import SyncService

# Read when litellm is imported, in this process or in one that it starts: no network for prices
os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")


def main(argv: Sequence[str] | None = None) -> int:
    program = Program(
        _open_services,
        _open_engine,
        _open_registry,
        _open_window,
        _open_drift,
        _open_syncing,
        _open_merging,
        _open_registry_log,
    )
    return parser.main(sys.argv[1:] if argv is None else argv, program)


@contextmanager
def _open_services(
    workspace: Path, *, read_only: bool = False, empty: bool = False
) -> Iterator[Services]:
    from workbench import bootstrap

    services = bootstrap.open_services(workspace, read_only=read_only, empty=empty)
    try:
        yield services
    finally:
        bootstrap.close_services(services)


def _open_engine(services: Services) -> AbstractAsyncContextManager[RunEngine]:
    from workbench import bootstrap

    return bootstrap.engine_in_process(services)


def _open_registry() -> Registry:
    from workbench import bootstrap

    return bootstrap.open_registry()


def _open_drift() -> DriftService:
    from workbench.bootstrap.drifting import open_drift

    return open_drift()


def _open_syncing() -> SyncService:
    from workbench.bootstrap.syncing import open_syncing

    return open_syncing()


def _open_merging() -> MergeService:
    from workbench.bootstrap.merging import open_merging

    return open_merging()


def _open_registry_log() -> RegistryLog:
    from workbench.bootstrap.auditing import open_registry_log

    return open_registry_log()


def _open_window(request: WindowRequest) -> int:
    if find_spec("PySide6") is None:
        raise WorkbenchError(
            "The window is not installed.",
            hint="Install prompt-workbench[desktop], or see `workbench --help` for the commands.",
        )
    from workbench import desktop

    return desktop.open_window(
        request.workspace,
        read_only=request.read_only,
        empty=request.empty,
        screenshot=request.screenshot,
        page=request.page,
        theme=request.theme,
    )
