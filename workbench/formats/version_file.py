"""A version in the registry: its content, which is hashed, and the record beside it.

The record's `note` is called `change` in files of early prototypes; both are read, and
`note` is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from workbench.domain.digests import (
    HASHED_FIELDS,
    all_digests,
    content_digest,
    interface_digest,
    text_digest,
)
from workbench.domain.errors import FileProblem, InvalidContent
from workbench.domain.prompts import PATH_PATTERN, PromptContent
from workbench.formats import canonical_reading, canonical_yaml, typed
from workbench.formats.content import content_document, digest_of, read_content
from workbench.formats.strict_yaml import StrictDocument

SPEC = "prompt-version/1"
HEAD_SPEC = "prompt-head/1"
FIRST_LINE = "# Immutable. Edit head.yaml and publish a new version instead.\n"
RECORD_ORDER = (
    "prompt",
    "version",
    "interface",
    "digest",
    "text_digest",
    "interface_digest",
    "author",
    "created",
    "note",
    "change",
    "parents",
    "origin",
)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is known of a version beside its content. Not hashed."""

    prompt: str
    version: int
    interface: int
    digest: str
    text_digest: str = ""
    interface_digest: str = ""
    author: str
    created: str
    note: str = ""
    change: str = ""
    parents: list[str] = []
    origin: dict[str, Any] = {}

    @property
    def reason(self) -> str:
        return self.note or self.change

    @property
    def created_at(self) -> datetime:
        return datetime.fromisoformat(self.created)


@dataclass(frozen=True, slots=True)
class VersionFile:
    content: PromptContent
    record: Record
    document: StrictDocument
    digest: str
    """Of the content as it stands, whatever the record says."""
    text_digest: str = ""
    interface_digest: str = ""
    """Of its texts and its interface, as they stand."""


class _Outer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    spec: Literal["prompt-version/1"]
    content: dict[str, Any]
    record: Record


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    spec: Literal["prompt-head/1"]
    content: dict[str, Any]


def read(data: bytes, file: str) -> VersionFile:
    """Raises `FileProblem` naming the line and the field. Digests are not compared here."""
    document = canonical_reading.read(data, file, FIRST_LINE)
    outer = converted(document, _Outer, file)
    _check_record(outer.record, document, file)
    content, digests = _content(outer.content, document, file)
    return VersionFile(content, outer.record, document, *digests)


def read_head(data: bytes, file: str) -> tuple[PromptContent, StrictDocument]:
    document = canonical_reading.read(data, file)
    head = converted(document, _Head, file)
    return _content(head.content, document, file)[0], document


def write(content: PromptContent, record: Record) -> str:
    document = content_document(content)
    checked = content_digest(document)
    if checked != record.digest:
        raise InvalidContent(f"the digest is {checked}, not {record.digest}")
    fields = {key: value for key, value in msgspec.to_builtins(record).items() if value}
    return _written({"spec": SPEC, "content": document, "record": fields})


def write_head(content: PromptContent) -> str:
    return _written({"spec": HEAD_SPEC, "content": content_document(content)})


def layout(document: dict[str, Any]) -> str:
    """The one text of a version or head document that was read: fields in order, canonical."""
    return _first_line(document) + canonical_yaml.layout(_ordered(document))


def is_in_order(document: dict[str, Any]) -> bool:
    """Whether the fields of a version or head document stand as `layout` writes them."""
    ordered = _ordered(document)
    return list(ordered) == list(document) and all(
        list(ordered[part]) == list(document[part])
        for part in ("content", "record")
        if part in document
    )


def _written(document: dict[str, Any]) -> str:
    return _first_line(document) + canonical_yaml.write(_ordered(document))


def _first_line(document: dict[str, Any]) -> str:
    return FIRST_LINE if document.get("spec") == SPEC else ""


def _ordered(document: dict[str, Any]) -> dict[str, Any]:
    content = _in_order(document.get("content", {}), HASHED_FIELDS)
    ordered = {"spec": document.get("spec", ""), "content": content}
    if "record" in document:
        ordered["record"] = _in_order(document["record"], RECORD_ORDER)
    return ordered


def a_record(
    content: PromptContent,
    *,
    prompt: str,
    version: int,
    interface: int,
    author: str,
    created_at: datetime,
    note: str,
    parents: tuple[str, ...] = (),
) -> Record:
    document = content_document(content)
    return Record(
        prompt=prompt,
        version=version,
        interface=interface,
        digest=digest_of(content),
        text_digest=text_digest(document),
        interface_digest=interface_digest(document),
        author=author,
        created=utc(created_at),
        note=note,
        parents=list(parents),
    )


def utc(moment: datetime) -> str:
    """As the registry writes times: UTC, whole seconds, `2026-11-21T15:02:11Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def converted(document: StrictDocument, kind: type[Any], file: str) -> Any:
    """The document as a type. Raises `FileProblem` naming the field that does not fit."""
    try:
        return typed.convert(document.value, kind)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        field = path.strip("`").removeprefix("$").lstrip(".")
        raise _problem(message, field, document, file) from error


def _content(
    value: dict[str, Any], document: StrictDocument, file: str
) -> tuple[PromptContent, tuple[str, str, str]]:
    try:
        content, digests = read_content(value), all_digests(value)
        _refuse_drafts(value)
        return content, digests
    except InvalidContent as error:
        field = error.place.removeprefix("content").lstrip(".")
        message = error.message.removeprefix(f"{error.place}: ")
        raise _problem(message, f"content.{field}".rstrip("."), document, file) from error


def _refuse_drafts(value: dict[str, Any]) -> None:
    """A schema that is still text belongs to a draft; released, it is a document."""
    if "schema_text" in (value.get("output") or {}):
        raise InvalidContent("belongs to a draft", place="output.schema_text")
    for index, tool in enumerate(value.get("tools") or []):
        if "parameters_text" in tool:
            raise InvalidContent("belongs to a draft", place=f"tools[{index}].parameters_text")


def _check_record(record: Record, document: StrictDocument, file: str) -> None:
    wrong = ""
    if not PATH_PATTERN.fullmatch(record.prompt):
        wrong = "prompt"
    elif record.version < 1:
        wrong = "version"
    elif record.interface < 1:
        wrong = "interface"
    elif not is_digest(record.digest):
        wrong = "digest"
    elif not _is_time(record.created):
        wrong = "created"
    elif not record.reason:
        wrong = "note"
    elif not all(map(is_digest, record.parents)):
        wrong = "parents"
    if wrong:
        raise _problem("missing, or not what it should be", f"record.{wrong}", document, file)


def is_digest(text: str) -> bool:
    hexadecimal = text.removeprefix("sha256:")
    known = text.startswith("sha256:") and len(hexadecimal) == 64
    return known and not set(hexadecimal) - set("0123456789abcdef")


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _problem(message: str, field: str, document: StrictDocument, file: str) -> FileProblem:
    return FileProblem(message, file=file, line=document.line(_place(field)), field=field)


def _place(field: str) -> tuple[str | int, ...]:
    parts = field.replace("[...]", "").replace("[", ".").replace("]", "").split(".")
    return tuple(int(part) if part.isdecimal() else part for part in parts if part)


def _in_order(value: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    known = {key: value[key] for key in order if key in value}
    return known | {key: item for key, item in value.items() if key not in known}
