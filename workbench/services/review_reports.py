"""Reports of reviews: put together from what people said by now, and kept as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.domain.audit import AuditKind
from workbench.domain.digests import bytes_digest
from workbench.domain.review_reports import (
    JudgedOutput,
    ReportRecord,
    ReviewReport,
    SavedReport,
)
from workbench.domain.reviews import ReviewItem
from workbench.formats.reviews.report_json import json_report
from workbench.formats.reviews.report_markdown import markdown_report
from workbench.formats.reviews.report_page import html_report
from workbench.formats.reviews.report_words import people_of, short_figures
from workbench.services.events import Acted, EventBus, ReviewsChanged
from workbench.services.ports import ReviewReportStore, RunStore
from workbench.services.prompts import PromptService
from workbench.services.review_figures import ReviewFiguresService
from workbench.services.reviews import ReviewService, output_text, shown_inputs


class ReviewReportService:
    def __init__(
        self,
        reviews: ReviewService,
        figures: ReviewFiguresService,
        prompts: PromptService,
        runs: RunStore,
        reports: ReviewReportStore,
        events: EventBus,
    ) -> None:
        self._reviews, self._figures = reviews, figures
        self._prompts, self._runs = prompts, runs
        self._reports, self._events = reports, events

    def put_together(self, review_id: str) -> ReviewReport:
        """Of the judgments that count by now; keeps nothing. Raises `NotFound`."""
        heard = self._reviews.heard(review_id)
        at = max((each.at for each in heard.said), default=heard.review.created_at)
        outputs = tuple(self._outputs(heard.items))
        return ReviewReport(self._figures.of(heard), outputs, heard.said, at)

    def write(self, review_id: str) -> SavedReport:
        """Kept from now on under the digest of its Markdown; the same judgments make the same."""
        report = self.put_together(review_id)
        markdown = "".join(markdown_report(report))
        digest = _digest(markdown)
        saved = SavedReport(
            _record(report, digest), markdown, "".join(html_report(report)), json_report(report)
        )
        self._reports.keep(saved)
        self._events.publish(_told(saved.record))
        self._events.publish(ReviewsChanged(review_id))
        return saved

    def without_texts(self, review_id: str) -> tuple[str, str]:
        """Markdown and HTML as of now, with neither outputs nor what people wrote of them."""
        report = self.put_together(review_id)
        return (
            "".join(markdown_report(report, texts=False)),
            "".join(html_report(report, texts=False)),
        )

    def report(self, digest: str) -> SavedReport:
        """Raises `NotFound`."""
        return self._reports.report(digest)

    def of_review(self, review_id: str) -> list[ReportRecord]:
        """Newest judgments first."""
        return self._reports.of_review(review_id)

    def of_version(self, version_digest: str) -> list[ReportRecord]:
        """Those in which outputs of that content were judged, newest judgments first."""
        return self._reports.of_version(version_digest)

    def is_fresh(self, record: ReportRecord) -> bool:
        """Nothing was said in its review since."""
        said = self._reviews.judgments(record.review_id)
        return max((each.at for each in said), default=record.at) <= record.at

    def _outputs(self, items: Iterable[ReviewItem]) -> Iterator[JudgedOutput]:
        paths: dict[str, str] = {}
        for item in items:
            for run_id in item.run_ids:
                run = self._runs.run(run_id)
                job, text = run.job, output_text(run)
                if job.prompt_id not in paths:
                    paths[job.prompt_id] = self._prompts.open(job.prompt_id).prompt.path
                yield JudgedOutput(
                    item.key,
                    run_id,
                    paths[job.prompt_id],
                    job.version,
                    job.model,
                    job.digest,
                    _digest(text),
                    text,
                    shown_inputs(run),
                )


def _digest(text: str) -> str:
    return bytes_digest(text.encode("utf-8", "surrogatepass"))


def _told(record: ReportRecord) -> Acted:
    words = f"Of the review {record.name}: {record.sentence}"
    return Acted(AuditKind.REPORT, evidence=(record.digest,), words=words)


def _record(report: ReviewReport, digest: str) -> ReportRecord:
    figures, plan = report.figures, report.figures.review.plan
    return ReportRecord(
        digest,
        figures.review.id,
        plan.name,
        report.at,
        people_of(report.said),
        figures.items,
        sum(each.judged for each in report.said),
        figures.sentence,
        plan.blind,
        short_figures(report),
        tuple(dict.fromkeys(output.version_digest for output in report.outputs)),
    )
