"""Words that say how long ago something was stay true while they are looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

EVERY_MS = 30_000
"""The finest that `when.ago` tells is a minute."""


def as_time_passes(owner: QWidget, tell: Callable[[], object]) -> None:
    """Call `tell` again and again as long as `owner` lives, while it is seen."""
    timer = QTimer(owner, interval=EVERY_MS)
    timer.timeout.connect(lambda: tell() if owner.isVisible() else None)
    timer.start()
