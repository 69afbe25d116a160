"""Builds what is around approvals and the team's registry, over one workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from workbench.bootstrap.acting import author_set, login_name
from workbench.bootstrap.auditing import open_audit, open_registry_log
from workbench.bootstrap.merging import open_merging
from workbench.bootstrap.outside import utc_now
from workbench.bootstrap.syncing import open_syncing
from workbench.bootstrap.when_used import WhenUsed
from workbench.services.environments import EnvironmentService
from workbench.services.events import EventBus, RegistryChanged
from workbench.services.evidence import EvidenceService
from workbench.services.ports import RunStore
from workbench.services.prompts import PromptService
from workbench.services.released import RegistryRecords, ReleasedService
from workbench.services.releases import ReleaseService
from workbench.services.settings import SettingsService
from workbench.services.standings import StandingService
from workbench.store.database import Workspace

if TYPE_CHECKING:
    from types import ModuleType

    from workbench.services.audit_ports import RegistryLog
    from workbench.services.drift import DriftService
    from workbench.services.restoring import RestoringService
    from workbench.services.sentinels import SentinelService


def services_for_releases(
    workspace: Workspace,
    settings: SettingsService,
    prompts: PromptService,
    runs: RunStore,
    outside: tuple[Any, ...],
    made: dict[str, Any],
) -> dict[str, Any]:
    """The services around approvals, by the names of their fields; `made`: those they ask."""
    from workbench.store.approvals import SqliteApprovals
    from workbench.store.attachments import SqliteAttachments

    evidence = EvidenceService(
        made["review_reports"], made["evaluations"], made["comparing"], made["reports"]
    )
    given = (prompts, runs, SqliteApprovals(workspace), *outside)
    attached = SqliteAttachments(workspace)
    registry, events, _now, _new_id, known_secrets = outside
    log = cast("RegistryLog", WhenUsed(open_registry_log))
    audit = open_audit(workspace, events, settings.author, known_secrets, log)
    releases = ReleaseService(
        *given,
        attachments=attached,
        evidence=evidence,
        anchored=audit.anchored,
        author=settings.author,
    )
    return {
        "audit": audit,
        "evidence": evidence,
        "releases": releases,
        "environments": EnvironmentService(
            registry,
            lambda directory: events.publish(RegistryChanged(directory)),
            events.publish,
            audit.anchored,
        ),
        "syncing": open_syncing(
            lambda directory: events.publish(RegistryChanged(directory)), events.publish
        ),
        "merging": open_merging(
            lambda directory: events.publish(RegistryChanged(directory)),
            events.publish,
        ),
        "released": ReleasedService(cast("RegistryRecords", WhenUsed(_records))),
        "drift": cast("DriftService", WhenUsed(lambda: _drifting().open_drift())),
        "standings": cast("StandingService", WhenUsed(_standings)),
        "restoring": cast(
            "RestoringService", WhenUsed(lambda: _restoring(workspace, settings, events))
        ),
        "sentinels": cast(
            "SentinelService",
            WhenUsed(lambda: _drifting().sentinels(prompts, releases, runs.runs_of, made)),
        ),
    }


def _standings() -> StandingService:
    from workbench.registry.standing import GitStandings

    return StandingService(GitStandings(author_set, login_name), utc_now)


def _records() -> RegistryRecords:
    from workbench.registry.records import GitRecords

    return GitRecords()


def _restoring(
    workspace: Workspace, settings: SettingsService, events: EventBus
) -> RestoringService:
    from workbench.bootstrap.restoring import restoring

    return restoring(workspace, settings, events)


def _drifting() -> ModuleType:
    from workbench.bootstrap import drifting

    return drifting
