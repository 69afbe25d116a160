"""Keeps a report of the review that is shown, and hands over to the approval of what was judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.prompts import Prompt
from workbench.domain.reviews import Review
from workbench.gui.kit.background import Background
from workbench.gui.kit.safe_text import safe
from workbench.gui.review.around import Around
from workbench.gui.review.learned.page import LearnedPage
from workbench.gui.review.learned.presenter import LearnedPresenter
from workbench.gui.review.wording import translate
from workbench.services.opened import Services


@dataclass(frozen=True, slots=True)
class Judged:
    prompt: Prompt
    version: int
    others: int
    """Further versions whose outputs were judged."""


class Attaching(QObject):
    def __init__(
        self, page: LearnedPage, learned: LearnedPresenter, around: Around, working: Background
    ) -> None:
        super().__init__(page)
        self._page, self._learned = page, learned
        self._around, self._working = around, working
        around.actions.on("review.approve", self._attach)

    def _attach(self) -> None:
        learned = self._learned.learned
        if learned is None:
            return
        self._page.said.emit(translate("Keeping a report as evidence…"))
        work = partial(_kept, self._around.services, learned.review)
        self._working.run(self, work, self._hand_over, self._on_refused)

    def _on_refused(self, error: WorkbenchError) -> None:
        self._page.said.emit("")
        self._around.ask.show_error(error)

    def _hand_over(self, judged: Judged) -> None:
        words = translate("The report is kept as evidence for {0} v{1}.")
        told = words.format(safe(judged.prompt.path), judged.version)
        if judged.others:
            told += " " + translate("Other versions were judged, too: choose one there.")
        self._page.said.emit(told)
        self._page.approval_wanted.emit(judged.prompt, judged.version)


def _kept(services: Services, review: Review) -> Judged:
    """In the background. Of the prompt most outputs are from, the newest version; a draft cannot
    be approved before it was named."""
    jobs = [
        services.runs.run(run_id).job
        for item in services.reviews.items(review.id)
        for run_id in item.run_ids
    ]
    numbers = {of: _numbers(services, of) for of in {job.prompt_id for job in jobs}}
    places = [
        (job.prompt_id, job.version or numbers[job.prompt_id].get(job.digest)) for job in jobs
    ]
    versions = {(of, number) for of, number in places if number is not None}
    prompts = Counter(of for of, number in places if number is not None)
    if not prompts:
        raise InvalidInput(
            translate("Only versions can be approved; what was judged here are drafts."),
            hint=translate("Name the draft a version in Write, then have its outputs judged."),
        )
    prompt_id = review.plan.prompt_id
    if prompt_id not in prompts:
        prompt_id = prompts.most_common(1)[0][0]
    services.review_reports.write(review.id)
    newest = max(number for of, number in versions if of == prompt_id)
    return Judged(services.prompts.open(prompt_id).prompt, newest, len(versions) - 1)


def _numbers(services: Services, prompt_id: str) -> dict[str, int]:
    """Of the versions, by digest: a draft that was run may have been named since."""
    versions = sorted(services.prompts.versions(prompt_id), key=lambda version: version.number)
    return {version.digest: version.number for version in versions}
