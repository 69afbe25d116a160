"""What the frame hands to what is plugged into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.shell.appearance import Appearance
from workbench.gui.shell.layout import Layout
from workbench.gui.shell.main_window import MainWindow
from workbench.gui.shell.redaction import Redaction


@dataclass(frozen=True, slots=True)
class Parts:
    window: MainWindow
    ask: Ask
    background: Background
    memory: Memory
    layout: Layout
    logs: Path
    redaction: Redaction
    appearance: Appearance | None = None
    """Takes over what the settings say; None where the theme was given for this time."""
