"""A workspace in memory and a registry in real git: what the registry's tests work with."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.builders import a_content, a_job, a_plan, a_run
from tests.fake_reviews import MemoryReviewReports, MemoryReviews
from tests.fakes import (
    Clock,
    MemoryApprovals,
    MemoryAttachments,
    MemoryEvaluations,
    MemoryHumanLabels,
    MemoryPrompts,
    MemoryRuns,
    counting,
)
from workbench.domain.approvals import Approval, Evidence
from workbench.domain.attachments import attachment_of
from workbench.domain.prompts import (
    Attachment,
    Input,
    ModelChoice,
    PromptContent,
    PromptKind,
    Version,
)
from workbench.domain.releases import ExportDone, ExportPlan, Finding
from workbench.domain.review_choosing import Candidate
from workbench.domain.review_reports import SavedReport
from workbench.domain.reviews import Review
from workbench.registry.git_registry import GitRegistry
from workbench.services.comparing import ComparisonService
from workbench.services.evaluations import EvaluationService
from workbench.services.events import Event, EventBus
from workbench.services.evidence import EvidenceService
from workbench.services.human_labels import HumanLabelService
from workbench.services.prompts import PromptService
from workbench.services.releases import ReleaseService
from workbench.services.reports import ReportService
from workbench.services.review_figures import ReviewFiguresService
from workbench.services.review_reports import ReviewReportService
from workbench.services.reviews import ReviewService
from workbench.services.transfers import TransferService

DANA = "dana@acme.example"
MODEL = ModelChoice("openai/gpt-4o-mini", params=(("temperature", 0.2),))
TRIAGE = "support/triage"


def a_release_content(*texts: str, **fields) -> PromptContent:
    """A content that may be released: it names its model and declares what it uses."""
    known = {"inputs": (Input("ticket", required=True),), "model": MODEL}
    return a_content(*texts or ("Triage this:\n{{ ticket }}",), **{**known, **fields})


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def know_a_person(folder: Path, monkeypatch) -> Path:
    """Git knows a person, and nothing of this machine's own configuration; its file."""
    config = folder / "gitconfig"
    config.write_text(
        "[user]\n\tname = Dana\n\temail = dana@acme.example\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return config


def a_workshop(folder: Path, clock: Clock | None = None) -> Workshop:
    """A workspace and a new registry. What is done to it by the real clock goes with a clock that
    begins now: an event may not be dated long before the one before it."""
    workshop = Workshop(folder, clock=clock or Clock())
    workshop.releases.init(folder, "acme-prompts")
    return workshop


@dataclass
class Workshop:
    folder: Path
    author: str = ""
    """As Settings have it."""
    secrets: frozenset[str] = frozenset()
    clock: Clock = field(default_factory=Clock)
    store: MemoryPrompts = field(default_factory=MemoryPrompts)
    runs: MemoryRuns = field(default_factory=MemoryRuns)
    attachments: MemoryAttachments = field(default_factory=MemoryAttachments)
    published: list[Event] = field(default_factory=list)
    new_id: Callable[[], str] = field(default_factory=counting)

    def __post_init__(self) -> None:
        self.events = EventBus()
        self.events.listen(self.published.append)
        self.registry = GitRegistry(lambda: self.author)
        self.prompts = PromptService(self.store, self.events, self.clock, self.new_id)
        self._judge()
        self.releases = ReleaseService(
            self.prompts,
            self.runs,
            self.approvals,
            self.registry,
            self.events,
            self.clock,
            self.new_id,
            lambda: self.secrets,
            attachments=self.attachments,
            evidence=self.evidence,
            author=lambda: self.author,
        )
        self.transfers = TransferService(
            self.prompts,
            self.store,
            self.registry,
            self.events,
            self.clock,
            self.new_id,
            attachments=self.attachments,
        )

    def _judge(self) -> None:
        """What speaks for versions: evaluations, and reviews with their reports."""
        self.approvals = MemoryApprovals()
        self.evaluations = MemoryEvaluations(self.runs)
        review_store = MemoryReviews()
        self.reviews = ReviewService(
            review_store, self.runs, self.events, self.clock, self.new_id, bytes
        )
        self.reports = ReviewReportService(
            self.reviews,
            ReviewFiguresService(self.reviews, self.runs, self.evaluations, str),
            self.prompts,
            self.runs,
            MemoryReviewReports(review_store, self.approvals),
            self.events,
        )
        evaluations = EvaluationService(
            self.prompts, self.evaluations, self.events, self.clock, self.new_id, None
        )
        comparing = ComparisonService(self.evaluations)
        labels = HumanLabelService(MemoryHumanLabels(self.evaluations), self.clock)
        told = ReportService(self.prompts, self.evaluations, comparing, labels, self.clock)
        self.evidence = EvidenceService(self.reports, evaluations, comparing, told)

    def reviewed(self, version: Version, *texts: str, **plan) -> Review:
        """Two people have judged outputs of that version."""
        ids = [f"{version.digest[-6:]} {number}" for number in range(len(texts))]
        for run_id, text in zip(ids, texts, strict=True):
            job = a_job(
                run_id,
                prompt_id=version.prompt_id,
                digest=version.digest,
                version=version.number,
            )
            self.runs.record(a_run(run_id, job=job, text=text))
        candidates = [Candidate((run_id,)) for run_id in ids]
        review = self.reviews.create(a_plan(**plan), candidates, author=DANA)
        for reviewer in review.plan.reviewers:
            self.say(review, reviewer)
        return review

    def say(self, review: Review, reviewer: str, tone: int = 4) -> None:
        """The same of every item."""
        for item in self.reviews.items(review.id):
            self.clock.go_on(minutes=1)
            self.reviews.judge(review.id, item, reviewer, {"tone": tone, "true": True})

    def reported(self, version: Version, *texts: str, **plan) -> SavedReport:
        return self.reports.write(self.reviewed(version, *texts, **plan).id)

    def commit(
        self, content: PromptContent, path: str = TRIAGE, *, note: str = "First", **card
    ) -> Version:
        """A new version of the prompt at the path, which is made if it is not there."""
        self.clock.go_on(minutes=1)
        known = {summary.prompt.path: summary.prompt for summary in self.prompts.library()}
        if path not in known:
            known[path] = self.prompts.create(path, content=content, **card).prompt
        draft = self.prompts.open(known[path].id).draft
        self.prompts.journal(replace(draft, content=content))
        return self.prompts.commit(known[path].id, note=note, author=DANA)

    def component(self, text: str, path: str = "tone/friendly", **fields) -> Version:
        return self.commit(a_content(text, **fields), path, kind=PromptKind.COMPONENT)

    def attach(self, name: str, data: bytes) -> Attachment:
        attachment = attachment_of(name, data)
        self.attachments.keep(attachment, data)
        return attachment

    def approve(
        self,
        version: Version,
        *,
        approver: str = DANA,
        environment: str = "dev",
        evidence: Sequence[Evidence] = (),
    ) -> Approval:
        self.clock.go_on(minutes=1)
        return self.releases.approve(
            version.prompt_id,
            version.number,
            note="Reads well",
            approver=approver,
            environment=environment,
            evidence=evidence,
        )

    def plan(
        self,
        version: Version,
        *,
        environment: str = "dev",
        author: str = DANA,
        callers_ready: bool = True,
    ) -> ExportPlan:
        self.clock.go_on(minutes=1)
        return self.releases.plan_export(
            version.prompt_id,
            version.number,
            self.folder,
            author=author,
            environment=environment,
            allow_interface_change=callers_ready,
        )

    def export(self, version: Version) -> ExportDone:
        """Approved and exported."""
        self.approve(version)
        return self.releases.export(self.plan(version))

    def release(self, *texts: str, path: str = TRIAGE, **fields) -> Version:
        """Committed, approved and exported."""
        version = self.commit(a_release_content(*texts, **fields), path)
        self.export(version)
        return version

    def verify(self, **options) -> list[Finding]:
        return self.releases.verify(self.folder, **options)

    def found(self) -> set[tuple[str, str]]:
        """Rule and file of every finding."""
        return {(finding.rule, finding.file) for finding in self.verify()}

    def files(self, pattern: str = "**/*") -> list[str]:
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.glob(pattern)
            if path.is_file() and ".git" not in path.relative_to(self.folder).parts
        )

    def one(self, pattern: str) -> Path:
        [path] = self.files(pattern)
        return self.folder / path

    def tamper(self, pattern: str, old: str, new: str) -> Path:
        """Change a file and commit it, as somebody else would."""
        path = self.one(pattern)
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new).encode())
        self.commit_all()
        return path

    def commit_all(self) -> None:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "-m", "by hand")
