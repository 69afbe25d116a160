"""What is told to the audit log of something that was written to a registry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from workbench.domain.audit import AuditKind
from workbench.domain.environments import ChangePlan
from workbench.domain.evaluations import Evaluation
from workbench.domain.gates import GateReport
from workbench.domain.releases import ApprovalRequest, ExportDone, ExportPlan, PlannedFile
from workbench.formats.reports.words import condition_words
from workbench.services.events import Acted

Tell = Callable[[Acted], None]
Anchored = Callable[[str], str]
Plan = TypeVar("Plan", ChangePlan, ExportPlan)


def tell_nobody(_acted: Acted) -> None:
    """There is no workspace whose log could tell of it."""


def as_it_is(message: str) -> str:
    return message


def with_head(plan: Plan, anchored: Anchored) -> Plan:
    """The commit will carry the head of the workspace's log, if there is a commit."""
    return replace(plan, message=anchored(plan.message)) if plan.commit_needed else plan


def of_change(plan: ChangePlan, done: ExportDone) -> Acted:
    event = _event(plan.files)
    headline = plan.message.partition("\n")[0]
    reason = str(event.get("reason", ""))
    return Acted(
        plan.change.value,
        plan.actor,
        plan.prompt,
        plan.version,
        plan.digest,
        plan.environment,
        _rests_on(event),
        done.commit,
        f"{headline}. {reason}" if reason else f"{headline}.",
    )


def of_export(plan: ExportPlan, done: ExportDone) -> Acted:
    actor, event = _actor(plan.files), _event(plan.files)
    words = f"To the registry {plan.registry}"
    if plan.number != plan.workspace_number:
        words += f", where version {plan.workspace_number} of this workspace is v{plan.number}"
    return Acted(
        AuditKind.EXPORT,
        actor,
        plan.path,
        plan.workspace_number,
        plan.digest,
        plan.environment,
        _rests_on(event),
        done.commit,
        f"{words}.",
    )


def of_approval(request: ApprovalRequest, done: ExportDone) -> Acted:
    return Acted(
        AuditKind.APPROVE_IN_REGISTRY,
        request.approver.strip(),
        request.prompt,
        request.version,
        environment=request.environment,
        commit=done.commit,
        words=request.note,
    )


def of_gates(
    evaluation: Evaluation, reports: Iterable[GateReport], path_of: Callable[[str], str]
) -> Iterator[Acted]:
    """One for each column that was held to a gate."""
    for report in reports:
        column = evaluation.columns[report.column]
        failed = ", ".join(condition_words(each) for each in report.conditions if not each.holds)
        verdict = "holds" if report.holds else f"does not hold: {failed}"
        yield Acted(
            AuditKind.JUDGE_GATE,
            prompt=path_of(column.prompt_id),
            version=column.version,
            digest=column.digest,
            evidence=(evaluation.dataset_digest,),
            words=f"The gate {verdict}. {evaluation.name}, {report.label}.",
        )


def _events(files: Iterable[PlannedFile]) -> list[dict[str, Any]]:
    """What the planned files of the log say."""
    found = (json.loads(file.new) for file in files if "/log/" in file.path)
    return [event for event in found if isinstance(event, dict)]


def _event(files: Iterable[PlannedFile]) -> dict[str, Any]:
    """What the newest of them says of its deed: an export's last one is the pin."""
    return next((dict(event.get("data", {})) for event in reversed(_events(files))), {})


def _actor(files: Iterable[PlannedFile]) -> str:
    return next((str(event.get("actor", "")) for event in _events(files)), "")


def _rests_on(event: dict[str, Any]) -> tuple[str, ...]:
    return (*map(str, event.get("approvals", ())), *map(str, event.get("evidence", ())))
