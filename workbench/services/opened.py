"""The services over one open workspace: what a front end is handed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.services.attachments import AttachmentService
from workbench.services.audit import AuditService
from workbench.services.comparing import ComparisonService
from workbench.services.dataset_imports import DatasetImports
from workbench.services.datasets import DatasetService
from workbench.services.environments import EnvironmentService
from workbench.services.evaluations import EvaluationService
from workbench.services.events import EventBus
from workbench.services.evidence import EvidenceService
from workbench.services.gates import GateService
from workbench.services.human_labels import HumanLabelService
from workbench.services.judges import JudgeService
from workbench.services.keys import KeyService
from workbench.services.library import LibraryService
from workbench.services.maintenance import MaintenanceService
from workbench.services.merging import MergeService
from workbench.services.preferences import PreferenceService
from workbench.services.promptfoo_exports import PromptfooExports
from workbench.services.promptfoo_imports import PromptfooImports
from workbench.services.prompts import PromptService
from workbench.services.released import ReleasedService
from workbench.services.releases import ReleaseService
from workbench.services.renaming import RenamingService
from workbench.services.reports import ReportService
from workbench.services.review_adopting import ReviewAdoptingService
from workbench.services.review_choosing import ReviewChoosing
from workbench.services.review_drafts import ReviewDraftService
from workbench.services.review_figures import ReviewFiguresService
from workbench.services.review_packs import ReviewPackService
from workbench.services.review_reports import ReviewReportService
from workbench.services.review_results import ReviewResultsService
from workbench.services.reviews import ReviewService
from workbench.services.rewriting import RewritingService
from workbench.services.rubrics import RubricService
from workbench.services.runs import RunService
from workbench.services.search import SearchService
from workbench.services.settings import SettingsService
from workbench.services.standings import StandingService
from workbench.services.syncing import SyncService
from workbench.services.transfers import TransferService
from workbench.services.trust import TrustService
from workbench.services.unfinished import UnfinishedService
from workbench.services.variations import VariationService

if TYPE_CHECKING:
    # It reads source code of many kinds: the window's start does without
    from workbench.services.drift import DriftService
    from workbench.services.restoring import RestoringService
    from workbench.services.sentinels import SentinelService


@dataclass(frozen=True, slots=True)
class Services:
    workspace: Path
    read_only: bool
    events: EventBus
    preferences: PreferenceService
    prompts: PromptService
    library: LibraryService
    runs: RunService
    search: SearchService
    datasets: DatasetService
    dataset_imports: DatasetImports
    variations: VariationService
    evaluations: EvaluationService
    comparing: ComparisonService
    gates: GateService
    human_labels: HumanLabelService
    reports: ReportService
    reviews: ReviewService
    review_figures: ReviewFiguresService
    review_reports: ReviewReportService
    review_adopting: ReviewAdoptingService
    review_drafts: ReviewDraftService
    unfinished: UnfinishedService
    review_packs: ReviewPackService
    review_results: ReviewResultsService
    review_choosing: ReviewChoosing
    rubrics: RubricService
    judges: JudgeService
    trust: TrustService
    maintenance: MaintenanceService
    settings: SettingsService
    keys: KeyService
    releases: ReleaseService
    evidence: EvidenceService
    environments: EnvironmentService
    audit: AuditService
    released: ReleasedService
    standings: StandingService
    drift: DriftService
    syncing: SyncService
    merging: MergeService
    sentinels: SentinelService
    transfers: TransferService
    restoring: RestoringService
    promptfoo_imports: PromptfooImports
    promptfoo_exports: PromptfooExports
    renaming: RenamingService
    rewriting: RewritingService
    attachments: AttachmentService
