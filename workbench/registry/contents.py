"""A registry's files, read: what each prompt's folder holds, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.errors import FileProblem, InvalidContent
from workbench.domain.prompts import PromptContent, PromptKind
from workbench.domain.release_policy import Policy, Roles
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats import (
    canonical_yaml,
    registry_files,
    registry_policy,
    registry_statements,
    strict_json,
    strict_yaml,
    version_file,
)
from workbench.formats.models_file import models_in
from workbench.formats.registry_files import Card, PinFile, RegistryFile, Withdrawal
from workbench.formats.registry_policy import Signer
from workbench.formats.registry_statements import ApprovalStatement, LoggedEvent
from workbench.formats.strict_yaml import StrictDocument
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.layout import PromptFile
from workbench.registry.tree import RegistryTree

MARKERS = (b"<<<<<<<", b">>>>>>>", b"|||||||", b"=======")
CONFLICT = re.compile(rb"^(?:<{7}|>{7}|\|{7}) |^={7}$", re.MULTILINE)


@dataclass(slots=True)
class PromptFolder:
    """Everything of one prompt or component, by file."""

    path: str
    prompt: str
    kind: PromptKind
    versions: dict[str, VersionFile] = field(default_factory=dict)
    head: tuple[PromptContent, StrictDocument] | None = None
    card: Card | None = None
    approvals: dict[str, ApprovalStatement] = field(default_factory=dict)
    signatures: dict[str, bytes] = field(default_factory=dict)
    """By the path of the approval that is signed."""
    evidence: set[str] = field(default_factory=set)
    events: dict[str, LoggedEvent] = field(default_factory=dict)
    statements: dict[str, Withdrawal] = field(default_factory=dict)
    """That a version was withdrawn, more severely so, or no longer is; by path."""
    unreadable: set[str] = field(default_factory=set)
    """Names of files that are there and could not be read: reported once, not as missing."""

    @property
    def withdrawn(self) -> dict[str, Withdrawal]:
        """What holds now, by the start of the version's digest: its newest statement."""
        ordered = sorted(self.statements, key=layout.statement_of)
        newest = {layout.statement_of(path)[0]: self.statements[path] for path in ordered}
        return {name: each for name, each in newest.items() if each.severity != "none"}

    def next_statement(self, digest: str) -> int:
        """The number of the next statement about a version."""
        places = map(layout.statement_of, self.statements)
        return max((n for name, n in places if name == layout.short(digest)), default=0) + 1

    def newest(self) -> VersionFile | None:
        return max(self.versions.values(), key=lambda v: v.record.version, default=None)

    def with_digest(self, digest: str) -> VersionFile | None:
        found = (v for v in self.versions.values() if v.record.digest == digest)
        return next(found, None)

    def may_hold(self, digest: str) -> bool:
        """Whether the version is there, or a file named after it that cannot be read."""
        name = layout.short(digest)
        return bool(self.with_digest(digest)) or any(name in file for file in self.unreadable)


@dataclass(slots=True)
class Contents:
    tree: RegistryTree
    registry: RegistryFile | None = None
    folders: dict[str, PromptFolder] = field(default_factory=dict)
    pins: dict[str, PinFile] = field(default_factory=dict)
    documents: dict[str, StrictDocument] = field(default_factory=dict)
    policy: Policy | None = None
    """None where there is none, or where it cannot be read."""
    roles: Roles = field(default_factory=dict)
    signers: tuple[Signer, ...] = ()
    changed: frozenset[str] | None = None
    """Paths that a change adds or alters; None where nothing says what is new."""
    gated: frozenset[str] | None = None
    """Paths that are newer than the policy, which they must meet; None for all."""
    signature_problems: dict[str, str] = field(default_factory=dict)
    """Of the signatures looked at so far: by the approval's path, "" for a good one."""
    problems: list[Finding] = field(default_factory=list)
    """R01: what does not fit its format, file by file."""
    elsewhere: frozenset[str] = frozenset()
    """Folders that the registry holds, too, where this is a part of it."""

    @property
    def name(self) -> str:
        """Of the registry; empty where registry.yaml is not there or cannot be read."""
        return self.registry.registry if self.registry else ""

    def folder(self, kind: PromptKind, prompt: str) -> PromptFolder | None:
        return self.folders.get(layout.folder_of(kind, prompt))

    def holds(self, kind: PromptKind, prompt: str) -> bool:
        return bool(self.folder(kind, prompt)) or layout.folder_of(kind, prompt) in self.elsewhere


def read_contents(tree: RegistryTree) -> Contents:
    contents = Contents(tree)
    for link in tree.links:
        contents.problems.append(_problem(link, "is a link, or not a file"))
    for path in tree.files:
        if conflict := _conflict(path, tree.files[path]):
            contents.problems.append(conflict)
            _note_unreadable(contents, path)
            continue
        try:
            _read(contents, path, tree.files[path])
        except FileProblem as problem:
            found = f"{problem.field}: {problem.reason}" if problem.field else problem.reason
            contents.problems.append(_problem(path, found, problem.line))
            _note_unreadable(contents, path)
        except InvalidContent as problem:
            contents.problems.append(_problem(path, problem.message))
    return contents


