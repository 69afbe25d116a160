"""Builds the product from its parts: the only package that knows every adapter.

What a front end may never use, it never loads: adapters are imported where they are built.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from workbench.bootstrap.acting import NamesKnown, author_set, login_name
from workbench.bootstrap.outside import new_id, utc_now
from workbench.bootstrap.releasing import services_for_releases
from workbench.bootstrap.reviewing import services_for_reviews
from workbench.bootstrap.when_used import WhenUsed
from workbench.domain.errors import FileProblem, NotFound
from workbench.domain.settings import Settings
from workbench.services.attachments import AttachmentService
from workbench.services.comparing import ComparisonService
from workbench.services.dataset_imports import DatasetImports
from workbench.services.datasets import DatasetService
from workbench.services.evaluations import EvaluationService
from workbench.services.events import EventBus
from workbench.services.folders import default_workspace, trust_file
from workbench.services.gates import GateService
from workbench.services.human_labels import HumanLabelService
from workbench.services.judges import JudgeService
from workbench.services.keys import KeyService
from workbench.services.library import LibraryService
from workbench.services.maintenance import MaintenanceService
from workbench.services.opened import Services
from workbench.services.ports import Registry
from workbench.services.preferences import PreferenceService
from workbench.services.promptfoo_exports import PromptfooExports
from workbench.services.promptfoo_imports import PromptfooImports
from workbench.services.prompts import PromptService
from workbench.services.renaming import RenamingService
from workbench.services.reports import ReportService
from workbench.services.rewriting import RewritingService
from workbench.services.runs import RunService
from workbench.services.search import SearchService
from workbench.services.settings import SettingsService
from workbench.services.transfers import TransferService
from workbench.services.trust import TrustService
from workbench.services.variations import VariationService
from workbench.store.database import Workspace
from workbench.store.opening import make_workspace, open_workspace, outdated

if TYPE_CHECKING:
    from workbench.engine.in_process import InProcessEngine
    from workbench.engine.parts import EngineParts

__all__ = [
    "Services",
    "close_services",
    "engine_in_process",
    "needs_update",
    "new_id",
    "open_engine",
    "open_registry",
    "open_services",
    "utc_now",
]


@dataclass(frozen=True, slots=True)
class _OpenServices(Services):
    resources: ExitStack


def open_services(
    workspace: Path, *, read_only: bool = False, empty: bool = False, window: bool = False
) -> Services:
    """The services over the workspace, which is made if it is not there yet.

    A new one holds the samples unless `empty`. A `window` takes the workspace for itself and
    raises `WorkspaceBusy` if another has it; the terminal and the engine work beside one.
    """
    if workspace == default_workspace() and not read_only:
        workspace.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as resources:
        if window and not read_only:
            resources.callback(_locked(workspace))
        opened = _opened(workspace, read_only=read_only, empty=empty)
        resources.callback(opened.close)
        return _services(opened, resources.pop_all())


def needs_update(workspace: Path) -> bool:
    """Opening it for writing will change it to what this release writes. Never fails."""
    return outdated(workspace)


def close_services(services: Services) -> None:
    """Give back the workspace. What uses the services must have ended."""
    if isinstance(services, _OpenServices):
        services.resources.close()


def open_engine(workspace: Path, *, read_only: bool = False) -> EngineParts:
    """What the engine works with. Raises what opening a workspace raises.

    The window has checked the file. Settings that cannot be read are the defaults here: the
    window says what is wrong with them, and sends those in force.
    """
    from workbench.engine.parts import EngineParts
    from workbench.engine.rendering import RenderPool
    from workbench.providers.batches import LitellmBatches
    from workbench.providers.catalogue import ModelsOfEveryProvider
    from workbench.providers.embedder import LitellmEmbedder
    from workbench.providers.gateway import LitellmGateway
    from workbench.providers.litellm_import import load_litellm
    from workbench.providers.local_servers import LOCAL_SERVERS
    from workbench.providers.rehearsal import rehearse
    from workbench.providers.webhooks import HttpWebhooks
    from workbench.secrets.keyring_store import KeyringKeys
    from workbench.store.trust_file import TrustFile

    trust = TrustFile(trust_file())
    opened = open_workspace(workspace, read_only=read_only, check=False)
    settings, keys = _settings_or_defaults(), KeyringKeys()
    templates = RenderPool(settings.limits)
    gateway = LitellmGateway(keys, settings.endpoints)
    embedder = LitellmEmbedder(keys, settings.endpoints)
    catalogue, batches = ModelsOfEveryProvider(keys, settings), LitellmBatches(keys, settings)

    def configure(changed: Settings) -> None:
        templates.configure(changed.limits)
        gateway.configure(changed)
        embedder.configure(changed)
        batches.configure(changed)
        catalogue.configure(changed)

    return EngineParts(
        **_engine_stores(opened),
        templates=templates,
        gateway=gateway,
        catalogue=catalogue,
        keys=keys,
        now=utc_now,
        settings=settings,
        read_only=opened.read_only,
        configure=configure,
        warm_up=load_litellm,
        needs_warm_up=gateway.needs_litellm,
        hang_up=gateway.close,
        rehearse=rehearse,
        batches=batches,
        embedder=embedder,
        new_id=new_id,
        webhooks=HttpWebhooks(),
        trusted=lambda: trust.is_trusted(workspace),
        local_servers=frozenset(server.name for server in LOCAL_SERVERS),
        close=opened.close,
    )


def _engine_stores(opened: Workspace) -> dict[str, Any]:
    """What the engine reads from and records in, by the names of its parts."""
    from workbench.store.attachments import SqliteAttachments
    from workbench.store.embeddings import SqliteEmbeddings
    from workbench.store.evaluations import SqliteEvaluations
    from workbench.store.prompts import SqlitePrompts
    from workbench.store.provider_batches import SqliteProviderBatches
    from workbench.store.runs import SqliteRuns

    return {
        "prompts": SqlitePrompts(opened),
        "runs": SqliteRuns(opened),
        "attachments": SqliteAttachments(opened),
        "evaluations": SqliteEvaluations(opened),
        "provider_batches": SqliteProviderBatches(opened),
        "embeddings": SqliteEmbeddings(opened),
    }


def engine_in_process(services: Services) -> AbstractAsyncContextManager[InProcessEngine]:
    """The engine's code in this process, on the workspace of the services, as long as entered."""
    from workbench.engine.in_process import in_process

    return in_process(open_engine(services.workspace, read_only=services.read_only))


