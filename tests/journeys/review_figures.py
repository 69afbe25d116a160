"""What was learned from a review, worked out again: by other libraries, and by hand."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import krippendorff
import numpy as np
import pytest
from statsmodels.stats import inter_rater

from tests.journeys.judged_greetings import OUTPUTS
from tests.journeys.people import opinion
from workbench.domain.agreements import Agreement, Calibration, StandIn
from workbench.domain.reviews import Review
from workbench.services.opened import Services

PEOPLE = ("Ada", "Bo", "Cy")
DOMAINS = {"tone": (1, 2, 3, 4, 5), "named": (0, 1)}


def assert_agreement(services: Services, review: Review, missing: int = 0) -> None:
    """Of what is on record, by whomever it is; so many answers of one person are missing."""
    said = [each for each in services.reviews.judgments(review.id) if not each.skipped]
    people = [name for name in PEOPLE if any(each.reviewer == name for each in said)]
    keys = [item.key for item in services.reviews.items(review.id)]
    assert len(said) == len(people) * OUTPUTS - missing
    for agreement in services.review_figures.figures(review.id).agreements:
        asked = agreement.question.id
        given = {(each.reviewer, each.item): each.answer(asked) for each in said}
        table = [[given.get((who, key), np.nan) for key in keys] for who in people]
        _assert_as_libraries(agreement, np.array(table, float), DOMAINS[asked])


def _assert_as_libraries(agreement: Agreement, table: np.ndarray, domain: tuple[int, ...]) -> None:
    level = "nominal" if len(domain) == 2 else "ordinal"
    alpha = krippendorff.alpha(table, level_of_measurement=level, value_domain=list(domain))
    assert agreement.alpha.value == pytest.approx(alpha, abs=1e-9)
    whole = table.T[~np.isnan(table.T).any(axis=1)].astype(int)
    if whole.shape[1] == 2:
        assert agreement.kappa.value == pytest.approx(_cohen(whole - domain[0], level), abs=1e-9)
    elif level == "nominal":
        counted, _ = inter_rater.aggregate_raters(whole)
        fleiss = inter_rater.fleiss_kappa(counted)
        assert agreement.kappa.value == pytest.approx(fleiss, abs=1e-9)
    same = [one == other for row in whole for one, other in combinations(row, 2)]
    assert agreement.same.value == pytest.approx(np.mean(same), abs=1e-9)


def _cohen(pairs: np.ndarray, level: str) -> float:
    counts = np.zeros((pairs.max() + 1, pairs.max() + 1))
    for one, other in pairs:
        counts[one, other] += 1
    weights = None if level == "nominal" else "quadratic"
    return inter_rater.cohens_kappa(counts, wt=weights, return_results=False)


def texts_of(services: Services, review: Review) -> dict[str, str]:
    """The output of each item, by its key."""
    items = services.reviews.items(review.id)
    return {item.key: services.runs.run(item.run_ids[0]).text for item in items}


def assert_calibration(services: Services, review: Review) -> tuple[int, ...]:
    """Of the judge, on whether the person is greeted by name: it goes by whether the name is
    there, and people by what they think. The confusion table that was counted."""
    texts = list(texts_of(services, review).values())
    people = [sum(opinion(name, text)[1] for name in PEOPLE) >= 2 for text in texts]
    judge = ["case-" in text for text in texts]
    counted = Counter(zip(judge, people, strict=True))
    confusion = tuple(counted[j, p] for j in (True, False) for p in (True, False))
    assert min(confusion[0], confusion[1], confusion[3]) > 0
    [found] = [
        each
        for each in services.review_figures.figures(review.id).calibrations
        if each.model_graded and each.question.id == "named"
    ]
    kappa = inter_rater.cohens_kappa(np.array(confusion).reshape(2, 2), return_results=False)
    assert (found.items, found.divided, found.confusion) == (OUTPUTS, 0, confusion)
    assert found.kappa.value == pytest.approx(kappa, abs=1e-9)
    assert found.bias.value == pytest.approx(np.mean(judge) - np.mean(people))
    assert (found.verdict is StandIn.YES) == _may_stand_in(found)
    return confusion


def _may_stand_in(found: Calibration) -> bool:
    """By the rule in the manual, of thirty outputs and more."""
    return all(
        (
            found.kappa.low >= 0.6,
            -0.1 <= found.bias.low <= found.bias.high <= 0.1,
            found.people_kappa.value >= 0.4,
            found.kappa.value >= found.people_kappa.value - 0.1,
        )
    )
