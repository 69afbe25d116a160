"""Builds what is around reviews, over one workspace."""

from __future__ import annotations

import os
from typing import Any

from workbench.bootstrap.outside import new_id, utc_now
from workbench.services.datasets import DatasetService
from workbench.services.events import EventBus
from workbench.services.ports import RunStore
from workbench.services.prompts import PromptService
from workbench.services.review_adopting import ReviewAdoptingService
from workbench.services.review_choosing import ReviewChoosing
from workbench.services.review_drafts import ReviewDraftService
from workbench.services.review_figures import ReviewFiguresService
from workbench.services.review_packs import ReviewPackService
from workbench.services.review_reports import ReviewReportService
from workbench.services.review_results import ReviewResultsService
from workbench.services.reviews import ReviewService
from workbench.services.rubrics import RubricService
from workbench.services.unfinished import UnfinishedService
from workbench.store.database import Workspace


def services_for_reviews(
    workspace: Workspace, prompts: PromptService, runs: RunStore, events: EventBus
) -> dict[str, Any]:
    """The services around reviews, by the names of their fields."""
    from workbench.store.datasets import SqliteDatasets
    from workbench.store.evaluations import SqliteEvaluations
    from workbench.store.prompts import SqlitePrompts
    from workbench.store.review_drafts import SqliteReviewDrafts
    from workbench.store.review_reports import SqliteReviewReports
    from workbench.store.reviews import SqliteReviews
    from workbench.store.rubrics import SqliteRubrics
    from workbench.store.unfinished import SqliteUnfinished

    reviews, evaluations = SqliteReviews(workspace), SqliteEvaluations(workspace)
    datasets = DatasetService(SqliteDatasets(workspace), new_id, events)

    def path_of(prompt_id: str) -> str:
        return SqlitePrompts(workspace).open(prompt_id).prompt.path

    service = ReviewService(reviews, runs, events, utc_now, new_id, os.urandom)
    figures = ReviewFiguresService(service, runs, evaluations, path_of)
    packs = ReviewPackService(service, reviews, events, utc_now)
    return {
        "reviews": service,
        "review_figures": figures,
        "review_reports": ReviewReportService(
            service, figures, prompts, runs, SqliteReviewReports(workspace), events
        ),
        "review_adopting": ReviewAdoptingService(service, runs, evaluations, datasets),
        "review_drafts": ReviewDraftService(SqliteReviewDrafts(workspace)),
        "unfinished": UnfinishedService(SqliteUnfinished(workspace)),
        "review_packs": packs,
        "review_results": ReviewResultsService(service, reviews, packs.key, events, utc_now),
        "review_choosing": ReviewChoosing(evaluations, runs),
        "rubrics": RubricService(SqliteRubrics(workspace), events, new_id),
    }
