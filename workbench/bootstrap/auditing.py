"""Builds the audit log of a workspace, which hears from all services what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.bootstrap.outside import utc_now
from workbench.services.audit import AuditService
from workbench.services.events import EventBus
from workbench.store.audit import SqliteAudit
from workbench.store.database import Workspace

if TYPE_CHECKING:
    from workbench.services.audit_ports import RegistryLog


def open_audit(
    workspace: Workspace,
    events: EventBus,
    author: Callable[[], str],
    known_secrets: Callable[[], frozenset[str]],
    registry_log: RegistryLog,
) -> AuditService:
    workspace.known_secrets = known_secrets
    audit = AuditService(SqliteAudit(workspace), registry_log, utc_now, author)
    events.listen(audit.hear)
    return audit


def open_registry_log() -> RegistryLog:
    from workbench.registry.audit_log import GitRegistryLog

    return GitRegistryLog()
