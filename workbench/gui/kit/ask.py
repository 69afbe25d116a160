"""Asking and telling, as an interface: the window answers with dialogs, tests with a script."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from workbench.domain.errors import WorkbenchError


class Ask(Protocol):
    def show_error(self, error: WorkbenchError) -> None:
        """Say what happened, without stopping the work where that can be helped."""
        ...

    def confirm(self, title: str, text: str, action: str) -> bool:
        """Ask before something that cannot be undone; `action` is the label of its button."""
        ...

    def text(self, title: str, label: str, initial: str = "") -> str | None:
        """A line of text, or None if the person thought better of it."""
        ...

    def folder(self, title: str, start: Path) -> Path | None: ...

    def open_file(self, title: str, start: Path, kinds: str) -> Path | None: ...

    def open_files(self, title: str, start: Path, kinds: str) -> list[Path]:
        """Several at once; none if the person thought better of it."""
        ...

    def save_file(self, title: str, start: Path, kinds: str) -> Path | None: ...
