"""The engine as presenters see it. The shell's link to the process implements it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from workbench.domain.errors import WorkbenchError

if TYPE_CHECKING:  # The frame knows the engine's states before the domain is loaded
    from PySide6.QtCore import SignalInstance

    from workbench.domain.estimates import Estimate
    from workbench.domain.models import Model
    from workbench.domain.problems import Analysis, AnalysisScope, Preview
    from workbench.domain.prompts import PromptContent
    from workbench.domain.runs import RunJob
    from workbench.domain.settings import Settings

Failed = Callable[[WorkbenchError], None]


class EngineState(StrEnum):
    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    STOPPED = "stopped"


class Engine(Protocol):
    """Every call returns at once; answers come on the UI thread."""

    @property
    def run_events(self) -> SignalInstance:
        """`Signal(list)` of `RunEvent`, at most about thirty times a second."""
        ...

    @property
    def state_changed(self) -> SignalInstance:
        """`Signal(object)` of `EngineState`."""
        ...

    @property
    def state(self) -> EngineState: ...

    def start(self, jobs: Sequence[RunJob]) -> None: ...

    def stop(self, run_ids: Sequence[str]) -> None: ...

    def analyse(
        self,
        content: PromptContent,
        then: Callable[[Analysis], None],
        failed: Failed,
        scope: AnalysisScope = ...,
    ) -> None:
        """Variables, includes, problems and tokens of a draft, for these models and values."""
        ...

    def preview(
        self,
        content: PromptContent,
        values: Mapping[str, Any],
        then: Callable[[Preview], None],
        failed: Failed,
    ) -> None: ...

    def estimate(
        self, jobs: Sequence[RunJob], then: Callable[[Estimate], None], failed: Failed
    ) -> None: ...

    def models(
        self,
        then: Callable[[list[Model]], None],
        failed: Failed,
        so_far: Callable[[list[Model]], None] = ...,
    ) -> None:
        """All models there are, in one answer: `then` is called once.

        Servers and keyrings are asked for them, which may take seconds. `so_far` is called
        before, with those that are known at once: the demo models.
        """
        ...

    def configure(self, settings: Settings) -> None: ...

    def keep_session_key(self, provider: str, key: str) -> None: ...

    def forget_session_key(self, provider: str) -> None: ...
