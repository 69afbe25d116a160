"""Who answers the checks that have to ask: put together in one place."""

from __future__ import annotations

from workbench.engine.evaluating.asking import Askers
from workbench.engine.parts import EngineParts
from workbench.engine.scheduler import Scheduler


def askers_of(parts: EngineParts, scheduler: Scheduler) -> Askers:
    """Of this engine. What is asked for and not here is an error of its check."""
    return Askers()
