"""The folder that files of one kind were in last: where a dialog begins the next time."""

from __future__ import annotations

from pathlib import Path

from workbench.gui.kit.memory import Memory


class LastFolder:
    def __init__(self, memory: Memory | None, name: str) -> None:
        """`name`: under which it is remembered."""
        self._memory, self._name = memory, name

    @property
    def path(self) -> Path:
        kept = self._memory.text(self._name) if self._memory else ""
        return Path(kept) if kept else Path.home()

    def keep(self, folder: Path) -> None:
        if self._memory:
            self._memory.keep(self._name, str(folder))
