"""Every file that an export adds or changes, worked out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workbench.domain.approvals import Approval, Evidence
from workbench.domain.digests import interface_digest
from workbench.domain.environments import ChangeRefused
from workbench.domain.errors import InvalidInput
from workbench.domain.interfaces import breaking_changes
from workbench.domain.prompts import PromptContent
from workbench.domain.releases import (
    ExportRequest,
    PlannedAttachment,
    PlannedFile,
    Release,
)
from workbench.formats import registry_files, registry_statements, version_file
from workbench.formats.content import content_document
from workbench.formats.registry_files import PinFile
from workbench.formats.registry_statements import EventType, LoggedEvent, file_digest
from workbench.formats.version_file import Record, VersionFile, utc
from workbench.registry import layout
from workbench.registry.approving import Sign
from workbench.registry.attached import attributes_with_line, planned_attachments
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.gating import policy_digest
from workbench.registry.log import next_event, was_pinned
from workbench.registry.reasons import changed_interface, interface_note


@dataclass(slots=True)
class Planning:
    """What is planned so far: the registry as it is, and the files on top of it."""

    contents: Contents
    request: ExportRequest
    signed: Sign
    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _events: dict[str, list[LoggedEvent]] = field(default_factory=dict)

    def planned(self) -> tuple[PlannedFile, ...]:
        return tuple(
            PlannedFile(path, self.contents.tree.text(path), text)
            for path, text in self.files.items()
            if text != self.contents.tree.text(path)
        )

    def folder(self, release: Release) -> PromptFolder:
        kind, path = release.prompt.kind, release.prompt.path
        found = self.contents.folder(kind, path)
        return found or PromptFolder(layout.folder_of(kind, path), path, kind)

    def log(self, folder: PromptFolder, kind: EventType, data: dict[str, Any]) -> str:
        """Plan an event after all that the log knows; its id."""
        events = self._events.setdefault(folder.path, list(folder.events.values()))
        logged, path, text = next_event(
            events,
            registry=self.contents.name,
            folder=folder.path,
            prompt=folder.prompt,
            kind=kind,
            at=utc(self.request.at),
            actor=self.request.actor,
            data=data,
        )
        events.append(logged)
        self.files[path] = text
        return logged.id


def plan_files(
    contents: Contents, request: ExportRequest, signed: Sign
) -> tuple[Record, tuple[PlannedFile, ...], tuple[PlannedAttachment, ...], tuple[str, ...]]:
    """The record of the version in the registry, what has to be written for it, and what there is
    to know before."""
    planning = Planning(contents, request, signed)
    for component in request.components:
        plan_version(planning, component)
    record = plan_version(planning, request.release)
    folder = planning.folder(request.release)
    approvals = _plan_approvals(planning, folder)
    if not _plan_pin(planning, folder, record, approvals) and approvals.added:
        data = {"digest": record.digest, "environment": request.environment}
        named = {"approvals": approvals.added, "evidence": approvals.evidence}
        planning.log(folder, "approve-recorded", {**data, **named})
    attachments = planned_attachments(contents, request.attached)
    if attachments:
        attributes = contents.tree.text(layout.ATTRIBUTES) or ""
        planning.files[layout.ATTRIBUTES] = attributes_with_line(attributes)
    return record, planning.planned(), attachments, tuple(planning.notes)


def plan_version(planning: Planning, release: Release) -> Record:
    """Version file, head, card and event, unless the registry has the version already."""
    folder = planning.folder(release)
    if there := folder.with_digest(release.digest):
        return there.record
    record = version_file.a_record(
        release.content,
        prompt=release.prompt.path,
        version=_number(folder, release),
        interface=_interface(folder, release),
        author=release.author or planning.request.actor,
        created_at=release.created_at,
        note=release.note or f"Version {release.number}",
        parents=_parents(folder, release),
    )
    path = layout.version_path(folder.path, record.version, record.digest)
    planning.files[path] = version_file.write(release.content, record)
    newest = folder.newest()
    if newest is None or newest.record.version < record.version:
        head = f"{folder.path}/{layout.HEAD}"
        planning.files[head] = version_file.write_head(release.content)
    card = f"{folder.path}/{layout.CARD}"
    old = planning.contents.tree.text(card)
    planning.files[card] = registry_files.write_card(release.prompt, old)
    planning.log(folder, "publish", {"version": record.version, "digest": record.digest})
    return record


@dataclass(frozen=True, slots=True)
class _Approvals:
    """Digests of the approval files of one version and environment: all, and the new ones."""

    all: list[str]
    added: list[str]
    evidence: list[str]
    """Of the evidence files that the new ones name."""


def _plan_approvals(planning: Planning, folder: PromptFolder) -> _Approvals:
    request, tree = planning.request, planning.contents.tree
    about = {
        path: approval
        for path, approval in folder.approvals.items()
        if (approval.digest, approval.environment) == (request.release.digest, request.environment)
    }
    there = {path: file_digest(tree.files[path]) for path in about}
    rests_on: dict[str, set[str]] = {}
    for each in about.values():
        rests_on.setdefault(each.approver, set()).update(each.evidence)
    for path in about.keys() - folder.signatures.keys():
        if signature := planning.signed(about[path].approver, tree.text(path) or ""):
            planning.files[f"{path}.sig"] = signature
    added, evidence = [], []
    for approval in request.approvals:
        named = [_planned_evidence(planning, folder, each) for each in approval.evidence]
        known = rests_on.get(approval.approver)
        # Approving once more names what was forgotten: only then it says something new
        if known is None or not known.issuperset(digest for digest, _path, _text in named):
            planning.files |= {path: text for _digest, path, text in named}
            digests = [digest for digest, _path, _text in named]
            evidence += digests
            text = _approval_text(planning, folder, approval, digests)
            path = layout.free_approval_path(
                folder.path,
                approval.digest,
                approval.environment,
                approval.approver,
                planning.files.keys() | tree.files.keys(),
            )
            planning.files[path] = text
            if signature := planning.signed(approval.approver, text):
                planning.files[f"{path}.sig"] = signature
            there[path] = file_digest(text)
            rests_on.setdefault(approval.approver, set()).update(digests)
            added.append(there[path])
    return _Approvals(list(there.values()), added, list(dict.fromkeys(evidence)))


def _planned_evidence(
    planning: Planning, folder: PromptFolder, evidence: Evidence
) -> tuple[str, str, str]:
    """The digest of its file, which is the same whoever rests on it; its path and its text."""
    subject, digest = f"{planning.contents.name}/{folder.prompt}", planning.request.release.digest
    text = registry_statements.write_evidence(evidence, subject=subject, digest=digest)
    named = file_digest(text)
    return named, layout.evidence_path(folder.path, digest, evidence.name, named), text


def _approval_text(
    planning: Planning, folder: PromptFolder, approval: Approval, evidence: list[str]
) -> str:
    subject = f"{planning.contents.name}/{folder.prompt}"
    policy = policy_digest(planning.contents)
    return registry_statements.write_approval(
        approval, subject=subject, policy=policy, evidence=evidence
    )


def _plan_pin(
    planning: Planning, folder: PromptFolder, record: Record, approvals: _Approvals
) -> bool:
    """Whether the pin has to move."""
    environment = planning.request.environment
    path = layout.pin_path(environment, folder.prompt)
    old = planning.contents.pins.get(path)
    if old and old.digest == record.digest:
        return False
    if old and old.rollout:
        raise InvalidInput(
            f"A canary of {folder.prompt} is under way in {environment}.",
            hint="Finish or stop it first: workbench registry canary. Nothing was written.",
        )
    if old and old.interface != record.interface:
        _ask_about_interface(planning, record, old.interface)
    before = old.digest if old else ""
    pin = PinFile(
        spec="prompt-pin/1",
        prompt=folder.prompt,
        environment=environment,
        version=record.version,
        digest=record.digest,
        interface=record.interface,
        event=_log_pin(planning, folder, record, approvals, before),
        previous=before,
    )
    planning.files[path] = registry_files.write_pin(pin)
    return True


def _log_pin(
    planning: Planning, folder: PromptFolder, record: Record, approvals: _Approvals, before: str
) -> str:
    """The id of the event. What was in use before comes back."""
    environment = planning.request.environment
    back = was_pinned(folder.events.values(), environment, record.digest)
    kind: EventType = "rollback" if back else "promote"
    data = {
        "environment": environment,
        "to": record.digest,
        "from": before,
        "approvals": sorted(approvals.all),
        "evidence": approvals.evidence,
        "reason": record.reason,
    }
    return planning.log(folder, kind, data)


def _ask_about_interface(planning: Planning, record: Record, old: int) -> None:
    """As pin and promote do: nobody's callers break without somebody having said so."""
    environment = planning.request.environment
    if not planning.request.allow_interface_change:
        raise ChangeRefused(
            f"export of {record.prompt} v{record.version} to {environment}.",
            [changed_interface(environment, old, record.interface)],
            hint="Nothing was written.",
        )
    planning.notes.append(interface_note(environment, old, record.interface))


def _number(folder: PromptFolder, release: Release) -> int:
    """The workspace's number, or the next one where another version has it."""
    taken = {version.record.version for version in folder.versions.values()}
    return max(taken) + 1 if release.number in taken else release.number


def _parents(folder: PromptFolder, release: Release) -> tuple[str, ...]:
    nearest = (digest for digest in release.ancestors if folder.with_digest(digest))
    return tuple(nearest)[:1]


def _interface(folder: PromptFolder, release: Release) -> int:
    """The number of the version before it, one more than all there are if callers would break."""
    before = _before(folder, release)
    if before is None:
        return 1
    if _interface_digest(before.content) == _interface_digest(release.content):
        return before.record.interface
    if not breaking_changes(before.content, release.content):
        return before.record.interface
    return max(version.record.interface for version in folder.versions.values()) + 1


def _before(folder: PromptFolder, release: Release) -> VersionFile | None:
    parents = _parents(folder, release)
    return folder.with_digest(parents[0]) if parents else folder.newest()


def _interface_digest(content: PromptContent) -> str:
    return interface_digest(content_document(content))
