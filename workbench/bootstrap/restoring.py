"""Builds the way back from a team's registry into a workspace."""

from __future__ import annotations

from workbench.bootstrap.outside import new_id, utc_now
from workbench.registry.git_registry import GitRegistry
from workbench.registry.restoring import GitRegistryReader
from workbench.services.attached_files import AttachedFiles
from workbench.services.events import EventBus
from workbench.services.restoring import RestoringService
from workbench.services.settings import SettingsService
from workbench.store.approvals import SqliteApprovals
from workbench.store.attachments import SqliteAttachments
from workbench.store.database import Workspace
from workbench.store.prompts import SqlitePrompts


def restoring(
    workspace: Workspace, settings: SettingsService, events: EventBus
) -> RestoringService:
    return RestoringService(
        GitRegistryReader(),
        SqlitePrompts(workspace),
        SqliteApprovals(workspace),
        AttachedFiles(GitRegistry(), SqliteAttachments(workspace)),
        settings,
        events,
        utc_now,
        new_id,
        lambda: workspace.writing(durable=True),
    )
