"""What the window needs to open a workspace. The entry point fills it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workbench.services.opened import Services


class OpenWorkspace(Protocol):
    """Called in the background. Imports the adapters when it is called, never before."""

    def __call__(self, workspace: Path, *, read_only: bool) -> Services: ...


@dataclass(frozen=True, slots=True)
class Opening:
    workspace: Path
    read_only: bool
    open: OpenWorkspace
    close: Callable[[Services], None]
    engine_command: Callable[[Path, bool], Sequence[str]]
    """The command of the engine's process for a workspace, read only or not."""
    window_command: Callable[[Path], Sequence[str]]
    """The command that opens another workspace in a window of its own."""
    needs_update: Callable[[Path], bool] = lambda _workspace: False
    """An earlier release made it. Called in the background, like `open`."""
