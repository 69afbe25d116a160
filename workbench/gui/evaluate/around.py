"""What Evaluate is given by the window, for those who work in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.engine import Engine
from workbench.gui.kit.evaluation_engine import EvaluationEngine
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import Theme
from workbench.services.opened import Services


class Engines(Engine, EvaluationEngine, Protocol):
    """The one process that does both."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The prompt that is open in Write, and the models that are ticked there."""

    prompt_id: str
    path: str
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    services: Services
    engine: Engines
    background: Background
    actions: Actions
    theme: Theme
    icons: Icons
    ask: Ask
    relay: EventRelay
    subject: Callable[[], Subject | None]
    """What is open in Write just now."""
    memory: Memory | None = None
