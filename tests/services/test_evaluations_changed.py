"""What a person changes of an evaluation while an engine writes how far it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import a_dataset, an_evaluation
from tests.fakes import Clock, MemoryEvaluations, counting
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import EvaluationState
from workbench.services.evaluations import EvaluationService
from workbench.services.events import EventBus


class FinishedMeanwhile(MemoryEvaluations):
    """The engine ends the evaluation whenever somebody has just read it."""

    def evaluation(self, evaluation_id):
        found = super().evaluation(evaluation_id)
        super().save(replace(found, state=EvaluationState.FINISHED))
        return found


@pytest.fixture
def store():
    return FinishedMeanwhile()


@pytest.fixture
def service(store):
    return EvaluationService(None, store, EventBus(), Clock(), counting(), None)


@pytest.fixture
def evaluation(store):
    dataset = a_dataset()
    evaluation = an_evaluation(dataset, state=EvaluationState.RUNNING)
    store.add(evaluation, dataset)
    return evaluation


def test_a_new_name_does_not_bring_an_old_state_back(store, service, evaluation):
    store.evaluation(evaluation.id)

    service.rename(evaluation.id, "Second")
    service.raise_budget(evaluation.id, Decimal(5))
    service.keep_estimate(evaluation.id, Decimal(4))

    now = store.evaluation(evaluation.id)
    assert now.state is EvaluationState.FINISHED
    assert (now.name, now.budget_usd, now.estimated_usd) == ("Second", 5, 4)


def test_scores_are_not_replaced_while_others_come_in(service, evaluation):
    with pytest.raises(InvalidInput, match="running"):
        service.keep_scores(evaluation.id, (), ())
