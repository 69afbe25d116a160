"""What the services need from the outside world. Adapters implement these.

What they need of models is in `model_ports`.

Stores are plain and thread-safe: each call is one short transaction. They raise
`NotFound`, `InvalidInput` or a `WorkspaceError`, never what SQLite raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbench.domain.approvals import Approval
from workbench.domain.audit import AuditEntry
from workbench.domain.datasets import Dataset
from workbench.domain.environments import (
    ChangePlan,
    ChangeRequest,
    ComponentUse,
    Overview,
    PinnedText,
)
from workbench.domain.history import Hit, OpenPrompt, PromptSummary, TimelineEntry, Use
from workbench.domain.human_labels import HumanLabel
from workbench.domain.live import LiveSpending
from workbench.domain.preferences import Preferences
from workbench.domain.prompts import (
    Attachment,
    Draft,
    Prompt,
    PromptContent,
    PromptKind,
    Version,
)
from workbench.domain.releases import (
    ApprovalRequest,
    Bundle,
    ExportDone,
    ExportPlan,
    ExportRequest,
    Finding,
    PolicyReport,
    RegistrySetup,
    RegistryStatus,
    Release,
)
from workbench.domain.restoring import Intake
from workbench.domain.runs import Run
from workbench.domain.searches import SearchQuery
from workbench.services.evaluation_ports import EvaluationStore as EvaluationStore
from workbench.services.review_ports import ReviewDraftStore as ReviewDraftStore
from workbench.services.review_ports import ReviewReportStore as ReviewReportStore
from workbench.services.review_ports import ReviewStore as ReviewStore
from workbench.services.review_ports import RubricStore as RubricStore
from workbench.services.settings_ports import KeyStore as KeyStore
from workbench.services.settings_ports import SettingsStore as SettingsStore


class PromptStore(Protocol):
    def summaries(self, *, archived: bool | None = False) -> list[PromptSummary]:
        """By path; the archived ones instead of the others if asked, None for all."""
        ...

    def summaries_of(self, prompt_ids: Sequence[str]) -> list[PromptSummary]:
        """Of those that exist, in no order."""
        ...

    def prompt(self, prompt_id: str) -> Prompt: ...

    def prompt_at(self, path: str, kind: PromptKind | None = None) -> Prompt: ...

    def open(self, prompt_id: str) -> OpenPrompt: ...

    def add(self, prompt: Prompt, content: PromptContent) -> None:
        """A new prompt and its first draft. Raises `InvalidInput` if the path is taken."""
        ...

    def save_card(self, prompt: Prompt) -> None: ...

    def uses(self, path: str) -> list[Use]:
        """Who includes a component, in the draft or the newest version, by path."""
        ...

    def included(self) -> frozenset[str]:
        """Paths that the draft of a prompt includes, archived prompts aside."""
        ...

    def journal(self, draft: Draft) -> None:
        """Replace the draft. On disk when this returns."""
        ...

    def drafts(self, mentioning: str = "") -> Iterator[tuple[Prompt, Draft]]:
        """Every draft by path, archived prompts' too; read piece by piece, as asked for.

        With `mentioning`, a path, those are enough whose document holds it somewhere.
        """
        ...

    def journal_all(self, drafts: Sequence[Draft], cards: Sequence[Prompt] = ()) -> None:
        """`journal` and `save_card` for all of them, or for none."""
        ...

    def keep_snapshot(self, digest: str, content: PromptContent) -> None:
        """Same digest: no new row."""
        ...

    def snapshot(self, digest: str) -> PromptContent: ...

    def add_version(
        self,
        prompt_id: str,
        digest: str,
        *,
        note: str,
        author: str,
        at: datetime,
        parents: Sequence[str] | None = None,
        number: int | None = None,
    ) -> Version:
        """Number it, with the version the draft is based on as its parent, and base the draft
        on it.

        `parents` are digests for a version that comes from elsewhere: the first one that is a
        version here is its parent, else the newest version; the draft stays based on what it was.
        With a `number` it gets that one, and no parent but one of those; raises `InvalidInput`
        where another version has it.
        """
        ...

    def take_in(self, intakes: Sequence[Intake]) -> None:
        """All of them or none, with the contents of their versions as snapshots keep them.

        A version gets the number it has and as its parent the nearest of its ancestors that is
        a version here, if one is. Raises `InvalidInput` where another version has the number or
        a new prompt's path is taken.
        """
        ...

    def version(self, prompt_id: str, number: int) -> Version: ...

    def newest(self, prompt_id: str) -> Version | None:
        """The newest version; None before the first."""
        ...

    def versions(self, prompt_id: str) -> list[Version]:
        """Newest first."""
        ...

    def timeline(self, prompt_id: str) -> list[TimelineEntry]:
        """Versions, and snapshots that were run, newest first."""
        ...

    def last_worked_on(self) -> str | None:
        """Id of the prompt whose draft or runs are the newest; None in an empty library."""
        ...


class RunStore(Protocol):
    def record(self, run: Run) -> None:
        """Insert it, or replace what was recorded of the same run."""
        ...

    def run(self, run_id: str) -> Run: ...

    def runs_of(self, prompt_id: str, *, digest: str = "", limit: int = 200) -> list[Run]:
        """Newest first; of one digest if given."""
        ...

    def on_board(self, prompt_id: str, *, limit: int = 200) -> list[Run]:
        """As `runs_of`, without turns of conversations and without live runs."""
        ...

    def turns_of(self, prompt_id: str, *, limit: int = 500) -> list[Run]:
        """Runs that go on from another one, newest first."""
        ...

    def record_all(self, runs: Sequence[Run]) -> None:
        """`record` for each, in one transaction."""
        ...

    def finished_with(self, request_key: str, sample: int) -> Run | None:
        """The newest finished run of the very same request and sample number, live ones too."""
        ...

    def forget_answer(self, run_id: str) -> None:
        """Its answer, and others to the same request, are never given again; they stay on
        record."""
        ...

    def live_spending(self, since: datetime) -> LiveSpending:
        """What live runs came to after that time."""
        ...

    def batch(self, batch_id: str) -> list[Run]: ...

    def unfinished(self) -> list[Run]:
        """What is recorded as queued or running, oldest first."""
        ...

    def interrupt_unfinished(self) -> int:
        """Mark as interrupted what is unfinished, but for what another process that lives
        works on; how many."""
        ...


class DatasetStore(Protocol):
    def all(self, *, archived: bool = False) -> list[Dataset]:
        """By name; those that were put aside instead of the others, if asked."""
        ...

    def dataset(self, dataset_id: str) -> Dataset:
        """Raises `NotFound`."""
        ...

    def datasets_for(self, prompt_id: str) -> list[Dataset]:
        """Those made for the prompt, then those for any, each by name."""
        ...

    def save(self, dataset: Dataset) -> None:
        """Insert it, or replace it with all its cases."""
        ...

    def archive(self, dataset_id: str, *, archived: bool) -> None: ...


class HumanLabelStore(Protocol):
    def save(self, label: HumanLabel) -> None:
        """One for each person and run; an empty one is taken away. Raises `InvalidInput`."""
        ...

    def labels_of(self, run_ids: Sequence[str]) -> list[HumanLabel]:
        """By run and author."""
        ...

    def labels_in(self, evaluation_id: str) -> list[tuple[int, HumanLabel]]:
        """Of the outputs of an evaluation, by the number of the cell and author."""
        ...


class PreferencesStore(Protocol):
    def load(self) -> Preferences: ...

    def change(
        self, change: Callable[[Preferences], Preferences]
    ) -> tuple[Preferences, Preferences]:
        """Replace them by what `change` makes of them, nobody else writing between; old and new."""
        ...


class AttachmentStore(Protocol):
    def keep(self, attachment: Attachment, data: bytes) -> None:
        """Same digest: no new row."""
        ...

    def bytes_of(self, digest: str) -> bytes:
        """Raises `NotFound`."""
        ...


class ApprovalStore(Protocol):
    def add(self, approval: Approval, *, told: AuditEntry | None = None) -> None:
        """With its entry in the audit log: `told`, or that it was given here and now."""
        ...

    def add_all(self, approvals: Sequence[tuple[Approval, AuditEntry]]) -> None:
        """`add` for all of them, each with what is told of it, or for none."""
        ...

    def approvals_of(self, prompt_id: str, *, digest: str = "") -> list[Approval]: ...


class SearchIndex(Protocol):
    def search(self, query: SearchQuery, *, limit: int = 50) -> list[Hit]:
        """Best first. The words are as typed, never a query language."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """Something `check` found: where, and what is wrong."""

    place: str
    message: str


class WorkspaceFile(Protocol):
    """The workspace as a file."""

    path: Path
    read_only: bool

    def back_up(self, target: Path) -> None:
        """A consistent copy, while the workspace is in use. Refuses to replace a file."""
        ...

    def faults(self) -> list[Fault]:
        """Integrity and foreign keys checked, every digest computed again. Empty is good."""
        ...


class Registry(Protocol):
    """The team's registry, a folder in a git repository. Calls take as long as git does.

    Raises `RegistryError` where it cannot be used, `RegistryDirty` where it has changes of its
    own, naming the files; then nothing was written.
    """

    def init(
        self,
        folder: Path,
        name: str,
        *,
        apart: bool = False,
        setup: RegistrySetup = RegistrySetup(),  # noqa: B008 - a value that never changes
    ) -> str:
        """Make a registry there, with a repository around it if there is none, or one of its
        own in any case to stand `apart`; the commit."""
        ...

    def plan(self, folder: Path, request: ExportRequest) -> ExportPlan:
        """What an export will write. Writes nothing."""
        ...

    def export(self, plan: ExportPlan, bytes_of: Callable[[str], bytes]) -> ExportDone:
        """Write and commit what was planned, or nothing. `bytes_of`: attached files by digest."""
        ...

    def plan_change(self, folder: Path, request: ChangeRequest) -> ChangePlan:
        """What a change of pins, or of a prompt's life, will write. Writes nothing.

        Raises `RegistryError` with every reason why it may not be.
        """
        ...

    def change(self, plan: ChangePlan) -> ExportDone:
        """Write and commit what was planned, or nothing."""
        ...

    def environments(self, folder: Path) -> tuple[str, ...]:
        """What the team calls them, in their order. Raises `FileProblem`, too."""
        ...

    def person(self, folder: Path) -> str:
        """Whom commits there will name."""
        ...

    def overview(self, folder: Path) -> Overview:
        """What runs where: pins and cards are read, and not every version."""
        ...

    def pinned_texts(self, folder: Path, prompt: str) -> list[PinnedText]:
        """What each environment uses of a prompt, in their order."""
        ...

    def component_uses(self, folder: Path, component: str) -> list[ComponentUse]:
        """Pinned versions that include the component in another state than its newest."""
        ...

    def status(self, folder: Path) -> RegistryStatus:
        """Finishes an export that was cut off, too."""
        ...

    def verify(self, folder: Path, *, base: str = "") -> list[Finding]:
        """What breaks a rule, file by file; compared with the commit `base` if given."""
        ...

    def bundle(self, folder: Path, environment: str) -> Bundle:
        """What an environment uses, for the applications there; or what stands in the way."""
        ...

    def approve(self, folder: Path, request: ApprovalRequest) -> ExportDone:
        """Record an approval of a version that the registry holds, in one commit, signed if the
        policy asks for it. Raises `InvalidInput` where the policy does not let that person."""
        ...

    def policy(
        self, folder: Path, environment: str, prompt: str, version: int | None, at: datetime
    ) -> PolicyReport:
        """What the environment asks for, and what a version lacks if a prompt is named."""
        ...

    def attached(self, folder: Path, digest: str) -> bytes:
        """A file that goes along with a message. Raises `FileProblem`."""

    def releases(self, folder: Path) -> list[Release]:
        """Every version, components before what includes them, the oldest first.

        Raises `FileProblem` naming the first file that cannot be read.
        """
        ...
