"""The part of the engine that runs and scores evaluations, as presenters see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from workbench.gui.kit.engine import Failed

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from workbench.domain.checks import Check, Score
    from workbench.domain.evaluations import EvaluationEstimate, Rescored


class EvaluationEngine(Protocol):
    """Every call returns at once; answers come on the UI thread."""

    @property
    def evaluation_events(self) -> SignalInstance:
        """`Signal(list)` of `EvaluationEvent`, some four times a second."""
        ...

    def start_evaluation(
        self, evaluation_id: str, *, retry: bool = False, only: Sequence[int] = ()
    ) -> None:
        """Start or resume it. With `retry`, cells that failed are run again; `only` these."""
        ...

    def pause_evaluation(self, evaluation_id: str) -> None:
        """What is under way is finished and recorded; nothing more is begun."""
        ...

    def stop_evaluation(self, evaluation_id: str) -> None:
        """What is under way is cancelled, too."""
        ...

    def estimate_evaluation(
        self, evaluation_id: str, then: Callable[[EvaluationEstimate], None], failed: Failed
    ) -> None: ...

    def rescore(
        self,
        evaluation_id: str,
        checks: Sequence[Check],
        then: Callable[[Rescored], None],
        failed: Failed,
        *,
        threshold: float | None = None,
        transform: str = "",
        judge: bool = False,
    ) -> None:
        """Scores of the stored outputs under these checks. `then` is called several times, the
        last time with `complete`. Models are asked only with `judge`, and only for what is not
        cached; nothing is recorded. A newer call takes the place of an older one."""
        ...

    def try_check(
        self,
        check: Check,
        run_id: str,
        then: Callable[[Score], None],
        failed: Failed,
        *,
        judge: bool = False,
    ) -> None:
        """Its score of one stored output. A newer call takes the place of an older one."""
        ...
