"""F6: the keyboard goes round the parts of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from workbench.gui.kit.actions import Actions

PARTS = ("library", "editor", "inputs", "models", "board")


class FocusCycle:
    """A part is known by the first word of its widgets' object names."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        actions.on("focus.next", lambda: self._step(1))
        actions.on("focus.previous", lambda: self._step(-1))

    def _step(self, step: int) -> None:
        start = current_part()
        index = PARTS.index(start) if start else (-1 if step > 0 else 0)
        for offset in range(1, len(PARTS) + 1):
            part = PARTS[(index + step * offset) % len(PARTS)]
            command = f"focus.{part}"
            if self._actions.has_handler(command) and not self._actions.reason(command):
                self._actions.run(command)
                return


def current_part() -> str:
    """The part that has the keyboard; empty for none."""
    widget = QApplication.focusWidget()
    while widget is not None:
        part = widget.objectName().partition(".")[0]
        if part in PARTS:
            return part
        widget = widget.parentWidget()
    return ""
