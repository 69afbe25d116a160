"""Files that go along with messages, beside the registry's texts: one for each digest.

`attachments/<64 hexadecimal digits>`, so that all versions which name a file share it. They may
be large, so they are never held together: of each the size is known, and its bytes are read
when they are wanted, up to what may be attached, and never through a link.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.domain.attachments import MOST_BYTES, attachment_of
from workbench.domain.digests import bytes_digest
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.prompts import Attachment
from workbench.domain.releases import (
    AttachedFile,
    Finding,
    FindingSeverity,
    PlannedAttachment,
)
from workbench.registry import layout
from workbench.registry.contents import Contents

NAME = re.compile(r"[0-9a-f]{64}")
ERROR, NOTE = FindingSeverity.ERROR, FindingSeverity.NOTE
ATTRIBUTES_LINE = f"{layout.ATTACHMENTS}** binary\n"


@dataclass(frozen=True, slots=True)
class Named:
    """Where a version names a file."""

    path: str
    line: int | None
    attachment: Attachment


def attachments_fit(contents: Contents) -> Iterator[Finding]:
    """R17: every file that a version names is there, as it was; a note for what none names."""
    yield from attachments_hold(contents, named_in(contents))


def attachments_hold(contents: Contents, named: Mapping[str, Sequence[Named]]) -> Iterator[Finding]:
    """`named`: what all versions name, by the path where it should be."""
    known = contents.tree.attached
    for path, places in named.items():
        if path not in known:
            for each in places:
                message = f"{each.attachment.name} is attached, and {path} is not here"
                yield Finding("R17", ERROR, each.path, message, each.line)
    for path, size in known.items():
        if not NAME.fullmatch(path.removeprefix(layout.ATTACHMENTS)):
            yield Finding("R17", ERROR, path, "is not named by the digest of a file")
            continue
        yield from _of_file(contents, path, size, named.get(path, []))
    if known and not _binary(contents.tree.files.get(layout.ATTRIBUTES, b"")):
        message = f"lacks the line {ATTRIBUTES_LINE.strip()!r}: git may change line ends in them"
        yield Finding("R17", FindingSeverity.WARNING, layout.ATTRIBUTES, message)


def _of_file(
    contents: Contents, path: str, size: int, places: Sequence[Named]
) -> Iterator[Finding]:
    if size > MOST_BYTES:
        yield Finding("R17", ERROR, path, f"is larger than {MOST_BYTES // 2**20} MB")
    elif contents.tree.folder is not None:
        digest = f"sha256:{path.removeprefix(layout.ATTACHMENTS)}"
        try:
            data = bytes_at(contents.tree.folder, digest)
        except FileProblem as problem:
            yield Finding("R17", ERROR, path, problem.reason)
            return
        for each in dict.fromkeys(each.attachment for each in places):
            if wrong := _wrong_type(each, data):
                yield Finding("R17", ERROR, path, wrong)
    if not places:
        yield Finding("R17", NOTE, path, "no version names it")


def bytes_at(folder: Path, digest: str) -> bytes:
    """Of a registry's folder. Raises `FileProblem` for what is not there, or not itself."""
    path = layout.attachment_path(digest)
    if not NAME.fullmatch(path.removeprefix(layout.ATTACHMENTS)):
        raise FileProblem("this is not the digest of a file", file=path)
    place = folder / path
    if place.parent.is_symlink() or place.is_symlink():
        raise FileProblem("is a link, and is not followed", file=path)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(place, flags | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FileProblem("is not a file", file=path)
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise FileProblem("is not here, and a version has it attached", file=path) from error
    except OSError as error:
        raise FileProblem(error.strerror or "cannot be read", file=path) from error
    if len(data) > MOST_BYTES:
        raise FileProblem(f"is larger than {MOST_BYTES // 2**20} MB", file=path)
    if bytes_digest(data) != digest:
        raise FileProblem("does not hold the bytes that its name says", file=path)
    return data


def planned_attachments(
    contents: Contents, wanted: tuple[AttachedFile, ...]
) -> tuple[PlannedAttachment, ...]:
    """Those that the registry does not hold yet, or not as they should be."""
    planned = {}
    for each in wanted:
        path = layout.attachment_path(each.attachment.digest)
        if not _is_there(contents, path, each):
            planned[path] = PlannedAttachment(path, each.attachment, each.size)
    return tuple(planned.values())


def attributes_with_line(text: str) -> str:
    """As it is where git is told already that these are no texts."""
    if _binary(text.encode()):
        return text
    return text + ("\n" if text and not text.endswith("\n") else "") + ATTRIBUTES_LINE


def with_attached(contents: Contents, planned: tuple[PlannedAttachment, ...]) -> Contents:
    """As it will be, for rules that look at what is named and not at bytes."""
    known = {**contents.tree.attached, **{each.path: each.size for each in planned}}
    tree = replace(contents.tree, attached=known, folder=None)
    return replace(contents, tree=tree)


def _is_there(contents: Contents, path: str, wanted: AttachedFile) -> bool:
    if contents.tree.attached.get(path) != wanted.size or contents.tree.folder is None:
        return False
    try:
        bytes_at(contents.tree.folder, wanted.attachment.digest)
    except FileProblem:
        return False
    return True


def named_in(contents: Contents) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for folder in contents.folders.values():
        for path, version in folder.versions.items():
            for index, message in enumerate(version.content.messages):
                for each in message.attachments:
                    line = version.document.line(("content", "messages", index))
                    place = Named(path, line, each)
                    found.setdefault(layout.attachment_path(each.digest), []).append(place)
    return found


def _wrong_type(attachment: Attachment, data: bytes) -> str:
    try:
        is_type = attachment_of(attachment.name, data).media_type
    except InvalidInput as problem:
        return problem.message
    if is_type == attachment.media_type:
        return ""
    return f"is {is_type}, and a version has it attached as {attachment.media_type}"


def _binary(attributes: bytes) -> bool:
    """Whether the last line that speaks of them says so."""
    about = [
        line.split()[1:]
        for line in attributes.decode("utf-8", "replace").splitlines()
        if line.split()[:1] in (["*"], [f"{layout.ATTACHMENTS}**"], [f"/{layout.ATTACHMENTS}**"])
    ]
    return bool(about) and bool({"binary", "-text"} & set(about[-1]))
