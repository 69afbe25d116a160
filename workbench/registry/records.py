"""What a registry keeps of one prompt, for somebody who looks at it.

Damaged files are for `verify` to name: what can be read is shown, and how much could not be.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from workbench.domain.environments import PromptPins
from workbench.domain.errors import FileProblem, NotFound, RegistryError
from workbench.domain.prompt_records import (
    IncludedComponent,
    Portion,
    PromptRecord,
    RecordedApproval,
    RecordedEvent,
    RecordedEvidence,
    ReleasedVersion,
)
from workbench.domain.prompts import PATH_PATTERN, PromptKind
from workbench.formats import registry_evidence, registry_files
from workbench.formats.registry_statements import LoggedEvent, file_digest, read_evidence
from workbench.formats.strict_yaml import LARGEST_FILE
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder, read_contents
from workbench.registry.git import Git
from workbench.registry.repository import existing_folder
from workbench.registry.tree import RegistryTree, read_tree

HEAD_LIMIT = 10
"""Seconds; who waits for it wants to know whether to look again, no more."""


class GitRecords:
    def head(self, folder: Path) -> str:
        if not folder.is_dir():
            return ""
        git = Git(folder, limit=HEAD_LIMIT)
        names = ("HEAD", "MERGE_HEAD")
        try:
            return " ".join(git.maybe("rev-parse", "--verify", "--quiet", each) for each in names)
        except RegistryError:
            return ""

    def unpinned(self, folder: Path, pinned: Collection[str]) -> list[PromptPins]:
        folder = existing_folder(folder)
        end = f"/{layout.CARD}"
        start = f"{layout.FOLDERS[PromptKind.PROMPT]}/"
        listed = (
            Git(folder)
            .run("ls-files", "-z", "--", f":(glob){start}**{end}")
            .decode("utf-8", "replace")
        )
        prompts = {
            path.removeprefix(start).removesuffix(end) for path in listed.split("\0") if path
        }
        return [_unpinned(folder, prompt) for prompt in sorted(prompts.difference(pinned))]

    def record(self, folder: Path, prompt: str) -> PromptRecord:
        folder = existing_folder(folder)
        place = layout.folder_of(PromptKind.PROMPT, prompt)
        if not PATH_PATTERN.fullmatch(prompt) or not (folder / place).is_dir():
            raise NotFound(f"The registry holds no prompt {prompt}.")
        files = read_tree(folder / place).files
        contents = read_contents(RegistryTree({f"{place}/{name}": files[name] for name in files}))
        known = contents.folder(PromptKind.PROMPT, prompt)
        if known is None:
            return PromptRecord(prompt, unread=len(contents.problems))
        return _record(folder, contents, known)


def _unpinned(folder: Path, prompt: str) -> PromptPins:
    path = f"{layout.folder_of(PromptKind.PROMPT, prompt)}/{layout.CARD}"
    try:
        card = registry_files.read_card(_bytes(folder / path), path)[0]
    except FileProblem:
        return PromptPins(prompt, "active", "", ())
    return PromptPins(prompt, card.status, card.replaced_by, ())


def _bytes(file: Path) -> bytes:
    """No link is followed. Raises `FileProblem`."""
    try:
        if file.is_symlink():
            raise FileProblem("is a link", file=str(file))
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileProblem(f"cannot be read: {error.strerror}", file=str(file)) from error


def _record(folder: Path, contents: Contents, known: PromptFolder) -> PromptRecord:
    numbers = {each.record.digest: each.record.version for each in known.versions.values()}
    versions = sorted(known.versions.values(), key=lambda each: -each.record.version)
    approvals = sorted(_approvals(contents, known), key=lambda each: each.at, reverse=True)
    card = known.card
    return PromptRecord(
        prompt=known.prompt,
        title=card.title if card else "",
        description=card.description if card else "",
        owners=tuple(card.owners) if card else (),
        versions=tuple(_version(folder, each) for each in versions),
        approvals=tuple(approvals),
        evidence=tuple(_evidence(contents, known)),
        events=tuple(_event(each, numbers) for each in _newest_first(known.events.values())),
        unread=len(known.unreadable),
    )


def _version(folder: Path, version: VersionFile) -> ReleasedVersion:
    record = version.record
    included = version.content.components
    return ReleasedVersion(
        number=record.version,
        digest=record.digest,
        author=record.author,
        created_at=record.created,
        note=record.note,
        components=tuple(_included(folder, path, digest) for path, digest in sorted(included)),
    )


def _included(folder: Path, component: str, digest: str) -> IncludedComponent:
    """By the names of its versions: none of them is read."""
    place = f"{layout.folder_of(PromptKind.COMPONENT, component)}/versions"
    try:
        names = os.listdir(folder / place) if PATH_PATTERN.fullmatch(component) else []
    except OSError:
        names = []
    found = [match for name in names if (match := layout.VERSION_NAME.fullmatch(name))]
    own = (int(each["number"]) for each in found if each["digest"] == layout.short(digest))
    return IncludedComponent(
        component, next(own, 0), max((int(each["number"]) for each in found), default=0)
    )


def _approvals(contents: Contents, known: PromptFolder) -> Iterator[RecordedApproval]:
    for path, approval in known.approvals.items():
        comment, _runs = registry_evidence.remarks_in(contents.documents[path].value)
        yield RecordedApproval(
            digest=approval.digest,
            environment=approval.environment,
            approver=approval.approver,
            decision=approval.decision,
            at=approval.at,
            role=approval.role,
            comment=comment,
            signed=path in known.signatures,
            evidence=approval.evidence,
        )


def _evidence(contents: Contents, known: PromptFolder) -> Iterator[RecordedEvidence]:
    for path in sorted(known.evidence):
        document = contents.documents[path].value
        digest = file_digest(contents.tree.files[path])
        about, evidence = read_evidence(document), registry_evidence.evidence_in(document, digest)
        if about and evidence:
            yield RecordedEvidence(about.digest, path, digest, evidence)


def _newest_first(events: Iterable[LoggedEvent]) -> list[LoggedEvent]:
    """By their times; of one second, what names another comes after it."""
    known = {each.id: each for each in events}
    graph = {id_: [p for p in each.event.parents if p in known] for id_, each in known.items()}
    place = {id_: number for number, id_ in enumerate(TopologicalSorter(graph).static_order())}
    return sorted(known.values(), key=lambda each: (each.event.at, place[each.id]), reverse=True)


def _event(logged: LoggedEvent, numbers: Mapping[str, int]) -> RecordedEvent:
    event, told = logged.event, logged.event.data
    about = str(told.get("to") or told.get("digest") or "")
    number = told.get("version")
    return RecordedEvent(
        kind=event.type,
        actor=event.actor,
        at=event.at,
        environment=str(told.get("environment", "")),
        version=numbers.get(about, number if isinstance(number, int) else 0),
        before=numbers.get(str(told.get("from", "")), 0),
        canary=tuple(_portions(told.get("rollout"), numbers)),
        ended=tuple(_portions(told.get("ended"), numbers)),
        reason=str(told.get("reason", "")),
        severity=str(told.get("severity", "")),
        replaced_by=str(told.get("replaced_by", "")),
    )


def _portions(parts: Any, numbers: Mapping[str, int]) -> Iterator[Portion]:
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict):
            weight = part.get("weight")
            number = numbers.get(str(part.get("digest", "")), 0)
            yield Portion(number, weight if isinstance(weight, int) else 0)
