"""Approving a version, and handing what was approved to the team's registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from workbench.domain.approvals import Approval, Evidence
from workbench.domain.attachments import TEXT
from workbench.domain.audit import AuditKind
from workbench.domain.errors import FileProblem, InvalidInput, NotFound, RegistryError
from workbench.domain.lineage import ancestors, parents
from workbench.domain.prompts import PromptContent, PromptKind, Version
from workbench.domain.releases import (
    ENVIRONMENTS,
    ApprovalRequest,
    AttachedFile,
    ExportDone,
    ExportPlan,
    ExportRequest,
    Finding,
    RegistrySetup,
    RegistryStatus,
    Release,
)
from workbench.domain.runs import Outcome
from workbench.services.audit_telling import (
    Anchored,
    as_it_is,
    of_approval,
    of_export,
    with_head,
)
from workbench.services.events import (
    Acted,
    EventBus,
    RegistryChanged,
    VersionApproved,
    VersionExported,
)
from workbench.services.evidence import EvidenceService
from workbench.services.guarding import refuse_secret_text, refuse_secrets
from workbench.services.ports import ApprovalStore, AttachmentStore, Registry, RunStore
from workbench.services.prompts import PromptService

MOST_RUNS = 50
"""How many runs an approval names at most, the newest first."""


class ReleaseService:
    def __init__(
        self,
        prompts: PromptService,
        runs: RunStore,
        approvals: ApprovalStore,
        registry: Registry,
        events: EventBus,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        known_secrets: Callable[[], frozenset[str]] = frozenset,
        *,
        attachments: AttachmentStore,
        evidence: EvidenceService,
        anchored: Anchored = as_it_is,
        author: Callable[[], str] = str,
    ) -> None:
        self._prompts, self._runs, self._approvals = prompts, runs, approvals
        self._registry, self._events = registry, events
        self._now, self._new_id = now, new_id
        self._known_secrets = known_secrets
        self._attachments, self._evidence = attachments, evidence
        self._anchored, self._author = anchored, author

    def approve(
        self,
        prompt_id: str,
        number: int,
        *,
        note: str,
        approver: str,
        environment: str = "dev",
        environments: Sequence[str] = ENVIRONMENTS,
        evidence: Sequence[Evidence] = (),
    ) -> Approval:
        """Record that a person let this version into one of the environments that there are,
        and on what it rests.

        Raises `InvalidInput` for evidence that is not there, or is of another content.
        """
        version = self._version(prompt_id, number)
        if not approver.strip():
            raise InvalidInput(
                "An approval needs a name.", hint="Set your name in Settings, or pass --approver."
            )
        if environment not in environments:
            raise InvalidInput(
                f"There is no environment {environment!r}.",
                hint=f"Environments are {', '.join(environments)}.",
            )
        self._evidence.check(evidence, version.digest)
        approval = Approval(
            self._new_id(),
            prompt_id,
            version.digest,
            number,
            approver.strip(),
            note.strip(),
            self._now(),
            environment,
            self._finished_runs(prompt_id, version.digest),
            tuple(dict.fromkeys(evidence)),
        )
        self._approvals.add(approval)
        self._events.publish(VersionApproved(prompt_id, number))
        return approval

    def approvals(self, prompt_id: str, *, digest: str = "") -> list[Approval]:
        """The oldest first."""
        found = self._approvals.approvals_of(prompt_id, digest=digest)
        return sorted(found, key=lambda approval: approval.created_at)

    def plan_export(
        self,
        prompt_id: str,
        number: int,
        registry_dir: Path,
        *,
        author: str,
        environment: str = "dev",
        allow_interface_change: bool = False,
    ) -> ExportPlan:
        """Everything the export would write, to be looked at first. Writes nothing.

        Raises `InvalidInput` where the version cannot be released as it is, `ChangeRefused` where
        callers would break and nobody said that they are ready.
        """
        request = self._request(prompt_id, number, author, environment)
        request = replace(request, allow_interface_change=allow_interface_change)
        for release in (*request.components, request.release):
            refuse_secrets(release, self._known_secrets())
        plan = self._registry.plan(Path(registry_dir), request)
        for file in plan.files:
            refuse_secrets(file, self._known_secrets())
        return with_head(plan, self._anchored)

    def export(self, plan: ExportPlan) -> ExportDone:
        """Write what was planned, in one commit. Nothing to do is no mistake."""
        done = self._registry.export(plan, self._attachments.bytes_of)
        if done.commit:
            self._events.publish(of_export(plan, done))
            exported = VersionExported(plan.prompt_id, plan.workspace_number, done.commit)
            self._events.publish(exported)
            self._events.publish(RegistryChanged(plan.directory))
        return done

    def approve_in_registry(self, directory: Path, request: ApprovalRequest) -> ExportDone:
        """Record an approval of a version that the registry holds, whoever exported it.

        Raises `InvalidInput` where its policy does not let that person approve.
        """
        if not request.approver.strip():
            raise InvalidInput(
                "An approval needs a name.", hint="Set your name in Settings, or pass --approver."
            )
        refuse_secret_text("the note", request.note.encode(), self._known_secrets())
        done = self._registry.approve(Path(directory), replace(request, at=self._now()))
        if done.commit:
            self._events.publish(of_approval(request, done))
        self._events.publish(RegistryChanged(str(directory)))
        return done

    def person(self, directory: Path | None) -> str:
        """Who approves and exports there: the author in Settings, else whom git names in that
        repository, else who is logged in. Without a usable registry, the workspace's author."""
        try:
            return self._registry.person(directory) if directory else self._author()
        except RegistryError:
            return self._author()

    def environments(self, directory: Path | None) -> tuple[str, ...]:
        """The registry's own, in their order; the usual ones where there is none to be asked."""
        if directory is None:
            return ENVIRONMENTS
        try:
            return self._registry.environments(directory)
        except (RegistryError, FileProblem):
            return ENVIRONMENTS

    def init(
        self,
        directory: Path,
        name: str,
        *,
        apart: bool = False,
        setup: RegistrySetup = RegistrySetup(),  # noqa: B008 - a value that never changes
    ) -> str:
        """Make a new registry; its first commit.

        Inside a repository it becomes a part of that one, unless it is to stand `apart`.
        """
        commit = self._registry.init(Path(directory), name, apart=apart, setup=setup)
        self._events.publish(Acted(AuditKind.INIT, commit=commit, words=f"The registry {name}."))
        return commit

    def status(self, directory: Path) -> RegistryStatus:
        return self._registry.status(Path(directory))

    def verify(self, directory: Path, *, base: str = "") -> list[Finding]:
        return self._registry.verify(Path(directory), base=base)

    def _request(self, prompt_id: str, number: int, author: str, environment: str) -> ExportRequest:
        version = self._version(prompt_id, number)
        prompt = self._prompts.open(prompt_id).prompt
        name = f"{prompt.path} v{number}"
        content = self._prompts.content(version.digest)
        if prompt.kind is not PromptKind.PROMPT:
            raise InvalidInput(
                f"{prompt.path} is a component.",
                hint="It is exported with the prompts that include it.",
            )
        if prompt.archived:
            raise InvalidInput(
                f"{prompt.path} is in the archive of this workspace.",
                hint="Bring it back from there first.",
            )
        if not content.model.name:
            raise InvalidInput(
                f"{name} does not say which model it is written for.",
                hint="Set the prompt's model, commit, approve that version, and export it.",
            )
        approvals = tuple(
            approval
            for approval in self.approvals(prompt_id, digest=version.digest)
            if approval.environment == environment
        )
        if not approvals:
            raise InvalidInput(
                f"{name} is not approved for {environment}.",
                hint=f"Approve it first: workbench registry approve {prompt.path}@{number}",
            )
        components = tuple(self._components(content))
        return ExportRequest(
            release=self._release(version, content),
            components=components,
            approvals=approvals,
            environment=environment,
            actor=author.strip() or approvals[-1].approver,
            at=self._now(),
            attached=tuple(self._attached((content, *(each.content for each in components)))),
        )

    def _attached(self, contents: Sequence[PromptContent]) -> Iterator[AttachedFile]:
        """Looked through one at a time: together they may be larger than memory."""
        messages = (message for content in contents for message in content.messages)
        for each in dict.fromkeys(a for message in messages for a in message.attachments):
            try:
                data = self._attachments.bytes_of(each.digest)
            except NotFound as error:
                raise InvalidInput(
                    f"{each.name} is attached, and this workspace does not hold it.",
                    hint="Attach the file again, commit, approve that version, and export it.",
                ) from error
            if each.media_type == TEXT:
                refuse_secret_text(each.name, data, self._known_secrets())
            yield AttachedFile(each, len(data))

    def _components(self, content: PromptContent) -> Iterator[Release]:
        """Each included component's committed version, after those it includes itself."""
        digests = dict(content.components)
        contents = {path: self._prompts.content(digest) for path, digest in digests.items()}
        for path in sorted(contents, key=lambda path: (len(contents[path].components), path)):
            prompt = self._prompts.open_path(path).prompt
            named = [v for v in self._prompts.versions(prompt.id) if v.digest == digests[path]]
            if not named:
                raise InvalidInput(
                    f"It includes {path} in a state that is no version.",
                    hint=f"Commit {path} and then the prompt, approve that, and export it.",
                )
            yield self._release(named[-1], contents[path])

    def _release(self, version: Version, content: PromptContent) -> Release:
        return Release(
            prompt=self._prompts.open(version.prompt_id).prompt,
            number=version.number,
            digest=version.digest,
            content=content,
            author=version.author,
            created_at=version.created_at,
            note=version.note,
            ancestors=self._ancestors(version),
        )

    def _ancestors(self, version: Version) -> tuple[str, ...]:
        versions = self._prompts.versions(version.prompt_id)
        digests = {each.number: each.digest for each in versions}
        older = (digests[number] for number in ancestors(version.number, parents(versions)))
        return tuple(digest for digest in older if digest != version.digest)

    def _version(self, prompt_id: str, number: int) -> Version:
        found = [v for v in self._prompts.versions(prompt_id) if v.number == number]
        if not found:
            path = self._prompts.open(prompt_id).prompt.path
            raise NotFound(f"{path} has no version {number}.", hint="Commit the draft first.")
        return found[0]

    def _finished_runs(self, prompt_id: str, digest: str) -> tuple[str, ...]:
        runs = self._runs.runs_of(prompt_id, digest=digest, limit=MOST_RUNS)
        return tuple(run.id for run in runs if run.outcome is Outcome.FINISHED)
