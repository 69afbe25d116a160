"""What the registry keeps of a released prompt: for looking at it, beyond what runs where."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from workbench.domain.environments import PromptPins
from workbench.domain.prompt_records import PromptRecord


class RegistryRecords(Protocol):
    """Reads in a registry's folder. Raises `RegistryError` or `FileProblem` where it cannot."""

    def head(self, folder: Path) -> str:
        """What is checked out there, and what is being merged; empty where nothing can be told."""
        ...

    def unpinned(self, folder: Path, pinned: Collection[str]) -> list[PromptPins]:
        """Prompts of the registry that are not among those, by path."""
        ...

    def record(self, folder: Path, prompt: str) -> PromptRecord:
        """Raises `NotFound`, too."""
        ...


class ReleasedService:
    def __init__(self, records: RegistryRecords) -> None:
        self._records = records

    def head(self, folder: Path) -> str:
        """Another text than before means that something else is checked out. Never raises."""
        return self._records.head(Path(folder))

    def unpinned(self, folder: Path, pinned: Collection[str]) -> list[PromptPins]:
        """Prompts of the registry that are not among those, by path: no environment uses them."""
        return self._records.unpinned(Path(folder), pinned)

    def record(self, folder: Path, prompt: str) -> PromptRecord:
        """What the registry keeps of a prompt. Raises `NotFound`."""
        return self._records.record(Path(folder), prompt)