def _read(contents: Contents, path: str, data: bytes) -> None:
    if path == layout.REGISTRY:
        contents.registry = registry_files.read_registry(data, path)
    if layout.pin_of(path):
        contents.pins[path], contents.documents[path] = registry_files.read_pin(data, path)
        _check_layout(contents, path, canonical_yaml.layout)
    elif place := layout.prompt_file(path):
        _read_prompt_file(contents, place, path, data)
    elif path.endswith(".yaml"):
        contents.documents[path] = strict_yaml.read(data, path)
        _read_rules(contents, path)
    elif path.endswith(".json"):
        contents.documents[path] = strict_json.read(data, path)
    elif path == layout.SIGNERS:
        contents.signers = registry_policy.read_signers(data, path)
    elif path.startswith("trust/") or "/" not in path:
        strict_yaml.decoded(data, path)


def _read_rules(contents: Contents, path: str) -> None:
    """What the team asks for, from a document that was read."""
    document = contents.documents[path]
    if path == layout.POLICY:
        contents.policy = registry_policy.policy_in(document, path)
    elif path == layout.ROLES:
        contents.roles = registry_policy.roles_in(document, path)
    elif path == layout.MODELS:
        models_in(document, path)


def _read_prompt_file(contents: Contents, place: PromptFile, path: str, data: bytes) -> None:
    folder = _folder(contents, place)
    if not place.part:
        _read_head_or_card(contents, folder, path, data)
    elif place.part == "versions":
        _check_name(layout.VERSION_NAME, place, path)
        version = version_file.read(data, path)
        folder.versions[path], contents.documents[path] = version, version.document
        _check_layout(contents, path, version_file.layout, version_file.is_in_order)
    elif place.name.endswith(".json"):
        contents.documents[path] = strict_json.read(data, path)
        _check_layout(contents, path, strict_json.write)
        _read_statement(folder, place, path, contents.documents[path])
    elif place.part == "approvals" and place.name.endswith(".json.sig"):
        folder.signatures[path.removesuffix(".sig")] = data
    elif not place.name.endswith(".sig"):
        raise FileProblem("does not belong here", file=path)


def _read_head_or_card(contents: Contents, folder: PromptFolder, path: str, data: bytes) -> None:
    if path.endswith(f"/{layout.HEAD}"):
        folder.head = version_file.read_head(data, path)
        contents.documents[path] = folder.head[1]
        _check_layout(contents, path, version_file.layout, version_file.is_in_order)
        return
    folder.card, contents.documents[path] = registry_files.read_card(data, path)
    if folder.card.prompt != folder.prompt:
        raise FileProblem(f"is the card of {folder.card.prompt}", file=path, field="prompt")


def _read_statement(
    folder: PromptFolder, place: PromptFile, path: str, document: StrictDocument
) -> None:
    if place.part == "approvals":
        _check_name(layout.APPROVAL_NAME, place, path)
        folder.approvals[path] = registry_statements.approval_in(document, path)
    elif place.part == "log":
        _check_name(layout.EVENT_NAME, place, path)
        folder.events[path] = registry_statements.event_in(document, path)
    elif place.part == "withdrawn":
        withdrawal = version_file.converted(document, Withdrawal, path)
        folder.statements[path] = withdrawal
    else:
        folder.evidence.add(path)


def _folder(contents: Contents, place: PromptFile) -> PromptFolder:
    kind = PromptKind.PROMPT
    if place.folder.startswith(layout.FOLDERS[PromptKind.COMPONENT]):
        kind = PromptKind.COMPONENT
    fresh = PromptFolder(place.folder, place.prompt, kind)
    return contents.folders.setdefault(place.folder, fresh)


def _check_name(pattern: re.Pattern[str], place: PromptFile, path: str) -> None:
    if not pattern.fullmatch(place.name):
        raise FileProblem(f"is not named as a file of {place.part}/ is", file=path)


def _check_layout(
    contents: Contents,
    path: str,
    laid_out: Callable[[dict[str, Any]], str],
    in_order: Callable[[dict[str, Any]], bool] = bool,
) -> None:
    """The file must be what the writer writes: quotes, order and comments are not hashed.

    Where the reader has seen that already, it is not written once more to be compared.
    """
    document, data = contents.documents[path], contents.tree.files[path]
    if document.canonical and in_order(document.value):
        return
    canonical = laid_out(document.value)
    if data == canonical.encode():
        return
    pairs = zip(data.split(b"\n"), canonical.encode().split(b"\n"), strict=False)
    line = next((n for n, (found, due) in enumerate(pairs, 1) if found != due), None)
    contents.problems.append(_problem(path, "is not in the canonical layout", line))


def _conflict(path: str, data: bytes) -> Finding | None:
    marked = any(marker in data for marker in MARKERS) and path.endswith((".yaml", ".json"))
    found = CONFLICT.search(data) if marked else None
    if not found:
        return None
    line = data.count(b"\n", 0, found.start()) + 1
    return _problem(path, "has conflict markers: finish the merge", line)


def _note_unreadable(contents: Contents, path: str) -> None:
    if place := layout.prompt_file(path):
        _folder(contents, place).unreadable.add(place.name)


def _problem(path: str, message: str, line: int | None = None) -> Finding:
    return Finding("R01", FindingSeverity.ERROR, path, message, line)


__all__ = ["Contents", "PromptFolder", "read_contents"]
