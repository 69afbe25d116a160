"""The registry's JSON files: what somebody stated once and nobody changes.

An approval is an in-toto Statement; a log event is named by its own digest and names the
events before it, so that the log is a graph in which nothing can be changed or lost unseen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import rfc8785

from workbench.domain.approvals import Approval
from workbench.domain.digests import document_digest
from workbench.domain.errors import FileProblem
from workbench.formats import strict_json
from workbench.formats.version_file import converted, utc

STATEMENT = "https://in-toto.io/Statement/v1"
APPROVAL = "https://promptreg.example/approval/v1"
EventType = Literal[
    "import",
    "publish",
    "approve-recorded",
    "promote",
    "rollback",
    "withdraw",
    "deprecate",
    "archive",
    "rename",
    "policy-change",
    "key-change",
]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    spec: Literal["prompt-event/1"]
    registry: str
    prompt: str
    type: EventType
    at: str
    actor: str
    parents: list[str] = []
    data: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event and its id, the digest of its document."""

    id: str
    event: Event


class _Subject(msgspec.Struct, frozen=True):
    name: str
    digest: dict[str, str]


class _Decision(msgspec.Struct, frozen=True):
    decision: str
    environment: str
    approver: str
    at: str


class _Statement(msgspec.Struct, frozen=True, rename={"type": "_type"}):
    type: Literal["https://in-toto.io/Statement/v1"]
    predicateType: str
    subject: list[_Subject]
    predicate: _Decision


@dataclass(frozen=True, slots=True)
class ApprovalStatement:
    """What an approval file says: who decided what about which digest of which prompt."""

    subject: str
    digest: str
    decision: str
    environment: str
    approver: str


def write_approval(approval: Approval, *, subject: str, policy: str) -> str:
    predicate: dict[str, Any] = {
        "decision": "approved",
        "environment": approval.environment,
        "approver": approval.approver,
        "at": utc(approval.created_at),
        "comment": approval.note,
        "policy": policy,
        "runs": list(approval.runs),
    }
    statement = {
        "_type": STATEMENT,
        "predicateType": APPROVAL,
        "subject": [
            {"name": subject, "digest": {"sha256": approval.digest.removeprefix("sha256:")}}
        ],
        "predicate": {key: value for key, value in predicate.items() if value},
    }
    return strict_json.write(statement)


def read_approval(data: bytes, file: str) -> ApprovalStatement:
    statement: _Statement = converted(strict_json.read(data, file), _Statement, file)
    subject = statement.subject[0] if len(statement.subject) == 1 else _Subject("", {})
    return ApprovalStatement(
        subject.name,
        f"sha256:{subject.digest.get('sha256', '')}",
        statement.predicate.decision,
        statement.predicate.environment,
        statement.predicate.approver,
    )


def new_event(
    *,
    registry: str,
    prompt: str,
    kind: EventType,
    at: str,
    actor: str,
    parents: tuple[str, ...],
    data: dict[str, Any],
) -> tuple[LoggedEvent, str]:
    """The event with its id, and its file's text."""
    event = Event(
        spec="prompt-event/1",
        registry=registry,
        prompt=prompt,
        type=kind,
        at=at,
        actor=actor,
        parents=list(parents),
        data={key: value for key, value in data.items() if value},
    )
    document = {key: value for key, value in msgspec.to_builtins(event).items() if value}
    return LoggedEvent(document_digest(document), event), strict_json.write(document)


def read_event(data: bytes, file: str) -> LoggedEvent:
    document = strict_json.read(data, file)
    event = converted(document, Event, file)
    try:
        return LoggedEvent(document_digest(document.value), event)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise FileProblem(f"cannot be hashed: {error}", file=file) from error


def file_digest(text: str | bytes) -> str:
    """What an event calls an approval or evidence file by: the digest of its bytes."""
    data = text.encode() if isinstance(text, str) else text
    return "sha256:" + hashlib.sha256(data).hexdigest()
