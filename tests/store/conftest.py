from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.fake_reviews import (
    MemoryReviewDrafts,
    MemoryReviewReports,
    MemoryReviews,
    MemoryRubrics,
    MemoryUnfinished,
)
from tests.fakes import (
    MemoryApprovals,
    MemoryDatasets,
    MemoryEvaluations,
    MemoryHumanLabels,
    MemoryPrompts,
    MemoryRuns,
)
from workbench.store.approvals import SqliteApprovals
from workbench.store.datasets import SqliteDatasets
from workbench.store.evaluations import SqliteEvaluations
from workbench.store.human_labels import SqliteHumanLabels
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.review_drafts import SqliteReviewDrafts
from workbench.store.review_reports import SqliteReviewReports
from workbench.store.reviews import SqliteReviews
from workbench.store.rubrics import SqliteRubrics
from workbench.store.runs import SqliteRuns
from workbench.store.search import SqliteSearch
from workbench.store.unfinished import SqliteUnfinished


@pytest.fixture
def workspace(tmp_path):
    path = tmp_path / "team.workbench"
    make_workspace(path)
    workspace = open_workspace(path)
    yield workspace
    workspace.close()


@pytest.fixture(params=["memory", "sqlite"])
def stores(request):
    """The stores of one workspace, as the fakes have them and as SQLite does."""
    if request.param == "memory":
        runs = MemoryRuns()
        evaluations = MemoryEvaluations(runs)
        reviews, approvals = MemoryReviews(), MemoryApprovals()
        return SimpleNamespace(
            prompts=MemoryPrompts(runs),
            runs=runs,
            datasets=MemoryDatasets(),
            approvals=approvals,
            evaluations=evaluations,
            human_labels=MemoryHumanLabels(evaluations),
            reviews=reviews,
            review_drafts=MemoryReviewDrafts(reviews),
            review_reports=MemoryReviewReports(reviews, approvals),
            rubrics=MemoryRubrics(),
            unfinished=MemoryUnfinished(),
        )
    return sqlite_stores(request.getfixturevalue("workspace"))


@pytest.fixture
def on_disk(workspace):
    return sqlite_stores(workspace)


def sqlite_stores(workspace):
    return SimpleNamespace(
        prompts=SqlitePrompts(workspace),
        runs=SqliteRuns(workspace),
        datasets=SqliteDatasets(workspace),
        approvals=SqliteApprovals(workspace),
        evaluations=SqliteEvaluations(workspace),
        human_labels=SqliteHumanLabels(workspace),
        reviews=SqliteReviews(workspace),
        review_drafts=SqliteReviewDrafts(workspace),
        review_reports=SqliteReviewReports(workspace),
        rubrics=SqliteRubrics(workspace),
        unfinished=SqliteUnfinished(workspace),
        search=SqliteSearch(workspace),
    )
