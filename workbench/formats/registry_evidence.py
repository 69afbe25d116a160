"""What an approval in a registry says beside its decision, and the evidence it names, read back.

A file of the workbench comes back as what it was written from. Evidence that another tool wrote
is an evaluation with what can be told of it: its suite, its cases and its figures.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from workbench.domain.approvals import Evidence, EvidenceKind, Measured
from workbench.formats import typed
from workbench.formats.version_file import is_digest

MOST_RUNS = 1_000


class _Remarks(msgspec.Struct, frozen=True):
    comment: str = ""
    runs: list[str] = []


class _Value(msgspec.Struct, frozen=True):
    value: float


class _Model(msgspec.Struct, frozen=True):
    requested: str


class _Part(msgspec.Struct, frozen=True):
    model: _Model
    metrics: dict[str, _Value] = {}


class _Dataset(msgspec.Struct, frozen=True):
    cases: int
    digest: dict[str, str] = {}
    name: str = ""


class _Predicate(msgspec.Struct, frozen=True):
    kind: str = ""
    name: str = ""
    suite: str = ""
    digest: dict[str, str] = {}
    at: str = ""
    run_at: str = ""
    figures: dict[str, str] = {}
    dataset: _Dataset | None = None
    measured: list[_Part] = []
    model: _Model | None = None
    metrics: dict[str, _Value] = {}


def remarks_in(document: Any) -> tuple[str, tuple[str, ...]]:
    """The comment of an approval and the runs that it names; nothing for what is neither."""
    try:
        found = typed.convert(_predicate(document), _Remarks)
    except msgspec.ValidationError:
        return "", ()
    return found.comment, tuple(found.runs[:MOST_RUNS])


def evidence_in(document: Any, file_digest: str) -> Evidence | None:
    """Of an in-toto statement; `file_digest` stands for it where it names no digest.

    None for what does not have the shape of evidence.
    """
    try:
        found = typed.convert(_predicate(document), _Predicate)
    except msgspec.ValidationError:
        return None
    known = {kind.value: kind for kind in EvidenceKind}
    name = found.name or found.suite
    if not name:
        return None
    digest = f"sha256:{found.digest.get('sha256', '')}"
    return Evidence(
        kind=known.get(found.kind, EvidenceKind.EVALUATION),
        name=name,
        digest=digest if is_digest(digest) else file_digest,
        at=_time(found.at or found.run_at),
        figures=tuple(found.figures.items()),
        measured=_measured(found),
    )


def _measured(found: _Predicate) -> Measured | None:
    if found.dataset is None or not found.suite:
        return None
    parts = list(found.measured)
    if found.model is not None:
        parts.append(_Part(found.model, found.metrics))
    digest = found.dataset.digest.get("sha256", "")
    return Measured(
        suite=found.suite,
        dataset=f"sha256:{digest}" if digest else "",
        cases=found.dataset.cases,
        metrics=tuple(
            (part.model.requested, name, metric.value)
            for part in parts
            for name, metric in part.metrics.items()
        ),
    )


def _predicate(document: Any) -> Any:
    return document.get("predicate") if isinstance(document, dict) else None


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
