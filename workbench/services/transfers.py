"""Prompts from files and to files, exactly as they are.

At this stage the registry's own format: one version file, a folder of them, or a whole
registry, each prompt and component with all its versions. What reads YAML is loaded when it
is needed: the engine loads this file too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from workbench.domain.audit import AuditKind
from workbench.domain.errors import FileProblem, InvalidInput, NotFound
from workbench.domain.interfaces import interface_number
from workbench.domain.prompts import Attachment, Prompt, PromptContent, PromptKind, Version
from workbench.domain.releases import Release
from workbench.formats.content import as_hashed, digest_of
from workbench.services.attached_files import AttachedFiles, attachments_of
from workbench.services.events import (
    Acted,
    DraftReplaced,
    EventBus,
    LibraryChanged,
    VersionCommitted,
)
from workbench.services.guarding import refuse_attachments, refuse_secrets
from workbench.services.ports import AttachmentStore, PromptStore, Registry
from workbench.services.prompts import PromptService

FORMATS = ("registry",)
LARGEST_FILE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one prompt or component."""

    prompt: Prompt
    versions: tuple[Version, ...]
    """Those that are new here, the oldest first."""
    known: int = 0
    """How many were here already."""
    notes: tuple[str, ...] = ()
    """What is not as it was in the file, such as another number."""


