"""What the command line is given to work with. `bootstrap` makes it; tests may script it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Much is behind these, and the window's start passes here
    from workbench.domain.estimates import Estimate
    from workbench.domain.evaluations import Evaluation, EvaluationEstimate, EvaluationEvent
    from workbench.domain.models import Model
    from workbench.domain.run_events import RunEvent
    from workbench.domain.runs import RunJob
    from workbench.services.audit_ports import RegistryLog
    from workbench.services.drift import DriftService
    from workbench.services.merging import MergeService
    from workbench.services.opened import Services
    from workbench.services.ports import Registry
    from workbench.services.syncing import SyncService


class RunEngine(Protocol):
    """The engine's code, in this process."""

    async def execute(self, jobs: Sequence[RunJob], emit: Callable[[list[RunEvent]], None]) -> None:
        """Run every job to its end, telling `emit` what happens in batches."""
        ...

    async def models(self) -> list[Model]: ...

    async def known(self, names: Sequence[str]) -> list[Model]:
        """What is known of these models, and what they take, without asking a server."""
        ...

    async def estimate(self, jobs: Sequence[RunJob]) -> Estimate: ...

    async def evaluate(
        self,
        evaluation_id: str,
        tell: Callable[[list[EvaluationEvent]], None],
        *,
        retry: bool = False,
        at_once: int | None = None,
    ) -> Evaluation:
        """Start or resume it, and wait until it is over or halted; as it is then."""
        ...

    def pause(self, evaluation_id: str) -> None:
        """What is being answered is finished; nothing more is begun."""
        ...

    def interrupt(self) -> None:
        """What is being answered ends as interrupted, and evaluations pause."""
        ...

    async def estimate_evaluation(self, evaluation_id: str) -> EvaluationEstimate: ...


class OpenServices(Protocol):
    def __call__(
        self, workspace: Path, *, read_only: bool = False, empty: bool = False
    ) -> AbstractContextManager[Services]: ...


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """How the window is to be opened; with `screenshot` it is drawn to that file and closed."""

    workspace: Path
    read_only: bool = False
    empty: bool = False
    screenshot: Path | None = None
    page: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    open_services: OpenServices
    open_engine: Callable[[Services], AbstractAsyncContextManager[RunEngine]]
    open_registry: Callable[[], Registry]
    open_window: Callable[[WindowRequest], int]
    open_drift: Callable[[], DriftService]
    open_syncing: Callable[[], SyncService]
    open_merging: Callable[[], MergeService]
    open_registry_log: Callable[[], RegistryLog]
