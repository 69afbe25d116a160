"""What lists show: prompts in the library, a prompt's timeline, hits of a search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from workbench.domain.prompts import Draft, Prompt, Version


@dataclass(frozen=True, slots=True)
class PromptSummary:
    """A row of the library. `version` is the newest number, 0 before the first."""

    prompt: Prompt
    version: int = 0
    unnamed_changes: bool = False
    """The draft differs from the newest version."""


@dataclass(frozen=True, slots=True)
class OpenPrompt:
    """A prompt as the editor opens it."""

    prompt: Prompt
    draft: Draft
    newest: Version | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One digest in the life of a prompt: a version, or a snapshot that was only run."""

    digest: str
    at: datetime
    version: Version | None = None
    runs: int = 0
    finished: int = 0
    cost_usd: Decimal | None = None
    approved_by: str = ""
    approved_for: tuple[str, ...] = ()
    """Environments, in the order they were approved for."""
    running: int = 0
    """How many of the runs are not over yet."""
    approved_on: tuple[str, ...] = ()
    """Names of the evidence that the approvals rest on."""


@dataclass(frozen=True, slots=True)
class Use:
    """A prompt that includes a component, now or in its newest version."""

    prompt_id: str
    path: str
    in_draft: bool = True
    version: int = 0
    """Number of the newest version if that includes it; else 0."""
    through: tuple[str, ...] = ()
    """Components its draft includes that include it in turn, the outermost first."""
    version_direct: bool = True

    @property
    def direct(self) -> bool:
        """Whether the prompt names it itself."""
        return not self.through if self.in_draft else self.version_direct


class HitKind(StrEnum):
    PROMPT = "prompt"
    """Its path, title or description."""
    VERSION = "version"
    NOTE = "note"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Hit:
    """`snippet` holds the match between U+0002 and U+0003."""

    kind: HitKind
    prompt_id: str
    path: str
    digest: str
    snippet: str
    at: datetime
    version: int | None = None
    run_id: str = ""
    model: str = ""