class TransferService:
    def __init__(
        self,
        prompts: PromptService,
        store: PromptStore,
        registry: Registry,
        events: EventBus,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        known_secrets: Callable[[], frozenset[str]] = frozenset,
        *,
        attachments: AttachmentStore,
    ) -> None:
        self._prompts, self._store, self._registry = prompts, store, registry
        self._events, self._now, self._new_id = events, now, new_id
        self._known_secrets = known_secrets
        self._attached = AttachedFiles(registry, attachments)

    def read_files(self, paths: Sequence[Path]) -> list[Imported]:
        """Take in version files, and folders of a registry. All is read before anything is kept.

        Raises `FileProblem` naming the file, line and field, `InvalidInput` for what cannot be
        carried over.
        """
        releases: list[Release] = []
        attached: dict[Attachment, Path] = {}
        for path in paths:
            found = self._read(Path(path))
            releases += found
            attached |= dict.fromkeys(attachments_of(found), Path(path))
        ordered = self._in_order(_with_components_told(releases))
        for release in ordered:
            self._check(release)
        self._take_in(attached)
        imported = [self._keep(found) for found in _by_prompt(ordered)]
        for each in imported:
            self._tell(each)
        self._events.publish(LibraryChanged())
        return imported

    def write(self, prompt_id: str, number: int, format: str = "registry") -> str:  # noqa: A002
        """One version as the text of a file."""
        from workbench.formats import version_file

        if format not in FORMATS:
            raise InvalidInput(
                f"{format!r} is not a format that can be written.",
                hint=f"Formats: {', '.join(FORMATS)}.",
            )
        prompt = self._prompts.open(prompt_id).prompt
        version = self._store.version(prompt_id, number)
        content = self._prompts.content(version.digest)
        release = Release(
            prompt,
            number,
            version.digest,
            content,
            version.author,
            version.created_at,
            version.note,
        )
        refuse_attachments(release)
        refuse_secrets(release, self._known_secrets())
        record = version_file.a_record(
            content,
            prompt=prompt.path,
            version=number,
            interface=interface_number(self._history(prompt_id, number)),
            author=version.author or "unknown",
            created_at=version.created_at,
            note=version.note or f"Version {number}",
            parents=(version.parent,) if version.parent else (),
        )
        return version_file.write(content, record)

    def _history(self, prompt_id: str, number: int) -> list[PromptContent]:
        """The versions up to this one, the oldest first."""
        versions = reversed(self._store.versions(prompt_id))
        return [self._prompts.content(v.digest) for v in versions if v.number <= number]

    def _read(self, path: Path) -> list[Release]:
        if not path.is_dir():
            return [self._of_kind_here(_read_version(path))]
        if any((path / name).exists() for name in ("registry.yaml", "prompts", "components")):
            return self._registry.releases(path)
        return [self._of_kind_here(_read_version(file)) for file in _version_files(path)]

    def _of_kind_here(self, release: Release) -> Release:
        """A version file does not say whether it is a component's: the one that is here does."""
        here = self._prompt_at(release.prompt.path)
        return _as_kind(release, here.kind) if here else release

    def _in_order(self, releases: list[Release]) -> list[Release]:
        """Each after the components it includes. Raises `InvalidInput` for one that is not here."""
        waiting = list(dict.fromkeys(releases))
        known: set[str] = set()
        ordered: list[Release] = []
        while waiting:
            ready = [r for r in waiting if all(self._is_here(d, known) for d in _parts(r))]
            if not ready:
                raise self._incomplete(waiting[0], known)
            ordered += ready
            known |= {release.digest for release in ready}
            waiting = [release for release in waiting if release not in ready]
        return ordered

    def _is_here(self, digest: str, known: set[str]) -> bool:
        if digest in known:
            return True
        try:
            self._store.snapshot(digest)
        except NotFound:
            return False
        return True

    def _incomplete(self, release: Release, known: set[str]) -> InvalidInput:
        missing = [
            f"{path} at {digest.removeprefix('sha256:')[:12]}"
            for path, digest in release.content.components
            if not self._is_here(digest, known)
        ]
        return InvalidInput(
            f"{_named(release)} includes {', '.join(missing)}, which is not here.",
            hint="Import the component's version file with it, or the whole registry folder.",
        )

    def _check(self, release: Release) -> None:
        """The digest must come out the same here as in the file."""
        if digest_of(as_hashed(release.content)) != release.digest:
            raise InvalidInput(f"{_named(release)} cannot be carried over with its digest.")
        prompt = self._prompt_at(release.prompt.path)
        if prompt and prompt.kind is not release.prompt.kind:
            raise InvalidInput(
                f"{release.prompt.path} is a {prompt.kind} here, not a {release.prompt.kind}.",
                hint="Move the one that is here to another path first.",
            )

    def _take_in(self, attached: Mapping[Attachment, Path]) -> None:
        """Files that go along with messages: all are looked at before the first is kept.

        Read twice, and never held together: they may be larger than memory.
        """
        missing = {each: path for each, path in attached.items() if not self._attached.holds(each)}
        for each, path in missing.items():
            self._attached.bytes_of(each, _registry_around(path))
        for each, path in missing.items():
            self._attached.take_in(each, _registry_around(path))

    def _keep(self, releases: list[Release]) -> Imported:
        """Add the versions that are not here yet. A draft with changes of its own stays."""
        newest = releases[-1]
        there = self._prompt_at(newest.prompt.path)
        prompt = there or self._add(newest)
        follows = there is None or self._draft_is_newest(prompt.id)
        digests = {version.digest for version in self._store.versions(prompt.id)}
        fresh = [release for release in releases if release.digest not in digests]
        versions = [self._add_version(prompt.id, release) for release in fresh]
        if versions and follows:
            self._replace_draft(prompt.id, fresh[-1].content, versions[-1].number)
        notes = tuple(
            f"version {release.number} is version {version.number} here"
            for release, version in zip(fresh, versions, strict=True)
            if release.number != version.number
        )
        if versions and not follows:
            notes += ("the draft has changes of its own and was left as it is",)
        return Imported(prompt, tuple(versions), len(releases) - len(fresh), notes)

    def _tell(self, imported: Imported) -> None:
        if imported.versions:
            newest = imported.versions[-1]
            numbers = ", ".join(f"v{version.number}" for version in imported.versions)
            words = f"{numbers}, last by {newest.author or 'somebody'}: {newest.note}"
            path = imported.prompt.path
            told = Acted(AuditKind.IMPORT, "", path, newest.number, newest.digest, words=words)
            self._events.publish(told)

    def _add(self, release: Release) -> Prompt:
        prompt = replace(release.prompt, id=self._new_id(), created_at=self._now())
        self._store.add(prompt, _editable(release.content))
        return prompt

    def _add_version(self, prompt_id: str, release: Release) -> Version:
        self._store.keep_snapshot(release.digest, as_hashed(release.content))
        version = self._store.add_version(
            prompt_id,
            release.digest,
            note=release.note,
            author=release.author,
            at=release.created_at,
            parents=release.ancestors,
        )
        self._events.publish(VersionCommitted(prompt_id, version.number, version.digest))
        return version

    def _replace_draft(self, prompt_id: str, content: PromptContent, number: int) -> None:
        draft = self._store.open(prompt_id).draft
        self._store.journal(
            replace(draft, content=_editable(content), based_on=number, edited_at=self._now())
        )
        self._events.publish(DraftReplaced(prompt_id))

    def _draft_is_newest(self, prompt_id: str) -> bool:
        opened = self._store.open(prompt_id)
        if opened.newest is None:
            return False
        newest = self._store.snapshot(opened.newest.digest)
        return as_hashed(_editable(opened.draft.content)) == _editable(newest)

    def _prompt_at(self, path: str) -> Prompt | None:
        try:
            return self._store.prompt_at(path)
        except NotFound:
            return None


