"""R02 digest, content and file name agree. R04 numbers are unique. R05 head is the newest."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.canonical_yaml import identical
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder

ERROR = FindingSeverity.ERROR


def digests_agree(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        for path, version in folder.versions.items():
            yield from _digests_of(folder, path, version)
            yield from _parts_of(contents, path, version)


def numbers_are_unique(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        seen: dict[int, str] = {}
        for path, version in sorted(folder.versions.items()):
            number = version.record.version
            if number in seen:
                yield Finding(
                    "R04",
                    ERROR,
                    path,
                    f"is version {number} of {folder.prompt}, as {seen[number]} is",
                    version.document.line(("record", "version")),
                )
            seen.setdefault(number, path)


def head_is_newest(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        path = f"{folder.path}/{layout.HEAD}"
        newest = folder.newest()
        if folder.head is None:
            if newest and layout.HEAD not in folder.unreadable:
                yield Finding("R05", ERROR, path, "is missing")
        elif newest is None:
            yield Finding("R05", ERROR, path, f"{folder.prompt} has no version")
        elif not _same_content(folder.head[1].value, newest.document.value):
            message = f"is not the content of version {newest.record.version}, the newest"
            yield Finding("R05", ERROR, path, message)


def _digests_of(folder: PromptFolder, path: str, version: VersionFile) -> Iterator[Finding]:
    record = version.record
    due = {"digest": version.digest}
    if record.text_digest:
        due["text_digest"] = version.text_digest
    if record.interface_digest:
        due["interface_digest"] = version.interface_digest
    for field, digest in due.items():
        stated = getattr(record, field)
        if stated != digest:
            yield _finding(version, path, field, f"the content's {field} is {digest}, not {stated}")
    name = layout.VERSION_NAME.fullmatch(path.rpartition("/")[2])
    if name and name["digest"] != layout.short(due["digest"]):
        yield _finding(version, path, "digest", "the file is named after another digest")
    if name and int(name["number"]) != record.version:
        yield _finding(version, path, "version", f"is version {record.version} by its record")
    if record.prompt != folder.prompt:
        yield _finding(version, path, "prompt", f"belongs to {record.prompt}")


def _parts_of(contents: Contents, path: str, version: VersionFile) -> Iterator[Finding]:
    for component, digest in version.content.components:
        folder = contents.folder(PromptKind.COMPONENT, component)
        if folder is None or not folder.may_hold(digest):
            line = version.document.line(("content", "components", component))
            message = f"includes {component} at {layout.short(digest)}, which is not here"
            yield Finding("R02", ERROR, path, message, line)


def _finding(version: VersionFile, path: str, field: str, message: str) -> Finding:
    return Finding("R02", ERROR, path, message, version.document.line(("record", field)))


def _same_content(one: dict[str, object], other: dict[str, object]) -> bool:
    return identical(one["content"], other["content"])
