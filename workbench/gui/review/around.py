"""What Review is given by the window, for those who work in it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import Theme
from workbench.services.opened import Services


@dataclass(frozen=True, slots=True)
class Around:
    services: Services
    background: Background
    actions: Actions
    theme: Theme
    icons: Icons
    ask: Ask
    relay: EventRelay
    memory: Memory | None = None
