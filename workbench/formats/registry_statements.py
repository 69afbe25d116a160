"""The registry's JSON files: what somebody stated once and nobody changes.

An approval is an in-toto Statement; a log event is named by its own digest and names the
events before it, so that the log is a graph in which nothing can be changed or lost unseen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import rfc8785

from workbench.domain.approvals import Approval, Evidence, Measured
from workbench.domain.digests import bytes_digest, document_digest
from workbench.domain.errors import FileProblem
from workbench.domain.sensitive_text import with_hidden_named
from workbench.formats import strict_json, typed
from workbench.formats.event_data import Digest, Text, check_data
from workbench.formats.strict_yaml import StrictDocument
from workbench.formats.version_file import converted, utc

STATEMENT = "https://in-toto.io/Statement/v1"
APPROVAL = "https://promptreg.example/approval/v1"
EVIDENCE = "https://promptreg.example/evidence/v1"
EventType = Literal[
    "import",
    "publish",
    "approve-recorded",
    "promote",
    "rollback",
    "withdraw",
    "deprecate",
    "archive",
    "activate",
    "reinstate",
    "rename",
    "renumber",
    "policy-change",
    "key-change",
]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    spec: Literal["prompt-event/1"]
    registry: str
    prompt: str
    type: EventType
    at: str
    actor: Text
    parents: list[Digest] = []
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
    evidence: list[str] = []
    role: str = ""
    policy: str = ""


class _Statement(msgspec.Struct, frozen=True, rename={"type": "_type"}):
    type: Literal["https://in-toto.io/Statement/v1"]
    predicateType: str
    subject: list[_Subject]
    predicate: _Decision


class _About(msgspec.Struct, frozen=True, rename={"type": "_type"}):
    type: Literal["https://in-toto.io/Statement/v1"]
    subject: list[_Subject]


@dataclass(frozen=True, slots=True)
class ApprovalStatement:
    """What an approval file says: who decided what about which digest of which prompt."""

    subject: str
    digest: str
    decision: str
    environment: str
    approver: str
    evidence: tuple[str, ...] = ()
    """Digests of the evidence files it rests on."""
    at: str = ""
    role: str = ""
    """The role it was given in; empty for any that the approver holds."""
    policy: str = ""
    """The digest of the policy it was given under."""


@dataclass(frozen=True, slots=True)
class EvidenceStatement:
    """Which digest of which prompt an evidence file is about."""

    subject: str
    digest: str


def write_approval(
    approval: Approval, *, subject: str, policy: str, evidence: Sequence[str] = (), role: str = ""
) -> str:
    """`evidence`: the digests of the files that state it."""
    predicate: dict[str, Any] = {
        "decision": "approved",
        "environment": approval.environment,
        "approver": approval.approver,
        "at": utc(approval.created_at),
        "comment": approval.note,
        "policy": policy,
        "runs": list(approval.runs),
        "evidence": list(evidence),
        "role": role,
    }
    return _stated(APPROVAL, subject, approval.digest, predicate)


def write_evidence(evidence: Evidence, *, subject: str, digest: str) -> str:
    """What it is and its figures in short: neither outputs nor who judged them."""
    predicate: dict[str, Any] = {
        "kind": evidence.kind.value,
        "name": _shown(evidence.name),
        "digest": {"sha256": evidence.digest.removeprefix("sha256:")},
        "at": utc(evidence.at) if evidence.at else "",
        "figures": {_shown(name): _shown(words) for name, words in evidence.figures},
    }
    if evidence.measured is not None:
        predicate |= _measured(evidence.measured)
    return _stated(EVIDENCE, subject, digest, predicate)


def _measured(measured: Measured) -> dict[str, Any]:
    by_model: dict[str, dict[str, Any]] = {}
    for model, metric, value in measured.metrics:
        by_model.setdefault(model, {})[_shown(metric)] = {"value": value}
    return {
        "suite": _shown(measured.suite),
        "dataset": {
            "cases": measured.cases,
            "digest": {"sha256": measured.dataset.removeprefix("sha256:")},
        },
        "measured": [
            {"model": {"requested": _shown(model)}, "metrics": metrics}
            for model, metrics in by_model.items()
        ],
    }


def read_approval(data: bytes, file: str) -> ApprovalStatement:
    return approval_in(strict_json.read(data, file), file)


def approval_in(document: StrictDocument, file: str) -> ApprovalStatement:
    statement: _Statement = converted(document, _Statement, file)
    subject = statement.subject[0] if len(statement.subject) == 1 else _Subject("", {})
    return ApprovalStatement(
        subject.name,
        f"sha256:{subject.digest.get('sha256', '')}",
        statement.predicate.decision,
        statement.predicate.environment,
        statement.predicate.approver,
        tuple(statement.predicate.evidence),
        statement.predicate.at,
        statement.predicate.role,
        statement.predicate.policy,
    )


def read_evidence(document: Any) -> EvidenceStatement | None:
    """Of any in-toto statement about one subject; None for something else."""
    try:
        statement = typed.convert(document, _About)
    except msgspec.ValidationError:
        return None
    if len(statement.subject) != 1:
        return None
    subject = statement.subject[0]
    return EvidenceStatement(subject.name, f"sha256:{subject.digest.get('sha256', '')}")


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
    return event_in(strict_json.read(data, file), file)


def event_in(document: StrictDocument, file: str) -> LoggedEvent:
    event = converted(document, Event, file)
    check_data(event.type, event.data, file)
    try:
        return LoggedEvent(document_digest(document.value), event)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise FileProblem(f"cannot be hashed: {error}", file=file) from error


def shown_event(data: bytes, file: str) -> Event:
    """An event to be shown, read quickly: its id is not computed, so nothing may rest on it."""
    try:
        return typed.read(data, Event)
    except msgspec.DecodeError as error:
        raise FileProblem(str(error), file=file) from error


def file_digest(text: str | bytes) -> str:
    """What an event calls an approval or evidence file by: the digest of its bytes."""
    return bytes_digest(text.encode() if isinstance(text, str) else text)


def _stated(kind: str, subject: str, digest: str, predicate: dict[str, Any]) -> str:
    return strict_json.write(
        {
            "_type": STATEMENT,
            "predicateType": kind,
            "subject": [{"name": subject, "digest": {"sha256": digest.removeprefix("sha256:")}}],
            "predicate": {key: value for key, value in predicate.items() if value},
        }
    )


def _shown(text: str) -> str:
    """In one form, and with nothing in it that a reader cannot see."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return with_hidden_named(unicodedata.normalize("NFC", " ".join(whole.split())))