def _registry_around(path: Path) -> Path:
    """The registry that a file or folder of it lies in; else the folder itself."""
    place = path.expanduser().resolve()
    folder = place if place.is_dir() else place.parent
    around = (each for each in (folder, *folder.parents) if (each / "registry.yaml").is_file())
    return next(around, folder)


def _version_files(folder: Path) -> list[Path]:
    """Those in the folders called versions below it, or else those that lie in it."""
    found = sorted(folder.rglob("versions/*.yaml")) or sorted(folder.glob("*.yaml"))
    if not found:
        raise FileProblem("no version of any prompt is here", file=str(folder))
    for file in found:
        if not file.resolve().is_relative_to(folder.resolve()):
            raise FileProblem("leads out of the folder", file=str(file))
    return found


def _read_version(path: Path) -> Release:
    from workbench.formats import version_file

    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileProblem(error.strerror or "cannot be read", file=str(path)) from error
    version = version_file.read(data, str(path))
    record = version.record
    digest = digest_of(version.content)
    if digest != record.digest:
        line = version.document.line(("record", "digest"))
        raise FileProblem(
            f"the content's digest is {digest}", file=str(path), line=line, field="record.digest"
        )
    folders = path.resolve().parts
    kind = PromptKind.COMPONENT if "components" in folders else PromptKind.PROMPT
    return Release(
        Prompt("", record.prompt, kind),
        record.version,
        digest,
        version.content,
        record.author,
        record.created_at,
        record.reason,
        tuple(record.parents),
    )


def _with_components_told(releases: list[Release]) -> list[Release]:
    """What others include is a component, wherever its file lay."""
    included = {path for release in releases for path, _digest in release.content.components}
    return [
        _as_kind(release, PromptKind.COMPONENT) if release.prompt.path in included else release
        for release in releases
    ]


def _as_kind(release: Release, kind: PromptKind) -> Release:
    return replace(release, prompt=replace(release.prompt, kind=kind))


def _by_prompt(releases: list[Release]) -> list[list[Release]]:
    """Grouped by prompt in the order given, each group by number."""
    groups: dict[str, list[Release]] = {}
    for release in releases:
        groups.setdefault(release.prompt.path, []).append(release)
    return [sorted(group, key=lambda release: release.number) for group in groups.values()]


def _parts(release: Release) -> tuple[str, ...]:
    return tuple(digest for _path, digest in release.content.components)


def _editable(content: PromptContent) -> PromptContent:
    return replace(content, components=())


def _named(release: Release) -> str:
    return f"{release.prompt.path} v{release.number}"
