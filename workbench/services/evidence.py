"""What speaks for a version: reports of reviews, and evaluations of exactly its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from math import isfinite

from workbench.domain.amounts import money
from workbench.domain.approvals import Evidence, EvidenceKind, EvidenceOffer, Measured
from workbench.domain.comparisons import ColumnSummary
from workbench.domain.digests import document_digest
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.evaluations import Evaluation, EvaluationState
from workbench.domain.review_reports import ReportRecord
from workbench.formats.reports.json_report import finite
from workbench.formats.reports.page import html_report
from workbench.formats.reports.words import share
from workbench.services.comparing import ComparisonService
from workbench.services.evaluations import EvaluationService
from workbench.services.reports import ReportService
from workbench.services.review_reports import ReviewReportService

MOST_EVALUATIONS = 10
"""Of one content, the newest; each is read through."""


class EvidenceService:
    def __init__(
        self,
        reports: ReviewReportService,
        evaluations: EvaluationService,
        comparing: ComparisonService,
        evaluation_reports: ReportService,
    ) -> None:
        self._reports, self._evaluations, self._comparing = reports, evaluations, comparing
        self._evaluation_reports = evaluation_reports

    def of_version(self, prompt_id: str, digest: str) -> list[EvidenceOffer]:
        """Of each review the newest report, then finished evaluations; the newest first.

        Takes up to seconds where evaluations are large.
        """
        return [*self._of_reviews(digest), *self._of_evaluations(prompt_id, digest)]

    def named(self, reference: str, prompt_id: str, digest: str) -> Evidence:
        """By the id, the name, or the start of the digest. Raises `InvalidInput`."""
        reports = [_of_report(record) for record in self._reports.of_version(digest)]
        known = [*reports, *(o.evidence for o in self._of_evaluations(prompt_id, digest))]
        for each in known:
            if reference in (each.id, each.name) or _starts(each.digest, reference):
                return each
        names = ", ".join(dict.fromkeys(each.name for each in known))
        raise InvalidInput(
            f"There is no evidence called {reference!r} for this version.",
            hint=f"There is: {names}." if known else "No report and no evaluation is about it.",
        )

    def check(self, evidence: Sequence[Evidence], digest: str) -> None:
        """Raises `InvalidInput` for what is not there as it was, or is of another content."""
        for each in evidence:
            if each.kind is EvidenceKind.REVIEW:
                self._check_report(each, digest)
            else:
                self._check_evaluation(each, digest)

    def page(self, evidence: Evidence) -> str:
        """All of it as one HTML file. Raises `NotFound` where it is not there any more."""
        if evidence.kind is EvidenceKind.REVIEW:
            return self._reports.report(evidence.digest).html
        return "".join(html_report(self._evaluation_reports.report(evidence.id)))

    def _of_reviews(self, digest: str) -> Iterator[EvidenceOffer]:
        newest: dict[str, ReportRecord] = {}
        for record in self._reports.of_version(digest):
            newest.setdefault(record.review_id, record)
        for record in newest.values():
            fresh = self._reports.is_fresh(record)
            others = len(set(record.versions)) - 1
            notes = (
                "" if fresh else "More was said since: write the report again.",
                f"It is about {others} other version{'s' if others > 1 else ''} too."
                if others
                else "",
            )
            note = " ".join(note for note in notes if note)
            yield EvidenceOffer(_of_report(record), fresh, note)

    def _of_evaluations(self, prompt_id: str, digest: str) -> Iterator[EvidenceOffer]:
        finished = (
            each.evaluation
            for each in self._evaluations.summaries(prompt_id)
            if each.evaluation.state is EvaluationState.FINISHED
            and digest in {column.digest for column in each.evaluation.columns}
        )
        for place, evaluation in enumerate(islice(finished, MOST_EVALUATIONS)):
            yield EvidenceOffer(self._of_evaluation(evaluation, digest), fresh=not place)

    def _of_evaluation(self, evaluation: Evaluation, digest: str) -> Evidence:
        """The figures of the columns of that content."""
        own = [
            (evaluation.columns[summary.column].model, summary)
            for summary in self._comparing.summaries(evaluation.id)
            if evaluation.columns[summary.column].digest == digest
        ]
        told = "; ".join(f"{model} passes {share(summary.pass_rate)}" for model, summary in own)
        return Evidence(
            EvidenceKind.EVALUATION,
            evaluation.name,
            _figures_digest(evaluation, digest, own),
            f"{evaluation.cases} cases of {evaluation.dataset_name}: {told}.",
            evaluation.id,
            evaluation.created_at,
            tuple(_figures(evaluation, own)),
            _measured(evaluation, own),
        )

    def _check_report(self, evidence: Evidence, digest: str) -> None:
        try:
            record = self._reports.report(evidence.digest).record
        except NotFound as error:
            raise _not_there(evidence) from error
        if digest not in record.versions:
            raise _of_another(evidence)
        if evidence != _of_report(record):
            raise _not_there(evidence)

    def _check_evaluation(self, evidence: Evidence, digest: str) -> None:
        try:
            evaluation = self._evaluations.evaluation(evidence.id)
        except NotFound as error:
            raise _not_there(evidence) from error
        if digest not in {column.digest for column in evaluation.columns}:
            raise _of_another(evidence)
        found = self._of_evaluation(evaluation, digest)
        if replace(found, name=evidence.name) != evidence:
            raise InvalidInput(
                f"The figures of {evidence.name} have changed since they were looked at.",
                hint="Look at them again, then approve.",
            )


def _of_report(record: ReportRecord) -> Evidence:
    return Evidence(
        EvidenceKind.REVIEW,
        record.name,
        record.digest,
        record.sentence,
        record.review_id,
        record.at,
        record.figures,
    )


def _figures(
    evaluation: Evaluation, own: Sequence[tuple[str, ColumnSummary]]
) -> Iterator[tuple[str, str]]:
    yield "cases", str(evaluation.cases)
    yield "samples", str(evaluation.samples)
    yield "dataset", evaluation.dataset_digest
    for model, summary in own:
        yield f"pass rate, {model}", share(summary.pass_rate)
        yield f"errors, {model}", str(summary.errors)
        yield f"cost, {model}", money(summary.cost_usd)


def _measured(evaluation: Evaluation, own: Sequence[tuple[str, ColumnSummary]]) -> Measured:
    """The pass rate and each metric that is a number; an evaluation of nothing has none."""
    metrics = [
        (model, name, measure.value)
        for model, summary in own
        for name, measure in (("pass_rate", summary.pass_rate), *summary.metrics)
        if isfinite(measure.value)
    ]
    return Measured(
        evaluation.dataset_name, evaluation.dataset_digest, evaluation.cases, tuple(metrics)
    )


def _figures_digest(
    evaluation: Evaluation, digest: str, own: Sequence[tuple[str, ColumnSummary]]
) -> str:
    """Of what was measured: a rename changes nothing, other checks do."""
    made = {
        "schema": "evaluation-figures/1",
        "evaluation": evaluation.id,
        "content": digest,
        "dataset": evaluation.dataset_digest,
        "samples": evaluation.samples,
        "columns": [
            {
                "model": model,
                "cells": summary.cells,
                "errors": summary.errors,
                "pass_rate": asdict(summary.pass_rate),
                "score": asdict(summary.score),
                "metrics": [[name, asdict(measure)] for name, measure in summary.metrics],
            }
            for model, summary in own
        ],
    }
    return document_digest(finite(made))


def _starts(digest: str, reference: str) -> bool:
    return len(reference) >= 8 and digest.removeprefix("sha256:").startswith(
        reference.removeprefix("sha256:")
    )


def _not_there(evidence: Evidence) -> InvalidInput:
    return InvalidInput(
        f"{evidence.name}, the {evidence.kind.value} named as evidence, is not there.",
        hint="Look again at what there is, then approve.",
    )


def _of_another(evidence: Evidence) -> InvalidInput:
    return InvalidInput(
        f"{evidence.name}, the {evidence.kind.value} named as evidence, is about another version.",
        hint="Choose evidence of exactly this version.",
    )