def _services(workspace: Workspace, resources: ExitStack) -> Services:
    from workbench.secrets.keyring_store import KeyringKeys
    from workbench.store.attachments import SqliteAttachments
    from workbench.store.datasets import SqliteDatasets
    from workbench.store.maintenance import SqliteWorkspaceFile
    from workbench.store.preferences import SqlitePreferences
    from workbench.store.prompts import SqlitePrompts
    from workbench.store.runs import SqliteRuns
    from workbench.store.search import SqliteSearch
    from workbench.store.settings_file import TomlSettings

    events, keys = EventBus(), KeyringKeys()
    settings = SettingsService(TomlSettings(), events, NamesKnown())
    registry = cast("Registry", WhenUsed(open_registry))
    prompt_store, run_store = SqlitePrompts(workspace), SqliteRuns(workspace)
    outside = (registry, events, utc_now, new_id, keys.known_secrets)
    attached = SqliteAttachments(workspace)
    prompts = PromptService(prompt_store, events, utc_now, new_id)
    runs = RunService(prompts, run_store, utc_now, new_id)
    datasets = DatasetService(SqliteDatasets(workspace), new_id, events)
    evaluating = _evaluating(workspace, prompts, events)
    reviewing = services_for_reviews(workspace, prompts, run_store, events)
    return _OpenServices(
        workspace=workspace.path,
        read_only=workspace.read_only,
        events=events,
        preferences=PreferenceService(SqlitePreferences(workspace), events),
        prompts=prompts,
        library=LibraryService(prompt_store, events),
        runs=runs,
        search=SearchService(SqliteSearch(workspace)),
        datasets=datasets,
        dataset_imports=DatasetImports(datasets),
        variations=VariationService(datasets, prompts, runs),
        **evaluating,
        **reviewing,
        maintenance=MaintenanceService(SqliteWorkspaceFile(workspace)),
        settings=settings,
        keys=KeyService(keys, events),
        **services_for_releases(
            workspace, settings, prompts, run_store, outside, {**evaluating, **reviewing}
        ),
        transfers=TransferService(prompts, prompt_store, *outside, attachments=attached),
        promptfoo_imports=PromptfooImports(
            prompts, prompt_store, datasets, evaluating["evaluations"], settings, events, utc_now
        ),
        promptfoo_exports=PromptfooExports(prompts, keys.known_secrets),
        renaming=RenamingService(prompt_store, SqliteDatasets(workspace), events, utc_now),
        rewriting=RewritingService(prompt_store, events, utc_now),
        attachments=AttachmentService(attached),
        resources=resources,
    )


