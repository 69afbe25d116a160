"""What Release is given by the window, for those who work in it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.evaluation_engine import EvaluationEngine
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import Theme
from workbench.gui.release.registry_watch import RegistryWatch
from workbench.services.opened import Services


@dataclass(frozen=True, slots=True)
class Around:
    services: Services
    background: Background
    reading: Background
    """Beside it: reads in the registry, which may take long, keep nothing else waiting."""
    actions: Actions
    theme: Theme
    icons: Icons
    ask: Ask
    relay: EventRelay
    registry: RegistryWatch
    """Which folder the team's registry is, and when it changed."""
    memory: Memory | None = None
    engine: EvaluationEngine | None = None
    """Runs evaluations; None where nothing can be run."""