def _evaluating(workspace: Workspace, prompts: PromptService, events: EventBus) -> dict[str, Any]:
    """The services around evaluations, by the names of their fields."""
    from workbench.store.evaluations import SqliteEvaluations
    from workbench.store.human_labels import SqliteHumanLabels
    from workbench.store.prompts import SqlitePrompts
    from workbench.store.trust_file import TrustFile

    evaluations = SqliteEvaluations(workspace)
    comparing = ComparisonService(evaluations, lambda of: prompts.open(of).prompt.path)
    human_labels = HumanLabelService(SqliteHumanLabels(workspace), utc_now)
    judges = JudgeService(SqlitePrompts(workspace), utc_now, new_id, events)
    return {
        "evaluations": EvaluationService(prompts, evaluations, events, utc_now, new_id, judges),
        "comparing": comparing,
        "gates": GateService(evaluations, comparing),
        "human_labels": human_labels,
        "trust": TrustService(TrustFile(trust_file()), workspace.path, events),
        "judges": judges,
        "reports": ReportService(prompts, evaluations, comparing, human_labels, utc_now),
    }


def _opened(path: Path, *, read_only: bool, empty: bool) -> Workspace:
    try:
        return open_workspace(path, read_only=read_only)
    except NotFound:
        if read_only:
            raise
    make_workspace(path, _left_empty if empty else _filled_with_samples)
    return open_workspace(path)


def _left_empty(workspace: Workspace) -> None:
    """Nothing is put in."""


def _filled_with_samples(workspace: Workspace) -> None:
    from workbench.domain.audit import AuditEntry, AuditKind
    from workbench.services.samples import add_samples
    from workbench.store.audit import SqliteAudit
    from workbench.store.datasets import SqliteDatasets
    from workbench.store.prompts import SqlitePrompts

    with workspace.writing():
        prompts = SqlitePrompts(workspace, logged=False)
        add_samples(prompts, SqliteDatasets(workspace), utc_now(), new_id)
        words = "The samples that come with the workbench."
        SqliteAudit(workspace).record(AuditEntry(utc_now(), AuditKind.IMPORT, words=words))


def _locked(workspace: Path) -> Callable[[], None]:
    from workbench.store.window_lock import WindowLock

    lock = WindowLock(workspace)
    lock.take()
    return lock.release


def _settings_or_defaults() -> Settings:
    from workbench.store.settings_file import TomlSettings

    try:
        return TomlSettings().load()
    except FileProblem:
        return Settings()


def open_registry() -> Registry:
    """Registries; what is done in one needs no workspace."""
    from workbench.registry.git_registry import GitRegistry

    return GitRegistry(author_set, login_name)
